"""Has an engine process, and starts it again a limited number of times; passes messages to it and from it."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.process.engine_process import EngineProcess


@dataclass(frozen=True)
class Limits:
    """How many seconds the engine process may stay silent, and how often it may be started again.

    They are far above what works on a slow machine: ending a process that would have answered is worse than waiting.
    """

    open: float = 180  # for reading and tracing a large model, perhaps from a slow disk
    step: float = 120  # between two messages of a job
    cancel: float = 3  # after the user's own Cancel: whoever pressed it watches the busy bar
    close: float = 1  # for the process to be gone after SIGKILL, and for each thread
    restarts: int = 3  # so many in `within` seconds; a process that ends again each time would otherwise do so for ever
    within: float = 300


class ProcessManager:
    """Has one process at most. serve: run in it, see `EngineProcess`; device: "auto" or "cpu".

    `wake` and `pid` may be used in any thread, all else in the supervisor's only.
    """

    def __init__(self, serve: Callable[..., None], device: str, limits: Limits) -> None:
        self._serve = serve
        self.device = device
        self._limits = limits
        # What processes sent, with the one that did; (None, None) only lets `receive` return
        self._received: queue.Queue[tuple[EngineProcess | None, Any]] = queue.Queue()
        self._process: EngineProcess | None = None
        self._starts: deque[float] = deque()

    @property
    def pid(self) -> int | None:
        """The process's id, None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    @property
    def has_process(self) -> bool:
        """Whether there is a process, as far as is known: one that has just ended counts until `receive` says so."""
        return self._process is not None

    def start(self) -> None:
        """Start a process.

        Raises SaliscopeError: ENGINE_GAVE_UP after too many starts; ENGINE_FAULT where the system refuses a folder or a
        process, for example on a full disk.
        """
        now = time.monotonic()
        while self._starts and now - self._starts[0] > self._limits.within:
            self._starts.popleft()
        if len(self._starts) > self._limits.restarts:
            minutes = round(self._limits.within / 60)
            raise SaliscopeError(Code.ENGINE_GAVE_UP, restarts=self._limits.restarts, minutes=minutes)
        self._starts.append(now)
        try:
            self._process = EngineProcess(self._serve, self.device, self._take)
        except OSError as fault:
            raise SaliscopeError(Code.ENGINE_FAULT, reason=fault.strerror or str(fault)) from fault

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end(self._limits.close)
        self._process = None

    def forgive_last_start(self) -> None:
        """Do not count the last start: the process is about to be ended for the user's sake, not for a fault."""
        self._starts.pop()

    def forgive_all_starts(self) -> None:
        """Count from zero again: the user asks for another start."""
        self._starts.clear()

    def send(self, message: Any) -> None:
        """Send the process a message, without waiting."""
        assert self._process is not None
        self._process.send(message)

    def receive(self, patience: float | None) -> Any:
        """Return the next message of the process, ENDED after its last; None where `wake` was called.

        patience: seconds to wait, None for ever. Raises queue.Empty when they are over.
        """
        process, message = self._received.get(timeout=patience)
        return message if process is self._process else None  # the last messages of a replaced process are passed over

    def wake(self) -> None:
        """Let `receive` return."""
        self._received.put((None, None))

    def _take(self, process: EngineProcess, message: Any) -> None:
        self._received.put((process, message))
