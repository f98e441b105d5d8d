"""Temporary folders of the program's own, such as for private copies of models.

Each is held by a lock while its process lives. So what a killed program left is told from what is in use, and removed
by the next one that makes such a folder.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be renamed
    fcntl = None  # type: ignore[assignment]

PREFIX = "saliscope-"
_LOCK = ".in-use"


class Scratch:
    """A temporary folder until `close`. Raises OSError where none can be made."""

    def __init__(self) -> None:
        sweep()
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = _locked(self.path / _LOCK)

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a temporary folder for as long as the block runs. Raises OSError where none can be made."""
    scratch = Scratch()
    try:
        yield scratch.path
    finally:
        scratch.close()


def sweep() -> None:
    """Remove the folders that killed programs left behind: those whose lock nobody holds."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_LOCK}"):
        with contextlib.suppress(OSError):
            _check_free(lock)
            shutil.rmtree(lock.parent, ignore_errors=True)


def _locked(path: Path) -> TextIO:
    """Make a file that is held by a lock from the first moment at which it has its name: others may be sweeping."""
    if fcntl is None:
        return path.open("w")
    making = path.with_name(f"{_LOCK}.new")
    lock = making.open("w")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    making.rename(path)
    return lock


def _check_free(lock: Path) -> None:
    """Raise OSError where a process holds a lock, or it is another user's."""
    if fcntl is None:
        lock.replace(lock)
        return
    with lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
