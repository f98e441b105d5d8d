"""One line of words that ends in an ellipsis where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """Never asks for room; screen readers and the tool tip have the whole words."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Say something else."""
        super().setText(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        place = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        how, role = self.alignment().value, self.foregroundRole()
        painter = QPainter(self)
        self.style().drawItemText(painter, place, how, self.palette(), self.isEnabled(), words, role)
