"""Keys without Ctrl or Alt that the focused control does not use itself: Space, O and Esc.

They are no shortcuts, since a shortcut would take Space from every button and O from every text field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from gui.canvas.canvas import Canvas
    from gui.photos.browsing import Browsing


class LooseKeys:
    """Is given the keys that no widget has used. escape: closes or cancels something, and tells whether it did."""

    def __init__(self, canvas: Canvas, browsing: Browsing, escape: Callable[[], bool]) -> None:
        self._canvas = canvas
        self._browsing = browsing
        self._escape = escape

    def press(self, event: QKeyEvent) -> bool:
        """Use a key that went down. Return whether it was used."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() != Qt.KeyboardModifier.NoModifier and not shift:
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                return self._escape()
            case Qt.Key.Key_Space if shift:
                self._browsing.previous_photograph()
            case Qt.Key.Key_Space:
                self._browsing.next_photograph()
            case Qt.Key.Key_O if not shift:
                self._canvas.show_original(True)
            case _:
                return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Use a key that was let go. Return whether it was used."""
        # A key that is held down repeats as release and press: only the last release counts.
        if event.key() != Qt.Key.Key_O or event.isAutoRepeat():
            return False
        self._canvas.show_original(False)
        return True
