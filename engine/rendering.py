"""From an attribution to pixels: one pure path for the screen and for every file.

A map is sampled straight at the pixels that are wanted, in values, before any colour is given; both axes are
independent, so it is sampled along one and then the other, exact at every scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from engine.projection import Projection, Rect

if TYPE_CHECKING:
    from engine.request import Attribution

LEVELS = 256
_FINE = 64 * 64  # values of a map that is no layer's grid
_CAP = 99.5  # per cent of them lie within the colour bar
_STRIP_ROWS = 256

# Perceptually uniform and safe for colour-blind eyes first; turbo, jet and hot are there for comparison with papers.
COLOUR_MAPS = ("inferno", "viridis", "magma", "plasma", "cividis", "gray", "turbo", "jet", "hot")
# jet and turbo have several bright bands and show edges that are not in the map; hot is even only to a trained eye.
MISLEADING = ("jet", "turbo")
# Two hues around a pale middle, for maps with evidence for and against; safe for colour-blind eyes.
DIVERGING_MAPS = ("crameri:vik", "colorbrewer:PuOr_r", "colorbrewer:RdBu_r", "matplotlib:coolwarm")


class Interpolation(StrEnum):
    """How a map's cells become pixels."""

    SMOOTH = "smooth"  # bilinear between the cells' centres
    BICUBIC = "bicubic"  # as Xplique enlarges: smoother, and beyond the cells' own values in places
    CELLS = "cells"


class Evidence(StrEnum):
    """Which part of a map with evidence for and against is shown."""

    BOTH = "both"
    FOR = "for"
    AGAINST = "against"
    STRENGTH = "strength"  # whichever way it goes


@dataclass(frozen=True)
class Rendering:
    """How an attribution is shown. alpha: 0 (photograph) to 1 (map); diverging: the colours of two-sided maps."""

    colour_map: str = COLOUR_MAPS[0]
    alpha: float = 0.5
    interpolation: Interpolation = Interpolation.SMOOTH
    diverging: str = DIVERGING_MAPS[0]
    evidence: Evidence = Evidence.BOTH
    capped: bool = True  # a few extreme values of a fine map share the last colour


def is_signed(attribution: Attribution) -> bool:
    """Tell whether a map has evidence against."""
    return bool(attribution.values.min() < 0)


def shown_values(attribution: Attribution, evidence: Evidence) -> np.ndarray:
    """Return the part of the map's values that is shown, (h, w)."""
    values = attribution.values
    if evidence is Evidence.FOR:
        return np.maximum(values, 0)
    if evidence is Evidence.AGAINST:
        return np.maximum(-values, 0)
    return np.abs(values) if evidence is Evidence.STRENGTH else values


def value_range(attribution: Attribution, rendering: Rendering) -> tuple[float, float]:
    """Return the values at the two ends of the colour bar: from zero, or as far below zero as above, to the largest.

    Of a fine map, such as saliency, the ends are the 99.5th percentile of the sizes (Smilkov et al., 2017, cap at the
    99th): a few pixels would leave the rest dark. `is_capped` tells.
    """
    values = shown_values(attribution, rendering.evidence)
    low, most = float(values.min()), float(max(values.max(), -values.min()))
    if is_capped(attribution, rendering):
        most = float(np.percentile(np.abs(values), _CAP)) or most
    return (-most, most) if low < 0 else (0.0, most)


def is_capped(attribution: Attribution, rendering: Rendering) -> bool:
    """Tell whether values beyond the ends of the colour bar share the last colour."""
    return rendering.capped and attribution.values.size >= _FINE


def colours_of(attribution: Attribution, rendering: Rendering) -> str:
    """Return the name of the colour map a map is shown in: the diverging one where zero lies in the middle."""
    two_sided = rendering.evidence is Evidence.BOTH and is_signed(attribution)
    return rendering.diverging if two_sided else rendering.colour_map


@cache
def colour_table(name: str) -> np.ndarray:
    """Return the colour map as (256, 3) uint8 RGB."""
    from cmap import Colormap

    table = np.rint(np.asarray(Colormap(name).lut(LEVELS))[:, :3] * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


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
    levels = _sampled(((values - low) * scale).astype(np.float32), projection, rect, size, rendering.interpolation)
    levels += np.float32(0.5)
    if rendering.interpolation is Interpolation.BICUBIC or is_capped(attribution, rendering):
        np.clip(levels, 0, LEVELS - 1, out=levels)
    return levels.astype(np.uint8)


def seen_pixels(projection: Projection, rect: Rect, size: tuple[int, int]) -> tuple[slice, slice]:
    """Return (rows, columns) of those pixels covering `rect` whose centres the model has seen."""
    columns = _inside(_centres(rect.x, rect.width, size[0]), projection.seen.x, projection.seen.width)
    rows = _inside(_centres(rect.y, rect.height, size[1]), projection.seen.y, projection.seen.height)
    return rows, columns


def value_at(attribution: Attribution, projection: Projection, x: float, y: float) -> float | None:
    """Return the map's own value at a point of the photograph, interpolated; None where the model saw nothing."""
    point = Rect(x - 0.5, y - 0.5, 1, 1)
    rows, columns = seen_pixels(projection, point, (1, 1))
    if rows.stop - rows.start < 1 or columns.stop - columns.start < 1:
        return None
    return float(_sampled(attribution.values, projection, point, (1, 1), Interpolation.SMOOTH)[0, 0])


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


def _sampled(
    cells: np.ndarray, projection: Projection, rect: Rect, size: tuple[int, int], kind: Interpolation
) -> np.ndarray:
    """Return (height, width) float32 values at the pixel centres."""
    across = _taps(cells.shape[1], projection, 0, rect.x, rect.width, size[0], kind)
    down = _taps(cells.shape[0], projection, 1, rect.y, rect.height, size[1], kind)
    return _along(_along(cells, across, 1), down, 0)


@dataclass(frozen=True, eq=False)
class _Taps:
    """Which cells count at each pixel, (taps, pixels), and how much."""

    cells: np.ndarray
    shares: np.ndarray


def _along(values: np.ndarray, taps: _Taps, axis: int) -> np.ndarray:
    shape = (-1, 1) if axis == 0 else (1, -1)
    total = values.take(taps.cells[0], axis=axis)
    total *= taps.shares[0].reshape(shape)
    for cells, shares in zip(taps.cells[1:], taps.shares[1:], strict=True):
        part = values.take(cells, axis=axis)
        part *= shares.reshape(shape)
        total += part
    return total


def _taps(
    cells: int, projection: Projection, axis: int, start: float, length: float, count: int, kind: Interpolation
) -> _Taps:
    """Return which cells lie at each pixel centre, by half-pixel centres: the nearest, two or four."""
    position = projection.to_input(_centres(start, length, count), axis) * (cells / projection.input_size[axis]) - 0.5
    if kind is Interpolation.BICUBIC:
        return _cubic(np.clip(position, -0.5, cells - 0.5), cells)
    position = np.clip(position, 0, cells - 1)
    if kind is Interpolation.CELLS:
        return _Taps(np.rint(position).astype(np.intp)[None], np.ones((1, count), np.float32))
    lower = np.floor(position).astype(np.intp)
    share = (position - lower).astype(np.float32)
    return _Taps(np.stack([lower, np.minimum(lower + 1, cells - 1)]), np.stack([1 - share, share]))


def _cubic(position: np.ndarray, cells: int) -> _Taps:
    """Weigh the four cells around (Keys, 1981, a = -1/2); those beyond the edge do not count, as in TensorFlow."""
    around = np.floor(position).astype(np.intp) + np.arange(-1, 3)[:, None]
    far = np.abs(position - around)
    near = (1.5 * far - 2.5) * far**2 + 1
    shares = np.where(far <= 1, near, ((-0.5 * far + 2.5) * far - 4) * far + 2)
    shares *= (around >= 0) & (around < cells)
    return _Taps(np.clip(around, 0, cells - 1), (shares / shares.sum(axis=0)).astype(np.float32))


def _centres(start: float, length: float, count: int) -> np.ndarray:
    return start + (np.arange(count) + 0.5) * (length / count)


def _inside(centres: np.ndarray, start: float, length: float) -> slice:
    first, stop = np.searchsorted(centres, (start, start + length))
    return slice(int(first), int(max(first, stop)))
