"""The process in which Keras downloads the weights of a published model. `download` starts and ends it."""

from __future__ import annotations

import errno
import http.client
import os
import shutil
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.published import PublishedModel, matches
from engine.system.parent_process import follow_the_parent

Tell = Callable[[int, int | None], None]  # (bytes so far, bytes in all or None)
Fetch = Callable[[PublishedModel, Path, Tell], Path]

REACH = 5.0  # seconds to find out whether there is a connection
SILENCE = 60.0  # seconds without a byte after which a transfer has broken off
_TELL = 0.1  # seconds between two reports of progress
_MB = 1_000_000


def serve(connection: Connection, model: PublishedModel, folder: Path, fetch: Fetch) -> None:
    """Send (bytes so far, bytes in all or None) again and again, then the file's path or an error."""
    follow_the_parent()
    socket.setdefaulttimeout(SILENCE)
    try:
        word: Path | SaliscopeError = _fetch(connection, model, folder, fetch)
    except SaliscopeError as refusal:
        word = refusal
    except Exception as fault:
        word = _understood(fault, model, folder)
    connection.send(word)


def fetch_by_keras(model: PublishedModel, folder: Path, tell: Tell) -> Path:
    """Download as the model's constructor would, but into `folder`."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    import keras
    from keras.src.utils import file_utils

    keras.utils.disable_interactive_logging()  # a windowed program has no standard output to print to
    file_utils.Progbar = partial(_Progress, tell)
    path = file_utils.get_file(model.file, model.origin, cache_subdir="models", cache_dir=str(folder))
    return Path(path)


def unwritable(fault: OSError, model: PublishedModel, folder: Path) -> SaliscopeError:
    """Say why nothing could be written into `folder`."""
    if fault.errno == errno.ENOSPC:
        return _no_space(model, folder, model.about_bytes)
    return SaliscopeError(Code.DOWNLOAD_UNWRITABLE, folder=str(folder), reason=fault.strerror or str(fault))


def _fetch(connection: Connection, model: PublishedModel, folder: Path, fetch: Fetch) -> Path:
    size = _reach(model)
    connection.send((0, size))
    if size is not None and size > shutil.disk_usage(folder).free:
        raise _no_space(model, folder, size)
    path = fetch(model, folder, lambda *word: connection.send(word))
    if not matches(path, model):
        raise SaliscopeError(Code.DOWNLOAD_DAMAGED, name=model.name)
    return path


def _reach(model: PublishedModel) -> int | None:
    """Return the size that the server announces: before Keras is imported, so that no connection is told at once."""
    request = urllib.request.Request(model.origin, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=REACH) as answer:
            return int(answer.headers.get("Content-Length") or 0) or None
    except urllib.error.HTTPError as fault:
        raise _refused(model, fault) from fault
    except OSError as fault:
        if isinstance(getattr(fault, "reason", fault), ssl.SSLError):  # something answers, but not the server
            raise SaliscopeError(Code.DOWNLOAD_REFUSED, name=model.name, reason=str(fault)) from fault
        raise SaliscopeError(Code.DOWNLOAD_OFFLINE, name=model.name) from fault


class _Progress:
    """Stands in for Keras's progress bar: takes the same calls, and reports where the other prints."""

    def __init__(self, tell: Tell, target: int | None) -> None:
        self.target = target
        self._tell = tell
        self._next = 0.0

    def update(self, current: int) -> None:
        """Tell how many bytes there are, ten times a second at most."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _TELL
            self._tell(current, self.target)


def _understood(fault: BaseException | None, model: PublishedModel, folder: Path) -> SaliscopeError:
    """Return the error behind an exception: Keras raises a bare Exception, with the network's own as its context."""
    first = fault
    while fault is not None:
        if isinstance(fault, urllib.error.HTTPError):
            return _refused(model, fault)
        if isinstance(fault, urllib.error.URLError | http.client.HTTPException | ConnectionError | TimeoutError):
            return SaliscopeError(Code.DOWNLOAD_BROKEN, name=model.name)
        if isinstance(fault, OSError):
            return unwritable(fault, model, folder.parent)
        fault = fault.__context__
    return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(first).__name__}: {first}"[:300])


def _refused(model: PublishedModel, answer: urllib.error.HTTPError) -> SaliscopeError:
    return SaliscopeError(Code.DOWNLOAD_REFUSED, name=model.name, reason=f"{answer.code} {answer.reason}")


def _no_space(model: PublishedModel, folder: Path, needed: int) -> SaliscopeError:
    free = shutil.disk_usage(folder).free
    return SaliscopeError(Code.DOWNLOAD_NO_SPACE, name=model.name, needed=needed // _MB, available=free // _MB)
