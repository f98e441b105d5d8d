"""Integrated Gradients."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import FIRST_GRADIENTS, chunks
from engine.methods.enough import FEWEST
from engine.methods.method import Estimate, Option, choice, number
from engine.methods.perturbation import baseline, baseline_option
from engine.methods.reduction import of_sum

if TYPE_CHECKING:
    from engine.attribution.request import Request, Target
    from engine.attribution.session import Session

STEPS = number("steps", 50, 4, 500)
BASELINE = baseline_option("black")
# trapezoid: both ends of the path, at half weight. adaptive: trapezoids, narrow where the gradient changes.
RULE = choice("rule", "midpoint", "trapezoid", "gauss-legendre", "adaptive", default="adaptive")
COMPLETENESS = Option("completeness", 0.02, 0, 0.2, 0.01)  # 0: never more steps than asked for
_FINEST = 9  # times as many steps at most: steps are cut into three twice
_STEADY = 0.02  # standard error as a share of the map's mean size at which fewer steps than asked for will do
_ROOM = 1 << 26  # numbers that the maps at all points may hold, 256 MiB
_FIRST = (0, 1 / 8, 1 / 2, 1)  # as many as FIRST_GRADIENTS; what is nearly empty changes a network's mind the most


def integrated_gradients(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_c (x - x0) * integral over t in 0..1 of ds/dx at x0 + t (x - x0) (Sundararajan, Taly, Yan, 2017).

    The map's sum is s(x) - s(x0). Where it is off by more than `COMPLETENESS` there are more steps than were asked for,
    except by Gauss and Legendre's rule, whose points are no part of a finer one's.
    """
    run = _by_panels if RULE.choice_of(request) == "adaptive" else _by_rule
    yield from run(session, request, session.target(request), baseline(session, BASELINE.choice_of(request)))


# Rules that are set beforehand


def _by_rule(session: Session, request: Request, target: Target, start: np.ndarray) -> Iterator[Estimate]:
    """Yield the integral by a rule whose points come in an order that covers the path evenly from the first.

    Where the sum is off, each step is cut into three: the old points are among the new ones, so nothing is computed
    twice; the fraction then falls back.
    """
    difference, change = session.x - start, float(np.subtract(*session.scores(np.stack([session.x, start]), target)))
    total, weight, done = np.zeros(session.x.shape), 0.0, 0
    rule, steps = RULE.choice_of(request), STEPS.whole_of(request)
    finest = steps if rule == "gauss-legendre" else _most(request)
    points, weights = _scattered(*_points(rule, steps))
    while True:
        for part in chunks(session, len(points), FIRST_GRADIENTS):
            inputs = start + points[part, None, None, None] * difference
            total += np.einsum("n,nhwc->hwc", weights[part], session.input_gradients(inputs, target)[0])
            weight, done = weight + weights[part].sum(), done + len(inputs)
            values = difference * total / weight
            estimate = Estimate(of_sum(values, request), done / steps, gap=_gap(float(values.sum()), change))
            if done < steps:
                yield estimate
        if 3 * steps > finest or (estimate.gap or 0) <= COMPLETENESS.of(request):
            break
        steps, points, weights = _finer(rule, steps)
    yield estimate


def _most(request: Request) -> int:
    return STEPS.whole_of(request) * (_FINEST if COMPLETENESS.of(request) > 0 else 1)


def _gap(found: float, change: float) -> float:
    return abs(found - float(change)) / (abs(float(change)) or 1)


def _points(rule: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `count` points of 0..1, float32, and their weights: the middles of as many steps, or their ends and the
    path's, or the roots of Legendre's polynomial.
    """
    if rule == "gauss-legendre":
        roots, weights = np.polynomial.legendre.leggauss(count)
        return ((roots + 1) / 2).astype(np.float32), weights * count / 2
    weights = np.ones(count)
    if rule == "midpoint":
        return ((np.arange(count) + 0.5) / count).astype(np.float32), weights
    weights[[0, -1]] = 0.5
    return np.linspace(0, 1, count, dtype=np.float32), weights


def _finer(rule: str, count: int) -> tuple[int, np.ndarray, np.ndarray]:
    """Return how many points there are when each step is cut into three, and those that are new with their weights."""
    finer, known = (3 * count - 2, np.s_[::3]) if rule == "trapezoid" else (3 * count, np.s_[1::3])
    points, weights = _points(rule, finer)
    return finer, *_scattered(np.delete(points, known), np.delete(weights, known))


def _scattered(points: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return points in an order of which any first few lie evenly: mirrored pairs, bit-reversed (van der Corput)."""
    half = (len(points) + 1) // 2
    bits = half.bit_length()
    order = sorted(range(half), key=lambda index: f"{(index - half // 4) % half:0{bits}b}"[::-1])
    places = [place for index in order for place in dict.fromkeys((index, len(points) - 1 - index))]
    return points[places], weights[places]


# Panels


class _Panels:
    """The path in panels of many widths, and what is known at their ends, in the path's order.

    t: (n,) places, 0..1. Of each: its map, (h, w) float32, sum_c (x - x0) ds/dx there; its slope, the map's whole sum,
    which is ds/dt; and its score s. Of each panel: how much the map changes in it. What panels add up to is kept, so
    that a new place takes as long among many as among few.
    """

    def __init__(self, size: tuple[int, ...]) -> None:
        self.t: list[float] = []
        self._maps: list[np.ndarray] = []
        self._slopes: list[float] = []
        self._scores: list[float] = []
        self._changes: list[float] = []
        self._total, self._variance = np.zeros((2, *size[:2]))

    def add(self, t: np.ndarray, maps: np.ndarray, slopes: np.ndarray, scores: np.ndarray) -> None:
        """Take in new places, in any order."""
        for place, found, slope, score in zip(t, maps, slopes, scores, strict=True):
            at = bisect(self.t, place)
            if 0 < at < len(self.t):
                self._count(at - 1, -1)
                del self._changes[at - 1]
            known = (self.t, place), (self._maps, found), (self._slopes, slope), (self._scores, score)
            for values, value in known:
                values.insert(at, value)
            for panel in range(max(0, at - 1), min(at + 1, len(self.t) - 1)):
                self._changes.insert(panel, float(np.abs(self._count(panel, 1)).mean()))

    def worst(self, count: int) -> np.ndarray:
        """Return the middles of the panels, (count,) at most, where the map is likely to be wrong the most.

        What a panel may be off by: its width times the gradient's change in it, or what the score does there that the
        panel's area does not tell, whichever is more. Of equals the widest come first.
        """
        t, slopes = np.array(self.t), np.array(self._slopes)
        width = np.diff(t)
        untold = np.abs(np.diff(self._scores) - width * (slopes[1:] + slopes[:-1]) / 2)
        off = np.maximum(width * np.array(self._changes) / 2, untold / self._total.size)
        return (t[:-1] + width / 2)[np.lexsort((-width, -off))[:count]]

    def estimate(self, fraction: float) -> Estimate:
        """Return the trapezoids' sum and its standard error, as if in each panel the gradient jumped at a random place.

        A jump by d somewhere in a panel of width w makes an error of variance w^2 d^2 / 12: networks of ReLUs jump.
        """
        gap = _gap(float(np.trapezoid(self._slopes, self.t)), self._scores[-1] - self._scores[0])
        error = float(np.sqrt(np.maximum(self._variance, 0)).mean())
        return Estimate(self._total.copy(), fraction, error, gap)

    def _count(self, panel: int, times: int) -> np.ndarray:
        """Add a panel to the sums, or take it off by -1. Returns by how much the map changes in it, (h, w)."""
        before, after = self._maps[panel : panel + 2]
        width, step = self.t[panel + 1] - self.t[panel], after - before
        self._total += np.add(before, after, dtype=np.float64) * (times * width / 2)
        self._variance += np.square(step, dtype=np.float64) * (times * width**2 / 12)
        return step


def _by_panels(session: Session, request: Request, target: Target, start: np.ndarray) -> Iterator[Estimate]:
    """Yield the integral by trapezoids: in each round the worst panels are cut in two.

    Rounds do not depend on how many points go through the network at once. The ends give s(x) and s(x0) besides.
    Fewer steps than asked for will do where the map is steady and its sum right; the sum alone may be right by luck.
    """
    panels, difference = _Panels(session.x.shape), session.x - start
    goal = STEPS.whole_of(request)
    most = max(goal, min(_most(request), _ROOM // session.x[..., 0].size))
    points = np.array(_FIRST)
    while True:
        for part in chunks(session, len(points), len(points)):
            inputs = start + points[part, None, None, None].astype(np.float32) * difference
            gradients, scores = session.input_gradients(inputs, target)
            products = gradients * difference
            maps = np.stack([of_sum(product, request) for product in products])
            panels.add(points[part], maps, products.sum(axis=(1, 2, 3), dtype=np.float64), scores)
            known = len(panels.t)
            estimate = panels.estimate(known / goal)
            if 1 < known < goal:
                yield estimate
        complete = (estimate.gap or 0) <= COMPLETENESS.of(request) > 0
        if known == most or (complete and (known == goal or _is_steady(estimate, known))):
            break
        if known == goal:
            goal = min(most, known + known // 2)
        points = panels.worst(_further(known, goal - known))
    yield replace(estimate, fraction=1.0)


def _further(known: int, left: int) -> int:
    """Return how many points make the next round: a third of those known, but at least four, as few take longer each.

    What would be left over for a small last round is asked with them.
    """
    count = max(FIRST_GRADIENTS, known // 3)
    return left if 2 * left < 3 * count else count


def _is_steady(estimate: Estimate, known: int) -> bool:
    return known >= FEWEST and (estimate.error or 0) <= _STEADY * float(np.abs(estimate.values).mean())
