"""The wheel scrolls the panel; it changes a number only where the user has clicked into the control."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from helpers.wheel import turn_wheel
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

import gui
from gui.design.controls import ChoiceBox, DecimalBox, NumberBox, Slider, Tabs

UNSAFE = {"QComboBox", "QSlider", "QSpinBox", "QDoubleSpinBox", "QTabWidget", "QDial"}


class Panel(QScrollArea):
    """A control in a page that is higher than its panel."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        page = QWidget()
        self.control = control
        column = QVBoxLayout(page)
        column.addWidget(control)
        below = QLabel("below")
        below.setMinimumHeight(2000)
        column.addWidget(below)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.resize(300, 300)

    @property
    def scrolled(self) -> int:
        return self.verticalScrollBar().value()


def number_control(kind: type) -> QWidget:
    control = kind()
    control.setRange(0, 100)
    control.setValue(50)
    return control


def choice_box() -> ChoiceBox:
    box = ChoiceBox()
    box.addItems(["a", "b", "c"])
    box.setCurrentIndex(1)
    return box


def value(control: QWidget) -> float:
    return control.currentIndex() if isinstance(control, ChoiceBox) else control.value()


@pytest.fixture
def panel(qtbot, request) -> Panel:
    kind = request.param
    shown = Panel(choice_box() if kind is ChoiceBox else number_control(kind))
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown


NUMBERS = [Slider, NumberBox, DecimalBox]


@pytest.mark.parametrize("panel", [ChoiceBox, *NUMBERS], indirect=True)
def test_the_wheel_scrolls_the_panel_and_not_the_control_under_the_pointer(panel):
    before = value(panel.control)
    for notches in (-1, -1, 1):
        turn_wheel(panel.control, notches)
    assert value(panel.control) == before
    assert panel.scrolled > 0
    assert not panel.control.hasFocus()


@pytest.mark.parametrize("panel", [ChoiceBox, *NUMBERS], indirect=True)
def test_a_control_that_only_has_the_keyboard_does_not_take_the_wheel(panel, qtbot):
    panel.control.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(panel.control.hasFocus)
    before = value(panel.control)
    turn_wheel(panel.control)
    assert (value(panel.control), panel.scrolled > 0) == (before, True)


def click(qtbot, control: QWidget) -> None:
    inside = control.lineEdit() if isinstance(control, NumberBox | DecimalBox) else control
    qtbot.mouseClick(inside, Qt.MouseButton.LeftButton, pos=inside.rect().center())
    qtbot.waitUntil(control.hasFocus)


@pytest.mark.parametrize("panel", NUMBERS, indirect=True)
def test_a_control_that_was_clicked_takes_the_wheel_until_the_pointer_leaves_it(panel, qtbot):
    click(qtbot, panel.control)
    before = value(panel.control)
    turn_wheel(panel.control)
    after = value(panel.control)
    assert (after < before, panel.scrolled) == (True, 0)
    QApplication.sendEvent(panel.control, QEvent(QEvent.Type.Leave))
    turn_wheel(panel.control)
    assert (value(panel.control), panel.scrolled > 0) == (after, True)


@pytest.mark.parametrize("panel", NUMBERS, indirect=True)
def test_a_control_that_was_clicked_and_scrolled_away_does_not_take_the_wheel(panel, qtbot):
    click(qtbot, panel.control)
    before = value(panel.control)
    panel.verticalScrollBar().setValue(5)
    turn_wheel(panel.control)
    assert (value(panel.control), panel.scrolled > 5) == (before, True)


def test_the_wheel_over_tabs_stays_on_the_page(qtbot):
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for words in ("One", "Two", "Three"):
        tabs.addTab(QLabel(words), words)
    tabs.show()
    turn_wheel(tabs.tabBar())
    assert tabs.currentIndex() == 0


def test_the_open_list_of_a_choice_scrolls(qtbot):
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([str(number) for number in range(200)])
    box.setMaxVisibleItems(5)
    box.show()
    box.showPopup()
    bar = box.view().verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    turn_wheel(box.view().viewport(), -3)
    assert bar.value() > 0
    assert box.currentIndex() == 0
    box.hidePopup()


def called(tree: ast.AST) -> set[str]:
    """Return the names of what is called or derived from in a module."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    bases = [base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    names = [node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in (*calls, *bases)]
    return set(names)


def test_the_window_makes_none_of_the_controls_that_the_wheel_changes():
    folder = Path(gui.__path__[0])
    files = [path for path in folder.rglob("*.py") if not path.is_relative_to(folder / "design")]
    unsafe = {str(path): called(ast.parse(path.read_text("utf-8"))) & UNSAFE for path in files}
    assert {path: names for path, names in unsafe.items() if names} == {}
    assert called(ast.parse("w = QSlider()\nclass A(QtWidgets.QComboBox): pass")) & UNSAFE == {"QSlider", "QComboBox"}


def test_qts_own_controls_would_fail_here(qtbot):
    """The events above are such that Qt's own tabs turn, so that a pass means something."""
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    for words in ("One", "Two"):
        tabs.addTab(QLabel(words), words)
    tabs.show()
    turn_wheel(tabs.tabBar())
    assert tabs.currentIndex() == 1
