"""Integrated Gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS, chunks
from engine.methods.method import Estimate, Option, number
from engine.methods.perturbation import baseline, baseline_option

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session

STEPS = number("steps", 50, 4, 500)
BASELINE = baseline_option("black")
COMPLETENESS = Option("completeness", 0.02, 0, 0.2, 0.01)  # 0: never more steps than asked for
_FINEST = 9  # times as many steps at most


def integrated_gradients(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_c (x - x0) * integral over t in 0..1 of ds/dx at x0 + t (x - x0) (Sundararajan, Taly, Yan, 2017).

    The map's sum is s(x) - s(x0). The integral is the midpoint rule, its points taken in an order that is even from
    the first. Where the sum is off by more than `COMPLETENESS`, each third is halved anew: the midpoints of n steps are
    among those of 3 n, so nothing is thrown away; the fraction then falls back.
    """
    target, start = session.target(request), baseline(session, BASELINE.choice_of(request))
    difference, change = session.x - start, float(np.subtract(*session.scores(np.stack([session.x, start]), target)))
    total, count, steps = np.zeros(session.x.shape), 0, STEPS.whole_of(request)
    finest, points = _finest(request), _scattered(_midpoints(steps))
    while True:
        for part in chunks(session, len(points), FIRST_GRADIENTS):
            inputs = start + points[part, None, None, None] * difference
            total += session.input_gradients(inputs, target)[0].sum(axis=0, dtype=np.float64)
            count += len(inputs)
            estimate = _estimate((difference * total).sum(axis=-1) / count, change, count / steps)
            if count < steps:
                yield estimate
        if steps >= finest or (estimate.gap or 0) <= COMPLETENESS.of(request):
            break
        steps *= 3
        points = _scattered(np.delete(_midpoints(steps), np.s_[1::3]))
    yield estimate


def _finest(request: Request) -> int:
    return STEPS.whole_of(request) * (_FINEST if COMPLETENESS.of(request) > 0 else 1)


def _estimate(values: np.ndarray, change: float, fraction: float) -> Estimate:
    return Estimate(values, fraction, gap=abs(float(values.sum()) - change) / (abs(change) or 1))


def _midpoints(count: int) -> np.ndarray:
    return ((np.arange(count) + 0.5) / count).astype(np.float32)


def _scattered(points: np.ndarray) -> np.ndarray:
    """Return points in an order of which any first few lie evenly: mirrored pairs, bit-reversed (van der Corput)."""
    half = (len(points) + 1) // 2
    bits = half.bit_length()
    order = sorted(range(half), key=lambda index: f"{(index - half // 4) % half:0{bits}b}"[::-1])
    return points[[place for index in order for place in dict.fromkeys((index, len(points) - 1 - index))]]
