"""The canvas: paints photographs and the maps over them in one pane or several, zooms, pans, tells what is pointed at.

All panes have one viewport, so that zoom and place are the same in each. What is composed for the screen is kept
(`compose_cache`): alpha and the curtain are repaints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import painting
from gui.arrangement import Arrangement, snapped
from gui.compare.comparison import Layout
from gui.compose_cache import ComposeCache, PaneView
from gui.gestures import Box, Draw, Gesture, Pan
from gui.viewport import View, Viewport

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from engine.probe import Stroke
    from engine.projection import Projection, Rect
    from engine.rendering import Rendering
    from engine.request import Attribution
    from gui.picture import Picture

_ZOOM_STEP = 1.25
_NOTCH = 120  # Qt's angle units of one step of a mouse wheel
_PAN_STEP = 64
_CURTAIN_STEP = 0.02
_CURTAIN_REACH = 8  # pixels beside the line where it can be taken


@dataclass(frozen=True)
class Look:
    """What the user looks at. view: None without a photograph; curtain: its place as a share of the width."""

    view: View | None
    curtain: float


class Canvas(QWidget):
    """Shows one picture and one attribution, or the panes of a comparison."""

    hovered = Signal(object)  # (x, y) in the coordinates of the photograph that is pointed at, or None
    viewport_changed = Signal()
    region_drawn = Signal(object)  # Rect in the photograph's coordinates
    curtain_moved = Signal(float)  # share of the width
    looked = Signal(object, object, bool)  # Look before and after what the user did; whether it may be one of a run

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._own = PaneView()
        self._panes: tuple[PaneView, ...] = ()  # of a comparison
        self._layout = Layout.SIDE
        self._curtain = 0.5
        self._holding = False
        self._viewport: Viewport | None = None
        self._cache = ComposeCache()
        self._gesture: Gesture | None = None
        self._begun: Look = self.look  # what was looked at when the gesture began
        self._region: Rect | None = None
        self._outlined: Rect | None = None  # while it is drawn
        self._takes_region = False
        self._ruler = False
        self._pointed = 0

    @property
    def viewport(self) -> Viewport | None:
        """The geometry on screen, None without a photograph. Its view is one pane's."""
        return self._viewport

    @property
    def pointed(self) -> PaneView:
        """The pane that is pointed at."""
        shown = self._panes[:2] if self._has_curtain() else self._shown()
        return shown[min(self._pointed, len(shown) - 1)]

    @property
    def curtain(self) -> float:
        """Where the curtain is, as a share of the width."""
        return self._curtain

    @property
    def look(self) -> Look:
        """What is looked at."""
        return Look(self._viewport.view if self._viewport is not None else None, self._curtain)

    def show_look(self, look: Look) -> None:
        """Look at what was looked at once; `looked` does not tell of it."""
        self._put_curtain(look.curtain)
        if self._viewport is not None and look.view is not None:
            self._show(self._viewport.seen_as(look.view))

    def set_picture(self, picture: Picture | None) -> None:
        """Show another photograph; one of the same size keeps zoom and place."""
        self._own = self._own.changed(picture=picture, attribution=None)
        if picture is None:
            self._viewport = None
        elif self._viewport is None:
            self._viewport = Viewport(_size(picture), self._arrangement().pane_size).fit()
        else:
            self._viewport = self._viewport.with_image(_size(picture))
        self.update()

    def set_attribution(self, attribution: Attribution | None, projection: Projection | None) -> None:
        """Lay another map over the photograph, or none."""
        self._own = self._own.changed(attribution=attribution, projection=projection)
        self.update()

    def set_rendering(self, rendering: Rendering) -> None:
        """Change how the map is shown."""
        self._own = self._own.changed(rendering=rendering)
        self.update()

    def compare(self, panes: tuple[PaneView, ...], layout: Layout = Layout.SIDE) -> None:
        """Show panes instead, of which the photographs may differ; none: what is on screen alone."""
        self._panes, self._layout = panes, layout
        self._fit_panes()
        self.update()

    def draw_curtain(self, place: float) -> None:
        """Draw the curtain to a share of the width; it stands still at the edges and in the middle."""
        before = self.look
        self._put_curtain(place)
        self._tell(before, of_run=True)

    def show_original(self, held: bool) -> None:
        """Take the map away while the user wants to see the bare photograph, or show the other pane."""
        self._holding = held
        self.update()

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Paint the probe's strokes over the photograph, or none."""
        if strokes != self._own.strokes:
            self._own = self._own.changed(strokes=strokes)
            self.update()

    def set_region(self, region: Rect | None, takes_region: bool) -> None:
        """Outline a part of the photograph; takes_region: whether another may be drawn with Shift held."""
        self._region, self._takes_region = region, takes_region
        self.update()

    def outline(self, rect: Rect | None) -> None:
        """Outline a rectangle while it is drawn."""
        self._outlined = rect
        self.update()

    # What the actions do

    def fit(self) -> None:
        """Show the whole photograph."""
        if self._viewport is not None:
            self._move(self._viewport.fit())

    def fill(self) -> None:
        """Show the photograph without margins."""
        if self._viewport is not None:
            self._move(self._viewport.fill())

    def one_to_one(self) -> None:
        """Show one image pixel on each device pixel."""
        if self._viewport is not None:
            self._move(self._viewport.scaled(1.0))

    def look_at(self, scale: float, point: tuple[float, float]) -> None:
        """Show a point of the photograph, in its own coordinates, in the middle at this scale.

        As a session has it, not the user: `looked` does not tell of it.
        """
        if self._viewport is not None:
            self._show(self._viewport.looking_at(scale, point))

    def show_part(self, rect: Rect) -> None:
        """Show a part of the photograph as large as it goes."""
        if self._viewport is not None:
            self._move(self._viewport.showing(rect))

    def pan(self, moved: QPointF) -> None:
        """Move the photograph by pixels of the widget."""
        if self._viewport is not None:
            moved = moved * self.devicePixelRatioF()
            self._move(self._viewport.panned(moved.x(), moved.y()))

    def zoom_in(self) -> None:
        """Enlarge around the middle."""
        self._zoom(_ZOOM_STEP, None)

    def zoom_out(self) -> None:
        """Shrink around the middle."""
        self._zoom(1 / _ZOOM_STEP, None)

    def toggle_ruler(self) -> None:
        """Show rulers in the photograph's pixels, or no longer."""
        self._ruler = not self._ruler
        self.update()

    def ruler_is_on(self) -> bool:
        """Tell whether they are shown."""
        return self._ruler

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        self._fit_panes()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panes, composed at the screen's own pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Dark))
        if self._viewport is None:
            return
        arrangement, ratio = self._arrangement(), self.devicePixelRatioF()
        for pane, (left, top, width, height) in zip(self._shown(), arrangement.boxes(), strict=True):
            self._paint(painter, pane, QRectF(left / ratio, top / ratio, width / ratio, height / ratio))
        if self._has_curtain():
            self._paint_other_half(painter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self._zoom(_ZOOM_STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photograph or the curtain, or begin a rectangle."""
        if self._viewport is None:
            return
        at, modifiers = event.position(), event.modifiers()
        if self._gesture is None:
            self._begun = self.look
        if self._takes_region and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._gesture = Box(self, at, is_region=True)
        elif event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._gesture = Box(self, at, is_region=False)
        else:
            self._gesture = Draw(self) if self._is_at_curtain(at) else Pan(self, at)
        self.setCursor(self._gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer; tell where it is."""
        if self._gesture is not None:
            self._gesture.move(event.position())
        elif self._has_curtain():  # else the cursor may be a brush's
            self.setCursor(Draw.cursor if self._is_at_curtain(event.position()) else Qt.CursorShape.ArrowCursor)
        self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._gesture is not None:
            self._gesture.end(event.position())
            self._gesture = None
            self._tell(self._begun)
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between the whole photograph and its own pixels."""
        if self._viewport is None:
            return
        if self._viewport.fitted:
            self._move(self._viewport.scaled(1.0, self._inside(event.position())))
        else:
            self.fit()

    def leaveEvent(self, event: object) -> None:
        """Forget the pointer."""
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan by the arrow keys, with Shift draw the curtain; hold Space for the bare photograph or the other half."""
        steps = {
            Qt.Key.Key_Left: QPoint(1, 0),
            Qt.Key.Key_Right: QPoint(-1, 0),
            Qt.Key.Key_Up: QPoint(0, 1),
            Qt.Key.Key_Down: QPoint(0, -1),
        }
        step = steps.get(Qt.Key(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            self.show_original(True)
        elif step is not None and shift and self._has_curtain():
            self.draw_curtain(self._curtain - step.x() * _CURTAIN_STEP)
        elif step is not None and self._viewport is not None:
            self._move(self._viewport.panned(step.x() * _PAN_STEP, step.y() * _PAN_STEP), of_run=True)
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

    # Places

    def in_image(self, position: QPointF) -> QPointF:
        """Return a place of the widget in the photograph's coordinates, never outside it."""
        assert self._viewport is not None
        x, y = self._viewport.to_image(*self._inside(position))
        width, height = self._viewport.image_size
        return QPointF(min(max(x, 0), width), min(max(y, 0), height))

    def _inside(self, position: QPointF) -> tuple[float, float]:
        """Return a place of the widget in device pixels of the pane it lies in."""
        at = position * self.devicePixelRatioF()
        return self._arrangement().inside(at.x(), at.y())

    def _hover(self, position: QPointF) -> None:
        if self._viewport is None:
            return
        at = position * self.devicePixelRatioF()
        self._pointed = self._arrangement().pane_at(at.x(), at.y())
        if self._has_curtain():
            self._pointed = int(position.x() > self._curtain * self.width())
        picture = self.pointed.picture
        if picture is None:
            self.hovered.emit(None)
            return
        width, height = _size(picture)
        x, y = self._viewport.of_another((width, height)).to_image(*self._inside(position))
        self.hovered.emit((x, y) if 0 <= x < width and 0 <= y < height else None)

    def _is_at_curtain(self, position: QPointF) -> bool:
        return self._has_curtain() and abs(position.x() - self._curtain * self.width()) <= _CURTAIN_REACH

    def _zoom(self, factor: float, at: QPointF | None) -> None:
        if self._viewport is not None:
            middle = (self._viewport.view_size[0] / 2, self._viewport.view_size[1] / 2)
            self._move(self._viewport.zoomed(factor, self._inside(at) if at is not None else middle), of_run=True)

    def _move(self, viewport: Viewport, of_run: bool = False) -> None:
        """Show what the user wants to look at."""
        before = self.look
        self._show(viewport)
        self._tell(before, of_run)

    def _tell(self, before: Look, of_run: bool = False) -> None:
        """Tell what the user did; a gesture of the mouse is told of where it ends."""
        if self._gesture is None and self.look != before:
            self.looked.emit(before, self.look, of_run)

    def _put_curtain(self, place: float) -> None:
        place = snapped(place)
        if place != self._curtain:
            self._curtain = place
            self.curtain_moved.emit(place)
            self.update()

    def _show(self, viewport: Viewport) -> None:
        if viewport != self._viewport:
            self._viewport = viewport
            self.update()
            self.viewport_changed.emit()

    # Panes

    def _shown(self) -> tuple[PaneView, ...]:
        """Return the panes that have a place of their own."""
        if not self._panes:
            return (self._own,)
        if self._layout is Layout.SIDE:
            return self._panes
        return self._panes[1:2] if self._layout is Layout.HOLD and self._holding else self._panes[:1]

    def _has_curtain(self) -> bool:
        return self._layout is Layout.CURTAIN and len(self._panes) > 1

    def _arrangement(self) -> Arrangement:
        ratio = self.devicePixelRatioF()
        size = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        return Arrangement(size, len(self._panes) if self._panes and self._layout is Layout.SIDE else 1)

    def _fit_panes(self) -> None:
        if self._viewport is not None:
            self._show(self._viewport.resized(self._arrangement().pane_size))

    def _paint(self, painter: QPainter, pane: PaneView, box: QRectF, clip: QRectF | None = None) -> None:
        """Paint one pane in its box. clip: the part of it that shows, in its own coordinates."""
        painter.save()
        painter.translate(box.topLeft())
        whole, right = QRectF(QPointF(), box.size()), clip is not None
        painter.setClipRect(clip or whole)
        if pane.picture is not None:
            self._paint_picture(painter, pane, pane.picture, whole)
        if self._ruler:
            whole = whole.adjusted(painting.RULER, painting.RULER, 0, 0)
        painting.paint_name(painter, pane, whole, right)
        painting.paint_bar(painter, pane, whole, right)
        painter.restore()

    def _paint_picture(self, painter: QPainter, pane: PaneView, picture: Picture, box: QRectF) -> None:
        assert self._viewport is not None
        ratio, viewport = self.devicePixelRatioF(), self._viewport.of_another(_size(picture))
        painting.paint_pane(painter, pane, viewport, self._cache, ratio, bare=self._holding and not self._held_shows())
        for rect in (self._region, self._outlined):
            if rect is not None:
                painting.paint_outline(painter, rect, viewport, ratio)
        if self._ruler:
            painting.paint_ruler(painter, viewport, (box.width(), box.height()), ratio)

    def _held_shows(self) -> bool:
        """Tell whether holding shows another pane, and not the bare photograph."""
        return self._layout is Layout.HOLD and len(self._panes) > 1

    def _paint_other_half(self, painter: QPainter) -> None:
        """Paint the second pane over the first, from the curtain on."""
        x = self._curtain * self.width()
        painter.fillRect(QRectF(x, 0, self.width() - x, self.height()), self.palette().color(QPalette.ColorRole.Dark))
        self._paint(painter, self._panes[1], QRectF(self.rect()), QRectF(x, 0, self.width() - x, self.height()))
        painting.paint_curtain(painter, x, self.height())


def _size(picture: Picture) -> tuple[int, int]:
    return picture.image.width, picture.image.height
