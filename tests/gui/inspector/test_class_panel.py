"""The panel of classes: what it seeks again for another photograph, and what it must not choose by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from engine.attribution.request import Attribution
from engine.images import Image
from gui.inspector.classes.class_list import CLASS_ROLE, PROBABILITY_ROLE, UNTOUCHED_ROLE, FoundClasses
from gui.inspector.classes.class_panel import ClassPanel
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import ScreenState

CLASSES = 1000


@pytest.fixture
def state(qapp):
    state = ScreenState()
    state.show_model(model_info(labels=tuple(f"class {index}" for index in range(CLASSES))))
    return state


@pytest.fixture
def looked_at(monkeypatch) -> list[int]:
    """The rows whose names are held against what is typed. Qt must find it before there is a panel."""
    rows: list[int] = []
    accepts = FoundClasses.filterAcceptsRow

    def noted(self, row, parent):
        rows.append(row)
        return accepts(self, row, parent)

    monkeypatch.setattr(FoundClasses, "filterAcceptsRow", noted)
    return rows


@pytest.fixture
def panel(state, qtbot):
    panel = ClassPanel(state)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def answer(state: ScreenState, target: int) -> Attribution:
    """Return the model's answer: class 7 comes first."""
    scores = -np.abs(np.arange(CLASSES, dtype=np.float32) - 7)
    request = replace(resolve(state.question), target=target)
    return Attribution(np.ones((4, 4), np.float32), request, scores, np.exp(scores), 0.0)


def show(state: ScreenState, sha256: str) -> None:
    """Put a photograph on screen and the answer to it."""
    pixels = np.zeros((6, 9, 3), np.uint8)
    state.show_picture(Picture(Image(pixels, "p.png", None, sha256, (), "test"), (pixels,)))
    state.show_attribution(answer(state, 7))


@pytest.mark.parametrize("typed", ["", "class 9"])
def test_each_name_is_looked_at_once_for_a_photograph(state, looked_at, panel, qtbot, typed):
    show(state, "1")
    panel.findChild(QLineEdit).setText(typed)
    looked_at.clear()
    show(state, "2")
    qtbot.wait(10)  # for what is done once the list is painted
    assert sorted(looked_at) == list(range(CLASSES))


def test_the_probe_s_answer_and_the_untouched_one_are_shown_while_it_is_there(state, panel):
    show(state, "1")
    probed = np.full(CLASSES, 0.25, np.float32)
    first = panel.list_view.model().index(0, 0)
    state.show_probe(probed)
    assert first.data(PROBABILITY_ROLE) == 0.25
    assert first.data(UNTOUCHED_ROLE) == 1.0
    state.scores_changed.emit()  # as when classes are named anew
    first = panel.list_view.model().index(0, 0)
    assert (first.data(CLASS_ROLE), first.data(PROBABILITY_ROLE)) == (7, 0.25)
    state.show_probe(None)
    assert (first.data(PROBABILITY_ROLE), first.data(UNTOUCHED_ROLE)) == (1.0, None)


def test_another_photograph_while_a_name_is_typed_chooses_no_class(state, panel, qtbot):
    show(state, "1")
    words = panel.findChild(QLineEdit)
    words.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(words.hasFocus)
    words.setText("class 9")  # the chosen class is not among what is found
    chosen = []
    state.question_changed.connect(lambda: chosen.append((state.choices.target, state.choices.class_kept)))
    show(state, "2")
    assert chosen == [(None, False)]
    assert state.choices.target == 7


def test_a_class_that_is_kept_waits_greyed_for_the_answer_to_the_next_photograph(state, panel):
    show(state, "1")
    state.choose_target(9)
    state.show_picture(replace(state.picture), of_series=True)
    assert state.choices.target == 9
    assert not panel.list_view.isEnabled()
    state.show_attribution(answer(state, 9))
    assert panel.list_view.currentIndex().data(CLASS_ROLE) == 9
