"""The canvas: paints the photograph and the map over it, zooms, pans and tells what is under the pointer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.projection import Projection, Rect
from engine.rendering import Rendering
from gui.viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from engine.request import Attribution
    from gui.picture import Picture

_ZOOM_STEP = 1.25
_NOTCH = 120  # Qt's angle units of one step of a mouse wheel
_PAN_STEP = 64


class Canvas(QWidget):
    """Shows one picture and one attribution. Alpha is a repaint; zoom and pan compose the visible part anew."""

    hovered = Signal(object)  # (x, y) in the photograph's coordinates, or None
    viewport_changed = Signal()
    region_drawn = Signal(object)  # Rect in the photograph's coordinates

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture: Picture | None = None
        self._attribution: Attribution | None = None
        self._projection: Projection | None = None
        self._rendering = Rendering()
        self._original_only = False
        self._viewport: Viewport | None = None
        self._photograph: QImage | None = None
        self._heat: QImage | None = None
        self._grabbed: QPointF | None = None
        self._region: Rect | None = None
        self._drawing: QPointF | None = None  # the corner at which a rectangle was begun
        self._takes_region = False

    @property
    def viewport(self) -> Viewport | None:
        """The geometry on screen, None without a photograph."""
        return self._viewport

    def set_picture(self, picture: Picture | None) -> None:
        """Show another photograph; one of the same size keeps zoom and place."""
        self._picture, self._attribution = picture, None
        if picture is None:
            self._viewport = None
        elif self._viewport is None:
            self._viewport = Viewport(_size(picture), self._device_size()).fit()
        else:
            self._viewport = self._viewport.with_image(_size(picture))
        self._compose()

    def set_attribution(self, attribution: Attribution | None, projection: Projection | None) -> None:
        """Lay another map over the photograph, or none."""
        self._attribution, self._projection = attribution, projection
        self._heat = None
        self.update()

    def set_rendering(self, rendering: Rendering) -> None:
        """Change how the map is shown."""
        if replace(rendering, alpha=0) != replace(self._rendering, alpha=0):
            self._heat = None
        self._rendering = rendering
        self.update()

    def show_original(self, original_only: bool) -> None:
        """Take the map away while the user wants to see the bare photograph."""
        self._original_only = original_only
        self.update()

    def set_region(self, region: Rect | None, takes_region: bool) -> None:
        """Outline a part of the photograph; takes_region: whether another may be drawn with Shift held."""
        self._region, self._takes_region = region, takes_region
        self.update()

    def fit(self) -> None:
        """Show the whole photograph."""
        if self._viewport is not None:
            self._move(self._viewport.fit())

    def one_to_one(self) -> None:
        """Show one image pixel on each device pixel."""
        if self._viewport is not None:
            self._move(self._viewport.scaled(1.0))

    def look_at(self, scale: float, point: tuple[float, float]) -> None:
        """Show a point of the photograph, in its own coordinates, in the middle at this scale."""
        if self._viewport is not None:
            self._move(self._viewport.looking_at(scale, point))

    def zoom_in(self) -> None:
        """Enlarge around the middle."""
        self._zoom(_ZOOM_STEP, None)

    def zoom_out(self) -> None:
        """Shrink around the middle."""
        self._zoom(1 / _ZOOM_STEP, None)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        if self._viewport is not None:
            self._move(self._viewport.resized(self._device_size()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint photograph and map, both composed at the screen's own pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Dark))
        if self._picture is None or self._viewport is None:
            return
        self._compose_missing()
        ratio = self.devicePixelRatioF()
        left, top, *_ = self._viewport.visible()
        corner = QPointF(left / ratio, top / ratio)
        if self._photograph is not None:
            painter.drawImage(corner, self._photograph)
        if self._heat is not None and not self._original_only:
            from gui.compose import paint_heat

            paint_heat(painter, corner, self._heat, self._rendering)
        self._paint_seen_frame(painter, ratio)
        if self._region is not None:
            self._outline(painter, self._region, ratio)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self._zoom(_ZOOM_STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photograph, or begin a rectangle."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._takes_region and shift and self._viewport is not None:
            self._drawing = self._in_image(event.position())
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while held; tell where the pointer is."""
        if self._drawing is not None:
            self._region = _between(self._drawing, self._in_image(event.position()))
            self.update()
        elif self._grabbed is not None and self._viewport is not None:
            moved = (event.position() - self._grabbed) * self.devicePixelRatioF()
            self._grabbed = event.position()
            self._move(self._viewport.panned(moved.x(), moved.y()))
        self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._drawing is not None:
            region = _between(self._drawing, self._in_image(event.position()))
            self.region_drawn.emit(region if min(region.width, region.height) >= 1 else None)
        self._grabbed = self._drawing = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between the whole photograph and its own pixels."""
        if self._viewport is None:
            return
        if self._viewport.fitted:
            at = event.position() * self.devicePixelRatioF()
            self._move(self._viewport.scaled(1.0, (at.x(), at.y())))
        else:
            self.fit()

    def leaveEvent(self, event: object) -> None:
        """Forget the pointer."""
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan by the arrow keys; hold Space for the bare photograph."""
        steps = {
            Qt.Key.Key_Left: QPoint(_PAN_STEP, 0),
            Qt.Key.Key_Right: QPoint(-_PAN_STEP, 0),
            Qt.Key.Key_Up: QPoint(0, _PAN_STEP),
            Qt.Key.Key_Down: QPoint(0, -_PAN_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self.show_original(True)
        elif step is not None and self._viewport is not None:
            self._move(self._viewport.panned(step.x(), step.y()))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Bring the map back when Space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.show_original(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """A key let go elsewhere is never heard of: bring the map back."""
        self.show_original(False)
        self.update()

    # Inside

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _zoom(self, factor: float, at: QPointF | None) -> None:
        if self._viewport is not None:
            at = (at or QPointF(self.rect().center())) * self.devicePixelRatioF()
            self._move(self._viewport.zoomed(factor, (at.x(), at.y())))

    def _move(self, viewport: Viewport) -> None:
        if viewport != self._viewport:
            self._viewport = viewport
            self._compose()
            self.viewport_changed.emit()

    def _in_image(self, position: QPointF) -> QPointF:
        """Return a place of the widget in the photograph's coordinates, never outside it."""
        assert self._viewport is not None
        at = position * self.devicePixelRatioF()
        x, y = self._viewport.to_image(at.x(), at.y())
        width, height = self._viewport.image_size
        return QPointF(min(max(x, 0), width), min(max(y, 0), height))

    def _hover(self, position: QPointF) -> None:
        if self._viewport is None:
            return
        at = position * self.devicePixelRatioF()
        x, y = self._viewport.to_image(at.x(), at.y())
        width, height = self._viewport.image_size
        self.hovered.emit((x, y) if 0 <= x < width and 0 <= y < height else None)

    def _compose(self) -> None:
        self._photograph = self._heat = None
        self.update()

    def _compose_missing(self) -> None:
        """Compose what the last change made stale, once per frame however many changes there were."""
        from gui.compose import heat_view, photograph_view

        viewport = self._viewport
        if viewport is None or self._picture is None or 0 in viewport.visible()[2:]:
            return
        if self._photograph is None:
            self._photograph = photograph_view(self._picture, viewport)
            self._photograph.setDevicePixelRatio(self.devicePixelRatioF())
        if self._heat is None and self._attribution is not None and self._projection is not None:
            self._heat = heat_view(self._attribution, self._projection, self._rendering, viewport)
            self._heat.setDevicePixelRatio(self.devicePixelRatioF())

    def _paint_seen_frame(self, painter: QPainter, ratio: float) -> None:
        """Outline what the model saw where that is not the whole photograph."""
        projection, viewport = self._projection, self._viewport
        if projection is None or viewport is None or self._attribution is None:
            return
        seen = projection.seen
        if (seen.width, seen.height) != projection.image_size:
            self._outline(painter, seen, ratio)

    def _outline(self, painter: QPainter, rect: Rect, ratio: float) -> None:
        """Outline a rectangle of the photograph so that it shows on light and dark."""
        assert self._viewport is not None
        left, top = self._viewport.from_image(rect.x, rect.y)
        right, bottom = self._viewport.from_image(rect.x + rect.width, rect.y + rect.height)
        frame = QRectF(QPointF(left, top) / ratio, QPointF(right, bottom) / ratio)
        for colour, style in ((QColor("black"), Qt.PenStyle.SolidLine), (QColor("white"), Qt.PenStyle.DashLine)):
            painter.setPen(QPen(colour, 1, style))
            painter.drawRect(frame)


def _between(one: QPointF, other: QPointF) -> Rect:
    rect = QRectF(one, other).normalized()
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())


def _size(picture: Picture) -> tuple[int, int]:
    return picture.image.width, picture.image.height
