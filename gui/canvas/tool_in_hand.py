"""The tool that sees the canvas's events before the canvas does, such as a brush. There is one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QWidget


class ToolInHand(QObject):
    """cursor: the tool's, shown whenever no gesture of the canvas has one of its own; None without a tool."""

    taken = Signal(object)  # the QObject that filters the canvas's events from now on: any other tool ends
    cursor_changed = Signal()

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.cursor: QCursor | None = None

    def take(self, tool: QObject, cursor: QCursor) -> None:
        """Let a tool filter the canvas's events."""
        self.taken.emit(tool)
        self._canvas.installEventFilter(tool)
        self.show_cursor(cursor)

    def put_down(self, tool: QObject) -> None:
        """Take the events back from a tool."""
        self._canvas.removeEventFilter(tool)
        self.show_cursor(None)

    def show_cursor(self, cursor: QCursor | None) -> None:
        """Change the tool's cursor."""
        self.cursor = cursor
        self.cursor_changed.emit()
