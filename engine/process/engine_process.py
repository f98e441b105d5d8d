"""The engine process as the supervisor holds it: started, spoken to, heard, and ended with all it left behind."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import queue
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from engine.process.restricted_unpickler import UnexpectedError, unpickled

try:
    import fcntl
except ImportError:  # Windows removes what a process left open by itself less often: there nothing is swept
    fcntl = None  # type: ignore[assignment]

_PREFIX = "saliscope-"
_LOCK = "in-use"
ENDED = object()  # what is heard last


class EngineProcess:
    """One process that serves messages. serve: run in the child with (connection, device, folder for private copies).

    Sending and hearing each have a thread: a process that is stopped midway must not hold up the supervisor.
    on_message is called in the hearing thread with this object and what it said, ENDED at the end.
    """

    def __init__(
        self, serve: Callable[..., None], device: str, on_message: Callable[[EngineProcess, Any], None]
    ) -> None:
        _sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _locked(self._folder)
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # No daemon, for it starts processes of its own; so it is we who end it, whatever way the window ends.
        self._process = context.Process(target=serve, args=(theirs, device, self._folder), name="engine")
        _let_opencv_settle()
        self._process.start()
        atexit.register(self._destroy)
        theirs.close()
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

    def send(self, message: Any) -> None:
        """Send a message, in order, without waiting."""
        self._outbox.put(message)

    def end(self, patience: float) -> None:
        """End the process by SIGKILL: it keeps nothing that could be lost. patience: seconds to wait for each part."""
        self._process.kill()  # first: it frees the threads that wait for a silent process
        self._process.join(patience)
        atexit.unregister(self._destroy)
        self._outbox.put(None)
        for thread in self._threads:
            thread.join(patience)
        self._connection.close()
        self._lock.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _destroy(self) -> None:
        self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _let_opencv_settle() -> None:
    """Wait where OpenCV is being imported just now: until it is done its own folder leads the path a child is given."""
    if "cv2" in sys.modules:
        import cv2  # noqa: F401 - another thread's import of it is waited for


def _send_messages(connection: Connection, outbox: queue.SimpleQueue[Any]) -> None:
    with contextlib.suppress(OSError):  # a dead process: the other thread hears of it
        while (message := outbox.get()) is not None:
            connection.send(message)


def _receive_messages(connection: Connection, on_message: Callable[[Any], None]) -> None:
    """Pass on what is heard until the process is gone, or says what it never would: then it is no longer ours."""
    with contextlib.suppress(EOFError, OSError, UnexpectedError):
        while True:
            on_message(unpickled(connection.recv_bytes()))
    on_message(ENDED)


def _locked(folder: Path) -> IO[str]:
    """Hold a file in the folder locked, as long as this process lives, so that another can tell."""
    file = (folder / _LOCK).open("w")
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def _sweep() -> None:
    """Remove the folders of programs that were killed before they could: those whose lock nobody holds."""
    if fcntl is None:
        return
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with contextlib.suppress(OSError), lock.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
