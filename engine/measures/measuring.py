"""Measuring a map: the one place where measures run."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import Code
from engine.measures import MEASURES, Measure, Measured, Need, TrustRequest, Why
from engine.measures.asking import find_measure_options, find_measures
from engine.measures.trust import Trust
from engine.system.faults import as_error

if TYPE_CHECKING:
    from engine.measures.subject import Subject


def measure(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield what each measure of the request finds, ever more complete, with its verdict; the last of each has all.

    Between any two the caller may do something else, or stop. What one measure cannot compute is told as such, and the
    others go on. Raises SaliscopeError: MEASURE_UNKNOWN, OPTION_UNKNOWN, OPTION_RANGE.
    """
    for row in _checked(request):
        yield from _measured(row, subject, request)


def measured(subject: Subject, request: TrustRequest, on_found: Callable[[Measured], None] | None = None) -> Trust:
    """Return all that is found. on_found: told of each finding as it comes. Raises SaliscopeError as `measure`."""
    found = []
    for one in measure(subject, request):
        if on_found is not None:
            on_found(one)
        if one.fraction >= 1:
            found.append(one)
    return Trust(request, tuple(found))


def obstacle(row: Measure, subject: Subject) -> Why | None:
    """Return why a measure cannot be made of a map, None where it can."""
    if Need.METHOD in row.needs and subject.elsewhere:
        return Why.MAP_FROM_ELSEWHERE
    if Need.OTHER_FIT in row.needs and subject.other_fit is None:
        return Why.NO_OTHER_FIT
    return None


def _measured(row: Measure, subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    start, before = time.perf_counter(), subject.passes
    reason = obstacle(row, subject)
    if reason is not None:
        yield Measured(row.id, why=reason)
        return
    try:
        for found in row.run(subject, request):
            seconds, passes = time.perf_counter() - start, subject.passes - before
            yield replace(_judged(row, found), seconds=seconds, passes=passes)
    except Exception as fault:  # of any kind: TensorFlow has its own for what a model cannot do
        error = as_error(fault)
        if error.code is Code.CANCELLED:
            raise
        if error.code is Code.ENGINE_FAULT:
            warnings.warn(f"{row.id} was not measured: {error.params['reason']}", RuntimeWarning, stacklevel=1)
        yield Measured(row.id, why=Why.FAILED, seconds=time.perf_counter() - start, passes=subject.passes - before)


def _judged(row: Measure, found: Measured) -> Measured:
    if row.thresholds is None or found.value is None or found.fraction < 1:
        return found
    return replace(found, verdict=row.thresholds.verdict(found.value))


def _checked(request: TrustRequest) -> list[Measure]:
    find_measure_options(request.options)
    return [MEASURES[name] for name in find_measures(request.measures)]
