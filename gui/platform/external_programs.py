"""Starts other programs (the browser, the file manager) with the user's own environment.

The packaged program has its own libraries first in the library path, because its child processes need them. Another
program that loaded them could fail. PyInstaller keeps the user's own path in LD_LIBRARY_PATH_ORIG.
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
    """Open `url` in the program for it. Return whether there is one."""
    with outside_environment():
        return QDesktopServices.openUrl(url)


@contextmanager
def outside_environment() -> Iterator[None]:
    """Set the user's library path for programs started inside. It differs only in the packaged program on Linux."""
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
