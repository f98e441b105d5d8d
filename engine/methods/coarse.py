"""From coarse to fine: which places of a grid come first, and what stands in those that have not come yet."""

from __future__ import annotations

import numpy as np


def coarse_to_fine(rows: int, columns: int, rng: np.random.Generator) -> np.ndarray:
    """Return the indices of a grid's places, (rows * columns,): coarse grids first, each in random order."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    # The number of trailing zeros tells how coarse the grid is that a place still lies on.
    level = np.minimum(_trailing_zeros(row), _trailing_zeros(column))
    return np.lexsort((rng.random(level.size), -level))


def filled(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return total / count, (h, w) float64; where count is 0 the mean over the smallest window that has any."""
    import cv2

    values = np.divide(total, count, out=np.zeros(total.shape), where=count > 0)
    open_places, size = count == 0, 3
    while open_places.any() and count.any():
        near = [
            cv2.boxFilter(array.astype(np.float64), -1, (size, size), normalize=False, borderType=cv2.BORDER_CONSTANT)
            for array in (total, count)
        ]
        reached = open_places & (near[1] > 0.5)
        values[reached] = near[0][reached] / near[1][reached]
        open_places, size = open_places & ~reached, 2 * size - 1
    return values


def _trailing_zeros(index: np.ndarray) -> np.ndarray:
    # Zero lies on every grid, however coarse.
    lowest_bit = np.where(index > 0, index & -index, 1 << 30)
    return np.log2(lowest_bit).astype(int)
