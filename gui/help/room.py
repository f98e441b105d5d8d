"""The Help menu: pages, crash reports, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.words.topics import Topic

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.crash.watch import CrashWatch
    from gui.help.dialog import HelpDialog
    from gui.state.screen import ScreenState


class HelpRoom(QObject):
    """A room of the window. Dialogs are made when they are first needed."""

    def __init__(self, window: QWidget, state: ScreenState, watch: CrashWatch) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._watch = watch
        self._dialog: HelpDialog | None = None

    def explain_method(self) -> None:
        """Explain what the chosen method shows, how it works, and what it cannot show."""
        self.explain(self._state.choices.method)

    def explain_reading(self) -> None:
        """Explain how to read a heat map."""
        self.explain(Topic.READING)

    def explain_limits(self) -> None:
        """Explain what a map cannot tell."""
        self.explain(Topic.LIMITS)

    def explain_trust(self) -> None:
        """Explain how the map on screen is measured, and what the verdicts mean."""
        self.explain(Topic.TRUST)

    def explain_region(self) -> None:
        """Explain what the check of a region tells."""
        self.explain(Topic.REGION)

    def explain_batch(self) -> None:
        """Explain how a whole folder is judged."""
        self.explain(Topic.BATCH)

    def explain(self, page: str) -> None:
        """Show the help page of that id."""
        self._help().present(page)

    def show_glossary(self) -> None:
        """Show the terms, with the focus in the search field."""
        self._help().present("term:0")
        self._help().search()

    def show_crash_reports(self) -> None:
        """Show the crash reports."""
        # Late, as below, so that the window is up sooner.
        from gui.crash.dialog import CrashDialog

        CrashDialog(self._window, self._watch).open()

    def about(self) -> None:
        """Show versions, device, licences and what to cite."""
        from gui.help.about import AboutDialog

        AboutDialog(self._window, self._state.device).show()

    def _help(self) -> HelpDialog:
        from gui.help.dialog import HelpDialog

        if self._dialog is None:
            self._dialog = HelpDialog(self._window)
        return self._dialog
