"""The main job by keys alone: a sample, a class, a method, the opacity, a comparison, the probe, an export, undo."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QListView, QSlider, QWidget

from gui.design.card import More
from gui.main_window.menus import plain
from gui.main_window.palette import CommandPalette
from gui.state import file_dialogs as files

_MOST_TABS = 120


class Keyboard:
    """Presses keys where the focus is, and nothing else."""

    def __init__(self, program) -> None:
        self.program, self.window = program, program.window
        self._activate()

    def _activate(self) -> None:
        """Do what a window manager does once a dialog is closed."""
        self.window.activateWindow()
        self.program.wait(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        window = next((one for one in self._dialogs() if one.isActiveWindow()), self.window)
        self.program.qtbot.keyClick(window.focusWidget() or window, key, modifiers)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> QWidget | None:
        """Press Tab until the focus is where it is wanted; None if it never comes there."""
        for _ in range(_MOST_TABS):
            self.press(Qt.Key.Key_Tab)
            found = self.window.focusWidget()
            if found is not None and wanted(found):
                return found
        return None

    def tab_to_slider(self, words: str) -> QSlider:
        """As above, and open what is folded away on the way there."""

        def is_it(widget: QWidget) -> bool:
            return isinstance(widget, QSlider) and bool(re.search(words, widget.accessibleName(), re.IGNORECASE))

        found = self.tab_to(is_it)
        while found is None:
            more = self.tab_to(lambda widget: isinstance(widget, More) and not widget.isChecked())
            assert more is not None, f"no slider is called {words}"
            self.press(Qt.Key.Key_Space)
            assert more.isChecked()
            found = self.tab_to(is_it)
        return found

    def do(self, action: str) -> None:
        """Do an action by the command palette."""
        self.find_and_do(plain(self.window.actions_by_id[action].text()).rstrip("…"))

    def find_and_do(self, words: str) -> None:
        """Do what the command palette finds for some words."""
        self._press_shortcut("show_palette")
        self.program.wait(lambda: any(isinstance(one, CommandPalette) for one in self._dialogs()))
        palette = next(one for one in self._dialogs() if isinstance(one, CommandPalette))
        field = palette.findChild(QLineEdit)
        self.program.qtbot.keyClicks(field, words)
        self.program.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.program.wait(lambda: not palette.isVisible())
        self._activate()

    def _press_shortcut(self, action: str) -> None:
        keys: QKeySequence = self.window.actions_by_id[action].shortcut()
        combination = keys[0]
        self.press(combination.key(), combination.keyboardModifiers())

    def undo(self) -> None:
        self._press_shortcut("undo")

    def _dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]


def test_the_main_job(run, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ask_target", lambda *_: tmp_path / "out.png")

    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        keys, state, actions = Keyboard(program), program.state, program.window.actions_by_id
        # A sample
        sample = keys.tab_to(lambda one: isinstance(one, QAbstractButton) and one.accessibleName().endswith(": Cat"))
        assert sample is not None
        keys.press(Qt.Key.Key_Space)
        program.wait_for_overlay()
        first = state.choices.target
        # Another class
        assert keys.tab_to(lambda one: isinstance(one, QListView) and "lasses" in one.accessibleName()) is not None
        keys.press(Qt.Key.Key_Down)
        program.wait(lambda: state.choices.target != first)
        program.wait_for_overlay()
        second = state.choices.target
        # Another method
        keys.find_and_do("Saliency")
        program.wait(lambda: state.choices.method == "saliency")
        program.wait_for_overlay()
        # The opacity
        before = state.rendering
        keys.tab_to_slider("opacity|strength")
        keys.press(Qt.Key.Key_Right)
        assert state.rendering != before
        # A comparison, and its end
        keys.do("compare_methods")
        assert state.comparison is not None
        keys.do("stop_comparing")
        assert state.comparison is None
        # The probe, and its end
        keys.do("toggle_probe")
        assert actions["toggle_probe"].isChecked()
        keys.do("toggle_probe")
        assert not actions["toggle_probe"].isChecked()
        # An export
        keys.do("export_overlay")
        program.wait(lambda: (tmp_path / "out.png").is_file() and not state.activities)
        # Undo, back to the first class
        for _ in range(20):
            if state.choices.target == first:
                break
            keys.undo()
        assert (state.choices.target, state.choices.method, state.rendering) == (first, "grad-cam", before)
        assert second != first

    run(scenario)
