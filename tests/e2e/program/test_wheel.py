"""The wheel scrolls. It never changes what is computed or shown, whatever control it turns over."""

from __future__ import annotations

import pytest
from helpers.wheel import turn_wheel
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

from gui.design.card import More

CHANGEABLE = (QAbstractSlider, QAbstractSpinBox, QComboBox, QTabBar)
DIALOGS = ("show_settings", "export_dialog", "show_library", "name_classes", "about", "show_cheat_sheet")


def changeable(root: QWidget) -> list[QWidget]:
    """Return every visible control that Qt's own wheel would change."""
    found = [widget for widget in root.findChildren(QWidget) if isinstance(widget, CHANGEABLE)]
    return [widget for widget in found if widget.isVisible() and not isinstance(widget, QScrollBar)]


def values(root: QWidget) -> list[object]:
    return [
        widget.currentIndex() if isinstance(widget, QComboBox | QTabBar) else widget.value()
        for widget in changeable(root)
    ]


def around(widget: QWidget) -> QScrollArea | None:
    """Return the scroll area that a control lies in, if it can be scrolled."""
    parent = widget.parent()
    while isinstance(parent, QWidget):
        if isinstance(parent, QScrollArea) and parent.verticalScrollBar().maximum() > 0:
            return parent
        parent = parent.parent()
    return None


def seen(widget: QWidget) -> QPoint | None:
    """Return the middle of what is to be seen of a widget now."""
    region = widget.visibleRegion()
    return None if region.isEmpty() else region.boundingRect().center()


def turn_over_all(root: QWidget) -> tuple[list[str], int]:
    """Turn the wheel over every control, up and down. Return where no panel scrolled, and over how many it turned."""
    stuck, turned = [], 0
    for widget in changeable(root):
        area = around(widget)
        if area is not None:
            area.ensureWidgetVisible(widget)
            QApplication.processEvents()
        before = area.verticalScrollBar().value() if area is not None else 0
        at_end = area is not None and before == area.verticalScrollBar().maximum()
        if (place := seen(widget)) is None:
            continue
        turn_wheel(widget, 1 if at_end else -1, place)
        if area is not None and area.verticalScrollBar().value() == before:
            stuck.append(f"{type(widget).__name__} {widget.accessibleName()}")
        if (place := seen(widget)) is not None:
            turn_wheel(widget, -1 if at_end else 1, place)
        turned += 1
    return stuck, turned


def open_all_cards(program) -> None:
    for more in program.window.findChildren(More):
        more.setChecked(True)
    QApplication.processEvents()


@pytest.mark.parametrize("height", [560, 720])
def test_the_wheel_over_any_control_of_the_window_scrolls_and_changes_nothing(run, cat, other_samples, height):
    def scenario(program):
        program.wait_for_overlay()
        program.window.resize(1280, height)
        open_all_cards(program)
        state = program.state
        before = (state.choices, state.rendering, state.attribution, values(program.window))
        stuck, turned = turn_over_all(program.window)
        assert (state.choices, state.rendering, state.attribution, values(program.window)) == before
        assert stuck == []
        assert turned > 4

    run(scenario, str(cat), *map(str, other_samples))


def test_the_wheel_over_the_bars_of_a_comparison_and_of_the_probe_changes_nothing(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.window.actions_by_id["toggle_probe"].trigger()
        program.window.actions_by_id["compare_methods"].trigger()
        program.wait(lambda: program.state.comparison is not None)
        QApplication.processEvents()
        before = (program.state.choices, program.state.comparison, values(program.window))
        _, turned = turn_over_all(program.window)
        assert (program.state.choices, program.state.comparison, values(program.window)) == before
        assert turned > 4

    run(scenario, str(cat))


def test_the_wheel_over_any_control_of_a_dialog_changes_nothing(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        turned = 0
        for action in DIALOGS:
            program.window.actions_by_id[action].trigger()
            shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
            assert shown, action
            for dialog in shown:
                dialog.resize(dialog.width(), 300)
                QApplication.processEvents()
                before = (values(dialog), [program.window.settings[each] for each in ("language", "theme", "device")])
                stuck, count = turn_over_all(dialog)
                after = (values(dialog), [program.window.settings[each] for each in ("language", "theme", "device")])
                assert after == before
                assert stuck == []
                turned += count
                dialog.close()
        assert turned >= 12

    run(scenario, str(cat))
