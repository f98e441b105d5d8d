"""Which images a batch is about: those of a folder and of the folders inside it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.images import readable_suffixes
from engine.images.formats import format_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SIGNATURE_BYTES = 512
_NUMBER = re.compile(r"(\d+)")


def list_photographs(folder: Path, skip: Path | None = None) -> list[str]:
    """Return the images below a folder, as relative names with "/": 2 before 10, files before the folders beside them.

    Hidden files and folders are left out, and so is the folder `skip`, where results go. Links to folders are not
    followed, which could lead in a circle. What an image is, its suffix says; of a name without one its first bytes.
    Raises SaliscopeError(RUN_SOURCE_MISSING) where there is no such folder, or it may not be read.
    """
    left_out = _identity(skip)
    found: list[str] = []
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        names, folders = _entries(folder, inside, left_out)
        found += sorted(names, key=natural_key)
        waiting += sorted(folders, key=natural_key, reverse=True)
    return found


def spread(names: Sequence[str], most: int) -> list[str]:
    """Return at most so many names, evenly from all over a list, which is often sorted by class or by size."""
    count = min(most, len(names))
    return [names[round(at * (len(names) - 1) / max(1, count - 1))] for at in range(count)]


def chosen(names: Sequence[str], masks: Collection[str], most: int | None) -> list[str]:
    """Return the images that a run is limited to, as of `spread`; [] for all. masks: files that are not explained."""
    images = [name for name in names if name not in masks]
    return [] if most is None or most >= len(images) else spread(images, most)


def is_empty(folder: Path) -> bool:
    """Tell whether nothing is in a folder, or it cannot be looked into: a disk that is taken away may leave either."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def natural_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return what sorts names as people count: 2 before 10, without regard to case unless all else is equal."""
    parts = _NUMBER.split(name.casefold())
    return tuple((0, int(part), "") if at % 2 else (1, 0, part) for at, part in enumerate(parts) if part), name


def _entries(folder: Path, inside: str, left_out: tuple[int, int] | None) -> tuple[list[str], list[str]]:
    """Return the images and the folders directly in one folder; of one inside that may not be read there are none."""
    try:
        with os.scandir(folder / inside) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as fault:
        if inside:
            return [], []
        raise SaliscopeError(Code.RUN_SOURCE_MISSING, name=str(folder)) from fault
    prefix = f"{inside}/" if inside else ""
    images = [prefix + entry.name for entry in shown if _is_image(entry)]
    folders = [prefix + entry.name for entry in shown if _is_folder(entry, left_out)]
    return images, folders


def _is_folder(entry: os.DirEntry[str], left_out: tuple[int, int] | None) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and (left_out is None or _identity(Path(entry.path)) != left_out)
    except OSError:
        return False


def _is_image(entry: os.DirEntry[str]) -> bool:
    try:
        if not entry.is_file():
            return False
        if entry.name.lower().endswith(readable_suffixes()):
            return True
        if any(letter.isalpha() for letter in Path(entry.name).suffix):  # scanners name DICOM files by numbers
            return False
        with Path(entry.path).open("rb") as file:
            return format_of(file.read(_SIGNATURE_BYTES)) is not None
    except OSError:
        return False


def _identity(folder: Path | None) -> tuple[int, int] | None:
    """Return what tells a folder from all others, whatever way leads there; None where there is none."""
    try:
        facts = folder.stat() if folder is not None else None
    except OSError:
        return None
    return (facts.st_dev, facts.st_ino) if facts is not None else None
