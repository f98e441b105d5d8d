"""Errors of maps of few passes, and what they cost: one method on one model, ours and Xplique's in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import inf
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from benchmarks import subjects
from benchmarks.convergence.errors import Limit
from benchmarks.convergence.points import Found, Point
from benchmarks.convergence.rows import TIMES, Row
from engine.attribution.explain import explain
from engine.models.classifier import Classifier

_MORE = 1.3  # of Xplique's passes that are always tried; where they do not do, more follow, up to `_MOST`
_MOST = 2.2  # of Xplique's passes: where we need more than so many, the table says that we do not get there
_ALL = 4  # times the passes of the largest number are those of all numbers of both sides
_CONVERGED = 100_000  # the first seed of converged maps, which no other map has
_REPEATS = "independent repeats"


class Run(NamedTuple):
    """A map, (h, w) float64 at the input's size, and what it cost."""

    values: np.ndarray
    passes: int
    seconds: float


Theirs = Callable[[int], Run]  # Xplique's map of a number
Runs = Mapping[float, list[Run]]


def measure(name: str, model: Classifier, row: Row, theirs: Theirs, seconds: float, repeats: int) -> Found:
    """Measure both libraries. seconds: to spend, about; repeats: maps of each number, at least 2."""
    ours = _Ours(model, row)
    cost = _cost(ours, theirs, row)
    affordable = [number for number in row.theirs if repeats * cost * _ALL * row.passes(number) <= seconds / 2]
    mine, other = _in_turns(ours, theirs, row, affordable or list(row.theirs[:1]), repeats)
    sides = _Sides(ours, theirs, row, mine, other)
    converged = _converged(sides, seconds / 2 / cost)
    found = _found(name, sides, converged)
    for count in row.counts(_MOST * row.passes(max(other))):
        if count not in mine and found.share("seconds") is None:
            mine[count] = [run for turn in range(repeats) for _, run in ours.maps([count], turn)]
            found = _found(name, sides, converged)
    return found


class _Ours:
    """Our side: one image, the model's first answer to it, a method."""

    def __init__(self, model: Classifier, row: Row) -> None:
        self._model, self._row = model, row
        self._target = int(subjects.session(model, 0).logits.argmax())

    def run(self, count: float, seed: int) -> Run:
        """Return the finished map of a count."""
        return self._steps(count, seed)[-1]

    def maps(self, counts: Sequence[float], turn: int) -> Iterator[tuple[float, Run]]:
        """Yield our map for each count, drawn anew for each and in each turn."""
        if self._row.finest is not None:
            wanted = [share * self._row.converged_passes for share in counts]
            steps = self._steps(self._row.finest, turn, max(wanted))
            for share, passes in zip(counts, wanted, strict=True):
                yield share, next((step for step in steps if step.passes >= passes), steps[-1])
            return
        for count in counts:
            yield count, self.run(count, turn * len(self._row.ours) + self._row.ours.index(count))

    def _steps(self, count: float, seed: int, enough: float = inf) -> list[Run]:
        """Return the map as it grew until it took enough passes, where that is looked at; else the finished one."""
        session = subjects.session(self._model, 0)
        asked = subjects.request(self._model, self._row.method, self._target)
        asked = replace(asked, options=self._row.options(count), seed=seed)
        # The answer, which says what is explained, is known before either side begins.
        _, known = session.logits, session.passes
        start, steps = time.perf_counter(), []
        for answer in explain(session, asked):
            steps.append((answer.values, session.passes - known, time.perf_counter() - start))
            if steps[-1][1] >= enough:
                break
        kept = steps if self._row.finest is not None else steps[-1:]
        scale = self._row.scale(count)
        return [Run(scale * enlarged(values, session.x.shape[:2]), *spent) for values, *spent in kept]


class _Sides(NamedTuple):
    ours: _Ours
    theirs: Theirs
    row: Row
    mine: Runs
    other: Runs


class _Converged(NamedTuple):
    """Both sides' converged maps. times: how many times the passes of Xplique's own number ours took."""

    ours: Limit
    theirs: Limit
    times: float


def enlarged(values: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """Return a map at the input's size, float64; cells become pixels as Xplique makes them."""
    if values.shape != tuple(size):
        values = tf.image.resize(values[..., None], size, "bicubic").numpy()[..., 0]
    return values.astype(np.float64)


def _cost(ours: _Ours, theirs: Theirs, row: Row) -> float:
    """Return the seconds of a pass, the mean of both sides. The first maps trace, and are not counted."""
    count, number = row.cheap, row.first
    ours.run(count, 0), theirs(number)
    mine, other = ours.run(count, 1), theirs(number)
    return (mine.seconds / mine.passes + other.seconds / other.passes) / 2


def _in_turns(
    ours: _Ours, theirs: Theirs, row: Row, numbers: Sequence[int], repeats: int
) -> tuple[dict[float, list[Run]], dict[float, list[Run]]]:
    """Return maps of every count of ours and every number of Xplique's, each `repeats` times."""
    mine: dict[float, list[Run]] = {}
    other: dict[float, list[Run]] = {}
    for turn in range(repeats):
        for found, number in zip_longest(ours.maps(row.counts(_MORE * row.passes(numbers[-1])), turn), numbers):
            if number is not None:
                run = theirs(number)
                other.setdefault(number, []).append(run._replace(values=run.values * row.scale(number)))
            if found is not None:
                mine.setdefault(found[0], []).append(found[1])
    return mine, other


def _found(name: str, sides: _Sides, converged: _Converged | None) -> Found:
    """Return the curves of both sides. Without converged maps, repeats of the largest numbers are what counts."""
    row, mine, other = sides.row, sides.mine, sides.other
    if converged is None:
        own, its = (Limit(_values(side[max(side)]), row.offset) for side in (mine, other))
        return Found(name, row.name, _REPEATS, row.theirs[-1], _points(mine, own), _points(other, its))
    how = f"{converged.times:.0f} times the passes"
    return Found(name, row.name, how, row.theirs[-1], _points(mine, converged.ours), _points(other, converged.theirs))


def _converged(sides: _Sides, passes: float) -> _Converged | None:
    """Return the converged maps of both sides, or None where those of what is drawn take more passes than allowed.

    What Xplique computes from a fixed sequence has no repeats: it needs a converged map, ours.
    """
    row = sides.row
    share = min(1.0, passes / (row.converged_passes * (1 + row.random)))
    if row.sampled and row.random and share < 1:
        return None
    count, runs = row.converged(share)
    own = its = Limit([sides.ours.run(count, _CONVERGED + turn).values for turn in range(runs)], row.offset)
    if row.random:
        its = Limit([sides.theirs(TIMES * row.theirs[-1]).values], row.offset)
    spent = row.converged_passes if row.finest is not None else runs * row.passes(int(count))
    return _Converged(own, its, spent / row.passes(row.theirs[-1]))


def _points(side: Runs, limit: Limit) -> tuple[Point, ...]:
    """Return a curve, from few passes to many."""
    found = []
    for number, runs in side.items():
        seconds = min(run.seconds for run in runs)  # other work on the machine only ever adds to it
        found.append(Point(number, runs[0].passes, seconds, limit.error([run.values for run in runs])))
    return tuple(sorted(found, key=lambda point: point.passes))


def _values(runs: Sequence[Run]) -> list[np.ndarray]:
    return [run.values for run in runs]
