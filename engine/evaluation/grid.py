"""Evidence in parts of an image, by the areas that a map's cells have there, so that measures need no enlarged map."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.methods import METHODS

if TYPE_CHECKING:
    from engine.images.projection import Projection

_KEPT = 64  # borders in cells: the images of a batch are often of one size


def positive(values: np.ndarray, no_zero: bool = False) -> np.ndarray:
    """Return the evidence for the class, (h, w) float64, at least 0; what measures are about.

    Evidence against is left out: a share of a sum in which values cancel each other means nothing. no_zero: of maps
    such as RISE's, in which only differences mean something (`Method.no_zero`), it is what lies above their least
    value, which is also where their colours begin. Without that, their measures would be those of an even map.
    """
    values = np.asarray(values, np.float64)
    return values - values.min() if no_zero else np.maximum(values, 0)


def evidence_of(values: np.ndarray, method: str | None) -> np.ndarray:
    """Return the evidence for the class in a method's (h, w) map, see `positive`; None: of a map from elsewhere."""
    return positive(values, method is not None and METHODS[method].no_zero)


def summed(values: np.ndarray, down: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Return (n - 1, m - 1): the sums of (h, w) cells between borders; a cell that a border cuts counts by its area.

    down, across: (n,) and (m,) rising positions, in cells from the upper left corner. By running sums, which cost the
    same for any number of borders, and keep to one processor, of which a batch has none to spare.
    """
    return _between(_between(values, down).T, across).T


def _between(values: np.ndarray, borders: np.ndarray) -> np.ndarray:
    """Return the sums of rows between borders."""
    whole = np.minimum(borders.astype(np.intp), len(values) - 1)
    before = np.zeros((len(values) + 1, values.shape[1]))
    values.cumsum(axis=0, out=before[1:])
    upto: np.ndarray = before[whole] + (borders - whole)[:, None] * values[whole]
    return upto[1:] - upto[:-1]


@lru_cache(_KEPT)
def in_map(cells: int, projection: Projection, axis: int, edges: tuple[float, ...]) -> np.ndarray:
    """Return positions in the image, as shares of its side, in cells of a map of so many on that axis (0: x, 1: y).

    What the model has not seen lies at the map's own edges.
    """
    at = projection.to_input(np.asarray(edges, np.float64) * projection.image_size[axis], axis)
    found = np.clip(np.asarray(at) * (cells / projection.input_size[axis]), 0, cells)
    found.setflags(write=False)
    return found


def in_image(cells: int, projection: Projection, axis: int) -> np.ndarray:
    """Return the (cells + 1,) borders of a map's cells as shares of the image's side; its edge over padding."""
    at = projection.to_image(np.linspace(0, projection.input_size[axis], cells + 1), axis)
    return np.clip(np.asarray(at) / projection.image_size[axis], 0, 1)


def binned(evidence: np.ndarray, projection: Projection, parts: tuple[float, ...]) -> np.ndarray:
    """Return (bins, bins): the evidence of an (h, w) map of the model's input in each part of the image.

    parts: the bins' edges as shares of each side, from 0 to 1. Evidence over the padding of a letterbox is in no part.
    """
    down, across = (in_map(evidence.shape[1 - axis], projection, axis, parts) for axis in (1, 0))
    return summed(evidence, down, across)


def covered(cells: int, projection: Projection, axis: int) -> np.ndarray:
    """Return the share of each cell of a map, on one axis, that the image covers: less than 1 over padding."""
    first, last = in_map(cells, projection, axis, (0, 1))
    start = np.arange(cells)
    return np.clip(np.minimum(start + 1, last) - np.maximum(start, first), 0, 1)
