"""Whether the files of a session are still there and still the same, found out away from the window's thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gui.sessions.format import SavedFile, SavedSession, on_another_computer


class Trouble(StrEnum):
    """Why a file is not simply opened."""

    MISSING = "missing"
    CHANGED = "changed"  # its contents are others than when the session was saved
    ELSEWHERE = "elsewhere"  # on another computer, which would learn who asks


@dataclass(frozen=True)
class Troubled:
    """A file of a session that is not simply opened."""

    file: SavedFile
    trouble: Trouble
    model: bool = False


def troubled_files(session: SavedSession, own: bool) -> tuple[Troubled, ...]:
    """Return the files that need a word of the user. Reads files whole: not in the window's thread.

    own: the session was written by this program for itself, so that it may name other computers.
    """
    found = []
    for file, model in _files(session):
        trouble = Trouble.ELSEWHERE if on_another_computer(file.path) and not own else trouble_of(file)
        if trouble is not None:
            found.append(Troubled(file, trouble, model))
    return tuple(found)


def trouble_of(file: SavedFile) -> Trouble | None:
    """Return what is wrong with a file, None where it is the one that was saved. Of a folder only that it is there."""
    try:
        if file.path.is_dir():
            return None  # a SavedModel: what it holds, the engine finds out
        if not file.path.is_file():
            return Trouble.MISSING
        if file.sha256 and sha256_of(file.path) != file.sha256:
            return Trouble.CHANGED
    except (OSError, ValueError):
        return Trouble.MISSING
    return None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, of no more than the length it says: some files of a system never end."""
    left, digest = path.stat().st_size, hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, 2**20))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def _files(session: SavedSession) -> Iterator[tuple[SavedFile, bool]]:
    if session.model is not None:
        yield session.model.file, True
    for photograph in session.photographs:
        yield photograph, False
