"""The files of a run folder: where they may lie, how they are written, and what is left behind is removed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.file_names import FOLDERS
from engine.batch.journal.database import NAME as JOURNAL
from engine.batch.journal.folder_lock import NAME as LOCK
from engine.batch.journal.stored_values import check_path
from engine.errors import Code, SaliscopeError
from engine.export.files import write_atomically
from engine.export.plain_values import Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.batch.rows import Result, Row, Written

_FULL = (errno.ENOSPC, errno.EDQUOT)
_AT_ONCE = 4  # files: while the disk confirms one, others are written


def refuse_around(folder: Path, source: Path) -> None:
    """Raise SaliscopeError(RUN_IS_SOURCE) where the images lie in a folder that is to be a run's."""
    if Path(os.path.realpath(source)).is_relative_to(os.path.realpath(folder)):
        raise SaliscopeError(Code.RUN_IS_SOURCE, name=str(folder))


def make_folder(folder: Path, source: Path) -> None:
    """Make a folder for a run where there is none.

    Raises SaliscopeError: RUN_IS_SOURCE where the images lie in it, RUN_NOT_EMPTY where it holds other things and no
    run, RUN_UNWRITABLE.
    """
    refuse_around(folder, source)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            found = {entry.name for entry in entries}
    except OSError as fault:
        raise writing_error(folder, fault) from fault
    if JOURNAL not in found and not found <= {LOCK}:
        raise SaliscopeError(Code.RUN_NOT_EMPTY, name=str(folder))


def check_folders(folder: Path) -> None:
    """Refuse a run whose folders lead out of it. Raises SaliscopeError(RUN_DAMAGED)."""
    for name in FOLDERS.values():
        if Path(os.path.realpath(folder / name)) != Path(os.path.realpath(folder)) / name:
            raise SaliscopeError(Code.RUN_DAMAGED, name=str(folder), found=name)


def sweep(folder: Path) -> None:
    """Remove what a process that was killed had begun to write."""
    for name in FOLDERS.values():
        for path in (folder / name).rglob(".*.part"):
            with contextlib.suppress(OSError):
                path.unlink()


def write_files(folder: Path, results: Sequence[Result]) -> None:
    """Write the files of results, and flush them and their folders to the disk.

    Raises SaliscopeError: RUN_FULL, RUN_UNWRITABLE; RUN_DAMAGED where a file would lie outside the folder.
    """
    files = [(file.path, data) for each in results for file, data in zip(each.row.files, each.files, strict=True)]
    try:
        parents = {_parent(folder, path) for path, _ in files}
        made = {each for parent in parents for each in _made(parent, folder)}
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="batch-files") as pool:
            for _ in pool.map(lambda file: write_atomically(folder / file[0], file[1]), files):
                pass  # the first that could not be written is raised
        for each in made:
            flush_folder(each)
    except Unfit as fault:
        raise SaliscopeError(Code.RUN_DAMAGED, name=str(folder), found=str(fault)) from fault
    except (OSError, SaliscopeError) as fault:
        raise writing_error(folder, fault) from fault


def has_files(folder: Path, row: Row, by_contents: bool = False) -> bool:
    """Tell whether all files of a row are there, in their sizes. by_contents: also with their SHA-256."""
    try:
        return all(_is_whole(folder / file.path, file, by_contents) for file in row.files)
    except OSError:
        return False


def _is_whole(path: Path, file: Written, by_contents: bool) -> bool:
    if path.stat().st_size != file.size:
        return False
    if not by_contents:
        return True
    with path.open("rb") as contents:
        return hashlib.file_digest(contents, "sha256").hexdigest() == file.sha256


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files of rows that were replaced. One that resists does no harm."""
    for path in paths:
        with contextlib.suppress(OSError, Unfit):
            _parent(folder, path)
            (folder / path).unlink()


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can: the name of a file is no part of the file."""
    with contextlib.suppress(PermissionError):  # Windows opens no folders
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def writing_error(folder: Path, fault: Exception) -> SaliscopeError:
    """Return why a file could not be written, as an error of the run."""
    cause = fault.__cause__ if isinstance(fault, SaliscopeError) else fault
    if isinstance(cause, OSError) and cause.errno in _FULL:
        return SaliscopeError(Code.RUN_FULL, name=str(folder))
    reason = getattr(cause, "strerror", None) or str(cause or fault)
    return SaliscopeError(Code.RUN_UNWRITABLE, name=str(folder), reason=reason)


def _parent(folder: Path, path: str) -> Path:
    """Return the folder that a file of the run lies in. Raises Unfit where that is not in the run's, or a link."""
    check_path(path)
    parent = (folder / path).parent
    if Path(os.path.realpath(parent)) != Path(os.path.realpath(folder)) / Path(path).parent:
        raise Unfit("files")
    return parent


def _made(parent: Path, folder: Path) -> set[Path]:
    """Make the folders between a run's and a file. Return all whose entries are to be flushed."""
    parent.mkdir(parents=True, exist_ok=True)
    return {parent, *(each for each in parent.parents if each.is_relative_to(folder))}
