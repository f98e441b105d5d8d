"""The colour bar: what the colours mean, with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.rendering import LEVELS, exceeds, value_range
from gui.words.numbers import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from engine.attribution.request import Attribution
    from engine.rendering import Rendering

_BAR_HEIGHT = 12
_TICKS = 5
_GAP = 10


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
            words = self.tr("From {low} to {high}").format(low=number(low), high=number(high))
            self.setAccessibleDescription(f"{words}, {scale_name(rendering)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and its numbers."""
        return QSize(240, _BAR_HEIGHT + self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its numbers."""
        if self._attribution is None or self._rendering is None:
            return
        painter = QPainter(self)
        size = QSize(self._bar_width(), _BAR_HEIGHT)
        painter.drawImage(0, 0, bar_image(self._attribution, self._rendering, size))
        for tick in ticks(self._attribution, self._rendering):
            self._paint_number(painter, tick)
        self._paint_scale(painter)

    def _paint_scale(self, painter: QPainter) -> None:
        """Write at the right which scale it is."""
        words = scale_name(self._rendering) if self._rendering is not None else ""
        painter.setPen(self.palette().windowText().color())
        room = QRect(self._bar_width() + _GAP, 0, self.width() - self._bar_width() - _GAP, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)

    def _bar_width(self) -> int:
        words = scale_name(self._rendering) if self._rendering is not None else ""
        return max(self.width() - self.fontMetrics().horizontalAdvance(words) - _GAP, self.width() // 2)

    def _paint_number(self, painter: QPainter, tick: Tick) -> None:
        width = self.fontMetrics().horizontalAdvance(tick.words)
        left = round(tick.share * (self._bar_width() - width))
        painter.setPen(self.palette().windowText().color())
        place = QRect(left, _BAR_HEIGHT + 3, width + 2, self.fontMetrics().height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, tick.words)


@dataclass(frozen=True)
class Tick:
    """A number at a share of the colour bar's length."""

    share: float
    words: str


def ticks(attribution: Attribution, rendering: Rendering) -> list[Tick]:
    """Return the numbers of a colour bar. An end that also stands for all values beyond it gets ≤ or ≥."""
    low, high = value_range(attribution, rendering)
    below, above = exceeds(attribution, rendering)
    found = []
    for index in range(_TICKS):
        share = index / (_TICKS - 1)
        sign = "≤ " if index == 0 and below else "≥ " if index == _TICKS - 1 and above else ""
        found.append(Tick(share, sign + number(low + share * (high - low))))
    return found


def scale_name(rendering: Rendering) -> str:
    """Return which scale the colours have, in words."""
    translate = QCoreApplication.translate
    return translate("ColourBar", "own scale") if rendering.fixed is None else translate("ColourBar", "locked scale")


def swatch(colour_map: str, size: QSize) -> QImage:
    """Return a colour map as a small picture, from low at the left to high at the right."""
    from engine.rendering import colour_table
    from gui.canvas.compose import rgb_image

    across = np.linspace(0, LEVELS - 1, size.width()).round().astype(np.intp)
    return rgb_image(colour_table(colour_map)[across][None].repeat(size.height(), axis=0))


def bar_image(attribution: Attribution, rendering: Rendering, size: QSize) -> QImage:
    """Return a map's colour bar as a picture, from low at the left to high at the right."""
    from engine.rendering import bar_pixels
    from gui.canvas.compose import rgb_image

    return rgb_image(bar_pixels(attribution, rendering, (size.width(), size.height())))
