"""The unit of work: from some photographs and a plan to a row and files for each. It writes nothing.

Photographs are read, and files made, by a few threads while TensorFlow computes; one pass over the model looks at a
whole group where the method allows it.
"""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.plan import Aim
from engine.batch.rows import Result
from engine.batch.units import group_size, refused
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from engine.batch.finding_out import Found
    from engine.batch.plan import Plan
    from engine.batch.reading import Asked
    from engine.batch.rows import Photograph, Unit
    from engine.models.classifier import Classifier
    from engine.models.model_info import ModelInfo

_THREADS = 2


def work(
    classifier: Classifier, unit: Unit, turn: AbstractContextManager[object] | None = None
) -> Generator[Result | None, None, None]:
    """Yield a `Result` for each photograph, in the unit's order, and None for each step in between.

    Between any two the caller may do something else, or stop for good. A photograph that cannot be read or explained
    is a row with its error, never an end. turn: held while the model is asked, where several units are under way: one
    reads and draws while the other computes.
    Raises SaliscopeError(MODEL_CHANGED) where the model is not the plan's, and as `Classifier.through`.
    """
    plan = unit.plan
    if classifier.info.sha256 != plan.model_sha256:
        raise SaliscopeError(Code.MODEL_CHANGED, name=classifier.info.path.name)
    turn = turn or nullcontext()
    with turn:  # looking through another port traces the network
        classifier = classifier.through(plan.port)
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="unit")
    try:
        yield from _Work(classifier, unit, pool, turn).results()
    finally:
        pool.shutdown(cancel_futures=True)


class _Work:
    """A unit under way."""

    def __init__(
        self, classifier: Classifier, unit: Unit, pool: ThreadPoolExecutor, turn: AbstractContextManager[object]
    ) -> None:
        from engine.system.runtime import device_kind

        self._classifier = classifier
        self._unit = unit
        self._pool = pool
        self._turn = turn
        self._device = device_kind()
        self._size = group_size(unit.plan, classifier.info)
        self._info = _named(classifier.info, unit.plan)
        self._made: deque[Future[Result]] = deque()  # in the order of the photographs

    def results(self) -> Iterator[Result | None]:
        """Yield as `work` does: read one group ahead, and make the files of the last one behind."""
        photographs, size = self._unit.photographs, self._size
        groups = [photographs[start : start + size] for start in range(0, len(photographs), size)]
        reading = self._read(groups[0]) if groups else []
        for number in range(len(groups)):
            asked: list[Asked | Result] = []
            for each in reading:
                asked.append(each.result())
                yield None
            reading = self._read(groups[number + 1]) if number + 1 < len(groups) else []
            with self._turn:
                yield from self._explain(asked)
            while len(self._made) > size:
                yield self._made.popleft().result()
        while self._made:
            yield self._made.popleft().result()

    def _read(self, photographs: Sequence[Photograph]) -> list[Future[Asked | Result]]:
        return [self._pool.submit(self._asked, photograph) for photograph in photographs]

    def _asked(self, photograph: Photograph) -> Asked | Result:
        from engine.batch.reading import asked_of

        try:
            return asked_of(self._classifier, self._unit.plan, photograph)
        except Exception as fault:
            return self._refused(photograph, fault)

    def _explain(self, group: Sequence[Asked | Result]) -> Iterator[None]:
        """Explain a group, and have the files made of each answer."""
        start = time.perf_counter()
        asked = [each for each in group if not isinstance(each, Result)]
        self._look_ahead(asked)
        yield None
        share = (time.perf_counter() - start) / max(len(asked), 1)
        for each in group:
            if isinstance(each, Result):
                self._keep(each)
            else:
                yield from self._explain_one(each, share)

    def _look_ahead(self, asked: Sequence[Asked]) -> None:
        """Run the model once for the whole group. If that fails, each image reports its own error."""
        from engine.attribution.explain import look_ahead

        if not asked:
            return
        request = asked[0].question.request
        if self._unit.plan.aim is Aim.TRUTH:  # another for each: only what lies behind the layer runs again
            request = replace(request, target=None)
        sessions = [each.question.session for each in asked]
        # Always as many: with other numbers of pictures TensorFlow rounds otherwise, and a run that was interrupted
        # would differ in its last bits from one that was not.
        sessions += sessions[-1:] * (self._size - len(sessions))
        with suppress(Exception):
            look_ahead(sessions, request)

    def _explain_one(self, asked: Asked, seconds: float) -> Iterator[None]:
        """Explain an image and measure its maps. seconds: what the group's pass took of it."""
        from engine.batch.finding_out import Found
        from engine.batch.measuring import Clock, explained, measured

        clock = Clock(seconds)
        try:
            attribution = yield from explained(asked.question.session, asked.question.request, clock)
            measures = yield from measured(self._unit.plan, asked, attribution, clock)
        except Exception as fault:
            self._keep(self._refused(asked.photograph, fault))
            return
        found = Found(asked, attribution, asked.seconds + clock.seconds, measures)
        self._made.append(self._pool.submit(self._result, found))

    def _result(self, found: Found) -> Result:
        from engine.batch.finding_out import result_of

        start = time.perf_counter()
        try:
            made = result_of(self._unit, self._info, self._device, found)
        except Exception as fault:
            return self._refused(found.asked.photograph, fault)
        seconds = found.seconds + time.perf_counter() - start
        return replace(made, row=replace(made.row, seconds=seconds))

    def _keep(self, result: Result) -> None:
        done: Future[Result] = Future()
        done.set_result(result)
        self._made.append(done)

    def _refused(self, photograph: Photograph, fault: Exception) -> Result:
        from engine.system.faults import as_error

        return refused(self._unit.plan, photograph, as_error(fault))


def _named(info: ModelInfo, plan: Plan) -> ModelInfo:
    """Return the model as whoever asks knows it: its path, and the class names in use if they are as many."""
    labels = plan.labels if len(plan.labels) == len(info.labels) else info.labels
    return replace(info, path=plan.model, labels=labels)
