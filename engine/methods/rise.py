"""RISE: randomised input sampling for explanation.

M: (h, w) masks, p the target's probability for x * M, p1 the chance of a cell to be visible. A map is E[p M] / p1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.balanced_masks import BalancedMasks, cut
from engine.methods.designs import DRAWS
from engine.methods.enough import drawn_parts
from engine.methods.method import Drawn, Estimate, Option, choice, number
from engine.methods.perturbation import baseline, baseline_option

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

MASKS = number("masks", 1000, 50, 8000)
GRID = number("grid", 7, 3, 20)
VISIBLE = Option("visible", 0.5, 0.1, 0.9, 0.05)  # p1
BASELINE = baseline_option("zero")
DIVISOR = choice("divisor", "expected", "drawn", default="expected")


def rise(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_n p_n M_n / (N p1), p_n the target's probability for x * M_n (Petsiuk, Das, Saenko, 2018).

    M_n is a random grid of ones and zeros, enlarged smoothly and shifted by less than a cell at random.
    Xplique divides by the sum of the masks that were drawn, sum_n M_n, in place of what is expected of it.
    Balanced draws have the same expectation and less chance in it: see `BalancedMasks`.
    """
    runs = _balanced if DRAWS.choice_of(request) == "balanced" else _as_in_the_paper
    for mean, error, seen, drawn in runs(session, request):
        visible = VISIBLE.of(request)
        bottom = seen if DIVISOR.choice_of(request) == "drawn" else np.full(seen.shape, visible)
        values = np.divide(mean, bottom, out=np.zeros(mean.shape), where=bottom > 0)
        error = None if error is None else error / visible
        yield Estimate(values, drawn.done / drawn.count, error, drawn=drawn)


# The types in quotes: the window reads this before it needs NumPy.
_Means = Iterator[tuple["np.ndarray", "float | None", "np.ndarray", Drawn]]


def _as_in_the_paper(session: Session, request: Request) -> _Means:
    """Yield the mean of p M, (h, w), its mean standard error, the mean of M, and how many masks that are."""
    x, target, nothing = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    rng = np.random.default_rng(request.seed)
    total, squares, seen = np.zeros((3, x.shape[0] * x.shape[1]))
    for part, drawn in drawn_parts(session, request, MASKS.whole_of(request)):
        masks = np.stack([_mask(rng, request, x.shape) for _ in range(part.start, part.stop)])
        shares = session.masked_shares(masks, nothing, target)
        flat = masks.reshape(len(masks), -1)
        total += shares @ flat
        squares += shares**2 @ np.square(flat)
        seen += flat.sum(axis=0)
        means = (array.reshape(x.shape[:2]) / drawn.done for array in (total, seen))
        variance = np.maximum(squares - total**2 / drawn.done, 0) / max(drawn.done - 1, 1)
        yield next(means), float(np.sqrt(variance / drawn.done).mean()), next(means), drawn


def _balanced(session: Session, request: Request) -> _Means:
    """Yield what `_as_in_the_paper` does, of pairs of masks: an odd number of masks is one more."""
    x, target, nothing = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    count = MASKS.whole_of(request) + MASKS.whole_of(request) % 2
    rng = np.random.default_rng(request.seed)
    masks = BalancedMasks(rng, count // 2, GRID.whole_of(request), VISIBLE.of(request), x.shape[:2])
    shares = np.empty(count)
    for part, drawn in drawn_parts(session, request, count, block=2):
        drawn_now = np.stack([masks.mask(number) for number in range(part.start, part.stop)])
        shares[part] = session.masked_shares(drawn_now, nothing, target)
        masks.take(shares[: drawn.done])
        if masks.pairs:
            yield masks.mean, masks.error, masks.seen, drawn


def _mask(rng: np.random.Generator, request: Request, size: tuple[int, ...]) -> np.ndarray:
    """Return an (h, w) float32 mask of a random grid at a random place."""
    grid = GRID.whole_of(request)
    cells = (rng.random((grid, grid)) < VISIBLE.of(request)).astype(np.float32)
    return cut(cells, rng.integers([-(-length // grid) for length in size[:2]]), size)
