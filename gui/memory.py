"""What is remembered from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_MOST_REMEMBERED = 200  # models


def _settings() -> QSettings:
    return QSettings("Saliscope", "Saliscope")


def pixel_values_of(model: str) -> str | None:
    """Return the convention the user chose for a model, known by its SHA-256."""
    value = _settings().value(f"pixel-values/{model}")
    return str(value) if value is not None else None


def remember_pixel_values(model: str, values: str) -> None:
    """Remember the user's choice for a model."""
    settings = _settings()
    settings.beginGroup("pixel-values")
    for forgotten in settings.childKeys()[:-_MOST_REMEMBERED]:
        settings.remove(forgotten)
    settings.setValue(model, values)
