"""The main jobs by keys alone: a sample explained, compared, probed and exported; a folder explained and judged."""

from __future__ import annotations

import re
from collections.abc import Callable

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QSlider,
    QTabBar,
    QWidget,
)

from engine.batch.progress import RunState
from gui.batch.measures.matrix_view import MatrixView
from gui.batch.setup.dialog import SetupDialog
from gui.batch.table.truth_dialog import TruthDialog
from gui.batch.table.view import TableView
from gui.design.card import More
from gui.help.dialog import HelpDialog
from gui.main_window.menus import plain
from gui.main_window.palette import CommandPalette
from gui.state import file_dialogs as files

_MOST_TABS = 120


class Keyboard:
    """Presses keys where the focus is, and nothing else."""

    def __init__(self, program, window: QWidget | None = None) -> None:
        self.program, self.window = program, window or program.window
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


def visible(kind: type) -> QDialog | None:
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def test_a_folder_is_judged(run, small_model, tmp_path, monkeypatch):
    folder = tmp_path / "images"
    folder.mkdir()
    for number in range(5):
        cv2.imwrite(str(folder / f"{number}.png"), np.full((32, 32, 3), 50 * number, np.uint8))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    def scenario(program):
        program.wait(lambda: program.state.model is not None and program.state.model.name == small_model.name)
        keys, room = Keyboard(program), program.window.rooms.batch
        # The dialog, which Enter starts
        keys.do("explain_folder")
        program.wait(lambda: visible(SetupDialog) is not None)
        dialog = visible(SetupDialog)
        program.wait(dialog._start.isEnabled)
        program.qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
        program.wait(lambda: room.batch is not None and room.batch.run.progress.state is RunState.FINISHED)
        window, model = room.batch.window, room.batch.model
        program.wait(lambda: (model.store.answer >= 0).all() and len(model.store) == 5)
        keys = Keyboard(program, window)
        # The true class of all images, then of one
        assert keys.tab_to(lambda one: isinstance(one, TableView)) is not None
        keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        keys.press(Qt.Key.Key_F2)
        program.wait(lambda: visible(TruthDialog) is not None)
        box = visible(TruthDialog).focusWidget()
        program.qtbot.keyClicks(box, model.store.labels[1])
        program.qtbot.keyClick(box, Qt.Key.Key_Return)
        program.wait(lambda: (model.store.truth == 1).all())
        program.wait(lambda: window._findings is not None and window._findings.judgement is not None)
        # A cell of the matrix
        keys = Keyboard(program, window)
        assert keys.tab_to(lambda one: isinstance(one, QTabBar)) is not None
        keys.press(Qt.Key.Key_Right)
        assert window.tabs.currentIndex() == 1
        assert keys.tab_to(lambda one: isinstance(one, MatrixView)) is not None
        keys.press(Qt.Key.Key_Return)
        assert window.tabs.currentWidget() is window.images
        assert model.filter.cell is not None
        assert isinstance(window.focusWidget(), TableView)
        # An image by its name, in the viewer
        keys.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert isinstance(window.focusWidget(), QLineEdit)
        keys.press(Qt.Key.Key_Down)
        keys.press(Qt.Key.Key_Home)
        name = model.store.names[window.images.table.current_place]
        keys.press(Qt.Key.Key_Return)
        program.wait_for_image(folder / name)
        # Help, and back to the main window
        Keyboard(program, window).press(Qt.Key.Key_F1)
        program.wait(lambda: visible(HelpDialog) is not None)
        visible(HelpDialog).reject()
        keys = Keyboard(program, window)
        keys.press(Qt.Key.Key_F7)
        program.wait(program.window.isActiveWindow)

    run(scenario, "--model", str(small_model))
