"""Where the user looks: zoom, position and curtain. `looked` reports what the user does, so that it can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.images.projection import Rect
from engine.system.quick_dataclass import dataclass
from gui.canvas.arrangement import snapped
from gui.canvas.viewport import View, Viewport

ZOOM_STEP = 1.25


@dataclass(frozen=True)
class Look:
    """What the user looks at. view: None without a photograph; curtain: its position as a share of the width."""

    view: View | None
    curtain: float


class Camera(QObject):
    """One camera for all panes of a canvas, so that zoom and position are the same in each.

    viewport: the geometry of one pane, None without a photograph; curtain: its position as a share of the width.
    Positions are in device pixels of a pane.
    """

    viewport_changed = Signal()
    curtain_moved = Signal(float)  # share of the width
    looked = Signal(object, object, bool)  # Look before; Look after; whether a run of such steps is undone as one

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.viewport: Viewport | None = None
        self.curtain = 0.5
        self._begun: Look | None = None  # the look when the mouse gesture began

    @property
    def look(self) -> Look:
        """The current look."""
        return Look(self.viewport.view if self.viewport is not None else None, self.curtain)

    # What the actions do

    def fit(self) -> None:
        """Show the whole photograph."""
        if self.viewport is not None:
            self._move(self.viewport.fit())

    def fill(self) -> None:
        """Show the photograph without margins."""
        if self.viewport is not None:
            self._move(self.viewport.fill())

    def one_to_one(self, at: tuple[float, float] | None = None) -> None:
        """Show one image pixel on each device pixel, around a position or the middle."""
        self.enlarge(1.0, at)

    def enlarge(self, scale: float, at: tuple[float, float] | None = None) -> None:
        """Show each image pixel on so many device pixels, around a position or the middle."""
        if self.viewport is not None:
            self._move(self.viewport.scaled(scale, at))

    def zoom_in(self) -> None:
        """Enlarge around the middle."""
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Shrink around the middle."""
        self.zoom(1 / ZOOM_STEP)

    # What mouse and keyboard do

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Enlarge by a factor around a position or the middle."""
        if self.viewport is not None:
            middle = (self.viewport.view_size[0] / 2, self.viewport.view_size[1] / 2)
            self._move(self.viewport.zoomed(factor, at or middle), of_run=True)

    def pan(self, dx: float, dy: float, of_run: bool = False) -> None:
        """Move the photograph by device pixels."""
        if self.viewport is not None:
            self._move(self.viewport.panned(dx, dy), of_run)

    def show_part(self, rect: Rect) -> None:
        """Show a part of the photograph as large as it goes."""
        if self.viewport is not None:
            self._move(self.viewport.showing(rect))

    def draw_curtain(self, place: float) -> None:
        """Move the curtain to a share of the width; it snaps to the edges and the middle."""
        before = self.look
        self._put_curtain(place)
        self._tell(before, of_run=True)

    def begin_gesture(self) -> None:
        """Do not emit `looked` until the mouse gesture ends."""
        # A second button pressed meanwhile belongs to the same gesture.
        if self._begun is None:
            self._begun = self.look

    def end_gesture(self) -> None:
        """Emit `looked` once for the whole gesture."""
        before, self._begun = self._begun, None
        if before is not None:
            self._tell(before)

    # Not done by the user: `looked` does not report these

    def take_photograph(self, size: tuple[int, int] | None, view_size: tuple[int, int]) -> None:
        """Show a photograph of this (width, height), or none; one of the same size keeps zoom and position."""
        if size is None:
            self._show(None)
        elif self.viewport is None:
            self._show(Viewport(size, view_size).fit())
        else:
            self._show(self.viewport.with_image(size))

    def resize(self, view_size: tuple[int, int]) -> None:
        """Follow the size of a pane."""
        if self.viewport is not None:
            self._show(self.viewport.resized(view_size))

    def show_look(self, look: Look) -> None:
        """Return to an earlier look."""
        self._put_curtain(look.curtain)
        if self.viewport is not None and look.view is not None:
            self._show(self.viewport.seen_as(look.view))

    def look_at(self, scale: float, point: tuple[float, float]) -> None:
        """Show a point of the photograph, in its own coordinates, in the middle at this scale, as sessions store it."""
        if self.viewport is not None:
            self._show(self.viewport.looking_at(scale, point))

    # Inside

    def _move(self, viewport: Viewport, of_run: bool = False) -> None:
        """Show what the user asked for, and report it."""
        before = self.look
        self._show(viewport)
        self._tell(before, of_run)

    def _tell(self, before: Look, of_run: bool = False) -> None:
        if self._begun is None and self.look != before:
            self.looked.emit(before, self.look, of_run)

    def _put_curtain(self, place: float) -> None:
        place = snapped(place)
        if place != self.curtain:
            self.curtain = place
            self.curtain_moved.emit(place)

    def _show(self, viewport: Viewport | None) -> None:
        if viewport != self.viewport:
            self.viewport = viewport
            self.viewport_changed.emit()
