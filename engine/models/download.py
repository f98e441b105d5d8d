"""The weights of a published model, fetched by Keras in a process of its own that a click can end.

Only ever called because the user asked. What arrives lies in a folder beside Keras's cache until it is whole and its
hash is right; then it is moved into place in one step. Whatever else happens leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import Code, SaliscopeError
from engine.models.download_process import REACH, SILENCE, Fetch, Tell, fetch_by_keras, serve, unwritable
from engine.models.published import PublishedModel, weights_path
from engine.system.spawning import spawn_context

_START = 5.0  # seconds for the process itself to come up
_LOOK = 0.1  # seconds between two looks at what the user wants
_PREFIX = ".saliscope-"
_ABANDONED = 24 * 3600.0  # seconds: a folder that old was left by a program that was killed


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
        raise unwritable(fault, model, target.parent) from fault
    return target


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
    context = spawn_context()
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
    # Silence before the first word means no connection; after it, a transfer that broke off.
    silent, end = Code.DOWNLOAD_OFFLINE, time.monotonic() + _START + REACH
    while True:
        if cancelled():
            raise SaliscopeError(Code.CANCELLED)
        if time.monotonic() > end:
            raise SaliscopeError(silent, name=model.name)
        if not connection.poll(_LOOK):
            continue
        word = connection.recv()
        if isinstance(word, SaliscopeError):
            raise word
        if isinstance(word, Path):
            return word
        tell(*word)
        silent, end = Code.DOWNLOAD_BROKEN, time.monotonic() + 2 * SILENCE  # the child's own limit comes first
