"""The supervisor of the engine process: what the window's engine thread runs.

Intents come in from any thread and are kept as "what is wanted": one model, one job, the latest of each. The loop in
`run` holds them against what the process is doing, and starts the process again when it dies or overruns.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.host import serve
from engine.messages import Answer, Cancel, Died, Done, Event, Explain, GaveUp, Open, Opened, OpenFailed, Ready
from engine.process import ENDED, EngineProcess

if TYPE_CHECKING:
    from engine.image import Image
    from engine.projection import Projection
    from engine.request import Port, Request


@dataclass(frozen=True)
class Limits:
    """Seconds the engine process may stay silent, and how often it may be started again."""

    open: float = 180
    step: float = 120
    cancel: float = 3
    close: float = 1
    restarts: int = 3
    within: float = 300


@dataclass(frozen=True, eq=False)
class Job:
    """A request with the photograph it is about."""

    generation: int
    request: Request
    image: Image
    projection: Projection
    strip: int = 0  # of how many classes the maps are wanted too


class EngineClient:
    """Supervises one engine process. `run` has its own thread and calls `on_event` there; the rest is thread-safe."""

    def __init__(self, on_event: Callable[[Event], None], device: str = "auto", limits: Limits | None = None) -> None:
        self._on_event = on_event
        self._device = device
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        # What is wanted; guarded by the lock
        self._model: Open | None = None
        self._job: Job | None = None
        self._cancelled = False
        self._restart_on: str | None = None
        self._closing = False
        # What is heard, as (process, message); (None, None) only wakes
        self._heard: queue.Queue[tuple[EngineProcess | None, Any]] = queue.Queue()
        # What the process is doing; touched by `run`'s thread only
        self._process: EngineProcess | None = None
        self._busy: Open | Explain | None = None
        self._deadline = 0.0
        self._cancelling = False
        self._last_good: Open | None = None
        self._holds_model = False
        self._sent: tuple[Any, ...] | None = None
        self._starts: deque[float] = deque()

    @property
    def pid(self) -> int | None:
        """The engine process's id, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def open_model(self, path: Path, port: Port | None = None) -> None:
        """Ask for a model, or for the open one through another port; whatever else is running is cancelled for it."""
        with self._lock:
            self._model, self._job = Open(path, port), None
        self._wake()

    def explain(self, job: Job) -> None:
        """Ask for an answer; an older job is cancelled or never started."""
        with self._lock:
            self._job = job
        self._wake()

    def cancel(self) -> None:
        """Stop what is running, by force if it does not listen."""
        with self._lock:
            self._job, self._model, self._cancelled = None, None, True
        self._wake()

    def restart(self, device: str) -> None:
        """Start the process anew on `device` ("auto" or "cpu"), also after giving up; the model is opened again."""
        with self._lock:
            self._restart_on = device
        self._wake()

    def close(self) -> None:
        """Make `run` end and the process with it."""
        with self._lock:
            self._closing = True
        self._wake()

    def run(self) -> None:
        """Supervise until `close`."""
        self._start()
        try:
            while not self._closing:
                self._follow_intents()
                self._wait()
        finally:
            self._end()

    def _wake(self) -> None:
        self._heard.put((None, None))

    # Intents

    def _follow_intents(self) -> None:
        with self._lock:
            device, self._restart_on = self._restart_on, None
            cancelled, self._cancelled = self._cancelled, False
            newer_model = self._model is not None
            superseded = newer_model or self._job is not None
        if device is not None:
            self._renew(device)
        elif self._process is None and superseded:  # gave up, and now the user asks for something
            self._renew(self._device)
        elif isinstance(self._busy, Open) and (newer_model or (cancelled and self._busy != self._last_good)):
            self._abandon_opening()  # but never for a mere Cancel the opening that only follows a restart
        elif isinstance(self._busy, Explain) and (cancelled or superseded):
            self._cancel(self._busy, by_user=cancelled)
        if self._process is not None and self._busy is None:
            self._send_next()

    def _renew(self, device: str) -> None:
        self._device = device
        self._starts.clear()
        self._end()
        if isinstance(self._busy, Open) and self._busy != self._last_good:
            with self._lock:  # the user still wants it
                self._model = self._model or self._busy
            self._busy = None
        self._lose_job(SaliscopeError(Code.CANCELLED), quietly=True)
        self._start()

    def _abandon_opening(self) -> None:
        # Loading is one native call that hears nothing: only ending the process stops it.
        self._starts.pop()  # the user's wish, not a fault
        self._bury(SaliscopeError(Code.CANCELLED))

    def _cancel(self, job: Explain, by_user: bool) -> None:
        """Ask the job to stop. Only the user's own wish ends a process that does not hear it soon."""
        if by_user and not self._cancelling:
            self._cancelling = True
            self._deadline = min(self._deadline, time.monotonic() + self._limits.cancel)
        self._send(Cancel(job.generation))

    def _send_next(self) -> None:
        with self._lock:
            model, job = self._model, self._job
            self._model = None
            if model is None:
                self._job = None
        if model is not None:
            self._begin(model, self._limits.open)
        elif job is not None:
            self._begin_job(job)

    def _begin_job(self, job: Job) -> None:
        try:
            message = Explain(job.generation, job.request, self._pixels(job), job.strip)
        except Exception as fault:  # such as memory that ran out: the thread must outlive it
            self._sent = None
            reason = f"{type(fault).__name__}: {fault}"[:300]
            self._on_event(Done(job.generation, SaliscopeError(Code.ENGINE_FAULT, reason=reason)))
        else:
            self._begin(message, self._limits.step)

    def _begin(self, message: Open | Explain, limit: float) -> None:
        self._busy, self._cancelling = message, False
        self._deadline = time.monotonic() + limit
        self._send(message)

    def _pixels(self, job: Job) -> Any:
        """Return the model's view of the photograph, or None where the process has it already."""
        key = (job.image.sha256, job.projection)
        if key == self._sent:
            return None
        self._sent = key
        return job.projection.apply(job.image.pixels)

    def _send(self, message: Any) -> None:
        assert self._process is not None
        self._process.send(message)

    # Events

    def _wait(self) -> None:
        try:
            process, message = self._heard.get(timeout=self._patience())
        except queue.Empty:
            self._overrun()
            return
        if process is None or process is not self._process:  # woken, or the last words of one that is gone
            return
        if message is ENDED:
            self._bury(SaliscopeError(Code.ENGINE_DIED))
        else:
            self._receive(message)

    def _patience(self) -> float | None:
        return max(0.0, self._deadline - time.monotonic()) if self._busy is not None else None

    def _receive(self, event: Event) -> None:
        if isinstance(event, Ready | Answer) and self._busy is not None and not self._cancelling:
            self._deadline = max(self._deadline, time.monotonic() + self._limits.step)
        if isinstance(event, Opened):
            self._last_good, self._holds_model = Open(event.info.path, event.info.port), True
        if isinstance(event, Opened | OpenFailed | Done):
            self._busy = None
        self._on_event(event)
        if isinstance(event, OpenFailed):
            self._after_failure(event)

    def _overrun(self) -> None:
        """End a process that is silent for too long; one that was told to stop and did not is nobody's surprise."""
        limit = self._limits.open if isinstance(self._busy, Open) else self._limits.step
        if self._cancelling:
            self._starts.pop()  # the user's wish, not a fault
        self._bury(SaliscopeError(Code.ENGINE_HUNG, seconds=round(limit)), quietly=self._cancelling)

    # The process

    def _start(self) -> None:
        if self._closing:
            return
        now = time.monotonic()
        while self._starts and now - self._starts[0] > self._limits.within:
            self._starts.popleft()
        if len(self._starts) > self._limits.restarts:
            minutes = round(self._limits.within / 60)
            self._on_event(GaveUp(SaliscopeError(Code.ENGINE_GAVE_UP, restarts=self._limits.restarts, minutes=minutes)))
            return
        self._starts.append(now)
        self._holds_model = False
        try:
            self._process = EngineProcess(serve, self._device, self._hear)
        except OSError as fault:  # no room for a folder, or for another process
            reason = fault.strerror or str(fault)
            self._on_event(GaveUp(SaliscopeError(Code.ENGINE_FAULT, reason=reason)))
            return
        with self._lock:
            newer_model = self._model is not None
        if not newer_model:
            self._open_again()

    def _hear(self, process: EngineProcess, message: Any) -> None:
        self._heard.put((process, message))

    def _after_failure(self, failed: OpenFailed) -> None:
        """Go back to the model that worked, unless it is the one that works no longer."""
        if not self._holds_model and self._last_good is not None and failed.path == self._last_good.path:
            self._last_good = None
        self._open_again()

    def _open_again(self) -> None:
        """Open the model that worked last, where a new process does not have it and nothing newer is wanted."""
        if self._last_good is not None and not self._holds_model and self._busy is None:
            self._begin(self._last_good, self._limits.open)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end(self._limits.close)
        self._process, self._sent = None, None

    def _bury(self, error: SaliscopeError, quietly: bool = False) -> None:
        self._end()
        self._lose_job(error, quietly)
        self._start()

    def _lose_job(self, error: SaliscopeError, quietly: bool = False) -> None:
        """Say what became of the job the ended process was doing."""
        job, self._busy = self._busy, None
        if isinstance(job, Open):
            if job == self._last_good and error.code is not Code.CANCELLED:
                self._last_good = None  # it worked before and ends the process now: not again by itself
            self._on_event(OpenFailed(job.path, _about_the_file(error, job.path.name)))
        elif quietly:
            if isinstance(job, Explain):
                self._on_event(Done(job.generation))
        else:
            self._on_event(Died(error, job.generation if isinstance(job, Explain) else None))


def _about_the_file(error: SaliscopeError, name: str) -> SaliscopeError:
    """Put what befell the process into a sentence about the model that was being opened."""
    if error.code is Code.ENGINE_HUNG:
        return SaliscopeError(Code.MODEL_HUNG, name=name, **error.params)
    return SaliscopeError(Code.MODEL_CRASHED, name=name) if error.code is Code.ENGINE_DIED else error
