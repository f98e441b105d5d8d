"""RISE: randomised input sampling for explanation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.enough import drawn_parts
from engine.methods.method import Estimate, Option, choice, number
from engine.methods.perturbation import baseline, baseline_option, resized

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

MASKS = number("masks", 1000, 50, 8000)
GRID = number("grid", 7, 3, 20)
VISIBLE = Option("visible", 0.5, 0.1, 0.9, 0.05)  # p1: the chance of a cell to be visible
BASELINE = baseline_option("zero")
DIVISOR = choice("divisor", "expected", "drawn", default="expected")


def rise(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_n p_n M_n / (N p1), p_n the target's probability for x * M_n (Petsiuk, Das, Saenko, 2018).

    M_n is a random grid of ones and zeros, enlarged smoothly and shifted by less than a cell at random.
    Xplique divides by the sum of the masks that were drawn, sum_n M_n, in place of what is expected of it.
    """
    x, target, nothing = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    count, visible, rng = MASKS.whole_of(request), VISIBLE.of(request), np.random.default_rng(request.seed)
    total, squares, seen = np.zeros((3, x.shape[0] * x.shape[1]))
    for part, drawn in drawn_parts(session, request, count):
        masks = np.stack([_mask(rng, request, x.shape) for _ in range(*part.indices(count))])
        shares = session.masked_shares(masks, nothing, target)
        flat = masks.reshape(len(masks), -1)
        total += shares @ flat
        squares += shares**2 @ np.square(flat)
        seen += flat.sum(axis=0)
        bottom = seen if DIVISOR.choice_of(request) == "drawn" else np.full(seen.shape, visible * part.stop)
        values = np.divide(total, bottom, out=np.zeros(total.shape), where=bottom > 0).reshape(x.shape[:2])
        error = _standard_error(total, squares, part.stop) / visible
        yield Estimate(values, part.stop / count, error, drawn=drawn)


def _mask(rng: np.random.Generator, request: Request, size: tuple[int, ...]) -> np.ndarray:
    """Return an (h, w) float32 mask: the grid enlarged to one cell more, cut at a random place of the first cell."""
    grid = GRID.whole_of(request)
    cell = tuple(-(-length // grid) for length in size[:2])
    cells = (rng.random((grid, grid)) < VISIBLE.of(request)).astype(np.float32)
    top, left = rng.integers(cell)
    large = resized(cells, ((grid + 1) * cell[0], (grid + 1) * cell[1]))
    return large[top : top + size[0], left : left + size[1]]


def _standard_error(total: np.ndarray, squares: np.ndarray, count: int) -> float:
    variance = np.maximum(squares - total**2 / count, 0) / max(count - 1, 1)
    return float(np.sqrt(variance / count).mean())
