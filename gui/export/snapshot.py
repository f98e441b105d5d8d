"""What is on screen at one moment, as values, so that later changes do not reach a running export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import Code, SaliscopeError
from engine.export.content import Product
from engine.export.files import picture, resized
from engine.export.panes import Compared, Pane
from engine.export.provenance import pane_of, provenance_of
from engine.images.image import with_public_names
from engine.images.probe import probed
from engine.images.projection import Rect
from gui.state.comparison import Kind

if TYPE_CHECKING:
    import numpy as np

    from engine.attribution.request import Attribution
    from engine.export.provenance import Provenance
    from engine.images import Image
    from engine.images.probe import Stroke
    from engine.images.projection import Projection
    from engine.measures.trust import Trust
    from engine.models.model_info import ModelInfo
    from engine.rendering import Rendering
    from gui.export.settings import ExportSettings


class Shown(NamedTuple):
    """What one pane shows.

    strokes: what is painted over the photograph; small: the photograph's smallest level, which fills the strokes.
    name, remark: as they stand on the pane; bare: whether it shows the photograph without the map; write_names: see
    `ExportSettings`; companions: the photographs at the model's further inputs; pixels_chosen: see `Choices`; trust:
    what was measured of the map, None for nothing.
    """

    image: Image
    attribution: Attribution
    projection: Projection
    rendering: Rendering
    model: ModelInfo
    device: str = ""
    strokes: tuple[Stroke, ...] = ()
    small: np.ndarray | None = None
    name: str = ""
    remark: str = ""
    bare: bool = False
    write_names: bool = False
    companions: tuple[Image, ...] = ()
    pixels_chosen: bool = False
    trust: Trust | None = None

    @property
    def pixels_are_assumed(self) -> bool:
        """Whether the pixel values were a guess that the user had neither confirmed nor changed."""
        return self.model.assumes(self.attribution.request.pixel_values, self.pixels_chosen)

    @property
    def photographs(self) -> tuple[Image, ...]:
        """The explained one, then the companions."""
        return self.image, *self.companions

    @property
    def may_name_a_patient(self) -> bool:
        """Whether the name of any photograph's file may be a patient's."""
        return any(image.alias for image in self.photographs)

    def named(self, write_names: bool) -> Shown:
        """Return it with the photographs' own names, or with those that are never a patient's."""
        if write_names or not self.may_name_a_patient:
            return self._replace(write_names=write_names)
        name = with_public_names(self.name, self.photographs)
        image, *companions = (replace(one, name=one.public_name) for one in self.photographs)
        return self._replace(image=image, companions=tuple(companions), name=name)

    def record(self) -> Provenance:
        """Return the record of this pane alone."""
        made = provenance_of(
            *(self.image, self.model, self.attribution, self.rendering, self.device, self.write_names),
            companions=self.companions,
            pixels_chosen=self.pixels_chosen,
            trust=self.trust,
        )
        return replace(made, probe=self.strokes)

    def pane(self) -> Pane:
        """Return the part of a record that tells of this pane as one of several."""
        attribution = None if self.bare else self.attribution
        return pane_of(
            *(self.name, self.image, self.model, attribution, self.rendering, self.write_names),
            companions=self.companions,
            pixels_chosen=self.pixels_chosen,
        )

    def painted(self) -> Image:
        """Return the photograph with the strokes painted over it."""
        if not self.strokes or self.small is None:
            return self.image
        size = (self.image.width, self.image.height)
        return replace(self.image, pixels=probed(self.image.pixels, Rect(0, 0, *size), self.strokes, self.small, size))

    def size_at(self, width: int) -> tuple[int, int]:
        """Return (width, height) in pixels of the pane's picture, `width` pixels wide."""
        return width, max(1, round(self.image.height * width / self.image.width))

    def pixels(self, product: Product, width: int | None) -> np.ndarray:
        """Return the pane's picture without any words, (H, W, 3) uint8 RGB. width: None for the photograph's own."""
        if self.bare:
            return resized(self.painted().pixels, width)
        chosen = product if product is Product.HEAT else Product.OVERLAY
        made = (self.attribution, self.projection, self.rendering)
        return picture(chosen, self.painted(), *made, width, self.strokes)


class Screen(NamedTuple):
    """All that is on screen. own: what the controls are set to.

    panes: what is compared, in the order shown; compared: what is compared and how, None where nothing is; first: the
    index of `own` among the panes; trouble: why the panes cannot be exported, in which case there are none.
    """

    own: Shown
    panes: tuple[Shown, ...] = ()
    compared: Compared | None = None
    first: int = 0
    trouble: SaliscopeError | None = None

    @property
    def maps_compared(self) -> bool:
        """Whether more than one pane has a map."""
        return self.compared is not None and self.compared.kind != Kind.ORIGINAL

    @property
    def may_name_a_patient(self) -> bool:
        """Whether the name of any photograph's file may be a patient's."""
        return any(shown.may_name_a_patient for shown in (self.own, *self.panes))

    def named(self, write_names: bool) -> Screen:
        """Return it with the photographs' own names, or with those that are never a patient's."""
        return self._replace(own=self.own.named(write_names), panes=tuple(one.named(write_names) for one in self.panes))

    def wanted(self, settings: ExportSettings) -> tuple[Shown, ...]:
        """Return the panes that an export holds: all that are compared, or the first alone.

        A photograph that was just made brighter waits for its map: the one on screen is of the pixels before.
        The numbers of maps go into a file for each pane, the first pane's before the others', and only where more than
        one pane has a map.
        Raises SaliscopeError: EXPORT_MAP_WAITING, EXPORT_PANE_WAITING, EXPORT_PANE_EMPTY, EXPORT_PANE_FAILED.
        """
        own, numbers = self.own, settings.product is Product.MAP
        if own.attribution.request.reading != own.image.used:
            raise SaliscopeError(Code.EXPORT_MAP_WAITING)
        if self.compared is None or not settings.panes or (numbers and not self.maps_compared):
            return (own,)
        if self.trouble is not None:
            raise self.trouble
        if not numbers:
            return self.panes
        others = (pane for place, pane in enumerate(self.panes) if place != self.first)
        return (own._replace(name=self.panes[self.first].name), *others)

    def record(self, panes: tuple[Shown, ...]) -> Provenance:
        """Return the record of an export of these panes."""
        made = self.own.record()
        if len(panes) == 1:
            return made
        marked = (replace(pane.pane(), first=number == self.first) for number, pane in enumerate(panes))
        return replace(made, panes=tuple(marked), comparison=self.compared)
