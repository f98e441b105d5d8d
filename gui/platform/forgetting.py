"""Removes all that the program keeps about its user. docs/PRIVACY.md lists it, and says what this leaves."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from PySide6.QtCore import QSettings

from engine.system.scratch import sweep
from gui.platform.data_folder import data_folder
from gui.platform.store import store

# Where the file dialog of Qt's own was last. Qt notes it for all programs; what else it notes is none of ours.
_OF_FILE_DIALOGS = ("FileDialog/history", "FileDialog/lastVisited")


def forget_everything() -> list[Path]:
    """Remove settings, memory, the last session, crash reports and temporary files. Return what is still there.

    No window may be open: it would write some of it again.
    """
    folder = data_folder()
    shutil.rmtree(folder, ignore_errors=True)
    sweep()
    return [place for place in (_empty_store(), folder) if place is not None and place.exists()]


def _empty_store() -> Path | None:
    """Empty the store and remove its file. Return the file's path, None where the system keeps no file for it."""
    ours = store()
    ours.clear()
    ours.sync()
    of_qt = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in _OF_FILE_DIALOGS:
        of_qt.remove(key)
    of_qt.sync()
    file = Path(ours.fileName())
    if not file.is_file():  # Windows: the registry
        return None
    with contextlib.suppress(OSError):
        file.unlink()
        file.parent.rmdir()  # only if nothing else is in it
    return file
