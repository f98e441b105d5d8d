"""A button with an icon: flat until the pointer is over it, with words beside it or none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from gui.design.icons import icon
from gui.design.scale import CONTROL_HEIGHT, icon_size


class IconButton(QToolButton):
    """What it does is its name, which screen readers and the tool tip say; `key` stands behind it in the tool tip.

    name: such as `self.tr("Zoom in")`. words: shown beside the icon; none, if the icon says it. Connect `clicked`, or
    for a button that is held `pressed` and `released`.
    """

    def __init__(self, icon_name: str, name: str, key: str = "", words: str = "") -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(icon_size(self))
        self.setText(words)
        self.show_words(bool(words))
        self.show_as(icon_name, name, key)

    def sizeHint(self) -> QSize:
        """At least a square that is clicked easily. Not a minimum size: with that, words would be cut to it."""
        return super().sizeHint().expandedTo(QSize(CONTROL_HEIGHT, CONTROL_HEIGHT))

    def show_as(self, icon_name: str, name: str, key: str = "") -> None:
        """Show another icon under another name, such as of what a second click does."""
        self.setIcon(icon(icon_name))
        self.setAccessibleName(name.replace("&", ""))
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{name.replace('&', '')} ({shown})" if shown else name.replace("&", ""))

    def show_words(self, shown: bool) -> None:
        """Show the words beside the icon, or leave the icon alone where there is no room for them."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly)
