"""One engine process as seen from outside: starting it, its two message threads, and ending it without leftovers."""

from __future__ import annotations

import atexit
import contextlib
import queue
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.process.restricted_unpickler import UnexpectedError, unpickled
from engine.system.scratch import Scratch
from engine.system.spawning import spawn_context

ENDED = object()  # received last of all


class EngineProcess:
    """One process that serves messages. serve: run in the child with (connection, device, folder for private copies).

    on_message: called in the receiving thread with this object and each message; the last one is ENDED.
    """

    def __init__(
        self, serve: Callable[..., None], device: str, on_message: Callable[[EngineProcess, Any], None]
    ) -> None:
        self._scratch = Scratch()
        context = spawn_context()
        self._connection, theirs = context.Pipe()
        # Not daemonic: such a process may start no others, and this one does, to inspect model files. When the window's
        # process exits, Python waits for children that are not daemonic, so `_destroy` has to come before that.
        self._process = context.Process(target=serve, args=(theirs, device, self._scratch.path), name="engine")
        self._process.start()
        atexit.register(self._destroy)
        theirs.close()
        # `send` blocks while the pipe is full and `recv` while it is empty: for ever, where the process is stopped. So
        # each has a thread of its own, and the supervisor waits for neither. They are daemons, since a thread that is
        # blocked there must not keep the window's process from exiting.
        self._outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=_send_messages, args=(self._connection, self._outbox), daemon=True),
            threading.Thread(target=_receive_messages, args=(self._connection, partial(on_message, self)), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int | None:
        """The process's id."""
        return self._process.pid

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has stopped the process, as far as the system tells: Linux does."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return False
        return status.rpartition(")")[2].split()[0] == "T"

    def send(self, message: Any) -> None:
        """Send a message, in order, without waiting."""
        self._outbox.put(message)

    def end(self, patience: float) -> None:
        """End the process and what belongs to it. patience: seconds to wait for the process, and for each thread."""
        # By SIGKILL, which ends a stopped process too: this one has nothing to save. And before all else: its end of
        # the pipe closes with it, which frees a thread that is blocked there.
        self._process.kill()
        self._process.join(patience)
        atexit.unregister(self._destroy)
        self._outbox.put(None)
        for thread in self._threads:
            thread.join(patience)
        self._connection.close()
        self._scratch.close()

    def _destroy(self) -> None:
        """End the process where the interpreter exits and nobody has called `end`."""
        self._process.kill()
        self._scratch.close()


def _send_messages(connection: Connection, outbox: queue.SimpleQueue[Any]) -> None:
    with contextlib.suppress(OSError):  # the process is dead: the receiving thread says so
        while (message := outbox.get()) is not None:
            connection.send(message)


def _receive_messages(connection: Connection, on_message: Callable[[Any], None]) -> None:
    """Pass on each message until the pipe closes.

    A message that our code never sends ends it too: a model has taken the process over, and it is to be replaced.
    """
    with contextlib.suppress(EOFError, OSError, UnexpectedError):
        while True:
            on_message(unpickled(connection.recv_bytes()))
    on_message(ENDED)
