"""RISE's masks in pairs of opposites, with what is linear in a mask taken from the noise.

A mask M is a grid z of ones and zeros, enlarged and shifted. Three things make E[p M] noisy: the mean of p, which
chance shares out among the places that happened to be visible; what of p is alike for a mask and its opposite; and what
each cell adds to p, since cells are visible by chance together. Of the first and the third the expectation is known:

    E[p M] = p1 E[p] + E[(p - b f) (M - p1)] + b Cov(f, M)      for any b that does not depend on this pair's p,

f: the mean over each of grid x grid blocks of M, less p1. b is fitted by ridge regression to the pairs before, so that
the sum has the expectation of the paper's, exactly, whatever p is, and pairs are martingale differences, whose sum
of squares is its variance. The second goes as masks come in pairs: z = [u < p1] and [1 - u < p1] (antithetic variates,
Hammersley and Morton, 1956; control variates: Glasserman, Monte Carlo Methods in Financial Engineering, 2003, ch. 4).
"""

from __future__ import annotations

import numpy as np

from engine.methods.perturbation import resized

_FIT_EVERY = 16  # pairs: to fit after each would cost more than it gains


def cut(cells: np.ndarray, place: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """Return (h, w) float32: a square grid enlarged to one cell more, cut at a place (y, x) of the first cell."""
    grid, (top, left) = len(cells), place
    cell = [-(-length // grid) for length in size[:2]]
    large = resized(cells, ((grid + 1) * cell[0], (grid + 1) * cell[1]))
    return large[top : top + size[0], left : left + size[1]]


class BalancedMasks:
    """Draws pairs of masks and adds up what the model says of them. size: (h, w). All means are over the pairs so far.

    mean: of p M, (h, w). seen: of M. error: the mean of mean's standard errors, None below two pairs.
    """

    def __init__(self, rng: np.random.Generator, pairs: int, grid: int, visible: float, size: tuple[int, int]) -> None:
        chances = rng.random((pairs, grid, grid))
        self._cells = np.stack([chances < visible, 1 - chances < visible], axis=1).astype(np.float32)
        self._places = rng.integers([-(-length // grid) for length in size], size=(pairs, 2))
        self._size, self._visible = size, visible
        self._lines = [_Lines(grid, length) for length in size]
        self._normal, self._answers = np.zeros((grid**2, grid**2)), np.zeros(grid**2)  # of the regression
        self._fresh: list[tuple[np.ndarray, float]] = []  # of the pairs since
        self._slope, self._known, self._level = np.zeros((grid, grid)), np.zeros(size), 0.0  # b, b Cov(f, M), mean p
        self._sum, self._squares, self._sum_of_cells = np.zeros(size), np.zeros(size), np.zeros(size)
        self._shares = 0.0
        self.pairs = 0

    def mask(self, number: int) -> np.ndarray:
        """Return the mask of a number, (h, w) float32; two in a row are a pair."""
        return cut(self._cells[number // 2, number % 2], self._places[number // 2], self._size)

    def take(self, shares: np.ndarray) -> None:
        """Add the pairs that are complete with the (N,) shares p of the first N masks."""
        while self.pairs < len(shares) // 2:
            self._add(self.pairs, shares[2 * self.pairs : 2 * self.pairs + 2])
            self.pairs += 1
            if self.pairs % _FIT_EVERY == 0:
                self._fit()

    @property
    def mean(self) -> np.ndarray:
        """The mean of p M, (h, w) float64."""
        return self._sum / self.pairs

    @property
    def seen(self) -> np.ndarray:
        """The mean of M, (h, w) float64."""
        return self._visible + self._sum_of_cells / self.pairs

    @property
    def error(self) -> float | None:
        """The mean over the map of each value's standard error."""
        if self.pairs < 2:
            return None
        variance = np.maximum(self._squares - self._sum**2 / self.pairs, 0) / (self.pairs - 1)
        return float(np.sqrt(variance / self.pairs).mean())

    def _add(self, pair: int, shares: np.ndarray) -> None:
        centred, place = self._cells[pair] - np.float32(self._visible), self._places[pair]
        features = np.stack([self._features(cells, place) for cells in centred])
        rest = shares - self._level - (features * self._slope).sum(axis=(1, 2))
        # Enlarging is linear: what a pair adds is one grid, enlarged.
        noisy = cut(np.tensordot(rest / 2, centred, 1).astype(np.float32), place, self._size)
        found = noisy + self._known + self._visible * shares.mean()
        self._sum += found
        self._squares += found**2
        if self._visible != 0.5:  # else a pair adds up to one everywhere
            self._sum_of_cells += cut(centred.mean(axis=0), place, self._size)
        self._shares += shares.sum()
        self._fresh.append(((features[0] - features[1]).ravel() / 2, (shares[0] - shares[1]) / 2))

    def _features(self, centred: np.ndarray, place: np.ndarray) -> np.ndarray:
        rows, columns = (lines.blocks[at] for lines, at in zip(self._lines, place, strict=True))
        found: np.ndarray = rows @ centred @ columns.T
        return found

    def _fit(self) -> None:
        """Fit b to the pairs so far; what holds it back weighs as much as one pair for each cell."""
        apart, answers = map(np.array, zip(*self._fresh, strict=True))
        self._fresh.clear()
        self._normal += apart.T @ apart
        self._answers += apart.T @ answers
        cells = len(self._answers)
        ridge = np.trace(self._normal) / self.pairs
        if ridge > 0:
            slope = np.linalg.solve(self._normal + ridge * np.eye(cells), self._answers)
            self._slope = slope.reshape(self._slope.shape)
        rows, columns = (lines.products for lines in self._lines)
        self._known = self._visible * (1 - self._visible) * (rows.T @ self._slope @ columns)
        self._level = self._shares / (2 * self.pairs)


class _Lines:
    """A grid enlarged along one side of `length` pixels, W_s (length, grid) for each shift s of less than a cell.

    blocks: (cell, grid, grid), W_s averaged over `grid` blocks of pixels. products: the mean over s of blocks W_s^T,
    (grid, length), which is one side of Cov(f, M) / (p1 (1 - p1)): sides and shifts are independent.
    """

    def __init__(self, grid: int, length: int) -> None:
        cell = -(-length // grid)
        whole = resized(np.eye(grid, dtype=np.float32), ((grid + 1) * cell, grid)).astype(np.float64)
        shifted = np.stack([whole[shift : shift + length] for shift in range(cell)])
        block = np.arange(length) * grid // length
        means = (block == np.arange(grid)[:, None]).astype(np.float64)
        means /= np.maximum(means.sum(axis=1, keepdims=True), 1)
        self.blocks = means @ shifted
        self.products = np.einsum("sij,slj->il", self.blocks, shifted) / cell
