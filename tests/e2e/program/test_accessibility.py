"""Every control of window and dialogs has a name, is reached by Tab in the order it is seen, and shows it."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import groupby, pairwise

import pytest
from helpers.windows.on_screen import place_in
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextBrowser,
    QWidget,
)

from gui.canvas.canvas import Canvas
from gui.design.focus_ring import FocusRing
from gui.design.form import Section
from gui.main_window.actions import ACTIONS
from gui.main_window.command_registry import ActionRow
from gui.platform.tab_order import tab_stops

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextBrowser,
    Canvas,
)
ELSEWHERE = {"close", "toggle_full_screen"}  # what leaves the window or changes its screen


def controls(root: QWidget) -> list[QWidget]:
    """Return what the user sees and works with under `root`, without the parts that Qt makes inside a control."""
    found = [widget for widget in root.findChildren(QWidget) if isinstance(widget, CONTROLS) and widget.isVisible()]
    return [widget for widget in found if not isinstance(widget, QScrollBar) and not _is_part(widget)]


def _is_part(widget: QWidget) -> bool:
    parent = widget.parent()
    while isinstance(parent, QWidget):
        if isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QFileDialog)):
            return True
        parent = parent.parent()
    return widget.objectName().startswith("qt_")


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a control: its accessible name, else its own words, else its label's."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    return [_way(widget) for widget in controls(root) if not spoken_name(widget)]


def _way(widget: QWidget) -> str:
    names = []
    while widget is not None:
        names.append(type(widget).__name__)
        widget = widget.parent()
    return " < ".join(names)


@pytest.fixture
def no_file_dialogs(monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QFileDialog, "exec", lambda *_: 0)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.No)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)


def test_every_control_of_the_window_has_a_name(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        assert nameless(program.window) == []
        assert len(controls(program.window)) > 15

    run(scenario, str(cat))


def test_every_control_that_an_action_brings_up_has_a_name(run, cat, no_file_dialogs, tmp_path):
    ids = [row.id for row in ACTIONS if isinstance(row, ActionRow) and row.id not in ELSEWHERE]
    ids.sort(key=lambda action: action.startswith("close"))  # what takes the photograph away comes last

    def scenario(program):
        program.wait_for_overlay()
        faults, dialogs = [], 0
        for action in ids:
            program.window.actions_by_id[action].trigger()
            program.qtbot.wait(40)
            opened = [dialog for dialog in program.window.findChildren(QDialog) if dialog.isVisible()]
            dialogs += len(opened)
            faults += [(action, fault) for root in (program.window, *opened) for fault in nameless(root)]
            faults += [(action, "no title") for dialog in opened if not dialog.windowTitle()]
            for dialog in opened:
                dialog.reject()
        assert "\n".join(sorted({f"{action}: {fault}" for action, fault in faults})) == ""
        assert dialogs > 6

    run(scenario, shutil.copy(str(cat), tmp_path))  # what is exported lies beside it


def test_tab_follows_the_order_in_which_the_panel_is_seen(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        cards = program.window.panel.widget()  # which may be scrolled
        panel = [widget for widget in tab_stops(program.window) if cards.isAncestorOf(widget)]
        tops = [widget.mapTo(cards, QPoint(0, 0)) for widget in panel]
        assert len(panel) > 8
        rows = [(point.y() // 12, point.x()) for point in tops]  # what stands in one line is read from the left
        assert rows == sorted(rows)

    run(scenario, str(cat))


def test_every_control_has_a_role(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        roles = {
            _way(widget): QAccessible.queryAccessibleInterface(widget).role() for widget in controls(program.window)
        }
        assert [way for way, role in roles.items() if role == QAccessible.Role.NoRole] == []

    run(scenario, str(cat))


def test_tab_goes_through_the_whole_window_as_it_is_seen(run, cat, other_samples):
    def scenario(program):
        program.drop(cat, *other_samples)
        program.wait(lambda: program.state.image is not None and program.settled)
        window, met = program.window, []
        window.resize(1280, 1000)
        program.qtbot.wait(100)
        first = tab_stops(window)[0]
        first.setFocus()
        while not met or window.focusWidget() is not first:
            met.append(window.focusWidget())
            assert len(met) < 120
            program.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        columns = [column for column, _ in groupby(met, key=partial(column_of, window))]
        assert columns == sorted(set(columns))  # bar, left, middle, right, foot: each once
        for before, after in pairwise(met):
            # A text with a link is met twice: as a whole, and with its link.
            if before is not after and column_of(window, before) == column_of(window, after):
                assert comes_before(centre(window, before), centre(window, after)), (_way(before), _way(after))

    run(scenario, str(cat))


def column_of(window: QWidget, widget: QWidget) -> int:
    """Tell where a widget lies: 0 the tool bar, 1 left of the canvas, 2 with it, 3 right of it, 4 below all."""
    place, canvas = centre(window, widget), place_in(window, window.canvas)
    if window.tool_bar.isAncestorOf(widget):
        return 0
    if place.y() > place_in(window, window.panel).bottom():
        return 4
    return 1 if place.x() < canvas.left() else 3 if place.x() > canvas.right() else 2


def centre(window: QWidget, widget: QWidget) -> QPoint:
    return place_in(window, widget).center()


def comes_before(one: QPoint, other: QPoint) -> bool:
    """Tell whether a reader meets one place first: it is higher, or in the same line to the left."""
    line = 14  # pixels: centres that differ by less are in one line
    return one.x() < other.x() if abs(one.y() - other.y()) < line else one.y() < other.y()


def test_the_canvas_tells_what_it_shows(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.state.choose_method("saliency")
        program.wait_for_overlay()
        canvas = QAccessible.queryAccessibleInterface(program.window.canvas)
        program.wait(lambda: "Saliency" in canvas.text(QAccessible.Text.Description))
        words = canvas.text(QAccessible.Text.Description)
        assert canvas.text(QAccessible.Text.Name) == "Image and overlay"
        assert "cat.png" in words and "efficientnet-lite0.keras" in words and "Egyptian cat" in words

    run(scenario, str(cat))


def test_tab_goes_round_all_controls_and_comes_back(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        window, met = program.window, []
        window.activateWindow()
        window.canvas.setFocus()
        for _ in range(80):
            program.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            met.append(window.focusWidget())
            if met[-1] is window.canvas:
                break
        assert met[-1] is window.canvas
        assert all(widget.isVisible() and widget.isEnabled() for widget in met)
        kinds = {kind.__name__ for widget in met for kind in type(widget).__mro__}
        assert {"QSlider", "QLineEdit", "QListView", "QComboBox", "QPushButton"} <= kinds

    run(scenario, str(cat))


def test_a_ring_shows_what_has_the_keyboard_once_keys_lead_there(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        window = program.window
        window.activateWindow()
        program.wait(window.isActiveWindow)
        window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
        program.qtbot.keyClick(window.canvas, Qt.Key.Key_Tab)
        rings = [
            ring for ring in QApplication.allWidgets() if isinstance(ring, FocusRing) and ring.widget() is not None
        ]
        assert [ring.widget() for ring in rings] == [window.focusWidget()]
        assert rings[0].isVisible()
        picture = rings[0].grab().toImage()
        accent = window.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Accent)
        edge = [QColor(picture.pixel(picture.width() // 2, y)) for y in range(4)]
        assert any(abs(colour.lightness() - accent.lightness()) < 8 for colour in edge)

    run(scenario, str(cat))


def test_labels_with_an_alt_key_lead_to_a_control_that_bears_their_words(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        labels = [label for section in program.window.findChildren(Section) for label in section.findChildren(QLabel)]
        with_key = [label for label in labels if "&" in label.text() and label.buddy() is not None]
        assert len(with_key) > 6
        for label in with_key:
            buddy = label.buddy()
            target = buddy.focusProxy() or buddy
            assert target.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert spoken_name(target)

    run(scenario, str(cat))


def test_nothing_scrolls_sideways_and_no_word_of_a_button_is_cut(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        program.window.resize(1280, 700)
        program.qtbot.wait(50)
        for area in program.window.panel.findChildren(QAbstractScrollArea):
            assert area.horizontalScrollBar().maximum() == 0 or isinstance(area, QAbstractItemView)
        cut = [
            button.text()
            for button in program.window.panel.findChildren(QAbstractButton)
            if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width()
        ]
        assert cut == []

    run(scenario, str(cat), "--language", "fr")
