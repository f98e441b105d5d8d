"""One writer at a time: a file in a run folder that whoever writes there holds locked while it lives."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

from engine.errors import Code, SaliscopeError

NAME = "run.lock"
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class FolderLock:
    """The lock of a folder, held until `release` or the end of the process, however it ends.

    Raises SaliscopeError: RUN_IN_USE where somebody else holds it, RUN_UNWRITABLE. Disks that know no locks have none.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._file = (folder / NAME).open("ab")
        except OSError as fault:
            raise SaliscopeError(Code.RUN_UNWRITABLE, name=str(folder), reason=fault.strerror or str(fault)) from fault
        try:
            _lock(self._file.fileno())
        except OSError as fault:
            if fault.errno in _TAKEN:
                self._file.close()
                raise SaliscopeError(Code.RUN_IN_USE, name=str(folder)) from fault

    def release(self) -> None:
        """Let others write. The file stays: another may have opened it already."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
