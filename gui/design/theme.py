"""Light and dark: two palettes of our own, so that every text and every frame is readable in both."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_COLOURS = {  # role: (light, dark)
    QPalette.ColorRole.Window: ("#f1f2f4", "#1b1d20"),
    QPalette.ColorRole.WindowText: ("#1b1e23", "#e8eaed"),
    QPalette.ColorRole.Base: ("#ffffff", "#1f2226"),
    QPalette.ColorRole.AlternateBase: ("#f7f8f9", "#23262a"),
    QPalette.ColorRole.Text: ("#1b1e23", "#e8eaed"),
    QPalette.ColorRole.PlaceholderText: ("#646a74", "#9aa1ab"),
    QPalette.ColorRole.Button: ("#ffffff", "#2d3136"),
    QPalette.ColorRole.ButtonText: ("#1b1e23", "#e8eaed"),
    QPalette.ColorRole.BrightText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Light: ("#ffffff", "#42474f"),
    QPalette.ColorRole.Midlight: ("#eceef1", "#373c43"),
    QPalette.ColorRole.Mid: ("#d8dbe0", "#3a3f46"),
    QPalette.ColorRole.Dark: ("#a3a8b1", "#131416"),
    QPalette.ColorRole.Shadow: ("#787e89", "#0b0c0d"),
    QPalette.ColorRole.Highlight: ("#1f63b8", "#2f6dbf"),
    QPalette.ColorRole.Accent: ("#1f63b8", "#6cabf5"),
    QPalette.ColorRole.HighlightedText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Link: ("#1a5fb4", "#7fb7f7"),
    QPalette.ColorRole.LinkVisited: ("#6b3fa0", "#c3a2ee"),
    QPalette.ColorRole.ToolTipBase: ("#23262b", "#3a3e45"),
    QPalette.ColorRole.ToolTipText: ("#f4f5f7", "#f0f1f3"),
}
_DISABLED = {
    QPalette.ColorRole.WindowText: ("#767c86", "#8d939d"),
    QPalette.ColorRole.Text: ("#767c86", "#8d939d"),
    QPalette.ColorRole.ButtonText: ("#767c86", "#8d939d"),
    QPalette.ColorRole.Highlight: ("#6f747d", "#5a6069"),
    QPalette.ColorRole.Accent: ("#787e89", "#868d98"),
}


def palette(dark: bool) -> QPalette:
    """Return the light palette or the dark one."""
    found = QPalette()
    for role, colours in _COLOURS.items():
        found.setColor(role, QColor(colours[dark]))
    for role, colours in _DISABLED.items():
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours[dark]))
    return found


class Theme(QObject):
    """Keeps the application in the chosen theme; the theme "system" follows the system when that changes."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._theme = "system"
        application.styleHints().colorSchemeChanged.connect(self._follow)

    def stop(self) -> None:
        """Stop following the system."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._follow)

    def choose(self, theme: str) -> None:
        """Take a theme: "system", "light" or "dark". Title bars and the system's own dialogs follow where they can."""
        self._theme = theme
        self._application.styleHints().setColorScheme(_SCHEMES[theme])
        self._follow()

    def _follow(self) -> None:
        wanted = self._application.styleHints().colorScheme() if self._theme == "system" else _SCHEMES[self._theme]
        self._application.setPalette(palette(wanted == Qt.ColorScheme.Dark))
