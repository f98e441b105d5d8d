"""Who does units of work: the protocol, and threads of this process."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

from engine.batch.work import work
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.batch.rows import Result, Unit
    from engine.models.classifier import Classifier

_TOGETHER = 2  # units under way
Results = tuple["Result", ...]


class Workers(Protocol):
    """Does every unit that is submitted: a future ends in a result for each photograph, in order, or in its error.

    room: how many units may be under way, so that nobody who works is ever without one. A submitted unit may hold
    files, so whoever goes through a folder submits no more than that.
    """

    @property
    def room(self) -> int:
        """How many units to have under way."""

    def submit(self, unit: Unit) -> Future[Results]:
        """Have a unit done. Its error is a SaliscopeError."""

    def shutdown(self) -> None:
        """Cancel every unit, and leave no process, thread or temporary file behind."""


class LocalWorkers:
    """Threads of this process, with an opened model: one unit is read and drawn while another asks the model."""

    room = _TOGETHER + 1

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._pool = ThreadPoolExecutor(_TOGETHER, thread_name_prefix="batch")
        self._turn = threading.Lock()
        self._stopping = threading.Event()

    def submit(self, unit: Unit) -> Future[Results]:
        """Have a unit done, see `Workers`."""
        return self._pool.submit(self._done, unit)

    def shutdown(self) -> None:
        """Cancel every unit; those that are under way end at their next step."""
        self._stopping.set()
        self._pool.shutdown(cancel_futures=True)

    def _done(self, unit: Unit) -> Results:
        from engine.system.faults import as_error

        try:
            return tuple(self._results(unit))
        except Exception as fault:
            raise as_error(fault) from fault

    def _results(self, unit: Unit) -> list[Result]:
        results = []
        with closing(work(self._classifier, unit, self._turn)) as steps:  # closed, it gives the turn to the next
            for result in steps:
                if self._stopping.is_set():
                    raise SaliscopeError(Code.CANCELLED)
                if result is not None:
                    results.append(result)
        return results
