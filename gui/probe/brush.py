"""The brush: turns mouse and keyboard events on the canvas into strokes in the photograph's coordinates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap

from engine.images.probe import Fill, Stroke

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_SIZES = (2, 40)  # the brush's diameter in per cent of the photograph's shorter side
_SIZE = 12
_LARGEST_CURSOR = 256  # pixels: the largest cursor that systems show
_NEAREST = 0.15  # share of the radius: points closer than this add nothing to a path


class Brush(QObject):
    """Watches the canvas while in use. `growing` carries the stroke being drawn, `drawn` each finished one."""

    growing = Signal(object)
    drawn = Signal(object)
    sized = Signal(int)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._stroke: Stroke | None = None
        self._place: tuple[float, float] | None = None  # where the keyboard has moved the brush
        self.fill = Fill.GREY
        self.size = _SIZE

    @property
    def sizes(self) -> tuple[int, int]:
        """The least and the largest size in per cent of the photograph's shorter side."""
        return _SIZES

    def set_size(self, size: int) -> None:
        """Set the diameter, in per cent of the photograph's shorter side."""
        self.size = min(max(size, _SIZES[0]), _SIZES[1])
        self.sized.emit(self.size)
        self.follow_zoom()

    def begin(self) -> None:
        """Begin to filter the canvas's events."""
        self._canvas.tool.take(self, QCursor(Qt.CursorShape.CrossCursor))
        self._canvas.camera.viewport_changed.connect(self.follow_zoom)
        self.follow_zoom()

    def end(self) -> None:
        """Stop filtering the canvas's events."""
        self._canvas.camera.viewport_changed.disconnect(self.follow_zoom)
        self._canvas.tool.put_down(self)
        self._stroke = self._place = None

    def follow_zoom(self) -> None:
        """Show a ring as large as the brush."""
        viewport = self._canvas.camera.viewport
        if viewport is not None:
            ratio = self._canvas.devicePixelRatioF()
            self._canvas.tool.show_cursor(_ring(2 * self._radius() * viewport.scale, ratio))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint with the left button; the canvas keeps the middle button and the wheel."""
        if self._canvas.camera.viewport is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._paint(event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _paint(self, event: QMouseEvent) -> bool:
        left = Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if event.button() == left:
                self._stroke = Stroke((self._at(event.position()),), self._radius(), self.fill)
            case QEvent.Type.MouseMove if self._stroke is not None:
                self._lengthen(self._stroke, self._at(event.position()))
                return False  # the canvas still reports what is under the pointer
            case QEvent.Type.MouseButtonRelease if self._stroke is not None and event.button() == left:
                stroke, self._stroke = self._stroke, None
                self.drawn.emit(stroke)
                self.follow_zoom()
                return True
            case _:
                return False
        self.growing.emit(self._stroke)
        return True

    def _lengthen(self, stroke: Stroke, point: tuple[float, float]) -> None:
        last = stroke.points[-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _NEAREST * stroke.radius:
            self._stroke = replace(stroke, points=(*stroke.points, point))
            self.growing.emit(self._stroke)

    def _press(self, event: QKeyEvent) -> bool:
        """Shift and an arrow move the brush, Enter paints a dab, the brackets change the size."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self.set_size(self.size + (2 if key == Qt.Key.Key_BracketRight else -2))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drawn.emit(Stroke((self._keyboard_place(),), self._radius(), self.fill))
            return True
        step = _ARROWS.get(key)
        if step is None or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        x, y = self._keyboard_place()
        width, height = self._image_size()
        x, y = x + step[0] * self._radius(), y + step[1] * self._radius()
        self._place = min(max(x, 0), width), min(max(y, 0), height)
        self._point_at(self._place)
        return True

    def _keyboard_place(self) -> tuple[float, float]:
        width, height = self._image_size()
        return self._place or (width / 2, height / 2)

    def _point_at(self, place: tuple[float, float]) -> None:
        """Move the pointer to the keyboard's brush, to show where it is."""
        viewport = self._canvas.camera.viewport
        assert viewport is not None
        at = QPointF(*viewport.from_image(*place)) / self._canvas.devicePixelRatioF()
        QCursor.setPos(self._canvas.mapToGlobal(at.toPoint()))

    def _at(self, position: QPointF) -> tuple[float, float]:
        viewport = self._canvas.camera.viewport
        assert viewport is not None
        at = position * self._canvas.devicePixelRatioF()
        return viewport.to_image(at.x(), at.y())

    def _radius(self) -> float:
        return min(self._image_size()) * self.size / 200

    def _image_size(self) -> tuple[int, int]:
        viewport = self._canvas.camera.viewport
        assert viewport is not None
        return viewport.image_size


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _ring(diameter: float, ratio: float) -> QCursor:
    """Return a ring cursor of a diameter in device pixels, visible on light and dark; a cross if it is too large."""
    side = round(diameter) + 4
    if not 8 <= side <= _LARGEST_CURSOR * ratio:
        return QCursor(Qt.CursorShape.CrossCursor)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((Qt.GlobalColor.black, 3), (Qt.GlobalColor.white, 1)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(QPointF(side / 2, side / 2), diameter / 2, diameter / 2)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QCursor(pixmap)
