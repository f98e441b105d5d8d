"""Linear models of the score in the presence of superpixels.

z: (N, K) coalitions, 1 where a superpixel is visible; y: their scores. Maps give each pixel its superpixel's weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.designs import DRAWS, folded, systematic
from engine.methods.enough import FEWEST, drawn_parts, is_look, solved
from engine.methods.method import Drawn, Estimate, Option, number
from engine.methods.perturbation import baseline, baseline_option
from engine.methods.superpixels import superpixels

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

SEGMENTS = number("segments", 50, 2, 200)
SAMPLES = number("samples", 1000, 50, 8000)
WIDTH = Option("width", 0.25, 0.05, 1, 0.05)  # of the kernel that weighs nearness
RIDGE = Option("ridge", 1, 0, 10, 0.1)
BASELINE = baseline_option("grey")
# Of the guess of a score: half as much or twice as much of either changed little on the default model.
_STEEP, _NOISE = 4.0, 0.1
_LEARNED = 1000  # coalitions: more take longer to learn from than to ask


def lime(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield the weights of a ridge regression of y on z, weighed by nearness (Ribeiro, Singh, Guestrin, 2016).

    Nearness is exp(-d^2 / (2 width^2)), d = 1 - sqrt(share visible), the cosine distance to the whole photograph.
    Balanced, z are pairs of opposites, in which what superpixels do in twos cancels out but for the nearness.
    """
    labels, count = superpixels(session.pixels, SEGMENTS.whole_of(request)), SAMPLES.whole_of(request)
    z, together = _nearby(request, int(labels.max()) + 1, count)
    nearness = np.exp(-((1 - np.sqrt(z.mean(axis=1))) ** 2) / (2 * WIDTH.of(request) ** 2))

    def solve(drawn: Drawn, y: np.ndarray) -> Estimate:
        w = nearness[: drawn.done]
        centred, rest = (array - np.average(array, axis=0, weights=w) for array in (z[: drawn.done], y))
        weights, error = _regression(centred, rest, w, RIDGE.of(request), together)
        return Estimate(weights[labels], error=_mean_error(error, labels), drawn=drawn)

    yield from solved(_answers(session, request, labels, z, together), solve)


def kernel_shap(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield Shapley values by Shapley-kernel-weighted regression of y on z (Lundberg and Lee, 2017).

    The values add up to s(x) - s(nothing visible). With few superpixels all coalitions are asked, and the values exact;
    else they are drawn in pairs of opposites with the kernel's own chances (Covert and Lee, 2021), or balanced.
    """
    labels = superpixels(session.pixels, SEGMENTS.whole_of(request))
    segments = int(labels.max()) + 1
    ends = _scores(session, request, labels, np.stack([np.zeros(segments), np.ones(segments)]))
    z, w, exact = _coalitions(request, segments)
    if not len(z):
        yield Estimate(np.full(labels.shape, ends[1] - ends[0], np.float64), error=0.0)
    game = _Game(z, w, ends, DRAWS.choice_of(request) == "balanced" and not exact)

    def solve(drawn: Drawn, y: np.ndarray) -> Estimate:
        values, error = game.solved(y, is_look(drawn))
        if exact:
            error = np.zeros(segments) if drawn.done == len(z) else None
        return Estimate(values[labels], error=_mean_error(error, labels), drawn=drawn)

    yield from solved(_answers(session, request, labels, z, 2), solve)


def _nearby(request: Request, segments: int, count: int) -> tuple[np.ndarray, int]:
    """Return LIME's coalitions, each superpixel visible by one half, and how many were drawn together."""
    rng = np.random.default_rng(request.seed)
    if DRAWS.choice_of(request) == "balanced":
        return folded(rng, count, segments), 2
    z = rng.integers(0, 2, (count, segments)).astype(np.float64)
    z[0] = 1  # the photograph as it is, the nearest of all
    return z, 1


def _coalitions(request: Request, segments: int) -> tuple[np.ndarray, np.ndarray, bool]:
    """Return z without the empty and the whole coalition, their weights, and whether all others are in it.

    Balanced, every size comes equally often, and the weights make up for it: sizes in the middle, rare by the kernel's
    chances, tell a regression as much as others do (their leverage: Musco and Witter, 2024).
    """
    count, rng = SAMPLES.whole_of(request), np.random.default_rng(request.seed)
    if 2**segments - 2 <= count:
        rows = [chosen for size in _sizes(segments) for chosen in combinations(range(segments), size)]
        z = np.array([np.isin(np.arange(segments), chosen) for chosen in rows], np.float64).reshape(-1, segments)
        return z, np.array([_kernel(segments, len(chosen)) for chosen in rows]), True
    chances = np.array([_kernel(segments, size) * comb(segments, size) for size in range(1, segments)])
    chances, pairs = chances / chances.sum(), -(-count // 2)
    balanced = DRAWS.choice_of(request) == "balanced"
    even = np.full(segments - 1, 1 / (segments - 1))
    drawn = systematic(rng, even, pairs) if balanced else rng.choice(segments - 1, pairs, p=chances)
    ranks = rng.permuted(np.tile(np.arange(segments), (pairs, 1)), axis=1)
    half = (ranks <= drawn[:, None]).astype(np.float64)
    z = np.stack([half, 1 - half], axis=1).reshape(-1, segments)[:count]
    w = np.repeat(chances[drawn] / even[drawn], 2)[:count] if balanced else np.ones(count)
    return z, w, False


def _sizes(segments: int) -> list[int]:
    """Return the sizes of coalitions, the weightiest first: smallest and largest."""
    return sorted(range(1, segments), key=lambda size: min(size, segments - size))


def _kernel(segments: int, size: int) -> float:
    return (segments - 1) / (comb(segments, size) * size * (segments - size))


class _Game:
    """Shapley values of a score, from more and more of its coalitions z, (N, K), which weigh w.

    ends: the scores of nothing and of all. learns: whether a guess is learned of what a linear model misses; its own
    Shapley values are known, and only what it misses is left to the regression (Witter, Liu, Musco, 2025). A coalition
    is guessed from others than itself and its opposite: the guess is a control variate, and what is aimed at stays.
    """

    def __init__(self, z: np.ndarray, w: np.ndarray, ends: np.ndarray, learns: bool) -> None:
        self._z, self._w, self._ends, self._learns = z, w, ends.astype(np.float64), learns
        self._guess: _Guess | None = None
        self._guessed = np.zeros(0)  # of the coalitions so far

    def solved(self, y: np.ndarray, learn: bool) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the (K,) values by the first (n,) scores, and their standard errors where there are enough to tell.

        learn: from these scores; else what was learned before is used. That is asked for where the map may be the last.
        """
        plain, error = self._regressed(y, *self._ends)
        if not self._learns or error is None:
            return plain, error
        z, known = self._z[: len(y)], min(len(y), _LEARNED)
        if learn and (self._guess is None or len(self._guess.z) < known):
            self._guess = _Guess(z[:known], (y - self._ends[0] - z @ plain)[:known])
            self._guessed = self._guess.by_the_others
        guess = self._guess
        if guess is None:
            return plain, error
        nothing, all_of_them = guess.at(np.stack([np.zeros(z.shape[1]), np.ones(z.shape[1])]))
        self._guessed = np.append(self._guessed, guess.at(z[len(self._guessed) :]))
        rest, rest_error = self._regressed(y - self._guessed, self._ends[0] - nothing, self._ends[1] - all_of_them)
        if rest_error is None or rest_error.mean() >= error.mean():  # nothing was learned
            return plain, error
        return guess.shapley_values() + rest, rest_error

    def _regressed(self, y: np.ndarray, nothing: float, whole: float) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the values that add up to whole - nothing by the Shapley kernel's regression, and their errors."""
        z, segments = self._z[: len(y)], self._z.shape[1]
        share = (whole - nothing) / segments  # of each if all were equal; the regression finds how they differ
        away = z - z.mean(axis=1, keepdims=True)
        rest = y - nothing - z.sum(axis=1) * share
        weights, error = _regression(away, rest, self._w[: len(y)], together=2)
        return weights + share, error


class _Guess:
    """Kernel ridge regression on coalitions that come in pairs; the kernel of two is exp(steep (agreeing / K - 1)).

    z: (n, K); y: (n,), zero for nothing known. by_the_others: (n,) guesses, each from all other pairs.
    """

    def __init__(self, z: np.ndarray, y: np.ndarray) -> None:
        self.z = z
        inverse = np.linalg.inv(self._kernel(z) + _NOISE * np.eye(len(z)))
        self._parts = inverse @ y
        self.by_the_others = y - np.concatenate(
            [np.linalg.solve(inverse[pair, pair], self._parts[pair]) for pair in _pairs(len(z))]
        )

    def at(self, z: np.ndarray) -> np.ndarray:
        """Return the guesses at other coalitions."""
        return self._kernel(z) @ self._parts

    def shapley_values(self) -> np.ndarray:
        """Return the (K,) Shapley values of the guess.

        They are the mean over a chance c of what a superpixel adds where each of the others is there by that chance
        (Owen, 1972). The kernel is a product over superpixels, so that this is a polynomial of c, which Gauss and
        Legendre's rule integrates exactly.
        """
        segments, rise = self.z.shape[1], np.expm1(_STEEP / self.z.shape[1])
        roots, weights = np.polynomial.legendre.leggauss(segments // 2 + 1)
        chance = (roots + 1) / 2
        agreed, differed = 1 + chance * rise, 1 + (1 - chance) * rise  # where the row has a one, and where a zero
        ones = self.z.sum(axis=1, keepdims=True)
        others = np.exp(-_STEEP) * rise * weights / 2 * agreed**ones * differed ** (segments - ones)
        of_ones, of_zeros = others @ (1 / agreed), others @ (1 / differed)
        return (self._parts * of_ones) @ self.z - (self._parts * of_zeros) @ (1 - self.z)

    def _kernel(self, z: np.ndarray) -> np.ndarray:
        agreeing = (1 + (2 * z - 1) @ (2 * self.z - 1).T / z.shape[1]) / 2
        return np.exp(_STEEP * (agreeing - 1))


def _pairs(count: int) -> list[slice]:
    return [slice(start, min(start + 2, count)) for start in range(0, count, 2)]


def _answers(
    session: Session, request: Request, labels: np.ndarray, z: np.ndarray, block: int = 1
) -> Iterator[tuple[Drawn, np.ndarray]]:
    """Yield how many coalitions were answered, and their scores. block: as of `Drawn`."""
    y = np.empty(len(z))
    for part, drawn in drawn_parts(session, request, len(z), block):
        y[part] = _scores(session, request, labels, z[part])
        yield drawn, y[: drawn.done]


def _scores(session: Session, request: Request, labels: np.ndarray, z: np.ndarray) -> np.ndarray:
    nothing = baseline(session, BASELINE.choice_of(request))
    masks = z.astype(np.float32)[:, labels]
    return session.masked_scores(masks, nothing, session.target(request)).astype(np.float64)


def _regression(
    z: np.ndarray, y: np.ndarray, w: np.ndarray, ridge: float = 0, together: int = 1
) -> tuple[np.ndarray, np.ndarray | None]:
    """Return weights b that minimise sum_n w_n (y_n - z_n b)^2 + ridge |b|^2, the smallest, and their standard errors.

    The errors are White's, robust against a score that is no linear function of z, for rows drawn `together` at a time;
    None where there are too few of such groups to tell: a fit with hardly more of them than weights has no residuals.
    """
    normal = (z.T * w) @ z + ridge * np.eye(z.shape[1])
    to_weights = np.linalg.pinv(normal, rcond=1e-10, hermitian=True) @ (z.T * w)
    weights = to_weights @ y
    groups = -(-len(z) // together)
    free = groups - z.shape[1] - 1
    if free < FEWEST - 1:
        return weights, None
    shares = np.add.reduceat(to_weights * (y - z @ weights), np.arange(0, len(z), together), axis=1)
    return weights, np.sqrt((shares**2).sum(axis=1) * groups / free)


def _mean_error(error: np.ndarray | None, labels: np.ndarray) -> float | None:
    return None if error is None else float(error[labels].mean())
