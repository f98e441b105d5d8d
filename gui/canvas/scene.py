"""What is on the canvas: one pane or those of a comparison, with all that is drawn over them. And its painter."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from engine.system.quick_dataclass import dataclass
from gui.canvas import painting
from gui.canvas.arrangement import Arrangement
from gui.canvas.compose_cache import ComposeCache, PaneView
from gui.canvas.scale_bar import paint_scale_bar
from gui.state.comparison import Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from engine.images.projection import Rect
    from gui.canvas.viewport import Viewport
    from gui.state.images.picture import Picture


@dataclass
class Scene:
    """own: the pane outside a comparison; panes: of a comparison, shown instead.

    holding: whether a key or button is held that shows the bare photograph or the other pane. region: the part of the
    photograph that is explained; outlined: a rectangle that is being drawn; marked: one of the own photograph, with
    words. head: the height in pixels that panes leave
    above them for titles, which then are not painted; choosing: whether a click on a pane is reported.
    """

    own: PaneView = field(default_factory=PaneView)
    panes: tuple[PaneView, ...] = ()
    layout: Layout = Layout.SIDE
    holding: bool = False
    region: Rect | None = None
    outlined: Rect | None = None
    marked: painting.Marked | None = None
    ruler: bool = False
    scale_bar: bool = True
    head: int = 0
    choosing: bool = False

    @property
    def shown(self) -> tuple[PaneView, ...]:
        """The panes that have a box of their own."""
        if not self.panes:
            return (self.own,)
        if self.layout is Layout.SIDE:
            return self.panes
        return self.panes[1:2] if self.layout is Layout.HOLD and self.holding else self.panes[:1]

    @property
    def has_curtain(self) -> bool:
        """Whether the second pane covers the first to the right of a curtain."""
        return self.layout is Layout.CURTAIN and len(self.panes) > 1

    @property
    def bare(self) -> bool:
        """Whether the photograph is shown without its map, and not another pane."""
        return self.holding and not (self.layout is Layout.HOLD and len(self.panes) > 1)

    def arrangement(self, size: tuple[int, int], ratio: float) -> Arrangement:
        """Return where the panes lie on a canvas of (width, height) device pixels, `ratio` to one of its own pixels."""
        beside = self.panes and self.layout is Layout.SIDE
        return Arrangement(size, len(self.panes) if beside else 1, round(self.head * ratio) if self.panes else 0)


@dataclass(frozen=True)
class ScenePainter:
    """Paints a scene on a canvas of `size` (width, height), in device pixels, `ratio` to a pixel of the canvas.

    viewport: of each pane; ground: the colour around the photographs.
    """

    painter: QPainter
    scene: Scene
    viewport: Viewport
    cache: ComposeCache
    size: tuple[int, int]
    ratio: float
    ground: QColor

    def paint_panes(self) -> None:
        """Paint the panes that have a box of their own."""
        for pane, box in zip(self.scene.shown, self._boxes(), strict=True):
            self._paint(pane, box)

    def paint_other_half(self, curtain: float) -> None:
        """Paint the second pane to the right of the curtain, whose position is a share of the width."""
        whole = self._boxes()[0]
        x = curtain * whole.width()
        half = QRectF(x, 0, whole.width() - x, whole.height())
        self.painter.fillRect(half.translated(whole.topLeft()), self.ground)
        self._paint(self.scene.panes[1], whole, half)
        self.painter.save()
        self.painter.translate(whole.topLeft())
        painting.paint_curtain(self.painter, x, whole.height())
        self.painter.restore()
        self._paint_scale(self.scene.panes[0], whole)  # one is enough for both halves

    def _boxes(self) -> list[QRectF]:
        ratio = self.ratio
        boxes = self.scene.arrangement(self.size, ratio).boxes()
        return [QRectF(*(length / ratio for length in box)) for box in boxes]

    def _paint(self, pane: PaneView, box: QRectF, clip: QRectF | None = None) -> None:
        """Paint one pane in its box. clip: the part of it that shows, in its own coordinates."""
        painter = self.painter
        painter.save()
        painter.translate(box.topLeft())
        whole, right = QRectF(QPointF(), box.size()), clip is not None
        painter.setClipRect(clip or whole)
        if pane.picture is not None:
            self._paint_picture(pane, pane.picture, whole)
        if self.scene.ruler:
            whole = whole.adjusted(painting.RULER, painting.RULER, 0, 0)
        if not self.scene.has_curtain:
            self._paint_scale(pane, whole)
        painting.paint_name(painter, pane.changed(name="") if self.scene.head else pane, whole, right)
        painting.paint_bar(painter, pane, whole, right)
        painter.restore()

    def _paint_scale(self, pane: PaneView, box: QRectF) -> None:
        """Paint a pane's scale bar, above its colour bar if it has one."""
        if self.scene.scale_bar and pane.picture is not None:
            scale = self.viewport.of_another(pane.picture.size).scale / self.ratio
            above = painting.bar_height(self.painter) if pane.scale else 0.0
            paint_scale_bar(self.painter, pane.picture.image.latitude.spacing, scale, box.adjusted(0, 0, 0, -above))

    def _paint_picture(self, pane: PaneView, picture: Picture, box: QRectF) -> None:
        painter, scene, ratio = self.painter, self.scene, self.ratio
        viewport = self.viewport.of_another(picture.size)
        painting.paint_pane(painter, pane, viewport, self.cache, ratio, bare=scene.bare)
        for rect in (scene.region, scene.outlined):
            if rect is not None:
                painting.paint_outline(painter, rect, viewport, ratio)
        if scene.marked is not None and picture is scene.own.picture:
            painting.paint_marked(painter, scene.marked, viewport, box, ratio)
        if scene.ruler:
            painting.paint_ruler(painter, viewport, (box.width(), box.height()), ratio)
