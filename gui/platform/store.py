"""What the program keeps between starts: one store for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSettings


def store() -> QSettings:
    """Return the store. Whatever is read from it may be anything: a user can edit the file."""
    settings = QSettings("Saliscope", "Saliscope")
    # While one lives, Qt keeps what cannot be written, so that it counts until the program ends.
    if settings.fileName() not in _kept:
        _kept[settings.fileName()] = QSettings("Saliscope", "Saliscope")
    return settings


_kept: dict[str, QSettings] = {}


def flag(key: str) -> bool:
    """Return whether something was noted as being so."""
    return store().value(key, False, bool) is True


def set_flag(key: str, on: bool) -> None:
    """Note whether something is so."""
    store().setValue(key, on)


def is_kept() -> bool:
    """Tell whether what is stored reaches the disk, as far as is known by now."""
    settings = store()
    settings.sync()
    return settings.isWritable() and settings.status() == QSettings.Status.NoError
