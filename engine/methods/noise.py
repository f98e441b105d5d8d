"""Gradients of noisy copies of the photograph: their mean, mean square and variance.

g_n = ds/dx at x + noise_n; the noise is normal, its deviation a fraction of the input's range. A map has the largest
channel of each pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS, chunks
from engine.methods.method import Estimate, Option, number

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session

SAMPLES = number("samples", 50, 2, 500)
SIGMA = Option("sigma", 0.15, 0.01, 0.5, 0.01)


def smooth_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs(mean_n g_n) (Smilkov et al., 2017)."""
    for sums, count, fraction in _running_powers(session, request, 2):
        mean, variance = sums[0] / count, _variance(sums[0], sums[1], count)
        yield _largest_channel(np.abs(mean), variance / count, fraction)


def square_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c mean_n g_n^2 (Hooker et al., 2019)."""
    for sums, count, fraction in _running_powers(session, request, 4):
        yield _largest_channel(sums[1] / count, _variance(sums[1], sums[3], count) / count, fraction)


def var_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c var_n g_n, divided by n - 1 (Adebayo et al., 2018)."""
    for sums, count, fraction in _running_powers(session, request, 4, shifted=True):
        variance = _variance(sums[0], sums[1], count)
        yield _largest_channel(variance, _variance_of_variance(sums / count, variance, count), fraction)


def _running_powers(
    session: Session, request: Request, highest: int, shifted: bool = False
) -> Iterator[tuple[np.ndarray, int, float]]:
    """Yield sum_n g^1 .. g^highest, (highest, h, w, c) float64, the count of gradients, and the fraction.

    shifted: by the first gradient, so that what does not vary has no variance but for rounding.
    """
    samples, target = SAMPLES.whole_of(request), session.target(request)
    rng, deviation = np.random.default_rng(request.seed), SIGMA.of(request) * (session.high - session.low)
    sums, shift = np.zeros((highest, *session.x.shape)), np.zeros(session.x.shape)
    step, power = np.empty_like(shift), np.empty_like(shift)
    for part in chunks(session, samples, FIRST_GRADIENTS):
        noisy = rng.standard_normal((part.stop - part.start, *session.x.shape), np.float32)
        noisy *= deviation
        noisy += session.x
        gradients, _ = session.input_gradients(noisy, target)
        if shifted and part.start == 0:
            shift = gradients[0].astype(np.float64)
        for gradient in gradients:  # one at a time and in place: what is added up stays in the processor's cache
            np.subtract(gradient, shift, out=step)
            sums[0] += step
            power[:] = step
            for total in sums[1:]:
                power *= step
                total += power
        yield sums, part.stop, part.stop / samples


def _variance(total: np.ndarray, total_of_squares: np.ndarray, count: int) -> np.ndarray:
    return np.maximum(total_of_squares - total**2 / count, 0) / max(count - 1, 1)


def _variance_of_variance(moments: np.ndarray, variance: np.ndarray, count: int) -> np.ndarray:
    """Return (mu_4 - (n - 3) / (n - 1) variance^2) / n, mu_4 the central fourth moment."""
    first, second, third, fourth = moments
    central = fourth - 4 * first * third + 6 * first**2 * second - 3 * first**4
    return np.maximum(central - (count - 3) / max(count - 1, 1) * variance**2, 0) / count


def _largest_channel(values: np.ndarray, squared_error: np.ndarray, fraction: float) -> Estimate:
    largest = values.argmax(axis=-1)[..., None]
    errors = np.sqrt(np.take_along_axis(squared_error, largest, axis=-1))
    return Estimate(np.take_along_axis(values, largest, axis=-1)[..., 0], fraction, float(errors.mean()))
