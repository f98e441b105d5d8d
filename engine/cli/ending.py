"""How a command ends: its exit status, and where its results may be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.errors import Code, SaliscopeError

WORKED, SOME_REFUSED, WRONG_USAGE = 0, 1, 2


def make_folder(folder: Path) -> None:
    """Make a folder for results. Raises SaliscopeError(EXPORT_FAILED)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SaliscopeError(Code.EXPORT_FAILED, name=str(folder), reason=fault.strerror or str(fault)) from fault


def check_unread(target: Path, read: Iterable[Path]) -> None:
    """Raise SaliscopeError(EXPORT_ORIGINAL) where a file of results would be one of those that the command reads."""
    if any(target.exists() and path.exists() and target.samefile(path) for path in read):
        raise SaliscopeError(Code.EXPORT_ORIGINAL, name=target.name)
