"""The tool in hand: turns mouse and keyboard events on the canvas into regions in the photograph's coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.region.places import around, between, moved, sized

if TYPE_CHECKING:
    from engine.images.projection import Rect
    from gui.canvas.canvas import Canvas

_ARROWS = {  # steps to the right and down
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegionPointer(QObject):
    """Watches the canvas while in use.

    seen: the part of the photograph that the model sees, None while there is nothing to check. region: the one that is
    pointed out, which Enter would check.
    """

    pointed = Signal()  # another region is pointed out
    help_wanted = Signal()
    chosen = Signal(object)  # Rect: the one to check, None for a place that the model does not see

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.seen: Rect | None = None
        self.region: Rect | None = None
        self._pressed: QPointF | None = None
        self._corner = QPointF()  # where the button went down, in the photograph
        self._dragged = False

    def begin(self) -> None:
        """Begin to filter the canvas's events."""
        self._canvas.tool.take(self, QCursor(Qt.CursorShape.CrossCursor))
        self._canvas.outline(self.region)

    def end(self) -> None:
        """Stop filtering the canvas's events."""
        self._canvas.tool.put_down(self)
        self._pressed = None
        self._canvas.outline(None)

    def point_at(self, region: Rect | None) -> None:
        """Point out a region, or none."""
        self._pressed = None
        self._point_at(region)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Use the left button, arrows and Enter; the canvas keeps the middle button, the wheel, and keys with Ctrl."""
        if isinstance(event, QKeyEvent) and event.keyCombination() == QKeyCombination(Qt.Key.Key_F1):
            return self._explain(event)
        if self.seen is None or self._canvas.camera.viewport is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._point(event, self.seen)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event, self.seen)
        return False

    def _point(self, event: QMouseEvent, seen: Rect) -> bool:
        left = Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if event.button() == left:
                if event.modifiers() != Qt.KeyboardModifier.NoModifier:
                    return False  # the canvas draws a part to look at, or the region of a mask
                self._pressed, self._dragged = event.position(), False
                self._corner = self._canvas.in_image(event.position())
                return True
            case QEvent.Type.MouseMove if self._pressed is not None:
                self._drag(self._pressed, event.position(), seen)
                return False  # the canvas still reports what is under the pointer
            case QEvent.Type.MouseButtonRelease if self._pressed is not None and event.button() == left:
                self._drag(self._pressed, event.position(), seen)
                self._pressed = None
                self._finish(event.position(), seen)
                return True
        return False

    def _drag(self, start: QPointF, at: QPointF, seen: Rect) -> None:
        if (at - start).manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
        if self._dragged:
            self._point_at(between(self._corner.toTuple(), self._canvas.in_image(at).toTuple(), seen))

    def _finish(self, at: QPointF, seen: Rect) -> None:
        if not self._dragged:
            if not self._canvas.is_over_image(at):
                return
            self._point_at(around(self._corner.toTuple(), seen))
        self.chosen.emit(self.region)

    def _press(self, event: QKeyEvent, seen: Rect) -> bool:
        """Arrows move the region, with Shift they size it; Enter checks it."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self.chosen.emit(self._or_middle(seen))
            return True
        change = {Qt.KeyboardModifier.NoModifier: moved, Qt.KeyboardModifier.ShiftModifier: sized}.get(modifiers)
        if key not in _ARROWS or change is None:
            return False
        self._point_at(change(self._or_middle(seen), *_ARROWS[key], seen))
        return True

    def _explain(self, event: QKeyEvent) -> bool:
        """Explain what is being done, before F1 reaches the window, where it explains the method."""
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.help_wanted.emit()
        return True

    def _or_middle(self, seen: Rect) -> Rect:
        middle = around((seen.x + seen.width / 2, seen.y + seen.height / 2), seen)
        region = self.region or middle
        assert region is not None
        return region

    def _point_at(self, region: Rect | None) -> None:
        self.region = region
        self._canvas.outline(region)
        self.pointed.emit()
