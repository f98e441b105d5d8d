"""A stranger's file, read whole within a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTE = 1024 * 1024


def bounded_bytes(path: Path, most: int, unreadable: Code) -> bytes:
    """Return what a file of at most `most` bytes holds. Raises SaliscopeError: FILE_TOO_BIG, `unreadable`."""
    try:
        if not path.is_file():  # a pipe would never end
            raise SaliscopeError(unreadable, name=path.name)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as fault:
        raise SaliscopeError(unreadable, name=path.name) from fault
    if len(data) > most:
        size = path.stat().st_size // _MEGABYTE
        raise SaliscopeError(Code.FILE_TOO_BIG, name=path.name, megabytes=size, limit=most // _MEGABYTE)
    return data
