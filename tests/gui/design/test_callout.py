"""A callout is one child widget of its window: it moves and changes its words, and is never a window of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.design.callout import Callout


class Shown(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(900, 600)
    window.target = QPushButton("Target", window)
    window.target.setGeometry(700, 100, 180, 200)
    window.area = QWidget(window)
    window.area.setGeometry(0, 0, 680, 600)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def shown(window):
    watcher = Shown()
    yield watcher
    QApplication.instance().removeEventFilter(watcher)


def place(callout: Callout) -> QRect:
    QApplication.processEvents()
    return callout.geometry()


def test_it_is_shown_inside_its_window_alone(window, shown):
    before = set(QApplication.topLevelWidgets())
    callout = Callout(window)
    callout.say("Title", "Words " * 20, "1 of 2", "Next", "End")
    callout.point_at(window.target, window.area)
    assert callout.isVisible() and callout.parent() is window
    callout.say("Title", "", "", "Finish", "")
    callout.point_at(None, window.area)
    callout.close_up()
    QApplication.processEvents()
    assert shown.windows == []
    assert set(QApplication.topLevelWidgets()) == before


def test_it_follows_its_target_and_the_window(window):
    callout = Callout(window)
    callout.say("Title", "Words", "", "Next", "End")
    callout.point_at(window.target, window.area)
    first = place(callout)
    assert first.right() < window.target.x() and first.top() == window.target.y()
    window.target.move(700, 90)
    assert place(callout).top() == 90
    window.resize(400, 420)
    assert window.rect().contains(place(callout))


def test_it_follows_a_target_that_is_scrolled(window, qtbot):
    area, inside = QScrollArea(window), QWidget()
    column = QVBoxLayout(inside)
    rows = [QPushButton(str(number)) for number in range(40)]
    for row in rows:
        column.addWidget(row)
    area.setWidget(inside)
    area.setGeometry(690, 0, 200, 600)
    area.show()
    callout = Callout(window)
    callout.say("Title", "Words", "", "Next", "End")
    callout.point_at(rows[10], window.area)
    before = place(callout).top()
    area.verticalScrollBar().setValue(80)
    assert place(callout).top() == before - 80


def test_without_a_target_it_lies_in_the_corner_of_the_area(window):
    callout = Callout(window)
    callout.say("Title", "", "", "Start", "No, thanks")
    callout.point_at(None, window.area)
    found = place(callout)
    assert window.area.geometry().contains(found)
    assert found.left() > 340 and found.top() > 300
    window.area.resize(200, 600)  # narrower than the callout
    assert place(callout).left() == 0


def test_enter_accepts_and_esc_declines(window, qtbot):
    callout, heard = Callout(window), []
    callout.accepted.connect(lambda: heard.append("yes"))
    callout.declined.connect(lambda: heard.append("no"))
    callout.say("Title", "Words", "", "Next", "End")
    callout.point_at(window.target, window.area)
    callout.take_keyboard()
    assert callout.has_keyboard
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget().text() == "End"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert heard == ["yes", "no", "no"]


def test_nothing_is_cut_when_letters_are_twice_as_large(window):
    font = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(font.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        callout = Callout(window)
        callout.say("A title of some words", "Words that fill several lines. " * 5, "2 of 6", "Next", "End the tour")
        callout.point_at(window.target, window.area)
        place(callout)
        for part in callout.findChildren(QWidget):
            least = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.minimumSizeHint().height()
            assert part.height() >= least
            assert callout.rect().contains(part.geometry())
    finally:
        QApplication.setFont(font)
