"""From an attribution to pixels: one pure path for the screen and for every file.

A map is sampled straight at the pixels that are wanted, in values, before any colour is given: exact at every scale.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.images.probe import cover_of
from engine.images.projection import Projection, Rect
from engine.rendering.contours import contour_labels, draw_labels, label_box, line_thickness
from engine.rendering.layers import bare_layer, laid_over, leave_out
from engine.rendering.sampling import Interpolation, sampled, seen_pixels
from engine.rendering.scale import (
    Rendering,
    Way,
)
from engine.rendering.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.attribution.request import Attribution
    from engine.images.probe import Stroke

_STRIP = 100_000  # pixels of a picture at once: what is computed of them stays in the processor's cache


def sample_levels(
    attribution: Attribution,
    projection: Projection,
    rect: Rect,
    size: tuple[int, int],
    rendering: Rendering,
) -> np.ndarray:
    """Sample the map at the centres of `size` (width, height) pixels that cover `rect` of the photograph.

    Returns (height, width) uint8 levels of the value range, ready for a colour table.
    """
    view = View(attribution, projection, rect, size, rendering, 0)
    return view.levels(view.positions())


def value_at(attribution: Attribution, projection: Projection, x: float, y: float) -> float | None:
    """Return the map's own value at a point of the photograph, interpolated; None where the model saw nothing."""
    point = Rect(x - 0.5, y - 0.5, 1, 1)
    rows, columns = seen_pixels(projection, point, (1, 1))
    if rows.stop - rows.start < 1 or columns.stop - columns.start < 1:
        return None
    return float(sampled(attribution.values, projection, point, (1, 1), Interpolation.SMOOTH)[0, 0])


def heat_map(
    attribution: Attribution, projection: Projection, rendering: Rendering, size: tuple[int, int] | None = None
) -> np.ndarray:
    """Return the coloured map alone, (H, W, 3) uint8 RGB; white where nothing was seen.

    size: (width, height) in pixels, None for the photograph's.
    """
    width, height = size or projection.image_size
    white = np.full((height, width, 3), 255, np.uint8)
    return overlay(white, attribution, projection, replace(rendering, way=Way.HEAT))


def overlay(
    pixels: np.ndarray,
    attribution: Attribution,
    projection: Projection,
    rendering: Rendering,
    strokes: Sequence[Stroke] = (),
) -> np.ndarray:
    """Return the photograph with the map as `Rendering.way` shows it, (H, W, 3) uint8 RGB, of the size of `pixels`.

    pixels: the photograph, at its own size or another. Blended it is (1 - alpha) photograph + alpha colour. The bare
    photograph where nothing was seen. strokes: of the probe, painted on `pixels`; the map is left out there.
    A few rows at a time, so that 100 megapixels need no float copy of themselves.
    """
    height, width = pixels.shape[:2]
    picture = np.empty_like(pixels)
    whole = View(attribution, projection, Rect(0, 0, *projection.image_size), (width, height), rendering, 0)
    whole = replace(whole, thickness=line_thickness(whole.size))
    cover = cover_of(strokes, whole.rect, pixels.shape, projection.image_size) if strokes else None
    rows = max(1, _STRIP // width)
    for start in range(0, height, rows):
        box = slice(start, min(start + rows, height)), slice(0, width)
        picture[box] = laid_over(np.ascontiguousarray(pixels[box]), _layer_of(whole, box, cover), rendering)
    # Labels are placed on the whole picture: a strip does not see where a line is longest.
    labels = contour_labels(whole) if rendering.way is Way.CONTOURS else []
    for label in labels:
        box = label_box(label, whole.size)
        words = _layer_of(whole, box, cover)
        draw_labels(words, labels, box[0].start, box[1].start)
        picture[box] = laid_over(np.ascontiguousarray(pixels[box]), words, rendering)
    return picture


def _layer_of(whole: View, box: tuple[slice, slice], cover: np.ndarray | None) -> np.ndarray:
    """Return the layer of some rows and columns, left out under the probe's paint."""
    words = bare_layer(_part(whole, *box))
    if cover is not None:
        leave_out(words, cover[box])
    return words


def _part(view: View, rows: slice, columns: slice) -> View:
    """Return the view of some of its pixels."""
    across, down = view.rect.width / view.size[0], view.rect.height / view.size[1]
    width, height = columns.stop - columns.start, rows.stop - rows.start
    rect = Rect(view.rect.x + columns.start * across, view.rect.y + rows.start * down, width * across, height * down)
    return replace(view, rect=rect, size=(width, height))
