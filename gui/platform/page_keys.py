"""Keeps Page up and Page down for lists and number fields; elsewhere these keys go through the photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_PAGERS = (QAbstractItemView, QAbstractSpinBox, QComboBox)
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def keep_page_keys(panel: QWidget) -> None:
    """Let lists, number fields and combo boxes inside `panel` use these keys while they have the focus."""
    keeper = _Keeper(panel)
    for widget in panel.findChildren(QWidget):
        if isinstance(widget, _PAGERS):
            widget.installEventFilter(keeper)


class _Keeper(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell Qt that the widget uses this key, so that it is not taken as a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key: QKeyEvent = event  # type: ignore[assignment]
            if key.key() in _PAGE_KEYS and key.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return False
