"""The thread that keeps results while others are computed. What cannot be written waits until it can."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

from engine.errors import SaliscopeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.batch.rows import Result
    from engine.batch.run_folder import RunFolder


class Writer:
    """Keeps results in the order in which they come. The callbacks are called in its thread.

    on_kept: told of results that are on the disk; on_trouble: why they could not be written; `retry` tries them again.
    """

    def __init__(
        self,
        run: RunFolder,
        on_kept: Callable[[Sequence[Result]], None],
        on_trouble: Callable[[SaliscopeError | Exception], None],
    ) -> None:
        self._run = run
        self._on_kept = on_kept
        self._on_trouble = on_trouble
        self._given: queue.SimpleQueue[Sequence[Result] | None] = queue.SimpleQueue()
        self._again = threading.Event()
        self._giving_up = False
        self._thread = threading.Thread(target=self._keep_all, name="batch-writer", daemon=True)
        self._thread.start()

    def keep(self, results: Sequence[Result]) -> None:
        """Have results kept, without waiting."""
        self._given.put(results)

    def retry(self) -> None:
        """Try again what could not be written."""
        self._again.set()

    def close(self) -> None:
        """Keep what is left, unless it cannot be written, and end the thread."""
        self._giving_up = True
        self._again.set()
        self._given.put(None)
        self._thread.join()

    def _keep_all(self) -> None:
        while (results := self._given.get()) is not None:
            self._keep(results)

    def _keep(self, results: Sequence[Result]) -> None:
        while True:
            self._again.clear()
            try:
                self._run.keep(results)
            except Exception as fault:
                self._on_trouble(fault)
                if self._giving_up:
                    return
                self._again.wait()
                if self._giving_up:
                    return
            else:
                self._on_kept(results)
                return
