"""Mu-fidelity: does the answer fall in step with the attribution of what is hidden?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.measures.again.similarity import ranks_of
from engine.measures.measure import Measured, Why
from engine.methods.chunks import chunks
from engine.methods.method import Option, choice, number
from engine.methods.perturbation import baseline_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

ID = "mu-fidelity"
SAMPLES = number("samples", 96, 16, 1000)
GRID = number("grid", 9, 2, 64)
# Half of the cells, blurred: small holes that are sharp mislead a network by their edges, and so the values.
HIDDEN = Option("hidden", 0.5, 0.01, 0.99, 0.01)
BASELINE = baseline_option("blur")
# Xplique's: each cell is hidden by chance of its own, and ranks are compared.
CONVENTION = choice("convention", "paper", "xplique", default="paper")
OPTIONS = (SAMPLES, GRID, HIDDEN, BASELINE, CONVENTION)


def mu_fidelity(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the correlation of what random parts add up to in the map and how far the answer falls without them.

    The answer is the class's probability, as in all measures; of a model with one bare number that number.
    """
    count, xplique = request.whole(ID, SAMPLES), request.choice(ID, CONVENTION) == "xplique"
    cells = cells_of(subject.size, request.whole(ID, GRID))
    sums = cell_sums(subject.enlarged, cells)
    if not np.ptp(subject.enlarged) > 0:
        yield Measured(ID, why=Why.NO_EVIDENCE)
        return
    rng = np.random.default_rng(request.seed)
    hidden = subsets(rng, count, sums.size, request.value(ID, HIDDEN), exact=not xplique)
    nothing = subject.nothing(request.choice(ID, BASELINE))
    attributed, shares = hidden @ sums, np.empty(0)
    for part in chunks(subject.session, count):
        shares = np.append(shares, subject.masked_shares(~hidden[part][:, cells], nothing))
        value = fidelity(attributed[: part.stop], -shares, ranks=xplique)
        if part.stop < count:
            yield Measured(ID, value, fraction=part.stop / count)
    error = () if value is None else (("error", (1 - value**2) / (count - 1) ** 0.5),)
    yield Measured(ID, value, why=Why.NO_ANSWER if value is None else None, details=error)


def cells_of(size: tuple[int, int], grid: int) -> np.ndarray:
    """Return (H, W) numbers of the cells of `grid` x `grid` that pixels lie in, row by row; at most a cell a pixel."""
    down, across = (((np.arange(length) + 0.5) * min(grid, length) / length).astype(int) for length in size)
    return down[:, None] * min(grid, size[1]) + across


def cell_sums(values: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return the (K,) float64 sums of an (H, W) map over the pixels of each cell."""
    return np.bincount(cells.ravel(), np.asarray(values, np.float64).ravel())


def subsets(rng: np.random.Generator, count: int, cells: int, share: float, exact: bool = True) -> np.ndarray:
    """Return (count, cells) bool: random subsets of cells.

    exact: each has the same number of cells, the nearest to the share but at least one and not all; else each cell is
    in it with a probability of `share`.
    """
    drawn = rng.random((count, cells))
    if not exact:
        return drawn <= share
    size = min(max(round(share * cells), 1), cells - 1)
    return drawn.argsort(axis=1).argsort(axis=1) < size


def fidelity(attributed: np.ndarray, drops: np.ndarray, ranks: bool = False) -> float | None:
    """Return the correlation of (N,) sums of the map over subsets S and of the (N,) falls of the answer without them.

    corr_S(sum_{i in S} phi_i, f(x) - f(x without S)) by Pearson (Bhatt et al., 2020, definition 3), of their ranks by
    `ranks` (Spearman). Numbers added to all sums or to all drops change nothing.
    None where either is constant.
    """
    if ranks:
        attributed, drops = ranks_of(attributed), ranks_of(drops)
    one, other = attributed - attributed.mean(), drops - drops.mean()
    norms = float(np.linalg.norm(one) * np.linalg.norm(other))
    if not norms > 0 or not np.isfinite(norms):
        return None
    return float(np.clip(one @ other / norms, -1, 1))
