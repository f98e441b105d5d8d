"""The random numbers that both sides are given: what the application draws from seed 0, drawn here by NumPy alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 0
SAMPLES, SIGMA = 20, 0.15  # of SmoothGrad and its kin
STEPS = 12  # of integrated gradients
MASKS, GRID, VISIBLE = 60, 4, 0.5  # of RISE
PATCH = {28: 8, 16: 4}  # by the picture's side; half of it is the stride, and both end at the edge
CELLS, DESIGNS, DIMMED = 4, 8, 60  # of Sobol and HSIC: cells a side, designs, masks
BLOCKS, COALITIONS, WIDTH, RIDGE = 4, 60, 0.25, 1.0  # of LIME and KernelSHAP: superpixels are 4 x 4 blocks


def noise(side: int) -> NDArray[np.float32]:
    """Return (SAMPLES, side, side, 3) normal numbers."""
    return np.random.default_rng(SEED).standard_normal((SAMPLES, side, side, 3), np.float32)


def rise_grids(side: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return (MASKS, GRID, GRID) grids of ones and zeros, and the (MASKS, 2) places where each is cut, in pixels."""
    rng, cell = np.random.default_rng(SEED), -(-side // GRID)
    drawn = [(rng.random((GRID, GRID)) < VISIBLE, rng.integers((cell, cell))) for _ in range(MASKS)]
    return np.stack([grid for grid, _ in drawn]).astype(np.float32), np.stack([place for _, place in drawn])


def latin_hypercube(rng: np.random.Generator, count: int, dimensions: int) -> NDArray[np.float64]:
    """Return (count, dimensions) numbers of 0..1, one of each of `count` equal intervals in every dimension."""
    ranks = rng.permuted(np.tile(np.arange(count), (dimensions, 1)), axis=1).T
    return (ranks + rng.random((count, dimensions))) / count


def sobol_designs() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the designs A and B, each (DESIGNS, CELLS^2); the application shuffles the order of its cells before."""
    rng, cells = np.random.default_rng(SEED), CELLS * CELLS
    rng.random(cells)
    both = latin_hypercube(rng, DESIGNS, 2 * cells)
    return both[:, :cells], both[:, cells:]


def hsic_masks() -> NDArray[np.float64]:
    """Return (DIMMED, CELLS^2) ones and zeros."""
    return (latin_hypercube(np.random.default_rng(SEED), DIMMED, CELLS * CELLS) > 0.5).astype(np.float64)


def blocks(side: int) -> NDArray[np.int64]:
    """Return (side, side) labels of BLOCKS x BLOCKS superpixels."""
    place = np.arange(side) * BLOCKS // side
    return np.add.outer(place * BLOCKS, place)


def lime_coalitions() -> NDArray[np.int64]:
    """Return (COALITIONS, BLOCKS^2) ones and zeros, the whole photograph first."""
    drawn = np.random.default_rng(SEED).integers(0, 2, (COALITIONS, BLOCKS * BLOCKS))
    drawn[0] = 1
    return drawn


def shap_coalitions() -> NDArray[np.int64]:
    """Return (COALITIONS, BLOCKS^2) ones and zeros, each followed by its opposite; sizes by the Shapley kernel."""
    rng, segments = np.random.default_rng(SEED), BLOCKS * BLOCKS
    sizes = np.arange(1, segments)
    chances = 1 / (sizes * (segments - sizes))
    drawn = rng.choice(segments - 1, COALITIONS // 2, p=chances / chances.sum()) + 1
    ranks = rng.permuted(np.tile(np.arange(segments), (len(drawn), 1)), axis=1)
    half = (ranks < drawn[:, None]).astype(np.int64)
    return np.stack([half, 1 - half], axis=1).reshape(-1, segments)


def largest_value(x: NDArray[Any]) -> int:
    """Return what a white pixel has: 255 or 1."""
    return 255 if x.max() > 1 else 1
