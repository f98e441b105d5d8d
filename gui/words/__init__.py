"""The words for the engine's codes and names, so that they translate: English, the source of resources/translations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translated(text: object) -> str:
    """Return a text of this package, marked for translation there, in the user's language."""
    return QCoreApplication.translate("words", str(text))
