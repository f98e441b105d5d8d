"""The one button of a page that most people want: filled with the colour of selections."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from gui.design.scale import CONTROL_HEIGHT, CORNER


class PrimaryButton(QPushButton):
    """A push button on a flat ground: Qt's own shading would lighten it until its words are hard to read."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setMinimumHeight(CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the words as Qt does."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        colours = QPalette(option.palette)
        ground = colours.color(QPalette.ColorRole.Highlight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground.darker(115) if self.isDown() or self.underMouse() else ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)
        colours.setBrush(QPalette.ColorRole.ButtonText, colours.highlightedText())
        option.palette = colours
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
