"""Many jobs for one engine, each answered: what a slot, which keeps only its latest job, cannot do.

The interface is that of `concurrent.futures`, so that another executor can take the place of this one: on other
machines, for example. See docs/adr/0016-executor.md.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, overload

from engine.errors import Code, SaliscopeError
from engine.process.jobs import Job, Opening, Prediction, SideJob, UnitJob
from engine.process.messages import Answer, Done, Event, GaveUp, JobEvent, Judged, OpenedBeside, Predicted

if TYPE_CHECKING:
    from engine.attribution.request import Attribution
    from engine.batch.rows import Result
    from engine.models.model_info import ModelInfo
    from engine.process.client import EngineClient

OnEstimate = Callable[["Attribution"], None]

# How many jobs are at the client at a time. With two, the next is there when one ends, and a side job of the window
# (a pane of a comparison) waits for two at most.
_HANDED_OVER = 2
_executors = count(1)  # no two use the same slots: what one is told late must not be taken for an answer to another


class Executor(Protocol):
    """Does every job that is submitted. A future ends in the job's result or in a SaliscopeError."""

    @overload
    def submit(self, job: Job, on_estimate: OnEstimate | None = None) -> Future[Attribution]: ...
    @overload
    def submit(self, job: Opening, on_estimate: OnEstimate | None = None) -> Future[ModelInfo]: ...
    @overload
    def submit(self, job: Prediction, on_estimate: OnEstimate | None = None) -> Future[Predicted]: ...
    @overload
    def submit(self, job: UnitJob, on_estimate: OnEstimate | None = None) -> Future[tuple[Result, ...]]: ...
    def submit(self, job: SideJob, on_estimate: OnEstimate | None = None) -> Future[Any]:
        """Have a job done. The executor numbers it: the job's own `job_id` is not used, nor is the `strip` told.

        on_estimate: told of every attribution before the complete one; they begin anew where the job is done again.
        """

    def shutdown(self) -> None:
        """Cancel every job. Whoever submits one afterwards gets a RuntimeError, as from `concurrent.futures`."""


@dataclass(eq=False)
class _Entry:
    """A job with its future, in a slot of its own."""

    slot: str
    job: SideJob
    future: Future[Any]
    on_estimate: OnEstimate | None
    result: Any = None
    gathered: list[Result] = field(default_factory=list)
    _runs: bool | None = None

    def begin(self) -> bool:
        """Have the future run, after which nobody can cancel it; return False where somebody did. Under the lock."""
        if self._runs is None:  # a future may be told only once
            self._runs = self.future.set_running_or_notify_cancel()
        return self._runs


class EngineExecutor:
    """An `Executor` on the side jobs of one engine process: first in, first out, after the question on screen.

    Only a `Prediction` may overtake the job before it, for the process makes it between two steps of that.

    A job that is interrupted by that question, or by the end of the process, is done again (docs/adr/0011). A future
    runs from its first estimate on; until then `Future.cancel` withdraws its job. Callbacks are called in the client's
    thread. Shut it down before the client is closed, which tells nothing afterwards.
    """

    def __init__(self, client: EngineClient) -> None:
        self._client = client
        self._prefix = f"executor {next(_executors)} "
        self._numbers = count(1)
        self._lock = threading.Lock()  # `submit`, `cancel` and `shutdown` come from any thread
        self._waiting: dict[str, _Entry] = {}  # by slot, the oldest first
        self._handed_over: dict[str, _Entry] = {}
        self._shut_down = False
        client.listen(self._prefix, self._receive)

    def submit(self, job: SideJob, on_estimate: OnEstimate | None = None) -> Future[Any]:
        """Have a job done, see `Executor`. Where the engine gave up, its error is the outcome at once."""
        number = next(self._numbers)
        entry = _Entry(f"{self._prefix}{number}", replace(job, job_id=number), Future(), on_estimate)
        with self._lock:
            if self._shut_down:
                raise RuntimeError("no job can be submitted after shutdown")
            self._waiting[entry.slot] = entry
        # By its slot: a future that knew its entry would be a circle, and its result would wait for the collector.
        entry.future.add_done_callback(partial(self._after, entry.slot))
        failure = self._client.failure  # after the job is in the list: a `GaveUp` that comes now finds it there
        if failure is not None:
            self._fail(entry, failure)
        self._hand_over()
        return entry.future

    def shutdown(self) -> None:
        """Cancel every job: the futures that run already end in SaliscopeError(CANCELLED)."""
        with self._lock:
            self._shut_down = True
        for entry in self._entries():
            if not entry.future.cancel():
                self._fail(entry, SaliscopeError(Code.CANCELLED))
        self._client.listen(self._prefix, None)

    # Inside. Whoever takes an entry out of both dictionaries is the one who ends its future.

    def _entries(self) -> list[_Entry]:
        with self._lock:
            return [*self._waiting.values(), *self._handed_over.values()]

    def _hand_over(self) -> None:
        """Give the client the next jobs, as many as may be there at a time."""
        with self._lock:
            while self._waiting and len(self._handed_over) < _HANDED_OVER and not self._shut_down:
                slot = next(iter(self._waiting))
                self._handed_over[slot] = self._waiting.pop(slot)
                self._client.do_beside(slot, self._handed_over[slot].job)

    def _withdraw(self, entry: _Entry) -> bool:
        """Want a job no longer, and go on; return whether its future is still to be ended."""
        with self._lock:
            if self._handed_over.pop(entry.slot, None) is not None:
                self._client.withdraw(entry.slot)
            elif self._waiting.pop(entry.slot, None) is None:
                return False
            open_still = entry.begin()
        self._hand_over()
        return open_still

    def _after(self, slot: str, future: Future[Any]) -> None:
        with self._lock:
            entry = self._handed_over.get(slot) or self._waiting.get(slot)
        if future.cancelled() and entry is not None:
            self._withdraw(entry)

    def _fail(self, entry: _Entry, error: Exception) -> None:
        if self._withdraw(entry):
            entry.future.set_exception(error)

    def _receive(self, event: Event) -> None:
        """Take what the client tells, in its thread."""
        if isinstance(event, GaveUp):  # else the futures would wait for a process that may never come
            for entry in self._entries():
                self._fail(entry, event.error)
        elif isinstance(event, JobEvent):
            self._receive_about_job(event)

    def _receive_about_job(self, event: JobEvent) -> None:
        with self._lock:
            entry = self._handed_over.get(event.slot)
            if entry is None or not entry.begin():
                return
            if isinstance(event, Done):
                del self._handed_over[event.slot]
        match event:
            case Answer() if event.attribution.fraction < 1:
                self._tell(entry, event.attribution)
            case Answer():
                entry.result = event.attribution
            case OpenedBeside():
                entry.result = event.info
            case Predicted():
                entry.result = event
            case Judged():
                entry.gathered.append(event.result)
            case Done():
                self._end(entry, event.error)

    def _tell(self, entry: _Entry, estimate: Attribution) -> None:
        if entry.on_estimate is not None:
            try:
                entry.on_estimate(estimate)
            except Exception as fault:  # the client's thread must outlive it: it supervises the process
                self._fail(entry, fault)

    def _end(self, entry: _Entry, error: SaliscopeError | None) -> None:
        """End the future of a job that is over, with what came of it: all of it may have come before the error."""
        self._hand_over()  # first: the future's callbacks may take their time
        if isinstance(entry.job, UnitJob) and error is None:
            entry.result = tuple(entry.gathered)
        if entry.result is not None:
            entry.future.set_result(entry.result)
        else:
            entry.future.set_exception(error or SaliscopeError(Code.CANCELLED))
