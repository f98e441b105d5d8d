"""Tab follows the layouts: tool bar, left, middle, right, and then what floats over them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.platform.tab_order import move_focus, tab_stops


class Window(QMainWindow):
    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward)


def column(*widgets: QWidget) -> QWidget:
    rows = QVBoxLayout(holder := QWidget())
    for widget in widgets:
        rows.addWidget(widget)
    return holder


@pytest.fixture
def window(qtbot):
    """Its widgets are made in another order than they are laid out in."""
    window = Window()
    window.floating = QPushButton("floating", window)
    number, last = QSpinBox(), QPushButton("last")
    first, second = QPushButton("first"), QLineEdit()
    first.setObjectName("first")
    row = QHBoxLayout(across := QWidget())
    row.addWidget(second)
    row.addWidget(number)
    window.area = QScrollArea()
    window.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.area.setWidget(column(*(QPushButton(f"row {index}") for index in range(30)), last))
    splitter = QSplitter()
    splitter.addWidget(column(first, across))
    splitter.addWidget(window.area)
    window.setCentralWidget(splitter)
    bar = QToolBar()
    tool = QToolButton()
    tool.setText("tool")
    tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bar.addWidget(tool)
    window.addToolBar(bar)
    window.in_order = [tool, first, second, number]
    window.last = last
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return window


def test_the_order_is_that_of_the_layouts(window):
    stops = tab_stops(window)
    assert stops[:4] == window.in_order
    assert stops[-2:] == [window.last, window.floating]


def test_tab_and_back_tab_go_round(window, qtbot):
    window.in_order[0].setFocus()
    for expected in window.in_order[1:]:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is expected
    for expected in (*reversed(window.in_order[:-1]), window.floating):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        assert window.focusWidget() is expected
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is window.in_order[0]


def test_what_is_added_later_hidden_or_greyed_is_minded(window, qtbot):
    tool, first, second, number = window.in_order
    first.hide()
    second.setEnabled(False)
    late = QPushButton("late")
    first.parentWidget().layout().insertWidget(0, late)
    late.show()
    tool.setFocus()
    for expected in (late, number):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is expected


def test_what_gets_the_focus_is_scrolled_into_view(window, qtbot):
    window.floating.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is window.last
    assert window.last.visibleRegion().boundingRect() == window.last.rect()
