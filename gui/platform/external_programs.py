"""Programs outside (the browser, the file manager): started with the environment that the user has.

The packaged program starts with its own libraries first in the library path, which its child processes need; another
program that found them there could fail. PyInstaller keeps what the user had in LD_LIBRARY_PATH_ORIG.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_PATH, _BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"


def open_outside(url: QUrl) -> bool:
    """Open `url` in the program for it. Returns whether there is one."""
    with outside_environment():
        return QDesktopServices.openUrl(url)


@contextmanager
def outside_environment() -> Iterator[None]:
    """Give what is started inside the user's library path; only in the package under Linux is it another one."""
    own = os.environ.get(_PATH)
    if sys.platform != "linux" or not getattr(sys, "frozen", False) or own is None:
        yield
        return
    _set(os.environ.get(_BEFORE))
    try:
        yield
    finally:
        _set(own)


def _set(path: str | None) -> None:
    if path is None:
        del os.environ[_PATH]
    else:
        os.environ[_PATH] = path
