"""Where the program keeps its own files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def data_folder() -> Path:
    """Return the folder for the program's own files; it is made if it does not exist."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    folder = Path(place or Path.home()) / "Saliscope"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
