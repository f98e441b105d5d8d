"""A line of words without room for all of them says so, and keeps them whole for whoever asks."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from gui.design.elided_label import ElidedLabel

WORDS = "Grad-CAM for “Egyptian cat” (78.2 %), in units of the class's score"


def painted(qtbot, label: QLabel, words: str, width: int) -> QImage:
    qtbot.addWidget(label)
    label.setText(words)
    label.resize(width, 20)
    return label.grab().toImage()


def test_words_that_fit_are_painted_as_qt_paints_them(qtbot):
    assert painted(qtbot, ElidedLabel(), WORDS, 900) == painted(qtbot, QLabel(), WORDS, 900)


def test_words_that_do_not_fit_end_in_an_ellipsis_and_are_whole_in_the_tool_tip(qtbot):
    label = ElidedLabel()
    narrow = painted(qtbot, label, WORDS, 150)
    assert narrow != painted(qtbot, QLabel(), WORDS, 150)
    assert narrow in [painted(qtbot, QLabel(), WORDS[:length] + "…", 150) for length in range(4, len(WORDS))]
    assert label.text() == label.toolTip() == WORDS
