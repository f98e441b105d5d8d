"""The engine process: a loop that serves the library of this folder through a pipe.

A reader thread takes the messages, so that cancelling works while a job runs, and ends the process at once when the
pipe closes: no orphan survives the window, whatever the main thread is doing.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.faults import log_faults
from engine.inspection.memory import confine_memory
from engine.lineage import follow_the_parent
from engine.messages import Answer, Cancel, Done, Explain, Open, Opened, OpenFailed, Ready, Several, Tried


def serve(connection: Connection, device: str, folder: Path) -> None:
    """Run the engine process until the pipe closes. device: "auto" or "cpu"; folder: the parent's, for private copies.

    The parent removes the folder, also where this process is killed.
    """
    follow_the_parent()
    log_faults()
    tempfile.tempdir = str(folder)
    inbox: queue.Queue[Any] = queue.Queue()
    cancelled = _Cancelled()
    threading.Thread(target=_read, args=(connection, inbox, cancelled), daemon=True).start()
    from engine.runtime import start_tensorflow

    found = start_tensorflow(device)
    if found.kind == "cpu":  # drivers of graphics cards reserve far more than they use
        confine_memory()
    connection.send(Ready(found))
    host = Host(connection, cancelled, idle=inbox.empty)
    while True:
        host.handle(inbox.get())


class _Cancelled:
    """The generation up to which jobs are no longer wanted."""

    def __init__(self) -> None:
        self.generation = -1

    def __contains__(self, generation: int) -> bool:
        return generation <= self.generation


def _read(connection: Connection, inbox: queue.Queue[Any], cancelled: _Cancelled) -> None:
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        if isinstance(message, Cancel):
            cancelled.generation = max(cancelled.generation, message.generation)
        else:
            inbox.put(message)


class Host:
    """What the engine process keeps: the opened model and the session of the photograph on screen."""

    def __init__(self, connection: Connection, cancelled: _Cancelled, idle: Callable[[], bool] = lambda: True) -> None:
        self._connection = connection
        self._idle = idle  # nobody waits: there is time for what will only be wanted later
        self._cancelled = cancelled
        self._classifier: Any = None
        self._session: Any = None
        self._pixels: Any = None
        self._key: Any = None
        self._tried: Any = None

    def handle(self, message: Open | Explain) -> None:
        """Do one job; whatever goes wrong ends as a message."""
        if isinstance(message, Open):
            self._open(message)
        else:
            self._explain(message)

    def _open(self, message: Open) -> None:
        from engine.classifier import open_classifier

        try:
            classifier = self._same_model(message) or open_classifier(message.path, message.port)
        except Exception as fault:
            self._connection.send(OpenFailed(message.path, _logged(fault)))
            return
        self._classifier, self._session, self._key = classifier, None, None
        self._connection.send(Opened(classifier.info))
        if not self._idle():
            return
        with contextlib.suppress(Exception):  # the first request meets the same fault and tells it
            classifier.warm_up()

    def _same_model(self, message: Open) -> Any:
        """Return the open model through another port; None where another file, or the same one anew, is wanted."""
        known = self._classifier
        if known is None or message.port is None or message.path != known.info.path:
            return None
        return known.through(message.port)

    def _explain(self, message: Explain) -> None:
        from engine.explain import explain, explain_several

        error = None
        if message.pixels is not None:
            self._pixels = message.pixels
        try:
            for attribution in self._answers(explain, message):
                self._connection.send(Answer(message.generation, attribution))
                if message.generation in self._cancelled:
                    break
            if message.strip and message.generation not in self._cancelled:
                several = explain_several(self._session_for(message), message.request, message.strip)
                self._connection.send(Several(message.generation, several))
        except Exception as fault:
            error = _logged(fault)
        self._connection.send(Done(message.generation, error))
        self._try_pixel_values(message)

    def _try_pixel_values(self, message: Explain) -> None:
        """Where the preprocessing is only assumed, let the user compare: once a photograph, after its first answer."""
        request = message.request
        key = (request.image, request.fit, request.model, request.port)
        if self._classifier is None or self._classifier.info.pixel_values_from != "assumed" or key == self._tried:
            return
        if not self._idle():
            return
        from engine.trial import try_pixel_values

        self._tried = key
        try:
            trials = try_pixel_values(self._classifier, self._pixels)
        except Exception as fault:
            _logged(fault)  # the answer itself is there
            return
        self._connection.send(Tried(request.image, request.model, trials))

    def _answers(self, explain: Any, message: Explain) -> Any:
        if message.generation in self._cancelled:
            return ()
        return explain(self._session_for(message), message.request)

    def _session_for(self, message: Explain) -> Any:
        """Return the session of the request's photograph and preprocessing, a new one where they have changed."""
        from engine.session import Session

        if self._classifier is None:
            raise SaliscopeError(Code.MODEL_NONE)
        request = message.request
        key = (request.image, request.fit, request.model, request.pixel_values, request.port, request.region)
        if self._session is None or key != self._key:
            session = Session(self._classifier, self._pixels, request.pixel_values, request.region)
            self._session, self._key = session, key
        return self._session


def as_error(fault: Exception) -> SaliscopeError:
    """Turn any exception into an error with a sentence; what is not ours is named a fault of the engine."""
    import tensorflow as tf

    if isinstance(fault, SaliscopeError):
        return fault
    if isinstance(fault, MemoryError | tf.errors.ResourceExhaustedError):
        return SaliscopeError(Code.OUT_OF_MEMORY, device="gpu" if tf.config.get_visible_devices("GPU") else "cpu")
    first = next(iter(str(fault).splitlines()), "")
    return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {first}"[:300])


def _logged(fault: Exception) -> SaliscopeError:
    """Return `as_error`, and write what is not ours to the log, for those who look for its cause."""
    error = as_error(fault)
    if error.code is Code.ENGINE_FAULT and sys.stderr is not None:
        traceback.print_exception(fault)
    return error
