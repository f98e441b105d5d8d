"""How far to trust the maps of one image of a batch: that of the plan's method, and those of further ones."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from engine.attribution.explain import explain
from engine.batch.units import split_methods
from engine.errors import Code, SaliscopeError
from engine.measures import TrustRequest
from engine.measures.kept import MethodMeasures, kept
from engine.measures.measuring import measure
from engine.measures.subject import Subject
from engine.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from engine.attribution.request import Attribution, Request
    from engine.attribution.session import Session
    from engine.batch.plan import Plan
    from engine.batch.reading import Asked

Step = TypeVar("Step")


@dataclass
class Clock:
    """How long the steps of a generator take, without what is done in between. seconds: so far."""

    seconds: float = 0.0

    def timed(self, steps: Iterator[Step]) -> Iterator[Step]:
        """Yield the same steps."""
        while True:
            start = time.perf_counter()
            try:
                step = next(steps)
            except StopIteration:
                return
            finally:
                self.seconds += time.perf_counter() - start
            yield step


def explained(session: Session, request: Request, clock: Clock) -> Generator[None, None, Attribution]:
    """Yield None for each step between two and return the finished map. Raises as `explain`."""
    finished = None
    for attribution in clock.timed(explain(session, request)):
        if finished is not None:
            yield None
        finished = attribution
    assert finished is not None
    return finished


def measured(
    plan: Plan, asked: Asked, attribution: Attribution, clock: Clock
) -> Generator[None, None, tuple[MethodMeasures, ...]]:
    """Yield None after each step and return the measures of the plan's map, and of those of further methods.

    attribution: the plan's map; clock: what it took, which goes on. A further method that this image's map cannot be
    made with has no values.
    """
    if not plan.measures:
        return ()
    yield None
    own = yield from _measures(plan, asked, asked.question.session, attribution, clock.seconds, clock)
    found = [own]
    for method in split_methods(plan.further_methods, plan.method, asked.question.session.classifier.info)[0]:
        found.append((yield from _of_further(plan, asked, attribution, method, clock)))
    return tuple(found)


def request_of(request: Request, method: str, layer: str | None, seed: int) -> Request:
    """Return what is asked of a further method: the same class, at the plan's layer, with the method's own options."""
    row = METHODS[method]
    return replace(request, method=method, layer=layer if row.needs_layer else None, options=(), seed=seed)


def _of_further(
    plan: Plan, asked: Asked, own: Attribution, method: str, clock: Clock
) -> Generator[None, None, MethodMeasures]:
    # A session of its own: what another method has left in the image's would make this one look faster than it is.
    session = asked.question.session.on(asked.question.session.pixels)
    request = request_of(own.request, method, plan.layer, plan.seed)
    before = clock.seconds
    try:
        attribution = yield from explained(session, request, clock)
    except SaliscopeError as fault:
        if fault.code is Code.CANCELLED:
            raise
        return kept(method, plan.measures, (), clock.seconds - before)
    yield None
    return (yield from _measures(plan, asked, session, attribution, clock.seconds - before, clock))


def _measures(
    plan: Plan, asked: Asked, session: Session, attribution: Attribution, seconds: float, clock: Clock
) -> Generator[None, None, MethodMeasures]:
    request = attribution.request
    subject = Subject(session, attribution.values, request, plan.seed, other_fit=asked.other_fit)
    steps = measure(subject, TrustRequest(request, plan.measures, plan.measure_options, plan.seed))
    found = []
    for each in clock.timed(steps):
        if each.fraction >= 1:
            found.append(each)
        yield None
    return kept(request.method, plan.measures, found, seconds)
