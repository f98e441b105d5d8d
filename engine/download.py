"""The weights of a published model, fetched by Keras in a process of its own that a click can end.

Only ever called because the user asked. What arrives lies in a folder beside Keras's cache until it is whole and its
hash is right; then it is moved into place in one step. Whatever else happens leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import multiprocessing
import os
import shutil
import socket
import ssl
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.lineage import follow_the_parent
from engine.published import PublishedModel, matches, weights_path

Tell = Callable[[int, int | None], None]  # (bytes so far, bytes in all or None)
Fetch = Callable[[PublishedModel, Path, Tell], Path]

_REACH = 5.0  # seconds to find out whether there is a connection
_START = 5.0  # seconds for the process itself to come up
_SILENCE = 60.0  # seconds without a byte after which a transfer has broken off
_LOOK = 0.1  # seconds between two looks at what the user wants
_TELL = 0.1  # seconds between two words on the progress
_PREFIX = ".saliscope-"
_ABANDONED = 24 * 3600.0  # seconds after which a folder is of a program that was killed
_MB = 1_000_000


def fetch_by_keras(model: PublishedModel, folder: Path, tell: Tell) -> Path:
    """Download as the model's constructor would, but into `folder`."""
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    import keras
    from keras.src.utils import file_utils

    keras.utils.disable_interactive_logging()  # a windowed program has no standard output to print to
    file_utils.Progbar = partial(_Progress, tell)
    path = file_utils.get_file(model.file, model.origin, cache_subdir="models", cache_dir=str(folder))
    return Path(path)


def download(
    model: PublishedModel,
    tell: Tell = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    fetch: Fetch = fetch_by_keras,
) -> Path:
    """Fetch the weights of a model and return their path in Keras's cache. `fetch` runs in a child process.

    Raises SaliscopeError: CANCELLED and the codes of downloads.
    """
    target = weights_path(model)
    try:
        with _folder_beside(target) as folder:
            _watched(model, folder, tell, cancelled, fetch).replace(target)
    except OSError as fault:
        raise _unwritable(fault, model, target.parent) from fault
    return target


# In the window's process


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(cache: Path) -> None:
    """Remove what a program left that was killed in mid-download."""
    for left in cache.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)


def _watched(model: PublishedModel, folder: Path, tell: Tell, cancelled: Callable[[], bool], fetch: Fetch) -> Path:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(theirs, model, folder, fetch), name="download", daemon=True)
    process.start()
    theirs.close()
    try:
        return _follow(ours, model, tell, cancelled)
    except EOFError as fault:  # it died without a word
        raise SaliscopeError(Code.DOWNLOAD_BROKEN, name=model.name) from fault
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _follow(connection: Connection, model: PublishedModel, tell: Tell, cancelled: Callable[[], bool]) -> Path:
    """Pass the child's words on until it has the file, refuses or falls silent."""
    silent, patience = SaliscopeError(Code.DOWNLOAD_OFFLINE, name=model.name), _START + _REACH
    end = time.monotonic() + patience
    while True:
        if cancelled():
            raise SaliscopeError(Code.CANCELLED)
        if time.monotonic() > end:
            raise silent
        if not connection.poll(_LOOK):
            continue
        word = connection.recv()
        if isinstance(word, SaliscopeError):
            raise word
        if isinstance(word, Path):
            return word
        tell(*word)
        silent = SaliscopeError(Code.DOWNLOAD_BROKEN, name=model.name)
        end = time.monotonic() + 2 * _SILENCE  # the child's own limit comes first


def _unwritable(fault: OSError, model: PublishedModel, folder: Path) -> SaliscopeError:
    if fault.errno == errno.ENOSPC:
        return _no_space(model, folder, model.about_bytes)
    return SaliscopeError(Code.DOWNLOAD_UNWRITABLE, folder=str(folder), reason=fault.strerror or str(fault))


# In the child


def serve(connection: Connection, model: PublishedModel, folder: Path, fetch: Fetch) -> None:
    """Run in the child: send (bytes so far, bytes in all) again and again, then the file's path or an error."""
    follow_the_parent()
    socket.setdefaulttimeout(_SILENCE)
    try:
        word: Path | SaliscopeError = _fetch(connection, model, folder, fetch)
    except SaliscopeError as refusal:
        word = refusal
    except Exception as fault:
        word = _understood(fault, model, folder)
    connection.send(word)


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
    """Return how many bytes the server offers, before Keras is even imported: no connection is said at once."""
    request = urllib.request.Request(model.origin, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=_REACH) as answer:
            return int(answer.headers.get("Content-Length") or 0) or None
    except urllib.error.HTTPError as fault:
        raise _refused(model, fault) from fault
    except OSError as fault:
        if isinstance(getattr(fault, "reason", fault), ssl.SSLError):  # somebody answers, but not the server
            raise SaliscopeError(Code.DOWNLOAD_REFUSED, name=model.name, reason=str(fault)) from fault
        raise SaliscopeError(Code.DOWNLOAD_OFFLINE, name=model.name) from fault


class _Progress:
    """Stands in for the bar that Keras prints: the same calls, told on instead."""

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
    """Say what went wrong: Keras wraps what the network said into an exception of no kind, so look behind it."""
    first = fault
    while fault is not None:
        if isinstance(fault, urllib.error.HTTPError):
            return _refused(model, fault)
        if isinstance(fault, urllib.error.URLError | http.client.HTTPException | ConnectionError | TimeoutError):
            return SaliscopeError(Code.DOWNLOAD_BROKEN, name=model.name)
        if isinstance(fault, OSError):
            return _unwritable(fault, model, folder.parent)
        fault = fault.__context__
    return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(first).__name__}: {first}"[:300])


def _refused(model: PublishedModel, answer: urllib.error.HTTPError) -> SaliscopeError:
    return SaliscopeError(Code.DOWNLOAD_REFUSED, name=model.name, reason=f"{answer.code} {answer.reason}")


def _no_space(model: PublishedModel, folder: Path, needed: int) -> SaliscopeError:
    free: Any = shutil.disk_usage(folder).free
    return SaliscopeError(Code.DOWNLOAD_NO_SPACE, name=model.name, needed=needed // _MB, available=free // _MB)
