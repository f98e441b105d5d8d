"""Linear models of the score in the presence of superpixels.

z: (N, K) coalitions, 1 where a superpixel is visible; y: their scores. Maps give each pixel its superpixel's weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.enough import FEWEST, drawn_parts
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


def lime(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield the weights of a ridge regression of y on z, weighed by nearness (Ribeiro, Singh, Guestrin, 2016).

    Nearness is exp(-d^2 / (2 width^2)), d = 1 - sqrt(share visible), the cosine distance to the whole photograph.
    """
    labels, count = superpixels(session.pixels, SEGMENTS.whole_of(request)), SAMPLES.whole_of(request)
    z = np.random.default_rng(request.seed).integers(0, 2, (count, labels.max() + 1)).astype(np.float64)
    z[0] = 1  # the photograph as it is, the nearest of all
    nearness = np.exp(-((1 - np.sqrt(z.mean(axis=1))) ** 2) / (2 * WIDTH.of(request) ** 2))
    for drawn, y in _answers(session, request, labels, z):
        stop = drawn.done
        w = nearness[:stop]
        centred, rest = (array - np.average(array, axis=0, weights=w) for array in (z[:stop], y))
        weights, error = _regression(centred, rest, w, RIDGE.of(request))
        yield Estimate(weights[labels], stop / count, _mean_error(error, labels), drawn=drawn)


def kernel_shap(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield Shapley values by Shapley-kernel-weighted regression of y on z (Lundberg and Lee, 2017).

    The values add up to s(x) - s(nothing visible). With few superpixels all coalitions are asked, and the values exact;
    else they are drawn in pairs of opposites with the kernel's own chances (Covert and Lee, 2021).
    """
    labels = superpixels(session.pixels, SEGMENTS.whole_of(request))
    segments = int(labels.max()) + 1
    ends = _scores(session, request, labels, np.stack([np.zeros(segments), np.ones(segments)]))
    share = (ends[1] - ends[0]) / segments  # of each if all were equal; the regression finds how they differ
    z, w, exact = _coalitions(segments, SAMPLES.whole_of(request), np.random.default_rng(request.seed))
    if not len(z):
        yield Estimate(share + np.zeros(labels.shape), error=0.0)
    for drawn, y in _answers(session, request, labels, z, 2):
        stop = drawn.done
        seen = z[:stop]
        away = seen - seen.mean(axis=1, keepdims=True)
        weights, error = _regression(away, y - ends[0] - seen.sum(axis=1) * share, w[:stop], together=2)
        if exact:
            error = np.zeros(segments) if stop == len(z) else None
        yield Estimate((weights + share)[labels], stop / len(z), _mean_error(error, labels), drawn=drawn)


def _coalitions(segments: int, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, bool]:
    """Return z without the empty and the whole coalition, their weights, and whether all others are in it."""
    if 2**segments - 2 <= count:
        rows = [chosen for size in _sizes(segments) for chosen in combinations(range(segments), size)]
        z = np.array([np.isin(np.arange(segments), chosen) for chosen in rows], np.float64).reshape(-1, segments)
        return z, np.array([_kernel(segments, len(chosen)) for chosen in rows]), True
    chances = np.array([_kernel(segments, size) * comb(segments, size) for size in range(1, segments)])
    sizes = 1 + rng.choice(segments - 1, -(-count // 2), p=chances / chances.sum())
    ranks = rng.permuted(np.tile(np.arange(segments), (len(sizes), 1)), axis=1)
    half = (ranks < sizes[:, None]).astype(np.float64)
    return np.stack([half, 1 - half], axis=1).reshape(-1, segments)[:count], np.ones(count), False


def _sizes(segments: int) -> list[int]:
    """Return the sizes of coalitions, the weightiest first: smallest and largest."""
    return sorted(range(1, segments), key=lambda size: min(size, segments - size))


def _kernel(segments: int, size: int) -> float:
    return (segments - 1) / (comb(segments, size) * size * (segments - size))


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
