"""Global sensitivity: which cells of a grid make the score vary when all are dimmed or hidden at random.

Maps are (grid, grid). Latin hypercubes: in every cell each of n equal intervals is drawn once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.coarse import coarse_to_fine, interpolated
from engine.methods.designs import DRAWS, far_from, folded
from engine.methods.enough import FEWEST, drawn_parts, solved
from engine.methods.method import Drawn, Estimate, choice, number
from engine.methods.perturbation import baseline, baseline_option, resized

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

GRID = number("grid", 8, 3, 16)
DESIGNS = number("designs", 32, 2, 256)
MASKS = number("masks", 500, 50, 2000)
BASELINE = baseline_option("zero")
CONVENTION = choice("convention", "paper", "xplique", default="paper")
_PARTS = 8  # of the scores, from which it is told how well the width of HSIC's kernel is known


def sobol(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield each cell's total Sobol index, E[(s(A) - s(AB))^2] / (2 var(s)) (Fel et al., 2021; Jansen, 1999).

    A is a mask of independent values of 0..1, AB is A with the cell's value from B. The mean is over pairs A_n, B_n
    drawn alike, or balanced: `far_from`. var(s) is over all A_n and as many other masks, in Xplique over all A_n.
    Each n takes cells^2 + 2 answers, cells from coarse to fine; a cell not yet asked is guessed from those around it.
    """
    grid, designs, rng = GRID.whole_of(request), DESIGNS.whole_of(request), np.random.default_rng(request.seed)
    cells, bases = grid * grid, 1 if CONVENTION.choice_of(request) == "xplique" else 2
    order = coarse_to_fine(grid, grid, rng)
    masks, counts = _designs(rng, designs, cells, DRAWS.choice_of(request) == "balanced")
    scores = np.full((designs, cells + 2), np.nan)
    for part, drawn in drawn_parts(session, request, scores.size, cells + 2):
        jobs = [divmod(job, cells + 2) for job in range(*part.indices(scores.size))]
        values = np.stack([_mixed(masks[row], order, column) for row, column in jobs])
        scores.flat[part] = _scores(session, request, values)
        indices, error = _jansen(scores, order, bases, counts)
        yield Estimate(indices.reshape(grid, grid), part.stop / scores.size, error, drawn=drawn)


def _designs(rng: np.random.Generator, count: int, cells: int, balanced: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return masks A, others for var(s), and B, (count, 3, cells), and how much each cell's square counts."""
    if not balanced:
        masks = _latin_hypercube(rng, count, 2 * cells).reshape(count, 2, cells)
        return masks[:, [0, 1, 1]], np.ones((count, cells))
    masks = _latin_hypercube(rng, count, 3 * cells).reshape(count, 3, cells)
    masks[:, 2], counts = far_from(masks[:, 0], masks[:, 2])
    return masks, counts


def _mixed(masks: np.ndarray, order: np.ndarray, column: int) -> np.ndarray:
    """Return A for column 0, the other mask for column 1, else A with one cell of B."""
    if column < 2:
        return masks[column]
    mask, cell = masks[0].copy(), order[column - 2]
    mask[cell] = masks[2, cell]
    return mask


def _jansen(scores: np.ndarray, order: np.ndarray, bases: int, counts: np.ndarray) -> tuple[np.ndarray, float | None]:
    """Return the total indices and their mean standard error, var(s) taken as known, from the first `bases` columns."""
    drawn = scores[:, :bases][~np.isnan(scores[:, :bases])]
    variance = drawn.var(ddof=min(1, len(drawn) - 1)) or 1.0
    squares = np.empty((len(scores), len(order)))
    squares[:, order] = (scores[:, 2:] - scores[:, :1]) ** 2 / (2 * variance)
    squares *= counts
    count, total = (~np.isnan(squares)).sum(axis=0), np.nansum(squares, axis=0)
    if not count.any():
        return np.zeros(len(order)), None
    side = int(len(order) ** 0.5)
    known = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    values = interpolated(known.reshape(side, side)).ravel()
    if count.min() < 2:
        return values, None
    return values, float((np.nanstd(squares, axis=0, ddof=1) / np.sqrt(count)).mean())


def hsic(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield each cell's dependence with the score, tr(K H L H) / n^2 (Novello, Fel, Vigouroux, 2022).

    K: 1 where two masks agree on the cell, else 0. L: Gaussian in the score, as wide as the median difference of two.
    H: centres. Xplique's L is as wide as the median score itself, and its map n times as large. Masks are drawn as a
    Latin hypercube, or balanced, so that no cell is taken for another that is often seen with it.
    """
    grid, count, rng = GRID.whole_of(request), MASKS.whole_of(request), np.random.default_rng(request.seed)
    as_xplique = CONVENTION.choice_of(request) == "xplique"
    width_of = _median if as_xplique else _median_gap
    balanced = DRAWS.choice_of(request) == "balanced"
    # Half of the masks show each cell: that is what the hypercube is for.
    masks = (
        folded(rng, count, grid * grid)
        if balanced
        else (_latin_hypercube(rng, count, grid * grid) > 0.5).astype(np.float64)
    )
    scores = np.empty(count)

    def answers() -> Iterator[tuple[Drawn, np.ndarray]]:
        for part, drawn in drawn_parts(session, request, count, 2 if balanced else 1):
            scores[part] = _scores(session, request, masks[part])
            yield drawn, scores[: drawn.done]

    def solve(drawn: Drawn, known: np.ndarray) -> Estimate:
        seen, times = masks[: drawn.done], drawn.done if as_xplique else 1
        shares = times * _dependence(seen, known, width_of(known))
        error = 2 * shares.std(axis=0) / np.sqrt(drawn.done)
        if balanced:
            error = np.hypot(_error_of_pairs(shares, seen), times * _error_of_width(width_of, seen, known))
        told = None if np.isnan(error).any() else float(error.mean())
        return Estimate(shares.mean(axis=0).reshape(grid, grid), error=told, drawn=drawn)

    yield from solved(answers(), solve)


def _median(scores: np.ndarray) -> float:
    return float(np.median(scores))


def _median_gap(scores: np.ndarray) -> float:
    """Return the median difference of two scores."""
    if len(scores) < 2:
        return 0.0
    return float(np.median(np.abs(scores[:, None] - scores)[np.triu_indices(len(scores), 1)]))


def _dependence(masks: np.ndarray, scores: np.ndarray, width: float) -> np.ndarray:
    """Return what each of n masks gives to each cell's HSIC, (n, cells); for K as above it is 2 m_i (H L H m)_i / n."""
    distance = np.abs(scores[:, None] - scores)
    kernel = np.exp(-((distance / (width or 1)) ** 2) / 2)
    centred = masks - masks.mean(axis=0)
    dependence = kernel - kernel.mean(axis=0)
    return 2 * centred * (dependence @ centred) / len(scores)


def _error_of_pairs(shares: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """Return the standard errors of the cells' HSIC, (cells,), from masks in pairs of opposites; NaN if there are few.

    A share is what a mask shows of the cell, +1 or -1, times a function of the mask. What other cells by themselves
    give to that function cancels out in a balanced design, and so does what opposites have in common.
    """
    signs = 2 * masks[0 : len(masks) - 1 : 2] - 1
    free = len(signs) - signs.shape[1]
    if free < FEWEST - 1:
        return np.full(signs.shape[1], np.nan)
    function = shares * (2 * masks - 1)
    odd = (function[0 : len(masks) - 1 : 2] - function[1::2]) / 2
    inverse = np.linalg.pinv(signs.T @ signs, rcond=1e-10, hermitian=True)  # far sooner there than by least squares
    rest = odd - signs @ (inverse @ (signs.T @ odd))
    return 2 * np.sqrt((rest**2).sum(axis=0) / free / len(signs))


def _error_of_width(width_of: Callable[[np.ndarray], float], masks: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return by how much the cells' HSIC changes, (cells,), with a standard error of L's width, known from its parts.

    Beside what balanced draws leave of the other errors it is no longer small.
    """
    pairs = scores[: len(scores) // 2 * 2].reshape(-1, 2)
    if len(pairs) < 2 * _PARTS:
        return np.zeros(masks.shape[1])
    widths = np.array([width_of(pairs[part::_PARTS].ravel()) for part in range(_PARTS)])
    if (widths <= 0).any():
        return np.zeros(masks.shape[1])
    step, width = np.log(widths).std(ddof=1) / np.sqrt(_PARTS), width_of(scores)
    wider, as_it_is = (_dependence(masks, scores, each).mean(axis=0) for each in (width * np.exp(step), width))
    return wider - as_it_is


def _scores(session: Session, request: Request, cells: np.ndarray) -> np.ndarray:
    """Return the scores of the photograph dimmed by (N, grid^2) values from 0, nothing, to 1, the whole."""
    side, nothing = GRID.whole_of(request), baseline(session, BASELINE.choice_of(request))
    grids = cells.astype(np.float32).reshape(-1, side, side)
    masks = np.stack([resized(mask, session.x.shape, nearest=True) for mask in grids])
    return session.masked_scores(masks, nothing, session.target(request))


def _latin_hypercube(rng: np.random.Generator, count: int, dimensions: int) -> np.ndarray:
    """Return (count, dimensions) numbers of 0..1, in each dimension one from each of `count` equal intervals."""
    ranks = rng.permuted(np.tile(np.arange(count), (dimensions, 1)), axis=1).T
    return (ranks + rng.random((count, dimensions))) / count
