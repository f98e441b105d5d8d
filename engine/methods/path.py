"""Integrated Gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS, chunks
from engine.methods.method import Estimate, Option, choice, number
from engine.methods.perturbation import baseline, baseline_option
from engine.methods.reduction import of_sum

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

STEPS = number("steps", 50, 4, 500)
BASELINE = baseline_option("black")
RULE = choice("rule", "midpoint", "trapezoid", default="midpoint")  # trapezoid: both ends of the path, at half weight
COMPLETENESS = Option("completeness", 0.02, 0, 0.2, 0.01)  # 0: never more steps than asked for
_FINEST = 9  # times as many steps at most: steps are cut into three twice


def integrated_gradients(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_c (x - x0) * integral over t in 0..1 of ds/dx at x0 + t (x - x0) (Sundararajan, Taly, Yan, 2017).

    The map's sum is s(x) - s(x0). The integral is computed by the midpoint or the trapezoid rule, at points whose order
    covers the path evenly from the first. Where the sum is off by more than `COMPLETENESS`, each step is cut into
    three: the old points are among the new ones, so nothing is computed twice; the fraction then falls back.
    """
    target, start = session.target(request), baseline(session, BASELINE.choice_of(request))
    difference, change = session.x - start, float(np.subtract(*session.scores(np.stack([session.x, start]), target)))
    total, weight, done = np.zeros(session.x.shape), 0.0, 0
    rule, steps = RULE.choice_of(request), STEPS.whole_of(request)
    finest, points = _finest(request), _scattered(_points(rule, steps))
    while True:
        for part in chunks(session, len(points), FIRST_GRADIENTS):
            inputs = start + points[part, None, None, None] * difference
            weights = _weights(rule, points[part])
            total += np.einsum("n,nhwc->hwc", weights, session.input_gradients(inputs, target)[0])
            weight, done = weight + weights.sum(), done + len(inputs)
            estimate = _estimate(difference * total / weight, request, change, done / steps)
            if done < steps:
                yield estimate
        if 3 * steps > finest or (estimate.gap or 0) <= COMPLETENESS.of(request):
            break
        steps, points = _finer(rule, steps)
    yield estimate


def _finest(request: Request) -> int:
    return STEPS.whole_of(request) * (_FINEST if COMPLETENESS.of(request) > 0 else 1)


def _estimate(values: np.ndarray, request: Request, change: float, fraction: float) -> Estimate:
    """Return the estimate of (h, w, c) values. The gap is that of their whole sum, however the channels are reduced."""
    gap = abs(float(values.sum()) - change) / (abs(change) or 1)
    return Estimate(of_sum(values, request), fraction, gap=gap)


def _points(rule: str, count: int) -> np.ndarray:
    """Return `count` points of 0..1, float32: the middles of as many steps, or their ends and the path's."""
    if rule == "trapezoid":
        return np.linspace(0, 1, count, dtype=np.float32)
    return ((np.arange(count) + 0.5) / count).astype(np.float32)


def _weights(rule: str, points: np.ndarray) -> np.ndarray:
    ends = (points == 0) | (points == 1)
    return np.where(ends & (rule == "trapezoid"), 0.5, 1.0)


def _finer(rule: str, count: int) -> tuple[int, np.ndarray]:
    """Return how many points there are when each step is cut into three, and those that are new."""
    finer, known = (3 * count - 2, np.s_[::3]) if rule == "trapezoid" else (3 * count, np.s_[1::3])
    return finer, _scattered(np.delete(_points(rule, finer), known))


def _scattered(points: np.ndarray) -> np.ndarray:
    """Return points in an order of which any first few lie evenly: mirrored pairs, bit-reversed (van der Corput)."""
    half = (len(points) + 1) // 2
    bits = half.bit_length()
    order = sorted(range(half), key=lambda index: f"{(index - half // 4) % half:0{bits}b}"[::-1])
    return points[[place for index in order for place in dict.fromkeys((index, len(points) - 1 - index))]]
