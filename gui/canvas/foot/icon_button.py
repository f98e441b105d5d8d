"""A flat button with an icon."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

from gui.design.icons import icon
from gui.design.scale import CONTROL_HEIGHT, ICON_SIZE


def icon_button(name: str, words: str, do: Callable[[], object] | None = None) -> QToolButton:
    """Return a flat button with an icon. words: its tool tip, and its name for screen readers."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIcon(icon(name))
    button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
    button.setToolTip(words)
    button.setAccessibleName(words)
    if do is not None:
        button.clicked.connect(partial(do))
    return button
