"""Keeps windows within reach while screens come and go."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from gui.platform.layout_memory import placed

_SETTLE_MS = 500  # most desktops move the windows themselves, and know better where to


class StayOnScreen(QObject):
    """Moves windows and dialogs back onto a screen after theirs was unplugged or made smaller. Lives with `window`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self.look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._settled.start)
        application.screenAdded.connect(self._watch)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def look(self) -> None:
        """Move each window that cannot be grabbed."""
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        for window in QApplication.topLevelWidgets():
            if (
                isinstance(window, QMainWindow | QDialog)
                and window.isVisible()
                and not window.isMinimized()
                and screens
            ):
                place = placed(window.geometry(), screens)
                if place != window.geometry():
                    window.setGeometry(place)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._settled.start)
