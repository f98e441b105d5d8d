"""Checks whether the files of a session still exist and are unchanged, outside the GUI thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from engine.system.quick_dataclass import dataclass
from gui.sessions.format import SavedFile, SavedSession, on_another_computer


class Trouble(StrEnum):
    """Why a file is not opened without asking."""

    MISSING = "missing"
    CHANGED = "changed"  # its contents have changed since the session was saved
    ELSEWHERE = "elsewhere"  # on another computer, which would learn who opens it


@dataclass(frozen=True)
class Troubled:
    """A file of a session that is not opened without asking."""

    file: SavedFile
    trouble: Trouble
    model: bool = False


def troubled_files(session: SavedSession, own: bool) -> tuple[Troubled, ...]:
    """Return the files about which the user must be asked. Reads whole files: not for the GUI thread.

    own: the program wrote the session for itself, so it may name files on other computers.
    """
    found = []
    for file, model in _files(session):
        trouble = Trouble.ELSEWHERE if on_another_computer(file.path) and not own else trouble_of(file)
        if trouble is not None:
            found.append(Troubled(file, trouble, model))
    return tuple(found)


def trouble_of(file: SavedFile) -> Trouble | None:
    """Return what is wrong with a file, None if it is the one that was saved. A folder only has to exist."""
    try:
        if file.path.is_dir():
            return None  # a SavedModel: the engine checks its contents
        if not file.path.is_file():
            return Trouble.MISSING
        if file.sha256 and sha256_of(file.path) != file.sha256:
            return Trouble.CHANGED
    except (OSError, ValueError):
        return Trouble.MISSING
    return None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file. No more than its stated size is read: some system files never end."""
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
    for companion in session.companions:
        yield companion.file, False
