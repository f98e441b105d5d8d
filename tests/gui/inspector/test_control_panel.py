"""The column of cards: wide enough for its letters, and no jump where it scrolls."""

from __future__ import annotations

import pytest
from helpers.shown_model import model_info

from gui.inspector.control_panel import WIDTH, ControlPanel
from gui.platform.language import set_language
from gui.state.screen import ScreenState


@pytest.fixture
def letters(qapp):
    """Return a function that makes all letters larger by a factor."""
    before = qapp.font()

    def enlarge(factor: float) -> None:
        font = qapp.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        qapp.setFont(font)

    yield enlarge
    qapp.setFont(before)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("factor", [1, 2])
def test_the_cards_are_never_cut_at_the_side(qtbot, qapp, letters, language, factor):
    letters(factor)
    set_language(qapp, language)
    state = ScreenState()
    state.show_model(model_info(labels=("class 0", "class 1"), labels_from=""))
    panel = ControlPanel(state)
    qtbot.addWidget(panel)
    panel.resize(panel.minimumWidth(), 500)
    panel.show()
    for card in (panel.answer, panel.explanation, panel.confidence):
        card.more.setChecked(True)
    qtbot.wait(10)
    set_language(qapp, "en")
    assert panel.viewport().width() >= panel.widget().minimumSizeHint().width()
    assert panel.minimumWidth() <= WIDTH or factor > 1
