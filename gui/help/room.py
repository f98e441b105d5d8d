"""What the Help menu does: pages, tour, reports, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

import resources
from gui.help.pages import LIMITS, READING
from gui.main_window.tour import Tour

if TYPE_CHECKING:
    from gui.help.dialog import HelpDialog
    from gui.main_window.window import MainWindow


class HelpRoom(QObject):
    """A room of the window. Dialogs are made when they are first wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: HelpDialog | None = None
        self.tour = Tour(window)

    def explain_method(self) -> None:
        """Tell what the chosen method shows, how, and what it cannot."""
        self._help().present(self._window.state.choices.method)

    def explain_reading(self) -> None:
        """Tell how to read the picture."""
        self._help().present(READING)

    def explain_limits(self) -> None:
        """Tell what no map can tell."""
        self._help().present(LIMITS)

    def show_glossary(self) -> None:
        """Show the terms, with the keyboard in the search field."""
        self._help().present("term:0")
        self._help().search()

    def take_tour(self) -> None:
        """Show the window in five steps."""
        self.tour.start()

    def show_with_example(self) -> None:
        """Open a sample and show the window around it."""
        self._window.controller.open_photograph(resources.SAMPLES[0])
        self.tour.start()

    def show_crash_reports(self) -> None:
        """Show the newest report of a program that ended unexpectedly."""
        from gui.crash.dialog import CrashDialog

        if self._window.crash_watch is not None:
            CrashDialog(self._window, self._window.crash_watch).open()

    def about(self) -> None:
        """Tell versions, device, licences and what to cite."""
        from gui.help.about import AboutDialog

        AboutDialog(self._window, self._window.state.device).show()

    def _help(self) -> HelpDialog:
        from gui.help.dialog import HelpDialog

        if self._dialog is None:
            self._dialog = HelpDialog(self._window)
        return self._dialog
