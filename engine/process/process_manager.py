"""Has an engine process, starts it again when it is asked to, and passes messages to it and from it."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.process.engine_process import EngineProcess
from engine.system.quick_dataclass import dataclass

_LOOKS = 3  # at a process that seems stopped, each of which must find it so


@dataclass(frozen=True)
class Limits:
    """How many seconds the engine process may stay silent, and how often it may be started again.

    They are far above what works on a slow machine: ending a process that would have answered is worse than waiting.
    """

    open: float = 180  # for reading and tracing a large model, perhaps from a slow disk
    step: float = 120  # between two messages of a job
    cancel: float = 3  # after the user's own Cancel: whoever pressed it watches the busy bar
    close: float = 1  # for the process to be gone after SIGKILL, and for each thread
    stopped: float = 0.6  # for which somebody has stopped it (SIGSTOP) while it has something to do
    restarts: int = 3  # so many in `within` seconds over the same job or model, which would otherwise go on for ever
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
        self._stopped_looks = 0
        self._next_look = 0.0

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

        Raises SaliscopeError(ENGINE_FAULT) where the system refuses a folder or a process, such as on a full disk.
        """
        self._stopped_looks = 0
        try:
            self._process = EngineProcess(self._serve, self.device, self._take)
        except OSError as fault:
            raise SaliscopeError(Code.ENGINE_FAULT, reason=fault.strerror or str(fault)) from fault

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end(self._limits.close)
        self._process = None

    @property
    def look_again(self) -> float:
        """Seconds until `is_stopped` is to be read again while the process has something to do."""
        return max(0.0, self._next_look - time.monotonic())

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has stopped the process, and for long: a terminal stops this one as well, and both go on."""
        if self._process is not None and not self.look_again:
            self._next_look = time.monotonic() + self._limits.stopped / _LOOKS
            self._stopped_looks = self._stopped_looks + 1 if self._process.is_stopped else 0
        return self._stopped_looks >= _LOOKS

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
