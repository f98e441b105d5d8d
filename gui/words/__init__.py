"""The words for the engine's codes and names, in English, which is the source of resources/translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translated(text: object) -> str:
    """Return a text that is marked for translation in this package, in the user's language."""
    return QCoreApplication.translate("words", str(text))
