"""Where the program keeps its own files."""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.system.scratch import Scratch
from gui.platform.store import is_kept, store


def data_folder() -> Path:
    """Return the folder for the program's own files; it is made if it does not exist.

    Where nothing can be written it is a temporary one, which is gone when the program ends; see `unkept`.
    Raises OSError where that cannot be made, either.
    """
    folder = _usual_folder()
    return folder if _made(folder) else _instead().path


def unkept() -> list[Path]:
    """Return where nothing can be kept until the next start, [] if all is well."""
    found = ((Path(store().fileName()), is_kept()), (_usual_folder(), _made(_usual_folder())))
    return [place for place, kept in found if not kept]


def _usual_folder() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(place or Path.home()) / "Saliscope"


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return os.access(folder, os.W_OK | os.X_OK)


@cache
def _instead() -> Scratch:
    scratch = Scratch()
    atexit.register(scratch.close)
    return scratch
