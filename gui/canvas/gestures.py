"""Mouse gestures on the canvas: each is a small object, made when the button goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from engine.images.projection import Rect

if TYPE_CHECKING:
    from gui.canvas.camera import Camera

_SMALLEST = 1.0  # of the photograph's pixels: a rectangle with a shorter side was only a click


class Surface(Protocol):
    """What a gesture needs of the canvas it is made on."""

    camera: Camera

    def width(self) -> int:
        """Return its width in pixels of the widget."""

    def in_image(self, position: QPointF) -> QPointF:
        """Return a position of the widget in the photograph's coordinates, never outside the photograph."""

    def pan(self, moved: QPointF) -> None:
        """Move the photograph by pixels of the widget."""

    def outline(self, rect: Rect | None) -> None:
        """Outline a rectangle while it is drawn."""

    def take_region(self, rect: Rect | None) -> None:
        """Report a drawn region, None for the whole photograph."""

    def drag_brightness(self, moved: QPointF | None) -> None:
        """Report how far the pointer was dragged for another brightness, in pixels; None when it begins."""

    def show_menu(self, at: QPointF) -> None:
        """Show the context menu."""


class Gesture(Protocol):
    """Begins where the button goes down. Positions are in pixels of the widget."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF) -> None:
        """Follow the pointer."""

    def end(self, at: QPointF) -> None:
        """Finish: the button has been released."""


class Pan:
    """Move the photograph with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: Surface, at: QPointF) -> None:
        self._canvas = canvas
        self._at = at

    def move(self, at: QPointF) -> None:
        """Move the photograph as far as the pointer moved."""
        moved, self._at = at - self._at, at
        self._canvas.pan(moved)

    def end(self, at: QPointF) -> None:
        """Do nothing more: the photograph stays there."""


class Box:
    """Draw a rectangle: the part to look at, or the region of a mask."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Surface, at: QPointF, is_region: bool) -> None:
        self._canvas = canvas
        self._start = canvas.in_image(at)
        self._is_region = is_region

    def move(self, at: QPointF) -> None:
        """Show the rectangle."""
        self._canvas.outline(self._rect(at))

    def end(self, at: QPointF) -> None:
        """Take the rectangle, unless it was only a click."""
        rect = self._rect(at)
        meant = min(rect.width, rect.height) >= _SMALLEST
        self._canvas.outline(None)
        if self._is_region:
            self._canvas.take_region(rect if meant else None)
        elif meant:
            self._canvas.camera.show_part(rect)

    def _rect(self, at: QPointF) -> Rect:
        rect = QRectF(self._start, self._canvas.in_image(at)).normalized()
        return Rect(rect.x(), rect.y(), rect.width(), rect.height())


class Draw:
    """Move the curtain with the pointer."""

    cursor = Qt.CursorShape.SplitHCursor

    def __init__(self, canvas: Surface) -> None:
        self._canvas = canvas

    def move(self, at: QPointF) -> None:
        """Move the curtain, which snaps to the edges and the middle."""
        self._canvas.camera.draw_curtain(at.x() / max(self._canvas.width(), 1))

    def end(self, at: QPointF) -> None:
        """Do nothing more: the curtain stays there."""


class Brighten:
    """Change the brightness with the right button, as in radiology; a click without a drag shows the context menu."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, canvas: Surface, at: QPointF) -> None:
        self._canvas = canvas
        self._start = at
        self._begun = False

    def move(self, at: QPointF) -> None:
        """Report how far the pointer has moved, once that is more than an unsteady click."""
        moved = at - self._start
        if not self._begun and moved.manhattanLength() >= QApplication.startDragDistance():
            self._begun = True
            self._canvas.drag_brightness(None)
        if self._begun:
            self._canvas.drag_brightness(moved)

    def end(self, at: QPointF) -> None:
        """Finish: the brightness stays."""
        if not self._begun:
            self._canvas.show_menu(at)
