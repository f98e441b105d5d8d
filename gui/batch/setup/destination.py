"""Where the results of a run go, how much room there is, and what is wrong with a folder."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.batch.journal.files import refuse_around
from engine.batch.run_folder import RunFolder
from engine.errors import Code, SaliscopeError

_SIGN = "Saliscope"


def new_folder(source: Path) -> Path:
    """Return a folder that is not there yet: beside the images, or in Documents where nothing may be written there."""
    name = f"{source.name} – {_SIGN}" if source.name else _SIGN
    above = source.parent if source.name and os.access(source.parent, os.W_OK) else documents()
    names = (name if number == 1 else f"{name} {number}" for number in count(1))
    return next(above / each for each in names if not (above / each).exists())


def documents() -> Path:
    """Return the user's folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def check_folder(folder: Path, source: Path) -> None:
    """Raise what `RunFolder.create` would raise of a folder that is not fit for results, before anything is computed.

    Raises SaliscopeError: RUN_IS_SOURCE, RUN_NOT_EMPTY, also of a run: nobody said that it is to go on.
    """
    refuse_around(folder, source)
    if folder.exists() and (RunFolder.is_one(folder) or not folder.is_dir() or any(folder.iterdir())):
        raise SaliscopeError(Code.RUN_NOT_EMPTY, name=str(folder))


def free_bytes(folder: Path) -> int | None:
    """Return how much room is on the drive of a folder that may not be there yet; None where that is not told."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), None)
    try:
        return shutil.disk_usage(there).free if there is not None else None
    except OSError:
        return None
