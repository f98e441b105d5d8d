"""What the mouse does on the canvas while a button is held: one small object each, made when it goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from engine.images.projection import Rect

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_SMALLEST = 1.0  # side of a rectangle that was meant, in the photograph's pixels


class Gesture(Protocol):
    """Begun where the button went down; places are those of the widget."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""

    def end(self, at: QPointF) -> None:
        """Let go."""


class Pan:
    """Take hold of the photograph."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Canvas, at: QPointF) -> None:
        self._canvas = canvas
        self._at = at

    def move(self, at: QPointF) -> None:
        """Move the photograph along."""
        moved, self._at = at - self._at, at
        self._canvas.pan(moved)

    def end(self, at: QPointF) -> None:
        """Leave it there."""


class Box:
    """Draw a rectangle: the part to look at, or the region of a mask."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, at: QPointF, is_region: bool) -> None:
        self._canvas = canvas
        self._start = canvas.in_image(at)
        self._is_region = is_region

    def move(self, at: QPointF) -> None:
        """Show it."""
        self._canvas.outline(self._rect(at))

    def end(self, at: QPointF) -> None:
        """Take it, unless it was a mere click."""
        rect = self._rect(at)
        meant = min(rect.width, rect.height) >= _SMALLEST
        self._canvas.outline(None)
        if self._is_region:
            self._canvas.region_drawn.emit(rect if meant else None)
        elif meant:
            self._canvas.gaze.show_part(rect)

    def _rect(self, at: QPointF) -> Rect:
        rect = QRectF(self._start, self._canvas.in_image(at)).normalized()
        return Rect(rect.x(), rect.y(), rect.width(), rect.height())


class Draw:
    """Draw the curtain."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def move(self, at: QPointF) -> None:
        """Let it follow, and stand still at the edges and in the middle."""
        self._canvas.gaze.draw_curtain(at.x() / max(self._canvas.width(), 1))

    def end(self, at: QPointF) -> None:
        """Leave it there."""
