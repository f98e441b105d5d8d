"""Keeps what was composed for the screen: panes that show the same share it, and a repaint composes nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from engine.rendering import Rendering
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from engine.attribution.request import Attribution
    from engine.images import Image
    from engine.images.probe import Stroke
    from engine.images.projection import Projection
    from engine.models.model_info import ModelInfo
    from gui.canvas.viewport import Viewport
    from gui.state.images.picture import Picture

_KEPT = 12  # photographs and maps, each at most as large as the canvas (33 MB on a 4K screen)


@dataclass(frozen=True, eq=False)
class PaneView:
    """What one pane shows. name, remark: painted on it unless empty.

    scale: which range the colour bar has, in words, "" for no bar; unit: what its numbers count, in words; waiting: its
    map is still to come; strokes: of the probe; model: of its map; problem: why it has no map; first: whether it shows
    what the controls say; companions: the photographs at the model's further inputs; pixels_chosen: the user chose or
    confirmed the model's pixel values.
    """

    picture: Picture | None = None
    attribution: Attribution | None = None
    projection: Projection | None = None
    rendering: Rendering = field(default_factory=Rendering)
    name: str = ""
    remark: str = ""
    scale: str = ""
    unit: str = ""
    waiting: bool = False
    strokes: tuple[Stroke, ...] = ()
    model: ModelInfo | None = None
    problem: str = ""
    first: bool = False
    companions: tuple[Image, ...] = ()
    pixels_chosen: bool = False

    def changed(self, **changes: Any) -> PaneView:
        """Return a copy with other values."""
        return replace(self, **changes)


class ComposeCache:
    """The pictures composed last, each under a key of all that it depends on."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, QImage] = OrderedDict()

    def photograph(self, pane: PaneView, viewport: Viewport, ratio: float) -> QImage | None:
        """Return the visible part of a pane's photograph at `ratio` device pixels per pixel."""
        from gui.canvas.compose import photograph_view

        picture, strokes = pane.picture, pane.strokes
        if picture is None:
            return None
        return self._found((picture, strokes, viewport, ratio), lambda: photograph_view(picture, viewport, strokes))

    def heat(self, pane: PaneView, viewport: Viewport, ratio: float) -> QImage | None:
        """Return the coloured map of the same part, left out under strokes; None if there is no map."""
        from gui.canvas.compose import heat_view, without_strokes

        attribution, projection = pane.attribution, pane.projection
        if attribution is None or projection is None:
            return None
        # Alpha is applied while painting, so it is no part of the key.
        rendering = replace(pane.rendering, alpha=0.0)
        key = (attribution, projection, rendering, viewport)
        heat = self._found((*key, ratio), lambda: heat_view(attribution, projection, rendering, viewport))
        if not pane.strokes:
            return heat
        # Composed whole and kept, so that each step of a growing stroke only cuts another hole.
        return self._found((*key, pane.strokes, ratio), lambda: without_strokes(heat, pane.strokes, viewport))

    def clear(self) -> None:
        """Drop everything."""
        self._kept.clear()

    def _found(self, key: tuple[Any, ...], compose: Callable[[], QImage]) -> QImage:
        found = self._kept.pop(key, None)
        if found is None:
            found = compose()
            # Every key ends in the ratio.
            found.setDevicePixelRatio(key[-1])
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found
