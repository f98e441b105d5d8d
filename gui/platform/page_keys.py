"""Page up and Page down go through the photographs, except where they page through a list or change a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_PAGERS = (QAbstractItemView, QAbstractSpinBox, QComboBox)
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def keep_page_keys(panel: QWidget) -> None:
    """Let lists, number fields and choices inside `panel` have these keys while they have the keyboard."""
    keeper = _Keeper(panel)
    for widget in panel.findChildren(QWidget):
        if isinstance(widget, _PAGERS):
            widget.installEventFilter(keeper)


class _Keeper(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell Qt that a key is wanted here rather than as a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key: QKeyEvent = event  # type: ignore[assignment]
            if key.key() in _PAGE_KEYS and key.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return False
