"""Looking at a folder without waiting for it: one on a network share may not answer for minutes, or never."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLongError
from pathlib import Path

_PATIENCE = 0.08  # seconds; a disk answers within thousandths
_waiting: dict[Path, Future[bool]] = {}


def is_there(folder: Path) -> bool:
    """Tell whether a folder is there and answers at once. For the window's thread."""
    waiting = _waiting.get(folder)
    if waiting is not None and not waiting.done():
        return False  # it has not answered since it was asked last
    asked = _waiting[folder] = Future()
    threading.Thread(target=_look, args=(folder, asked), daemon=True).start()
    try:
        found = asked.result(_PATIENCE)
        del _waiting[folder]
        return found
    except TooLongError:
        return False


def _look(folder: Path, asked: Future[bool]) -> None:
    try:
        asked.set_result(folder.is_dir())
    except (OSError, ValueError):
        asked.set_result(False)
