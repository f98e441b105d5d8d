"""Keeps an engine process running: started, started again when it ends, though not for ever, and heard."""

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
    """Seconds the engine process may stay silent, and how often it may be started again."""

    open: float = 180
    step: float = 120
    cancel: float = 3
    close: float = 1
    restarts: int = 3
    within: float = 300


class ProcessManager:
    """Has at most one process at a time. serve: run in it, see `EngineProcess`; device: "auto" or "cpu".

    `wake` and `pid` are for any thread, the rest for the supervisor's.
    """

    def __init__(self, serve: Callable[..., None], device: str, limits: Limits) -> None:
        self._serve = serve
        self.device = device
        self._limits = limits
        # What is heard, as (process, message); (None, None) only wakes
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
        """Whether there is one."""
        return self._process is not None

    def start(self) -> None:
        """Start a process.

        Raises SaliscopeError: ENGINE_GAVE_UP, or ENGINE_FAULT where there is no room for a folder or another process.
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
        """Do not count it: the process is to end by the user's wish, for no fault."""
        self._starts.pop()

    def forgive_all_starts(self) -> None:
        """Count anew."""
        self._starts.clear()

    def send(self, message: Any) -> None:
        """Send the process a message, without waiting."""
        assert self._process is not None
        self._process.send(message)

    def receive(self, patience: float | None) -> Any:
        """Return what the process says next, ENDED at its end; None where `wake` was called. patience: in seconds.

        Raises queue.Empty.
        """
        process, message = self._received.get(timeout=patience)
        return message if process is self._process else None  # else the last words of one that is gone

    def wake(self) -> None:
        """Let `receive` return."""
        self._received.put((None, None))

    def _take(self, process: EngineProcess, message: Any) -> None:
        self._received.put((process, message))
