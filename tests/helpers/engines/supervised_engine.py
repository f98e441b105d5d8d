"""A running supervisor, and what tests ask of it and its process."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.process.client import EngineClient
from engine.process.jobs import Job
from engine.process.messages import Answer, Done, Opened
from engine.process.process_manager import Limits

PATIENCE = 40


class Engine:
    """A running supervisor and what it has said."""

    def __init__(self, limits: Limits) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        self.client = EngineClient(self.events.put, "cpu", limits)
        self._thread = threading.Thread(target=self.client.run, daemon=True)
        self._thread.start()

    def wait_for(self, kind: type) -> Any:
        """Return the next event of a kind, and forget the ones before it."""
        return self.until(kind)[-1]

    def until(self, kind: type) -> list[Any]:
        """Return the events up to the next one of a kind."""
        seen: list[Any] = []
        while not (seen and isinstance(seen[-1], kind)):
            try:
                seen.append(self.events.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no {kind.__name__} came, only {seen}") from None
        return seen

    def open(self, path: Path) -> Any:
        self.client.open_model(path)
        return self.wait_for(Opened).info

    def ask(self, job: Job) -> tuple[Any, Any]:
        """Return the answer and the error of a job."""
        self.client.explain(job)
        seen = [event for event in self.until(Done) if isinstance(event, Answer)]
        return (seen[-1].attribution if seen else None), None

    def signal(self, number: int) -> int:
        pid = self.client.pid
        assert pid is not None
        os.kill(pid, number)
        return pid

    def nothing_more(self, seconds: float) -> bool:
        try:
            self.events.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def close(self) -> None:
        self.client.close()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def is_gone(pid: int) -> bool:
    """Whether a process has ended, though nobody may have asked for its status yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
