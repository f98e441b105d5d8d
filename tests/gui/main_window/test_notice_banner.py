"""The notice floats over its ground: no layout moves, its words are never squeezed, Esc closes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.main_window.notice_bar import NoticeBar
from gui.state.notice import Notice
from gui.state.screen import ScreenState

LONG = "Saliscope s’est arrêté de façon inattendue la dernière fois. Un rapport se trouve sur cet ordinateur seulement."
BUTTONS = ("Copier le rapport", "Voir le rapport", "Supprimer le rapport", "Restaurer ce qui était ouvert")


class Stage:
    """A ground with a foot below it, and the banner over them."""

    def __init__(self, qtbot, width: int) -> None:
        self.state = ScreenState()
        self.window, self.ground, self.foot = QWidget(), QWidget(), QWidget()
        qtbot.addWidget(self.window)
        self.foot.setFixedHeight(32)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ground, 1)
        column.addWidget(self.foot)
        self.banner = NoticeBar(self.window, (self.ground,), self.state)
        self.window.resize(width, 500)
        self.window.show()

    def notify(self) -> None:
        further = tuple((words, lambda: None, True) for words in BUTTONS[1:])
        self.state.notify(Notice(LONG, BUTTONS[0], lambda: None, further))


@pytest.mark.parametrize("width", [1300, 720, 460])
def test_words_are_whole_and_buttons_lie_below_them_where_it_is_narrow(qtbot, width):
    stage = Stage(qtbot, width)
    before = stage.ground.geometry(), stage.foot.geometry()
    stage.notify()
    assert (stage.ground.geometry(), stage.foot.geometry()) == before
    assert stage.ground.geometry().contains(stage.banner.geometry())
    words = next(label for label in stage.banner.findChildren(QLabel) if label.text() == LONG)
    assert words.width() >= 300 and words.height() >= words.heightForWidth(words.width())
    seen = [button for button in stage.banner.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in seen] == list(BUTTONS)
    assert not any(button.geometry().intersects(words.geometry()) for button in seen)
    assert all(button.width() >= button.minimumSizeHint().width() for button in seen)


def test_it_follows_its_ground_and_is_gone_when_it_is_closed(qtbot):
    stage = Stage(qtbot, 900)
    stage.notify()
    stage.window.resize(700, 400)
    qtbot.waitUntil(lambda: stage.ground.width() == 700)
    assert abs(stage.banner.geometry().center().x() - 350) <= 1
    qtbot.keyClick(stage.banner.findChildren(QPushButton)[0], Qt.Key.Key_Escape)
    assert stage.state.notice is None and not stage.banner.isVisible()


def test_a_short_notice_is_no_wider_than_its_words(qtbot):
    stage = Stage(qtbot, 900)
    stage.state.notify(Notice("Overlay copied."))
    words = next(label for label in stage.banner.findChildren(QLabel) if label.text() == "Overlay copied.")
    assert stage.banner.width() < 300
    assert words.width() >= words.fontMetrics().horizontalAdvance(words.text())
    assert words.heightForWidth(words.width()) < 2 * words.fontMetrics().lineSpacing()
