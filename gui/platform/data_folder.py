"""Where the program keeps its own files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def data_folder() -> Path:
    """Return where the program keeps its own files, made if need be."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    folder = Path(place or Path.home()) / "Saliscope"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
