"""The supervisor of the engine process: what the window's engine thread runs.

Intents come in from any thread and are kept as "what is wanted": one model, one job, the latest of each. The loop in
`run` holds them against what the process is doing, and starts the process again when it dies or overruns.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Code, SaliscopeError
from engine.host import serve
from engine.messages import Answer, Cancel, Died, Done, Event, Explain, GaveUp, Open, Opened, OpenFailed, Ready

if TYPE_CHECKING:
    from engine.image import Image
    from engine.projection import Projection
    from engine.request import Request


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


class EngineClient:
    """Supervises one engine process. `run` has its own thread and calls `on_event` there; the rest is thread-safe."""

    def __init__(self, on_event: Callable[[Event], None], device: str = "auto", limits: Limits | None = None) -> None:
        self._on_event = on_event
        self._device = device
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._wake_reader, self._wake_writer = multiprocessing.Pipe(duplex=False)
        # What is wanted; guarded by the lock
        self._model: Path | None = None
        self._job: Job | None = None
        self._cancelled = False
        self._restart_on: str | None = None
        self._closing = False
        # What the process is doing; touched by `run`'s thread only
        self._process: Any = None
        self._connection: Connection | None = None
        self._outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._delivery: threading.Thread | None = None
        self._busy: Open | Explain | None = None
        self._deadline = 0.0
        self._cancelling = False
        self._last_good: Path | None = None
        self._sent: tuple[Any, ...] | None = None
        self._starts: deque[float] = deque()

    @property
    def pid(self) -> int | None:
        """The engine process's id, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def open_model(self, path: Path) -> None:
        """Ask for a model; whatever else is running is cancelled for it."""
        with self._lock:
            self._model, self._job = path, None
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
        self._wake_writer.send_bytes(b"!")

    # Intents

    def _follow_intents(self) -> None:
        with self._lock:
            device, self._restart_on = self._restart_on, None
            cancelled, self._cancelled = self._cancelled, False
            superseded = self._model is not None or self._job is not None
        if device is not None:
            self._renew(device)
        elif self._process is None and superseded:  # gave up, and now the user asks for something
            self._renew(self._device)
        elif isinstance(self._busy, Open) and cancelled and self._busy.path != self._last_good:
            self._abandon_opening()  # but never the opening that only follows a restart
        elif isinstance(self._busy, Explain) and (cancelled or superseded):
            self._cancel(self._busy, by_user=cancelled)
        if self._process is not None and self._busy is None:
            self._send_next()

    def _renew(self, device: str) -> None:
        self._device = device
        self._starts.clear()
        self._end()
        self._lose_job(SaliscopeError(Code.ENGINE_DIED), quietly=True)
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
            self._begin(Open(model), self._limits.open)
        elif job is not None:
            self._begin_job(job)

    def _begin_job(self, job: Job) -> None:
        try:
            message = Explain(job.generation, job.request, self._pixels(job))
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
        self._outbox.put(message)

    # Events

    def _wait(self) -> None:
        sources: list[Any] = [self._wake_reader]
        if self._process is not None:
            sources += [self._connection, self._process.sentinel]
        ready = wait(sources, self._patience())
        if self._wake_reader in ready:
            while self._wake_reader.poll():
                self._wake_reader.recv_bytes()
        if self._connection in ready:
            self._receive()
        elif self._process is not None and self._process.sentinel in ready:
            self._bury(SaliscopeError(Code.ENGINE_DIED))
        elif self._busy is not None and time.monotonic() >= self._deadline:
            self._overrun()

    def _patience(self) -> float | None:
        return max(0.0, self._deadline - time.monotonic()) if self._busy is not None else None

    def _receive(self) -> None:
        assert self._connection is not None
        try:
            event = self._connection.recv()
        except (EOFError, OSError):
            self._bury(SaliscopeError(Code.ENGINE_DIED))
            return
        if isinstance(event, Ready | Answer) and self._busy is not None and not self._cancelling:
            self._deadline = max(self._deadline, time.monotonic() + self._limits.step)
        if isinstance(event, Opened):
            self._last_good = event.info.path
        if isinstance(event, Opened | OpenFailed | Done):
            self._busy = None
        self._on_event(event)

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
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._device), name="engine")
        # No daemon, for it starts processes of its own; so it is we who end it, whatever way the window ends.
        self._process.start()
        atexit.register(self._process.kill)
        theirs.close()
        self._outbox = queue.SimpleQueue()
        self._delivery = threading.Thread(target=_deliver, args=(self._connection, self._outbox), daemon=True)
        self._delivery.start()
        if self._last_good is not None:
            self._begin(Open(self._last_good), self._limits.open)

    def _end(self) -> None:
        """End the process by SIGKILL: it keeps nothing that could be lost."""
        if self._process is None:
            return
        assert self._connection is not None and self._delivery is not None
        self._process.kill()  # first: it frees a delivery that waits for a silent process
        self._process.join(self._limits.close)
        atexit.unregister(self._process.kill)
        self._outbox.put(None)
        self._delivery.join(self._limits.close)
        self._connection.close()
        self._process, self._connection, self._sent = None, None, None

    def _bury(self, error: SaliscopeError, quietly: bool = False) -> None:
        self._end()
        self._lose_job(error, quietly)
        self._start()

    def _lose_job(self, error: SaliscopeError, quietly: bool = False) -> None:
        """Say what became of the job the ended process was doing."""
        job, self._busy = self._busy, None
        if isinstance(job, Open):
            if job.path == self._last_good and error.code is not Code.CANCELLED:
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


def _deliver(connection: Connection, outbox: queue.SimpleQueue[Any]) -> None:
    """Send messages in order until None: in a thread of its own, as a silent process would block the supervisor."""
    with contextlib.suppress(OSError):  # a dead process: `_wait` notices by its sentinel and says so
        while (message := outbox.get()) is not None:
            connection.send(message)
