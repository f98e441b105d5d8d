"""Everyday conduct of the window: undo, settings, palette, cheat sheet, what is shown of it, and Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.main_window.cheat_sheet import cheat_sheet_html
from gui.main_window.menus import Actions
from gui.platform.layout_memory import remember_window, restore_window
from gui.platform.text_dialog import show_text
from gui.state.settings import forget_everything
from gui.state.undo import History

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow


class Everyday(QObject):
    """A room of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.history = History(window.state)
        self.history.setParent(self)
        self.history.watch(window.canvas.gaze)
        self.undo = self.history.undo
        self.redo = self.history.redo
        self.history.changed.connect(self.name_steps)
        window.settings.changed.connect(self._follow)

    # What the actions do

    def show_palette(self) -> None:
        """Let the user type what to do."""
        from gui.main_window.palette import CommandPalette  # late, so that the window is up sooner

        palette = CommandPalette(self._window, self._table)
        palette.finished.connect(palette.deleteLater)
        palette.open()

    def show_settings(self) -> None:
        """Show the settings."""
        from gui.main_window.settings_dialog import SettingsDialog  # as above

        dialog = SettingsDialog(self._window, self._window.settings)
        dialog.reset_wanted.connect(self._reset)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_cheat_sheet(self) -> None:
        """Show every key and what it does."""
        show_text(self._window, self.tr("Keys"), cheat_sheet_html(self._table))

    def toggle_panel(self) -> None:
        """Hide the panel with the controls, or show it again."""
        self._window.panel.setVisible(self._window.panel.isHidden())

    def panel_is_shown(self) -> bool:
        """Tell whether the panel is there."""
        return not self._window.panel.isHidden()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def full_screen_is_on(self) -> bool:
        """Tell whether the window fills the screen."""
        return self._window.isFullScreen()

    # What the window asks

    def restore_window(self) -> bool:
        """Put the window where it was last; returns whether it was remembered."""
        return self._window.settings["remember_window"] and restore_window(self._window, self._window.rooms)

    def remember_window(self) -> None:
        """Remember where it is, if the user wants that."""
        if self._window.settings["remember_window"]:
            remember_window(self._window, self._window.rooms)

    def name_steps(self) -> None:
        """Let Undo and Redo say what they would do."""
        undo, redo = self.history.undo_words, self.history.redo_words
        self._table.by_id["undo"].setText(self.tr("&Undo {what}").format(what=undo) if undo else self.tr("&Undo"))
        self._table.by_id["redo"].setText(self.tr("&Redo {what}").format(what=redo) if redo else self.tr("&Redo"))
        self._table.enable(undo=undo is not None, redo=redo is not None)

    def escape(self) -> bool:
        """Cancel what was begun last, else close the message, else end comparing; returns whether there was any."""
        if self._window.state.activities:
            self._window.controller.cancel()
        elif self._window.state.notice is not None:
            self._window.state.dismiss()
        elif self._window.state.comparison is not None:
            self._window.comparing.stop_comparing()
        else:
            return False
        return True

    # Inside

    @property
    def _table(self) -> Actions:
        return self._window.action_table

    def _follow(self, setting: str) -> None:
        if setting == "device":
            self._window.controller.restart(self._window.settings["device"])

    def _reset(self) -> None:
        """Go back to how it was before the first start; what is on screen stays until the window is closed."""
        self._window.settings.reset()
        forget_everything()
        QApplication.sendPostedEvents()
