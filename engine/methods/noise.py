"""Gradients of noisy copies of the photograph: their mean, mean square and variance.

g_n = ds/dx at x + noise_n; the noise is normal, its deviation a fraction of the input's range. A map has the largest
channel of each pixel, or where it is asked for the mean over the channels with its sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS
from engine.methods.enough import drawn_parts
from engine.methods.method import Drawn, Estimate, Option, choice, number
from engine.methods.reduction import LARGEST_OR_MEAN, of_largest

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

SAMPLES = number("samples", 50, 2, 500)
SIGMA = Option("sigma", 0.15, 0.01, 0.5, 0.01)
CONVENTION = choice("convention", "paper", "tf-keras-vis", default="paper")


def smooth_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs(mean_n g_n) (Smilkov et al., 2017); tf-keras-vis takes max_c mean_n abs(g_n)."""
    sizes = CONVENTION.choice_of(request) == "tf-keras-vis"
    for sums, drawn in _running_powers(session, request, 2, sizes=sizes):
        mean, variance = sums[0] / drawn.done, _variance(sums[0], sums[1], drawn.done)
        yield _reduced(mean, variance / drawn.done, request, drawn)


def square_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c mean_n g_n^2 (Hooker et al., 2019)."""
    for sums, drawn in _running_powers(session, request, 4):
        squared_error = _variance(sums[1], sums[3], drawn.done) / drawn.done
        yield _reduced(sums[1] / drawn.done, squared_error, request, drawn)


def var_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c var_n g_n, divided by n - 1 (Adebayo et al., 2018)."""
    for sums, drawn in _running_powers(session, request, 4, shifted=True):
        variance = _variance(sums[0], sums[1], drawn.done)
        yield _reduced(variance, _variance_of_variance(sums / drawn.done, variance, drawn.done), request, drawn)


def _running_powers(
    session: Session, request: Request, highest: int, shifted: bool = False, sizes: bool = False
) -> Iterator[tuple[np.ndarray, Drawn]]:
    """Yield sum_n g^1 .. g^highest, (highest, h, w, c) float64, and the count of gradients.

    shifted: of g less the first gradient, lest rounding be taken for variance where g hardly varies. sizes: of abs(g).
    """
    samples, target = SAMPLES.whole_of(request), session.target(request)
    rng, deviation = np.random.default_rng(request.seed), SIGMA.of(request) * (session.high - session.low)
    sums, shift = np.zeros((highest, *session.x.shape)), np.zeros(session.x.shape)
    step, power = np.empty_like(shift), np.empty_like(shift)
    for part, drawn in drawn_parts(session, request, samples, first=FIRST_GRADIENTS):
        noisy = rng.standard_normal((part.stop - part.start, *session.x.shape), np.float32)
        noisy *= deviation
        noisy += session.x
        gradients, _ = session.input_gradients(noisy, target)
        if shifted and part.start == 0:
            shift = gradients[0].astype(np.float64)
        for gradient in gradients:  # one at a time and in place: what is added up stays in the processor's cache
            np.subtract(np.abs(gradient) if sizes else gradient, shift, out=step)
            sums[0] += step
            power[:] = step
            for total in sums[1:]:
                power *= step
                total += power
        yield sums, drawn


def _variance(total: np.ndarray, total_of_squares: np.ndarray, count: int) -> np.ndarray:
    return np.maximum(total_of_squares - total**2 / count, 0) / max(count - 1, 1)


def _variance_of_variance(moments: np.ndarray, variance: np.ndarray, count: int) -> np.ndarray:
    """Return (mu_4 - (n - 3) / (n - 1) variance^2) / n, mu_4 the central fourth moment."""
    first, second, third, fourth = moments
    central = fourth - 4 * first * third + 6 * first**2 * second - 3 * first**4
    return np.maximum(central - (count - 3) / max(count - 1, 1) * variance**2, 0) / count


def _reduced(values: np.ndarray, squared_error: np.ndarray, request: Request, drawn: Drawn) -> Estimate:
    """Return the map with its mean error; of a mean over channels an upper bound, as if all of them erred together."""
    if LARGEST_OR_MEAN.choice_of(request) == "mean":
        errors = np.sqrt(squared_error)
    else:
        largest = np.abs(values).argmax(axis=-1)[..., None]
        errors = np.sqrt(np.take_along_axis(squared_error, largest, axis=-1))
    return Estimate(of_largest(values, request), drawn.done / drawn.count, float(errors.mean()), drawn=drawn)
