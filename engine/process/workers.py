"""Units of work done by engine processes: the window's own, or some that a batch has for itself."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from engine.process.client import EngineClient
from engine.process.executor import EngineExecutor
from engine.process.jobs import UnitJob

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engine.batch.rows import Unit
    from engine.batch.workers import Results
    from engine.process.executor import Executor
    from engine.process.messages import Event
    from engine.process.process_manager import Limits

_EACH = 2  # units at a process: while one is done the next is there


class ExecutorWorkers:
    """`Workers` on an executor, whose engine somebody else has: the window, for its questions on screen."""

    room = _EACH

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, unit: Unit) -> Future[Results]:
        """Have a unit done, see `Workers`."""
        return self._executor.submit(UnitJob(0, unit))

    def shutdown(self) -> None:
        """Cancel every unit; the engine stays."""
        self._executor.shutdown()


class EngineWorkers:
    """`Workers` on engine processes of their own. device: "auto" or "cpu".

    A process that dies is started again, and only what is missing is done again (docs/adr/0021).
    """

    def __init__(self, count: int = 1, device: str = "auto", limits: Limits | None = None) -> None:
        self.room = _EACH * count
        self._clients = [EngineClient(_ignore, device, limits) for _ in range(count)]
        self._executors = [EngineExecutor(client) for client in self._clients]
        self._lock = threading.Lock()
        self._under_way = [0] * count
        self._threads = [threading.Thread(target=client.run, name="engine", daemon=True) for client in self._clients]
        for thread in self._threads:
            thread.start()

    def submit(self, unit: Unit) -> Future[Results]:
        """Have a unit done by the process that has the fewest, see `Workers`."""
        with self._lock:
            number = self._under_way.index(min(self._under_way))
            self._under_way[number] += 1
        future = self._executors[number].submit(UnitJob(0, unit))
        future.add_done_callback(partial(self._over, number))
        return future

    def shutdown(self) -> None:
        """Cancel every unit and end the processes."""
        for executor in self._executors:
            executor.shutdown()
        for client in self._clients:
            client.close()
        for thread in self._threads:
            thread.join()

    def _over(self, number: int, _future: Future[Results]) -> None:
        with self._lock:
            self._under_way[number] -= 1


def _ignore(_event: Event) -> None:
    """Nobody looks at a screen here: what a unit is told comes by its future."""
