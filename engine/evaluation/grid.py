"""How the cells of a map share the image's area, so that measures need no enlarged map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.images.projection import Projection


def positive(values: np.ndarray, no_zero: bool = False) -> np.ndarray:
    """Return the evidence for the class, (h, w) float64, at least 0; what measures are about.

    Evidence against is left out: a share of a sum in which values cancel each other means nothing. no_zero: of maps
    such as RISE's, in which only differences mean something (`Method.no_zero`), it is what lies above their least
    value, which is also where their colours begin. Without that, their measures would be those of an even map.
    """
    values = np.asarray(values, np.float64)
    return values - values.min() if no_zero else np.maximum(values, 0)


def shares(cells: int, projection: Projection, axis: int, edges: np.ndarray | Sequence[float]) -> np.ndarray:
    """Return (bins, cells): which share of each cell of a map lies in each bin of the image, on one axis.

    axis: 0 for x, 1 for y. edges: of the bins, rising, in pixels of the image. Cells over the padding of a letterbox
    lie in no bin; bins that the model has not seen have no cells.
    """
    borders = projection.to_image(np.linspace(0, projection.input_size[axis], cells + 1), axis)
    borders, edges = np.asarray(borders), np.asarray(edges, np.float64)
    low = np.maximum(borders[None, :-1], edges[:-1, None])
    high = np.minimum(borders[None, 1:], edges[1:, None])
    return np.maximum(high - low, 0) / (borders[1:] - borders[:-1])


def binned(evidence: np.ndarray, projection: Projection, parts: np.ndarray | Sequence[float]) -> np.ndarray:
    """Return (bins, bins): the evidence in each part of the image; a cell that a border cuts counts by its area.

    parts: the bins' edges as shares of each side, from 0 to 1.
    """
    parts = np.asarray(parts, np.float64)
    down = shares(evidence.shape[0], projection, 1, parts * projection.image_size[1])
    across = shares(evidence.shape[1], projection, 0, parts * projection.image_size[0])
    return down @ evidence @ across.T
