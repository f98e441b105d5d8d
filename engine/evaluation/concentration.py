"""How concentrated a map is, and how much of it lies at the border of the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.grid import binned, covered, positive

if TYPE_CHECKING:
    from engine.images.projection import Projection

BORDER = 0.1  # of each side: the frame is 0.36 of the area
# Of each side. Of 7 x 7 cells, the customary last layer, that is the corner cell and most of its neighbours, which a
# stamp in the corner lights up. Even evidence has 1/16 in each corner.
CORNER = 0.25
EVEN_BORDER = 1 - (1 - 2 * BORDER) ** 2
EVEN_CORNER = CORNER**2
SUMMARY_SIDE = 12
_TWELFTHS = tuple(part / SUMMARY_SIDE for part in range(SUMMARY_SIDE + 1))


def concentration(values: np.ndarray, projection: Projection | None = None) -> float | None:
    """Return the Gini coefficient of the evidence over the map's own (h, w) cells; None without evidence.

    1 - 2 sum_k (c_(k) / sum c) (N - k + 1/2) / N, c_(1) <= ... <= c_(N) (Hurley and Rickard, 2009): 0 where all cells
    are alike, 1 - 1/N where one cell has all. projection: cells that the image covers in part count by that part, and
    those over padding not at all; without it all count alike. Maps of different numbers of cells do not compare.
    """
    evidence = positive(values)
    weights = np.ones(evidence.shape)
    if projection is not None:
        weights = np.outer(covered(evidence.shape[0], projection, 1), covered(evidence.shape[1], projection, 0))
    return _gini(evidence[weights > 0], weights[weights > 0])


def _gini(values: np.ndarray, weights: np.ndarray) -> float | None:
    """Return twice the area between the Lorenz curve and the diagonal, which is the formula where weights differ."""
    order = np.argsort(values)
    width = weights[order]
    mass = values[order] * width
    total = mass.sum()
    if not total > 0:
        return None
    below = np.cumsum(mass)
    return float(1 - (width * (2 * below - mass)).sum() / (total * width.sum()))


def border_share(values: np.ndarray, projection: Projection) -> float | None:
    """Return the share of the evidence in the outer tenth on each side of the image; None without evidence.

    Even evidence has 0.36 there, less where the model sees the centre only: what it did not see has no evidence.
    """
    parts = binned(positive(values), projection, (0, BORDER, 1 - BORDER, 1))
    total = parts.sum()
    return float(1 - parts[1, 1] / total) if total > 0 else None


def corner_share(values: np.ndarray, projection: Projection) -> float | None:
    """Return the largest share of the evidence in one corner, a quarter of each side; None without evidence."""
    parts = binned(positive(values), projection, (0, CORNER, 1 - CORNER, 1))
    total = parts.sum()
    return float(parts[::2, ::2].max() / total) if total > 0 else None


def summary(values: np.ndarray, projection: Projection) -> np.ndarray | None:
    """Return the evidence in each of 12 x 12 parts of the image, float32, summing to 1; None without evidence."""
    parts = binned(positive(values), projection, _TWELFTHS)
    total = parts.sum()
    return (parts / total).astype(np.float32) if total > 0 else None
