"""The card of the answer: what it offers for classes with names, without names, and for one value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.shown_model import model_info
from helpers.windows.shown_answer import show_answer
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSlider

from engine.network.description import Head
from gui.inspector.answer_card import AnswerCard
from gui.inspector.classes.class_list import ANSWER_ROLE
from gui.inspector.classes.class_view import ClassView
from gui.state.screen import ScreenState

UNNAMED = model_info(labels=("class 0", "class 1", "class 2"), labels_from="", sha256="u" * 64)
NAMED = model_info(sha256="n" * 64, labels=("cat", "dog", "fox"))
VALUE = model_info(labels=("angle",), labels_from="", head=Head.VALUE, sha256="v" * 64)
SCORES = [0.2, 0.7, 0.1]


class Shown:
    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        self.card = AnswerCard(self.state)
        qtbot.addWidget(self.card)
        self.card.resize(290, 400)
        self.card.show()
        qtbot.waitExposed(self.card)
        self.view: ClassView = self.card.classes.list_view

    def show(self, model, scores) -> None:
        self.state.show_model(model)
        show_answer(self.state, scores, int(np.argmax(scores)))

    def seen(self, kind) -> list:
        return [widget for widget in self.card.findChildren(kind) if widget.isVisible()]

    @property
    def names(self) -> list[str]:
        rows = self.view.model()
        return [rows.index(row, 0).data() for row in range(rows.rowCount())]

    def drop(self, *paths: Path) -> bool:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        where = self.view.viewport().rect().center()
        how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(where, *how)
        QApplication.sendEvent(self.view.viewport(), enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.view.viewport(), QDropEvent(QPointF(where), *how))
        return enter.isAccepted()


@pytest.fixture
def shown(qtbot):
    return Shown(qtbot)


def edit(shown: Shown, qtbot, name: str) -> None:
    """Type a name into the field that is open in the list."""
    field = shown.view.viewport().findChild(QLineEdit)
    field.setText(name)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.wait(10)


def test_classes_without_names_invite_to_name_them(shown):
    shown.show(NAMED, SCORES)
    assert shown.seen(QPushButton) == []
    shown.show(UNNAMED, SCORES)
    (button,) = shown.seen(QPushButton)
    asked = []
    shown.card.classes.names_wanted.connect(lambda: asked.append(True))
    button.click()
    assert button.text() == "Name the classes…" and asked == [True]


def test_a_double_click_renames_a_class_in_place(shown, qtbot):
    shown.show(UNNAMED, SCORES)
    given = []
    shown.card.classes.renamed.connect(given.append)
    place = shown.view.visualRect(shown.view.model().index(1, 0)).center()
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    edit(shown, qtbot, "  no   stop ")
    qtbot.waitUntil(lambda: bool(given))
    assert given == [("no stop", "class 1", "class 2")]  # the second row is class 0


def test_f2_renames_the_chosen_class_and_an_empty_name_is_none(shown, qtbot):
    shown.show(NAMED, SCORES)
    given = []
    shown.card.classes.renamed.connect(given.append)
    shown.view.setFocus()
    for name in (" ", "dog", "wolf"):
        qtbot.keyClick(shown.view, Qt.Key.Key_F2)
        edit(shown, qtbot, name)
    assert given == [("cat", "wolf", "fox")]


def test_names_that_come_back_while_the_list_is_edited_close_the_field(shown, qtbot):
    shown.show(UNNAMED, SCORES)
    shown.card.classes.renamed.connect(lambda names: shown.state.name_classes(names, "user"))
    shown.view.setFocus()
    qtbot.keyClick(shown.view, Qt.Key.Key_F2)
    edit(shown, qtbot, "stop")
    qtbot.waitUntil(lambda: shown.names == ["stop", "class 0", "class 2"])
    assert shown.view.viewport().findChildren(QLineEdit) == []
    assert len(shown.seen(QPushButton)) == 1  # two classes are still to be named


@pytest.mark.parametrize(("file", "taken"), [("labels.TXT", True), ("a.json", True), ("p.png", False)])
def test_a_file_of_names_dropped_on_the_list_is_taken_and_others_are_left_to_the_window(shown, file, taken):
    shown.show(UNNAMED, SCORES)
    dropped = []
    shown.card.classes.names_dropped.connect(dropped.append)
    assert shown.drop(Path("/x") / file) is taken
    assert dropped == ([[Path("/x") / file]] if taken else [])


def test_two_files_are_left_to_the_window(shown):
    shown.show(UNNAMED, SCORES)
    assert not shown.drop(Path("/x/a.txt"), Path("/x/b.txt"))


@pytest.mark.parametrize("where", ["list", "slider"])
def test_arrow_keys_step_through_the_classes_at_once(shown, qtbot, where):
    shown.show(NAMED, SCORES)
    control = shown.view if where == "list" else shown.seen(QSlider)[0]
    control.setFocus()
    chosen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(control, key)
        chosen.append(shown.state.choices.target)
    assert chosen == [0, 2, 2, 0]


def test_the_canvas_steps_through_the_classes_too(shown):
    shown.show(NAMED, SCORES)
    shown.card.classes.step(1)
    assert shown.state.choices.target == 0


def test_one_value_is_shown_large_without_list_slider_and_rank(shown):
    shown.show(VALUE, [0.734])
    words = [label.text() for label in shown.seen(QLabel)]
    assert "0.734" in words
    assert not any("Rank" in text for text in words)
    assert shown.seen(ClassView) == [] and shown.seen(QSlider) == [] and shown.seen(QPushButton) == []
    assert shown.seen(QLineEdit) == []
    value = next(label for label in shown.seen(QLabel) if label.text() == "0.734")
    assert value.font().pointSizeF() > 1.4 * shown.card.font().pointSizeF()
    assert value.accessibleName() == "angle: 0.734"
    shown.show(NAMED, SCORES)
    assert not value.isVisible() and shown.seen(ClassView) == [shown.view]


def test_the_value_of_the_probed_image_stands_beside_the_first(shown):
    shown.show(VALUE, [0.734])
    shown.state.show_probe(np.array([0.5], np.float32))
    assert "0.734 → 0.5" in [label.text() for label in shown.seen(QLabel)]


def test_a_mask_says_how_a_part_of_it_is_explained(shown):
    hints = "Hold Shift and draw a rectangle"
    shown.show(NAMED, SCORES)
    assert not any(hints in label.text() for label in shown.seen(QLabel))
    shown.show(model_info(labels=("tumour", "none", "edge"), mask=True, sha256="k" * 64), SCORES)
    assert any(hints in label.text() for label in shown.seen(QLabel))


def test_the_rows_have_room_for_a_finger_and_say_name_and_probability(shown):
    shown.show(NAMED, SCORES)
    first = shown.view.model().index(0, 0)
    assert shown.view.visualRect(first).height() >= 28
    assert (first.data(), first.data(ANSWER_ROLE)) == ("dog", "70.0 %")


def test_the_list_says_what_will_stand_there(shown):
    before = shown.view.grab().toImage()
    shown.show(NAMED, SCORES)
    assert shown.view.grab().toImage() != before


def test_tab_goes_from_the_search_to_more_to_the_list(shown, qtbot):
    shown.show(NAMED, SCORES)
    shown.card.classes.focus_search()
    qtbot.waitUntil(shown.card.classes.search.hasFocus)
    for expected in (shown.card.more, shown.view, shown.seen(QSlider)[0]):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_more_is_remembered(qtbot):
    QSettings("Saliscope", "Saliscope").clear()
    first = Shown(qtbot)
    assert not first.card.more.content.isVisible()
    first.card.more.click()
    assert first.card.more.content.isVisible()
    assert Shown(qtbot).card.more.content.isVisible()
    first.card.more.click()
    assert not Shown(qtbot).card.more.content.isVisible()


def test_nothing_of_the_card_opens_as_a_window_of_its_own(qtbot, monkeypatch):
    before = set(QApplication.topLevelWidgets())
    shown = Shown(qtbot)
    shown.show(UNNAMED, SCORES)
    assert [one for one in set(QApplication.topLevelWidgets()) - before if one.isVisible()] == [shown.card]
    assert shown.card.classes.search.window() is shown.card
    assert shown.card.classes.search.mapTo(shown.card, QPoint(0, 0)).y() < 20
