"""Gradients of noisy copies of the photograph: their mean, mean square and variance.

g_n = ds/dx at x + noise_n; the noise is normal, its deviation a fraction of the input's range. A map has the largest
channel of each pixel, or where it is asked for the mean over the channels with its sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS
from engine.methods.designs import DRAWS
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
    """Yield max_c abs(mean_n g_n) (Smilkov et al., 2017); tf-keras-vis takes max_c mean_n abs(g_n).

    Balanced draws are pairs of opposite noises: what of g is linear in the noise cancels out (antithetic variates,
    Hammersley and Morton, 1956). An odd number of samples is one more. Where g is squared it would not cancel out.
    """
    sizes, paired = CONVENTION.choice_of(request) == "tf-keras-vis", DRAWS.choice_of(request) == "balanced"
    for sums, count, drawn in _running_powers(session, request, 2, sizes=sizes, paired=paired):
        yield _reduced(sums[0] / count, _variance(sums[0], sums[1], count) / count, request, drawn)


def square_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c mean_n g_n^2 (Hooker et al., 2019)."""
    for sums, count, drawn in _running_powers(session, request, 4):
        yield _reduced(sums[1] / count, _variance(sums[1], sums[3], count) / count, request, drawn)


def var_grad(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c var_n g_n, divided by n - 1 (Adebayo et al., 2018)."""
    for sums, count, drawn in _running_powers(session, request, 4, shifted=True):
        variance = _variance(sums[0], sums[1], count)
        yield _reduced(variance, _variance_of_variance(sums / count, variance, count), request, drawn)


def _running_powers(
    session: Session,
    request: Request,
    highest: int,
    shifted: bool = False,
    sizes: bool = False,
    paired: bool = False,
) -> Iterator[tuple[np.ndarray, int, Drawn]]:
    """Yield sum_n g^1 .. g^highest, (highest, h, w, c) float64, how many were added up, and how many were drawn.

    shifted: of g less the first gradient, lest rounding be taken for variance where g hardly varies. sizes: of abs(g).
    paired: of the means over pairs of opposite noises.
    """
    samples, target = SAMPLES.whole_of(request), session.target(request)
    samples, block = (samples + samples % 2, 2) if paired else (samples, 1)
    noises, deviation = _noises(request, session.x.shape, paired), SIGMA.of(request) * (session.high - session.low)
    first: np.ndarray | None = None  # of a pair that a batch has cut
    sums, shift = np.zeros((highest, *session.x.shape)), np.zeros(session.x.shape)
    step, power = np.empty_like(shift), np.empty_like(shift)
    for part, drawn in drawn_parts(session, request, samples, block, FIRST_GRADIENTS):
        noisy = np.stack(list(islice(noises, part.stop - part.start)))
        noisy *= deviation
        noisy += session.x
        gradients, _ = session.input_gradients(noisy, target)
        if shifted and part.start == 0:
            shift = gradients[0].astype(np.float64)
        for gradient in gradients:  # one at a time and in place: what is added up stays in the processor's cache
            found = np.abs(gradient) if sizes else gradient
            if paired and first is None:
                first = found
                continue
            if first is not None:
                found, first = (first + found) / 2, None
            np.subtract(found, shift, out=step)
            sums[0] += step
            power[:] = step
            for total in sums[1:]:
                power *= step
                total += power
        if drawn.done >= block:
            yield sums, drawn.done // block, drawn


def _noises(request: Request, size: tuple[int, ...], paired: bool) -> Iterator[np.ndarray]:
    """Yield normal numbers without end, (h, w, c) float32; paired: each second one is the opposite of that before."""
    rng = np.random.default_rng(request.seed)
    while True:
        drawn = rng.standard_normal(size, np.float32)
        yield drawn
        if paired:
            yield -drawn


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
