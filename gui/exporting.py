"""What an export writes, from what is on screen: values in, files out. For background threads too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QSize

from engine import __version__
from engine.export import Product, encoded, export, picture, refuse_original, resized, write
from engine.probe import probed
from engine.projection import Rect
from engine.provenance import encode, provenance_of
from engine.rendering import LEVELS, Rendering, bar_colours
from gui.colour_bar import band, ticks
from gui.export_settings import ExportSettings
from gui.figure import Figure, figure_pdf, figure_pixels, figure_svg
from gui.legend import title_of
from gui.words import answer, percent, unit_sentence, way_name

if TYPE_CHECKING:
    import numpy as np

    from engine.image import Image
    from engine.probe import Stroke
    from engine.projection import Projection
    from engine.provenance import Provenance
    from engine.request import Attribution, ModelInfo


class Shown(NamedTuple):
    """What is on screen at one moment: later changes do not reach a running export.

    strokes: what is painted over the photograph; small: its smallest level, which they are filled from.
    """

    image: Image
    attribution: Attribution
    projection: Projection
    rendering: Rendering
    model: ModelInfo
    device: str = ""
    strokes: tuple[Stroke, ...] = ()
    small: np.ndarray | None = None

    def record(self) -> Provenance:
        """Return what made it."""
        made = provenance_of(self.image, self.model, self.attribution, self.rendering, self.device)
        return replace(made, probe=self.strokes)

    def painted(self) -> Image:
        """Return the photograph with what is painted over it."""
        if not self.strokes or self.small is None:
            return self.image
        size = (self.image.width, self.image.height)
        return replace(self.image, pixels=probed(self.image.pixels, Rect(0, 0, *size), self.strokes, self.small, size))

    def pixels(self, product: Product, width: int | None) -> np.ndarray:
        """Return the picture alone, (H, W, 3) uint8 RGB."""
        chosen = product if product is Product.HEAT else Product.OVERLAY
        return picture(chosen, self.painted(), self.attribution, self.projection, self.rendering, width)


def write_export(target: Path, settings: ExportSettings, shown: Shown) -> None:
    """Write what `settings` ask for. Raises SaliscopeError."""
    across = width_of(settings, shown)
    if settings.product is not Product.FIGURE:
        unit = unit_sentence(shown.attribution.request, shown.model.head)
        image, (attribution, projection, rendering) = shown.painted(), shown[1:4]
        record, sidecar = shown.record(), settings.sidecar
        export(target, settings.product, image, attribution, projection, rendering, across, record, sidecar, unit)
        return
    refuse_original(target, shown.image)
    record = shown.record()
    figure = make_figure(shown, across, settings.beside)
    match target.suffix.lower():
        case ".svg":
            data = figure_svg(figure, encode(record, target.parent))
        case ".pdf":
            data = figure_pdf(figure, encode(record, target.parent))
        case _:
            data = encoded(target, figure_pixels(figure), record)
    write(target, data, record, settings.sidecar)


def width_of(settings: ExportSettings, shown: Shown) -> int:
    """Return how many pixels wide the picture will be."""
    return settings.pixels_across((shown.image.width, shown.image.height), shown.model.input_size[0])


def make_figure(shown: Shown, width: int | None, beside: bool) -> Figure:
    """Return the figure of what is on screen, its picture `width` pixels wide; beside: with the bare photograph."""
    from gui.compose import rgb_image

    attribution, rendering, model = shown.attribution, shown.rendering, shown.model
    target = attribution.request.target
    assert target is not None
    translate = QCoreApplication.translate
    said = answer(float(attribution.probabilities[target]), model.head)
    return Figure(
        title=f"{model.labels[target]} – {said}",
        subtitle=title_of(attribution, model),
        caption=_caption(shown),
        picture=rgb_image(shown.pixels(Product.OVERLAY, width)),
        bar=band(bar_colours(attribution, rendering), QSize(LEVELS, 1)),
        ticks=tuple(ticks(attribution, rendering)),
        scale=_scale_sentence(rendering),
        original=rgb_image(resized(shown.painted().pixels, width)) if beside else None,
        picture_name=way_name(rendering.way),
        original_name=translate("figure", "Photograph"),
    )


def _scale_sentence(rendering: Rendering) -> str:
    translate = QCoreApplication.translate
    if rendering.fixed is None:
        return translate("figure", "This map's own scale: not to be compared with the colours of other maps")
    return translate("figure", "Locked scale: equal colours are equal values in all maps on this scale")


def _caption(shown: Shown) -> str:
    translate = QCoreApplication.translate
    request = shown.attribution.request
    facts = [
        translate("figure", "Photograph: {name}.").format(name=shown.image.name),
        translate("figure", "Model: {name}.").format(name=shown.model.name),
    ]
    layers = ", ".join(filter(None, (request.layer, *request.further_layers)))
    if layers:
        facts.append(translate("figure", "Layer: {name}.").format(name=layers))
    facts.append(translate("figure", "Picture: {way}.").format(way=way_name(shown.rendering.way)))
    if shown.strokes:
        facts.append(translate("figure", "Parts were painted over by hand; the map is that of the photograph without."))
    if shown.attribution.fraction < 1:
        share = percent(shown.attribution.fraction)
        facts.append(translate("figure", "An estimate of which {share} was done.").format(share=share))
    meaning = translate("figure", "It shows what this model's answer rests on, not whether the answer is right.")
    return " ".join([*facts, meaning, f"Saliscope {__version__}."])
