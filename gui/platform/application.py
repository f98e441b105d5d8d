"""The application object: on macOS the desktop sends it events with the files to open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Qt's application, which also keeps the files to open until `take_files` is called."""

    file_given = Signal()

    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self._given: list[Path] = []

    def take_files(self) -> list[Path]:
        """Return the files that came since the last call."""
        given, self._given = self._given, []
        return given

    def event(self, event: QEvent) -> bool:
        """Note a file to open; several files come one by one."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._given.append(Path(event.file()))
            self.file_given.emit()
            return True
        return super().event(event)
