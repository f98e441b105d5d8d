"""The application object: hears from the desktop which files to open, as macOS tells it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt's, which keeps the files that are to be opened until somebody takes them."""

    file_given = Signal()

    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self._given: list[Path] = []

    def take_files(self) -> list[Path]:
        """Return the files that came since the last time."""
        given, self._given = self._given, []
        return given

    def event(self, event: QEvent) -> bool:
        """Note a file that is to be opened; several come one by one."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._given.append(Path(event.file()))
            self.file_given.emit()
            return True
        return super().event(event)
