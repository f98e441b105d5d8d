"""A choice that has no room for its words says so with an ellipsis."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from gui.design.controls import ChoiceBox

WORDS = "head_activation  (7 × 7 × 1280)"


def painted(qtbot, kind: type[QComboBox], words: str, width: int) -> QImage:
    box = kind()
    qtbot.addWidget(box)
    box.addItem(words)
    box.resize(width, box.sizeHint().height())
    return box.grab().toImage()


def test_words_that_fit_are_painted_as_qt_paints_them(qtbot):
    assert painted(qtbot, ChoiceBox, WORDS, 600) == painted(qtbot, QComboBox, WORDS, 600)


def test_words_that_do_not_fit_end_in_an_ellipsis(qtbot):
    narrow = painted(qtbot, ChoiceBox, WORDS, 150)
    shortened = [painted(qtbot, QComboBox, WORDS[:length] + "…", 150) for length in range(4, len(WORDS))]
    assert narrow != painted(qtbot, QComboBox, WORDS, 150)
    assert narrow in shortened
