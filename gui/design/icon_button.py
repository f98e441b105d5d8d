"""A button with an icon: flat until the pointer is over it, with words beside or below it, or none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from gui.design.icons import icon
from gui.design.scale import ICON_SIZE

_STYLE = Qt.ToolButtonStyle


class IconButton(QToolButton):
    """What it does is its name, which screen readers and the tool tip say; `key` stands behind it in the tool tip.

    name: such as `self.tr("Zoom in")`. words: shown beside the icon, or below it with `below`; none, if the icon says
    it. Connect `clicked`, or for a button that is held `pressed` and `released`.
    """

    def __init__(self, icon_name: str, name: str, key: str = "", words: str = "", below: bool = False) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        side = max(ICON_SIZE, self.fontMetrics().height())  # large letters have large icons
        self.setIconSize(QSize(side, side))
        self.setText(words)
        beside = _STYLE.ToolButtonTextUnderIcon if below else _STYLE.ToolButtonTextBesideIcon
        self.setToolButtonStyle(beside if words else _STYLE.ToolButtonIconOnly)
        self.show_as(icon_name, name, key)

    def show_as(self, icon_name: str, name: str, key: str = "") -> None:
        """Show another icon under another name, such as of what a second click does."""
        self.setIcon(icon(icon_name))
        self.setAccessibleName(name.replace("&", ""))
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{name.replace('&', '')} ({shown})" if shown else name.replace("&", ""))
