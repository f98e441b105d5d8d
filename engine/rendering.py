"""From an attribution to pixels: one pure path for the screen and for every file.

A map is sampled straight at the pixels that are wanted, in values, before any colour is given: exact at every scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.colours import COLOUR_MAPS, DIVERGING_MAPS, LEVELS, MISLEADING, colour_table
from engine.projection import Projection, Rect
from engine.sampling import Interpolation, sampled, seen_pixels
from engine.scale import (
    Evidence,
    Rendering,
    Way,
    colours_of,
    common_range,
    exceeds,
    is_capped,
    is_signed,
    is_two_sided,
    shown_values,
    value_range,
)

if TYPE_CHECKING:
    from engine.request import Attribution

__all__ = [
    "COLOUR_MAPS",
    "DIVERGING_MAPS",
    "LEVELS",
    "MISLEADING",
    "Evidence",
    "Interpolation",
    "Rendering",
    "Way",
    "colour_table",
    "colours_of",
    "common_range",
    "exceeds",
    "heat_map",
    "is_capped",
    "is_signed",
    "is_two_sided",
    "overlay",
    "sample_levels",
    "seen_pixels",
    "shown_values",
    "value_at",
    "value_range",
]

_STRIP_ROWS = 256


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
    low, high = value_range(attribution, rendering)
    scale = (LEVELS - 1) / (high - low) if high > low else 0.0
    # In double precision: a map of tiny gradients needs a scale beyond float32.
    values = shown_values(attribution, rendering.evidence).astype(np.float64)
    levels = sampled(((values - low) * scale).astype(np.float32), projection, rect, size, rendering.interpolation)
    levels += np.float32(0.5)
    if rendering.interpolation is Interpolation.BICUBIC or rendering.fixed or is_capped(attribution, rendering):
        np.clip(levels, 0, LEVELS - 1, out=levels)
    return levels.astype(np.uint8)


def value_at(attribution: Attribution, projection: Projection, x: float, y: float) -> float | None:
    """Return the map's own value at a point of the photograph, interpolated; None where the model saw nothing."""
    point = Rect(x - 0.5, y - 0.5, 1, 1)
    rows, columns = seen_pixels(projection, point, (1, 1))
    if rows.stop - rows.start < 1 or columns.stop - columns.start < 1:
        return None
    return float(sampled(attribution.values, projection, point, (1, 1), Interpolation.SMOOTH)[0, 0])


def heat_map(attribution: Attribution, projection: Projection, rendering: Rendering) -> np.ndarray:
    """Return the coloured map alone at the photograph's size, (H, W, 3) uint8 RGB; white where nothing was seen."""
    width, height = projection.image_size
    picture = np.full((height, width, 3), 255, np.uint8)
    for rows, strip in _strips(attribution, projection, rendering):
        picture[rows, strip.columns] = strip.colours
    return picture


def overlay(pixels: np.ndarray, attribution: Attribution, projection: Projection, rendering: Rendering) -> np.ndarray:
    """Return (1 - alpha) photograph + alpha colour, (H, W, 3) uint8 RGB; the bare photograph where nothing was seen."""
    import cv2

    picture = pixels.copy()
    for rows, strip in _strips(attribution, projection, rendering):
        photograph = np.ascontiguousarray(pixels[rows, strip.columns])
        picture[rows, strip.columns] = cv2.addWeighted(
            photograph, 1 - rendering.alpha, strip.colours, rendering.alpha, 0
        )
    return picture


@dataclass(frozen=True, eq=False)
class _Strip:
    columns: slice
    colours: np.ndarray


def _strips(attribution: Attribution, projection: Projection, rendering: Rendering) -> Iterator[tuple[slice, _Strip]]:
    """Colour the seen part a few rows at a time, so that 100 megapixels need no float copy of themselves."""
    width = projection.image_size[0]
    whole = Rect(0, 0, *projection.image_size)
    rows, columns = seen_pixels(projection, whole, projection.image_size)
    table = colour_table(colours_of(attribution, rendering))
    for start in range(rows.start, rows.stop, _STRIP_ROWS):
        stop = min(start + _STRIP_ROWS, rows.stop)
        rect = Rect(0, start, width, stop - start)
        levels = sample_levels(attribution, projection, rect, (width, stop - start), rendering)
        yield slice(start, stop), _Strip(columns, table[levels[:, columns]])
