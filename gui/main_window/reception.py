"""Receives files while the program runs: from a later start, or from the desktop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gui.main_window.window import MainWindow
from gui.platform.application import Application
from gui.platform.single_instance import Instance, present


class Reception(QObject):
    """Opens the files in the window, and brings the window forward."""

    def __init__(self, window: MainWindow, application: QApplication, address: str) -> None:
        super().__init__(window)
        self._window = window
        self._application = application
        self._instance = Instance(address, self)
        self._instance.given.connect(self._open)
        # macOS names several files one by one: a timer of 0 ms collects them.
        self._together = QTimer(self, singleShot=True, interval=0)
        self._together.timeout.connect(self._take_files)
        if isinstance(application, Application):
            application.file_given.connect(self._together.start)
            self._together.start()
        QTimer.singleShot(0, self, self._instance.listen)  # after the window is shown: it imports QtNetwork

    def close(self) -> None:
        """Stop listening: later starts get a window of their own."""
        self._instance.close()

    def _take_files(self) -> None:
        assert isinstance(self._application, Application)
        files = self._application.take_files()
        if files:
            self._open(files)

    def _open(self, files: Sequence[Path]) -> None:
        self._window.open_files(list(files))
        present(self._window)
