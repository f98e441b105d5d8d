"""A label of one line that ends in an ellipsis if there is no room for all its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.design.plain_tip import plain_tip


class ElidedLabel(QLabel):
    """Never widens its window. Screen readers and the tool tip get all the words."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Show another text."""
        super().setText(words)
        self.setToolTip(plain_tip(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        place = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        how, role = self.alignment().value, self.foregroundRole()
        painter = QPainter(self)
        self.style().drawItemText(painter, place, how, self.palette(), self.isEnabled(), words, role)
