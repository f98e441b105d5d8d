"""The actions of the window as a whole: settings, palette, cheat sheet, visible parts, words of undo, and Esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.canvas.class_strip import CLASSES
from gui.design.messages.text_dialog import show_text
from gui.main_window.cheat_sheet import cheat_sheet_html
from gui.main_window.menus import Actions
from gui.platform.layout_memory import remember_window, restore_window
from gui.platform.store import is_kept, store
from gui.state.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from gui.main_window.rooms import WindowParts
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState
    from gui.state.settings import Settings
    from gui.state.undo import History


class WindowActions(QObject):
    """A room: the actions of the window as a whole.

    leave: what Esc leaves, each tells whether there was anything. others_are_open: whether there are more windows.
    forgetting: whether the window was closed so that everything is forgotten.
    """

    help_wanted = Signal(str)  # the id of a page

    def __init__(
        self,
        window: QMainWindow,
        parts: WindowParts,
        state: ScreenState,
        settings: Settings,
        history: History,
        controller: Controller,
        leave: Sequence[Callable[[], bool]],
        others_are_open: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._state = state
        self._settings = settings
        self._history = history
        self._controller = controller
        self._leave = leave
        self._others_are_open = others_are_open
        self.forgetting = False
        history.changed.connect(self.name_steps)
        settings.changed.connect(self._follow)

    # What the actions do

    def show_palette(self) -> None:
        """Open the command palette."""
        from gui.main_window.palette import CommandPalette  # late, so that the window is up sooner

        palette = CommandPalette(self._window, self._table)
        palette.finished.connect(palette.deleteLater)
        palette.open()

    def show_settings(self) -> None:
        """Show the settings."""
        from gui.main_window.settings.dialog import SettingsDialog  # as above

        dialog = SettingsDialog(self._window, self._settings)
        dialog.forget_wanted.connect(self._forget)
        dialog.help_wanted.connect(self.help_wanted)
        dialog.finished.connect(self._look_whether_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_cheat_sheet(self) -> None:
        """Show every key and what it does."""
        show_text(self._window, self.tr("Keyboard shortcuts"), cheat_sheet_html(self._table))

    def close(self) -> None:
        """Close the window, which ends the program."""
        self._window.close()

    def show_welcome(self) -> None:
        """Show the samples again; the photograph stays open behind them."""
        self._parts.stack.setCurrentIndex(0)

    def toggle_strip(self) -> None:
        """Show or hide the maps of several classes side by side."""
        self._state.choose_strip(0 if self._state.choices.strip else CLASSES)

    def strip_is_on(self) -> bool:
        """Tell whether the maps of several classes are shown."""
        return self._state.choices.strip > 0

    def find_class(self) -> None:
        """Give the search field for classes the focus."""
        self._parts.panel.answer.classes.focus_search()

    def toggle_images(self) -> None:
        """Collapse the open images at the left, or show them."""
        self._parts.film_strip.collapse(not self._parts.film_strip.is_collapsed)

    def film_strip_is_shown(self) -> bool:
        """Tell whether the open images are shown at the left."""
        return not self._parts.film_strip.is_collapsed

    def toggle_panel(self) -> None:
        """Hide the panel with the controls, or show it again."""
        self._parts.side.setVisible(self._parts.side.isHidden())

    def panel_is_shown(self) -> bool:
        """Tell whether the panel is there."""
        return not self._parts.side.isHidden()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or return to a normal window."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def full_screen_is_on(self) -> bool:
        """Tell whether the window fills the screen."""
        return self._window.isFullScreen()

    # What the window asks

    def restore_window(self) -> bool:
        """Put the window back where it was last. Return whether that was remembered."""
        return self._settings["remember_window"] and restore_window(self._window, self._parts.splitter)

    def remember_window(self) -> None:
        """Remember where the window is, if the user wants that."""
        if self._settings["remember_window"]:
            remember_window(self._window, self._parts.splitter)

    def name_steps(self) -> None:
        """Let Undo and Redo say what they would do."""
        undo, redo = (
            (words or "").replace("&", "&&") for words in (self._history.undo_words, self._history.redo_words)
        )
        self._table.by_id["undo"].setText(self.tr("&Undo {what}").format(what=undo) if undo else self.tr("&Undo"))
        self._table.by_id["redo"].setText(self.tr("&Redo {what}").format(what=redo) if redo else self.tr("&Redo"))
        self._table.enable(undo=bool(undo), redo=bool(redo))

    def escape(self) -> bool:
        """Cancel the latest activity, else close the notice, else leave a tool or a comparison, the first that is on.

        Return whether there was any.
        """
        if self._state.activities:
            self._controller.cancel()
        elif self._state.notice is not None:
            self._state.dismiss()
        else:
            return any(leave() for leave in self._leave)
        return True

    # Inside

    @property
    def _table(self) -> Actions:
        return self._parts.action_table

    def _follow(self, setting: str) -> None:
        if setting == "device":
            self._controller.restart(self._settings["device"])

    def _look_whether_kept(self) -> None:
        if not is_kept():
            words = self.tr(
                "The settings could not be saved in {file}. They count until Saliscope ends. Free some disk space, or "
                "allow writing there."
            )
            self._state.notify(Notice(words.format(file=store().fileName())))

    def _forget(self) -> None:
        """Close the window; once nothing of the program runs, its files are removed and it starts anew."""
        if self._others_are_open():
            words = self.tr(
                "Another window of Saliscope is open, and would keep everything again. Close it, then choose Forget "
                "everything once more."
            )
            self._state.notify(Notice(words))
            return
        self.forgetting = True
        self._window.close()
