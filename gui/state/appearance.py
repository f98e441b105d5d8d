"""Keeps language, theme and focus ring of the application as the settings say."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.design.focus_ring import FocusRing
from gui.design.theme import Theme
from gui.platform.language import set_language
from gui.state.settings import Settings


class Appearance(QObject):
    """Follows the settings until `stop`. language: given on the command line, instead of the setting."""

    def __init__(self, application: QApplication, settings: Settings, language: str | None = None) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        self._theme = Theme(application)
        self._ring = FocusRing(application)
        set_language(application, language or settings["language"] or None)
        self._theme.choose(settings["theme"])
        settings.changed.connect(self._follow)

    def stop(self) -> None:
        """Stop following the settings."""
        self._settings.changed.disconnect(self._follow)
        self._theme.stop()
        self._ring.stop()

    def _follow(self, setting: str) -> None:
        if setting == "language":
            set_language(self._application, self._settings["language"] or None)
        elif setting == "theme":
            self._theme.choose(self._settings["theme"])
