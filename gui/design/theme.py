"""Light and dark: two palettes of our own, so that every text and every frame is readable in both."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_COLOURS = {  # role: (light, dark)
    QPalette.ColorRole.Window: ("#efefef", "#333333"),
    QPalette.ColorRole.WindowText: ("#1a1a1a", "#e8e8e8"),
    QPalette.ColorRole.Base: ("#ffffff", "#191919"),
    QPalette.ColorRole.AlternateBase: ("#f6f6f6", "#212121"),
    QPalette.ColorRole.Text: ("#1a1a1a", "#e8e8e8"),
    QPalette.ColorRole.PlaceholderText: ("#6b6b6b", "#9a9a9a"),
    QPalette.ColorRole.Button: ("#efefef", "#414141"),
    QPalette.ColorRole.ButtonText: ("#1a1a1a", "#e8e8e8"),
    QPalette.ColorRole.BrightText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Light: ("#ffffff", "#535353"),
    QPalette.ColorRole.Midlight: ("#e3e3e3", "#484848"),
    QPalette.ColorRole.Mid: ("#b8b8b8", "#606060"),
    QPalette.ColorRole.Dark: ("#9f9f9f", "#191919"),
    QPalette.ColorRole.Shadow: ("#767676", "#0c0c0c"),
    QPalette.ColorRole.Highlight: ("#1d6fa5", "#2f79ae"),
    QPalette.ColorRole.Accent: ("#1d6fa5", "#5aa9e6"),
    QPalette.ColorRole.HighlightedText: ("#ffffff", "#ffffff"),
    QPalette.ColorRole.Link: ("#0b5ea8", "#7cbcf0"),
    QPalette.ColorRole.LinkVisited: ("#6b3fa0", "#c3a2ee"),
    QPalette.ColorRole.ToolTipBase: ("#fdf8e1", "#3b3930"),
    QPalette.ColorRole.ToolTipText: ("#1a1a1a", "#f0ead2"),
}
_DISABLED = {
    QPalette.ColorRole.WindowText: ("#6e6e6e", "#a0a0a0"),
    QPalette.ColorRole.Text: ("#6e6e6e", "#a0a0a0"),
    QPalette.ColorRole.ButtonText: ("#6e6e6e", "#a0a0a0"),
    QPalette.ColorRole.Highlight: ("#6f6f6f", "#666666"),
}
# Fusion derives the frame of a check box from the window's colour, too near to it to be seen (contrasts of 1.2 to 2.1).
# So widgets with check boxes get another window colour, which they use for nothing else.
_TICKED = ("QCheckBox", "QRadioButton", "QMenu", "QListWidget")
_FRAME_OF = ("#9b9b9b", "#d7d7d7")


def palette(dark: bool) -> QPalette:
    """Return the light palette or the dark one."""
    found = QPalette()
    for role, colours in _COLOURS.items():
        found.setColor(role, QColor(colours[dark]))
    for role, colours in _DISABLED.items():
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours[dark]))
    return found


def put_on(application: QApplication, dark: bool) -> None:
    """Give an application the light or the dark palette, with visible frames around check boxes."""
    colours = palette(dark)
    application.setPalette(colours)
    colours.setColor(QPalette.ColorRole.Window, QColor(_FRAME_OF[dark]))
    for kind in _TICKED:
        application.setPalette(colours, kind)  # type: ignore[arg-type]  # PySide wants the text that its stubs refuse


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
        put_on(self._application, wanted == Qt.ColorScheme.Dark)
