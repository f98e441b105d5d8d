"""The campaign's side: one process that opens one file after the other, started anew when a file ends it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable
from typing import Any

from soak.hostile.watched import computed, of_status

Answer = dict[str, Any]
_PATIENCE = 180.0  # seconds of waiting, on a machine that others use too
_MOST_SECONDS, _MOST_MEMORY = 30.0, 5 << 20  # of computing on one file; kB: the machine is not ours alone


_NOTHING: Answer = {"reached": [], "seconds": 0, "memory": 0}


class HelperProcess:
    """Calls `make()` in a process, and what that returns with what is asked; after `life` questions another does."""

    def __init__(self, make: Callable[[], Callable[[Any], Answer]], context: str, life: int) -> None:
        self._make, self._context, self._life = make, multiprocessing.get_context(context), life
        self._process: Any = None
        self._asked = 0

    def ask(self, question: Any) -> Answer:
        """Return the answer; {"code": "died", "exit"} where the process ended, {"code": "hung"} where it had to be."""
        if self._process is None:
            self._start()
        self._asked += 1
        try:
            self._pipe.send(question)
            stuck = self._waited()
            if stuck:
                self.close()
                return stuck
            found: Answer = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(5)
            ended = self._process.exitcode
            self.close()
            return {"code": "died", "exit": ended, **_NOTHING}
        if self._asked >= self._life:
            self.close()
        return found

    def _waited(self) -> Answer | None:
        """Wait for the answer; return what is told instead of it where it must not be waited for any longer."""
        number, end = self._process.pid, time.monotonic() + _PATIENCE
        begin = computed(number)
        while not self._pipe.poll(1.0):
            seconds, memory = computed(number) - begin, of_status("VmHWM", number)
            if seconds > _MOST_SECONDS or memory > _MOST_MEMORY or time.monotonic() > end:
                return {"code": "hung", **_NOTHING, "seconds": round(seconds, 1), "memory": memory >> 10}
        return None

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        with contextlib.suppress(OSError, EOFError):
            self._pipe.send(None)
            self._process.join(0.5)
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._process = None

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._make))
        self._process.start()
        theirs.close()
        self._asked = 0


def _serve(pipe: Any, make: Callable[[], Callable[[Any], Answer]]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # decoders print what they stumble over
    answer = make()
    while (question := pipe.recv()) is not None:
        pipe.send(answer(question))
