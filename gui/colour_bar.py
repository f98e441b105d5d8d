"""The colour bar: what the colours mean, with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.rendering import LEVELS, colours_of, exceeds, value_range
from gui.words import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from engine.rendering import Rendering
    from engine.request import Attribution

_BAR_HEIGHT = 12
_TICKS = 5


class ColourBar(QWidget):
    """A horizontal bar from the least to the largest value, in units of the target's score."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Colour bar"))
        self._attribution: Attribution | None = None
        self._rendering: Rendering | None = None

    def show_scale(self, attribution: Attribution | None, rendering: Rendering) -> None:
        """Show the scale of a map, or nothing."""
        self._attribution, self._rendering = attribution, rendering
        if attribution is not None:
            low, high = value_range(attribution, rendering)
            self.setAccessibleDescription(self.tr("From {low} to {high}").format(low=number(low), high=number(high)))
        self.update()

    def sizeHint(self) -> QSize:
        """Bar and numbers."""
        return QSize(240, _BAR_HEIGHT + self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its numbers."""
        if self._attribution is None or self._rendering is None:
            return
        painter = QPainter(self)
        colours = colours_of(self._attribution, self._rendering)
        painter.drawImage(QRect(0, 0, self.width(), _BAR_HEIGHT), swatch(colours, QSize(LEVELS, 1)))
        low, high = value_range(self._attribution, self._rendering)
        for tick in range(_TICKS):
            share = tick / (_TICKS - 1)
            self._paint_number(painter, share, self._beyond(tick) + number(low + share * (high - low)))

    def _beyond(self, tick: int) -> str:
        """Return the sign before a number at an end that stands for all beyond it too."""
        assert self._attribution is not None and self._rendering is not None
        below, above = exceeds(self._attribution, self._rendering)
        if tick == _TICKS - 1:
            return "≥ " if above else ""
        return "≤ " if tick == 0 and below else ""

    def _paint_number(self, painter: QPainter, share: float, words: str) -> None:
        width = self.fontMetrics().horizontalAdvance(words)
        left = round(share * (self.width() - width))
        painter.setPen(self.palette().windowText().color())
        painter.drawText(
            QRect(left, _BAR_HEIGHT + 3, width + 2, self.fontMetrics().height()), Qt.AlignmentFlag.AlignLeft, words
        )


def swatch(colour_map: str, size: QSize) -> QImage:
    """Return a colour map as a little picture, low to high from left to right."""
    from engine.rendering import colour_table
    from gui.compose import rgb_image

    across = np.linspace(0, LEVELS - 1, size.width()).round().astype(np.intp)
    return rgb_image(np.repeat(colour_table(colour_map)[across][None], size.height(), axis=0))
