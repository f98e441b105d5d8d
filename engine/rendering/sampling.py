"""Sampling a map straight at the pixels that are wanted, in values: along one axis, then along the other."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np

from engine.images.projection import Projection, Rect
from engine.system.quick_dataclass import dataclass

_KEPT = 64  # taps of axes: the images of a batch, and the frames of a film, are often of one size
_ROWS = 32  # at a time: with the map's own rows they fit into the processor's cache


class Interpolation(StrEnum):
    """How a map's cells become pixels."""

    SMOOTH = "smooth"  # bilinear between the cells' centres
    BICUBIC = "bicubic"  # as Xplique enlarges: smoother, and beyond the cells' own values in places
    CELLS = "cells"


def seen_pixels(projection: Projection, rect: Rect, size: tuple[int, int]) -> tuple[slice, slice]:
    """Return (rows, columns) of those pixels covering `rect` whose centres the model has seen."""
    columns = _inside(_centres(rect.x, rect.width, size[0]), projection.seen.x, projection.seen.width)
    rows = _inside(_centres(rect.y, rect.height, size[1]), projection.seen.y, projection.seen.height)
    return rows, columns


def sampled(
    cells: np.ndarray, projection: Projection, rect: Rect, size: tuple[int, int], kind: Interpolation
) -> np.ndarray:
    """Return (height, width) float32 values at the centres of `size` (width, height) pixels that cover `rect`."""
    across = _taps(cells.shape[1], projection, 0, rect.x, rect.width, size[0], kind)
    down = _taps(cells.shape[0], projection, 1, rect.y, rect.height, size[1], kind)
    return _along(_along(cells, across, 1), down, 0)


@dataclass(frozen=True, eq=False)
class _Taps:
    """Which cells count at each pixel, (taps, pixels), and how much."""

    cells: np.ndarray
    shares: np.ndarray


def _along(values: np.ndarray, taps: _Taps, axis: int) -> np.ndarray:
    if axis == 0:
        return _down(values, taps)
    total = values.take(taps.cells[0], axis=1)
    total *= taps.shares[0]
    for cells, shares in zip(taps.cells[1:], taps.shares[1:], strict=True):
        part = values.take(cells, axis=1)
        part *= shares
        total += part
    return total


def _down(values: np.ndarray, taps: _Taps) -> np.ndarray:
    """Weigh rows, a few at a time so that they stay in the processor's cache: eight times as fast."""
    found = np.empty((taps.cells.shape[1], values.shape[1]), values.dtype)
    for start in range(0, len(found), _ROWS):
        rows = slice(start, start + _ROWS)
        total = np.take(values, taps.cells[0][rows], axis=0, out=found[rows], mode="clip")
        total *= taps.shares[0][rows, None]
        for cells, shares in zip(taps.cells[1:], taps.shares[1:], strict=True):
            part = values.take(cells[rows], axis=0)
            part *= shares[rows, None]
            total += part
    return found


@lru_cache(_KEPT)
def _taps(
    cells: int, projection: Projection, axis: int, start: float, length: float, count: int, kind: Interpolation
) -> _Taps:
    """Return the cells that count at each pixel centre: the nearest, two (bilinear) or four (bicubic)."""
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
