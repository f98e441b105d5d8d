"""From coarse to fine: which places of a grid come first, and what is expected of those that have not come yet."""

from __future__ import annotations

import numpy as np

# Places that lie opposite each other, as seen from halfway between them.
_DIAGONALS = ((-1, -1), (1, 1)), ((-1, 1), (1, -1))
_AXES = ((-1, 0), (1, 0)), ((0, -1), (0, 1))


def ranks(rows: int, columns: int) -> np.ndarray:
    """Return when each place of a grid has its turn, (rows * columns,): 0 or more, the fewer the earlier.

    Between the places of a coarse grid come first the middles of four, then the others: they are covered evenly twice
    for each halving.
    """
    row, column = (_trailing_zeros(index) for index in np.divmod(np.arange(rows * columns), columns))
    # The number of trailing zeros tells how coarse the grid is that a place still lies on.
    level = 2 * np.minimum(row, column) + (row == column)
    return level.max() - level


def coarse_to_fine(rows: int, columns: int, rng: np.random.Generator) -> np.ndarray:
    """Return the indices of a grid's places, (rows * columns,), by `ranks`; those of one rank in random order."""
    rank = ranks(rows, columns)
    return np.lexsort((rng.random(rank.size), rank))


def interpolated(values: np.ndarray) -> np.ndarray:
    """Return (rows, columns) values with a guess for each that is NaN; the place at 0, 0, which comes first, is known.

    From coarse to fine, a place has the mean of its neighbours on the grid: where there are two opposite each other, of
    these alone, so that what is linear is continued as it is.
    """
    values = np.array(values)
    for level in reversed(range(max(values.shape).bit_length())):
        grid = values[:: 1 << level, :: 1 << level]
        for pairs, places in ((_DIAGONALS, np.s_[1::2, 1::2]), (_AXES, np.s_[:, :])):
            part = grid[places]  # of the array itself
            np.copyto(part, _halfway(grid, pairs)[places], where=np.isnan(part))
    return values


def _halfway(grid: np.ndarray, pairs: tuple[tuple[tuple[int, int], ...], ...]) -> np.ndarray:
    edged, (rows, columns) = np.pad(grid, 1, constant_values=np.nan), grid.shape
    near = np.stack([[edged[1 + y : 1 + y + rows, 1 + x : 1 + x + columns] for y, x in opposite] for opposite in pairs])
    between = _mean(near.mean(axis=1))
    return np.where(np.isnan(between), _mean(near.reshape(-1, rows, columns)), between)


def _mean(arrays: np.ndarray) -> np.ndarray:
    """Return the mean over the first axis of what is no NaN, or NaN."""
    count = (~np.isnan(arrays)).sum(axis=0)
    return np.divide(np.nansum(arrays, axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)


def _trailing_zeros(index: np.ndarray) -> np.ndarray:
    # Zero lies on every grid, however coarse.
    lowest_bit = np.where(index > 0, index & -index, 1 << 30)
    return np.log2(lowest_bit).astype(int)
