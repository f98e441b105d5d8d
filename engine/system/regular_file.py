"""Opening a file that is one: a pipe or a device put in its place would be waited for, or read, without end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotRegularError(OSError):
    """There is something else than a file: a folder, a pipe, a device."""


def open_regular(path: Path, follow: bool = True) -> BinaryIO:
    """Open a file to read, and look what it is once it is open, when nobody can exchange it any more.

    follow: whether a link as the last part of the path may be followed. Raises NotRegularError, another OSError.
    """
    careful = getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | careful)
    except PermissionError as fault:
        if path.is_dir():  # Windows opens none
            raise _other(errno.EISDIR) from fault
        raise
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        raise _other(errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL)
    return os.fdopen(number, "rb")


def _other(code: int) -> NotRegularError:
    return NotRegularError(code, os.strerror(code))
