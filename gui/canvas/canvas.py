"""The canvas: paints photographs and their maps in one pane or several, zooms, pans, reports what is pointed at.

`camera` knows where the user looks, the scene what there is to see. `compose_cache` keeps what was composed for the
screen, so that a change of alpha or of the curtain only repaints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.canvas.camera import ZOOM_STEP, Camera
from gui.canvas.compose_cache import ComposeCache, PaneView
from gui.canvas.gestures import Box, Brighten, Draw, Gesture, Pan
from gui.canvas.scene import Scene, ScenePainter
from gui.canvas.tool_in_hand import ToolInHand
from gui.design.shades import shades
from gui.state.comparison import Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from engine.attribution.request import Attribution
    from engine.images.probe import Stroke
    from engine.images.projection import Projection, Rect
    from engine.rendering import Rendering
    from gui.canvas.arrangement import Arrangement
    from gui.canvas.painting import Marked
    from gui.state.images.picture import Picture

_NOTCH = 120  # Qt's angle units of one step of a mouse wheel
_PAN_STEP = 64
_CURTAIN_STEP = 0.02
_ARROWS = {  # where the image moves
    Qt.Key.Key_Left: QPoint(1, 0),
    Qt.Key.Key_Right: QPoint(-1, 0),
    Qt.Key.Key_Up: QPoint(0, 1),
    Qt.Key.Key_Down: QPoint(0, -1),
}
_CURTAIN_REACH = 8  # pixels on either side of the line within which it can be grabbed


class Canvas(QWidget):
    """Shows one picture and one attribution, or the panes of a comparison."""

    hovered = Signal(object)  # (x, y) in the coordinates of the photograph that is pointed at, or None
    region_drawn = Signal(object)  # Rect in the photograph's coordinates
    class_stepped = Signal(int)  # 1: the next class in order of probability, -1: the one before
    ruler_turned = Signal()  # the rulers were shown or hidden
    brightness_dragged = Signal(object)  # QPointF, pixels since the drag began; None when it begins
    arranged = Signal()  # the panes may lie elsewhere now
    pane_clicked = Signal(int)  # the pane's number, in a comparison where panes are chosen by a click

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        # The pointer is reported without a pressed button, too.
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scene = Scene()
        self.camera = Camera(self)
        self.camera.viewport_changed.connect(self._repaint)
        self.camera.curtain_moved.connect(self._repaint)
        self._cache = ComposeCache()
        self._gesture: Gesture | None = None
        self._takes_region = False
        self.tool = ToolInHand(self)
        self.tool.cursor_changed.connect(self._rest_cursor)
        self._pointed = 0
        self._clicked: QPointF | None = None  # where a pane was pressed that may be chosen by a click

    @property
    def pointed(self) -> PaneView:
        """The pane that is pointed at."""
        scene = self._scene
        shown = scene.panes[:2] if scene.has_curtain else scene.shown
        return shown[min(self._pointed, len(shown) - 1)]

    @property
    def pane_names(self) -> tuple[str, ...]:
        """What the panes of a comparison are called, in their order."""
        return tuple(pane.name for pane in self._scene.panes)

    def set_picture(self, picture: Picture | None) -> None:
        """Show another photograph; one of the same size keeps zoom and place."""
        self._scene.own = self._scene.own.changed(picture=picture, attribution=None)
        self.camera.take_photograph(picture.size if picture is not None else None, self._arrangement().pane_size)
        self.update()

    def show_pixels(self, picture: Picture) -> None:
        """Show the same photograph read in another way, under the same map."""
        self._scene.own = self._scene.own.changed(picture=picture)
        self.camera.take_photograph(picture.size, self._arrangement().pane_size)
        self.update()

    def set_attribution(self, attribution: Attribution | None, projection: Projection | None) -> None:
        """Lay another map over the photograph, or none."""
        self._scene.own = self._scene.own.changed(attribution=attribution, projection=projection)
        self.update()

    def set_rendering(self, rendering: Rendering) -> None:
        """Change how the map is shown."""
        self._scene.own = self._scene.own.changed(rendering=rendering)
        self.update()

    def compare(self, panes: tuple[PaneView, ...], layout: Layout = Layout.SIDE, choosing: bool = False) -> None:
        """Show the panes of a comparison, whose photographs may differ; () shows the canvas's own pane again.

        choosing: a click on a pane is reported.
        """
        scene = self._scene
        scene.panes, scene.layout = panes, layout
        if choosing != scene.choosing:
            scene.choosing = choosing
            self._rest_cursor()
        self._arrange()
        self.update()

    def leave_room_for_titles(self, height: int) -> None:
        """Leave so many pixels free above each pane of a comparison; its name is not painted then."""
        self._scene.head = height
        self._arrange()
        self.update()

    def title_places(self) -> list[QRect]:
        """Return where the titles of the panes lie, in pixels of the widget; none where panes leave no room for any."""
        if not self._scene.panes or not self._scene.head:
            return []
        ratio = self.devicePixelRatioF()
        heads = self._arrangement().heads(len(self._scene.panes))
        return [QRectF(*(length / ratio for length in box)).toRect() for box in heads]

    def show_original(self, held: bool) -> None:
        """While a key or button is held, show the bare photograph, or the other pane of a comparison."""
        self._scene.holding = held
        self.update()

    def set_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Paint the probe's strokes over the photograph, or none."""
        if strokes != self._scene.own.strokes:
            self._scene.own = self._scene.own.changed(strokes=strokes)
            self.update()

    def set_region(self, region: Rect | None, takes_region: bool) -> None:
        """Outline a part of the photograph; takes_region: whether another may be drawn with Shift held."""
        self._scene.region, self._takes_region = region, takes_region
        self.update()

    def outline(self, rect: Rect | None) -> None:
        """Outline a rectangle while it is drawn."""
        self._scene.outlined = rect
        self.update()

    @property
    def marked(self) -> Marked | None:
        """The part of the photograph that is framed."""
        return self._scene.marked

    def mark(self, marked: Marked | None) -> None:
        """Frame a part of the photograph, with a few words about it, or none."""
        self._scene.marked = marked
        self.update()

    def take_region(self, rect: Rect | None) -> None:
        """Report a region that was drawn, None for the whole photograph."""
        self.region_drawn.emit(rect)

    def drag_brightness(self, moved: QPointF | None) -> None:
        """Report how far the pointer was dragged for another brightness, in pixels; None when it begins."""
        self.brightness_dragged.emit(moved)

    def show_menu(self, at: QPointF) -> None:
        """Show the context menu."""
        self.customContextMenuRequested.emit(at.toPoint())

    def pan(self, moved: QPointF) -> None:
        """Move the photograph by pixels of the widget."""
        moved = moved * self.devicePixelRatioF()
        self.camera.pan(moved.x(), moved.y())

    # What the actions do

    def toggle_ruler(self) -> None:
        """Show or hide the rulers, which count the photograph's pixels."""
        self._scene.ruler = not self._scene.ruler
        self.ruler_turned.emit()
        self.update()

    def ruler_is_on(self) -> bool:
        """Tell whether the rulers are shown."""
        return self._scene.ruler

    def toggle_scale_bar(self) -> None:
        """Show or hide the scale bar, which photographs have whose file says how large a pixel is."""
        self._scene.scale_bar = not self._scene.scale_bar
        self.update()

    def scale_bar_is_on(self) -> bool:
        """Tell whether the scale bar is shown."""
        return self._scene.scale_bar

    # Qt

    def event(self, event: QEvent) -> bool:
        """Keep a right click's menu back where the right button also drags: it is shown when the button is let go."""
        if event.type() == QEvent.Type.ContextMenu and self._takes_brightness:
            assert isinstance(event, QContextMenuEvent)
            if event.reason() == QContextMenuEvent.Reason.Mouse:
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panes, composed at the screen's own pixels."""
        painter, ground = QPainter(self), shades(self.palette()).ground
        painter.fillRect(self.rect(), ground)
        viewport = self.camera.viewport
        if viewport is None:
            return
        size, ratio = self._device_size(), self.devicePixelRatioF()
        scene = ScenePainter(painter, self._scene, viewport, self._cache, size, ratio, ground)
        scene.paint_panes()
        if self._scene.has_curtain:
            scene.paint_other_half(self.camera.curtain)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        # Touchpads send fractions of a notch, so the power need not be whole.
        self.camera.zoom(ZOOM_STEP ** (event.angleDelta().y() / _NOTCH), self._inside(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grab the photograph or the curtain, or begin a rectangle."""
        self._clicked = None
        if self.camera.viewport is None:
            return
        at, modifiers = event.position(), event.modifiers()
        if self._takes_region and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._gesture = Box(self, at, is_region=True)
        elif event.button() == Qt.MouseButton.RightButton and self._takes_brightness:
            self._gesture = Brighten(self, at)
        elif event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._gesture = Box(self, at, is_region=False)
        else:
            self._gesture = Draw(self) if self._is_at_curtain(at) else Pan(self, at)
            if self._scene.choosing and event.button() == Qt.MouseButton.LeftButton:
                self._clicked = at
        self.camera.begin_gesture()
        self.setCursor(self._gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer and report where it is."""
        if self._gesture is not None:
            self._gesture.move(event.position())
        elif self._scene.has_curtain:  # without a curtain the cursor may be the brush's
            self.setCursor(Draw.cursor if self._is_at_curtain(event.position()) else Qt.CursorShape.ArrowCursor)
        self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        if self._gesture is not None:
            self._gesture.end(event.position())
            self._gesture = None
            self.camera.end_gesture()
            if self._is_click(event.position()):
                self.pane_clicked.emit(self._pane_at(event.position()))
        self._rest_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Switch between the whole photograph and its own pixels; the first click may have chosen a pane instead."""
        if self._clicked is not None:
            return
        viewport = self.camera.viewport
        if viewport is not None and viewport.fitted:
            self.camera.one_to_one(self._inside(event.position()))
        else:
            self.camera.fit()

    def leaveEvent(self, event: object) -> None:
        """Report that the pointer has left."""
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the classes by the arrow keys; with Ctrl move the image, with Shift the curtain."""
        step = _ARROWS.get(Qt.Key(event.key()))
        # Keys of the number pad have a modifier of their own.
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or self.camera.viewport is None:
            super().keyPressEvent(event)
        elif modifiers == Qt.KeyboardModifier.ShiftModifier and self._scene.has_curtain:
            self.camera.draw_curtain(self.camera.curtain - step.x() * _CURTAIN_STEP)
        elif modifiers == Qt.KeyboardModifier.ControlModifier:
            self.camera.pan(step.x() * _PAN_STEP, step.y() * _PAN_STEP, of_run=True)
        elif modifiers == Qt.KeyboardModifier.NoModifier:
            self.class_stepped.emit(-step.x() - step.y())
        else:
            super().keyPressEvent(event)

    # Places

    def in_image(self, position: QPointF) -> QPointF:
        """Return a position of the widget in the photograph's coordinates, never outside the photograph."""
        assert self.camera.viewport is not None
        x, y = self.camera.viewport.to_image(*self._inside(position))
        width, height = self.camera.viewport.image_size
        return QPointF(min(max(x, 0), width), min(max(y, 0), height))

    def is_over_image(self, position: QPointF) -> bool:
        """Tell whether a position of the widget lies on the photograph."""
        assert self.camera.viewport is not None
        x, y = self.camera.viewport.to_image(*self._inside(position))
        width, height = self.camera.viewport.image_size
        return 0 <= x < width and 0 <= y < height

    def _inside(self, position: QPointF) -> tuple[float, float]:
        """Return a position of the widget in device pixels of the pane it lies in."""
        at = position * self.devicePixelRatioF()
        return self._arrangement().inside(at.x(), at.y())

    def _hover(self, position: QPointF) -> None:
        if self.camera.viewport is None:
            return
        self._pointed = self._pane_at(position)
        if self._scene.has_curtain:
            self._pointed = int(position.x() > self.camera.curtain * self.width())
        picture = self.pointed.picture
        if picture is None:
            self.hovered.emit(None)
            return
        width, height = picture.size
        x, y = self.camera.viewport.of_another((width, height)).to_image(*self._inside(position))
        self.hovered.emit((x, y) if 0 <= x < width and 0 <= y < height else None)

    def _pane_at(self, position: QPointF) -> int:
        at = position * self.devicePixelRatioF()
        return self._arrangement().pane_at(at.x(), at.y())

    def _is_click(self, position: QPointF) -> bool:
        """Tell whether the button is let go where it was pressed, on a pane that may be chosen."""
        if self._clicked is None or (position - self._clicked).manhattanLength() < QApplication.startDragDistance():
            return self._clicked is not None
        self._clicked = None
        return False

    def _is_at_curtain(self, position: QPointF) -> bool:
        return self._scene.has_curtain and abs(position.x() - self.camera.curtain * self.width()) <= _CURTAIN_REACH

    # Inside

    @property
    def _takes_brightness(self) -> bool:
        picture = self._scene.own.picture
        return picture is not None and picture.image.latitude.levels is not None

    def _arrangement(self) -> Arrangement:
        return self._scene.arrangement(self._device_size(), self.devicePixelRatioF())

    def _arrange(self) -> None:
        """Follow where the panes lie."""
        self.camera.resize(self._arrangement().pane_size)
        self.arranged.emit()

    def _rest_cursor(self) -> None:
        if self.tool.cursor is not None:
            self.setCursor(self.tool.cursor)
        elif self._scene.choosing:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    # Connected instead of `update`, which has overloads that take a signal's arguments.
    def _repaint(self) -> None:
        self.update()
