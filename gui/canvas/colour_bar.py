"""The colour bar: what the colours mean, in plain words on screen, with numbers in exports and for who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.rendering import LEVELS, Evidence, exceeds, is_two_sided, value_range
from engine.system.quick_dataclass import dataclass
from gui.canvas.legend import title_of
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.words.numbers import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from engine.attribution.request import Attribution
    from engine.models.model_info import ModelInfo
    from engine.rendering import Rendering

_BAR = QSize(96, 10)
_SHORTEST = 48  # where the words need the room
_TICKS = 5


class ColourBar(QWidget):
    """A short bar between two words. The tool tip and the description for screen readers have the numbers."""

    def __init__(self) -> None:
        super().__init__()
        set_type(self, Type.SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Colour bar"))
        self._ends = ("", "")
        self._image: QImage | None = None

    def show_scale(
        self,
        attribution: Attribution | None,
        model: ModelInfo | None,
        rendering: Rendering,
        named: tuple[str, str] | None = None,
    ) -> None:
        """Show the scale of a map, or nothing. named: its ends, where it is not evidence that the colours show."""
        if attribution is None or model is None or attribution.request.target is None:
            self._ends, self._image = ("", ""), None
            words = ""
        else:
            self._ends = named or ends(attribution, rendering)
            self._image = bar_image(attribution, rendering, _BAR * 2)
            words = numbers_of(attribution, model, rendering) if named is None else " – ".join(named)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and both words."""
        return QSize(_BAR.width() + self._room_of_words(), max(CONTROL_HEIGHT, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """Room for a short bar alone; the words are cut."""
        return QSize(_SHORTEST, self.sizeHint().height())

    def _room_of_words(self) -> int:
        return sum(self._width_of(end) + Space.S for end in self._ends)

    def _width_of(self, words: str) -> int:
        # A little more than Qt measures, which rounds and would then cut the last letter.
        return self.fontMetrics().horizontalAdvance(words) + 2 if words else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar between its words."""
        if self._image is None:
            return
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setPen(self.palette().windowText().color())
        low, high = self._ends
        across = min(max(self.width() - self._room_of_words(), _SHORTEST), _BAR.width())
        room = max(0, self.width() - across - 2 * Space.S)
        left = min(self._width_of(low), max(room // 2, room - self._width_of(high)))
        bar = QRect(left + (Space.S if left else 0), (self.height() - _BAR.height()) // 2, across, _BAR.height())
        right = QRect(bar.right() + 1 + Space.S, 0, self.width() - bar.right() - 1 - Space.S, self.height())
        for words, place in ((low, QRect(0, 0, left, self.height())), (high, right)):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.drawImage(bar, self._image)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(bar.adjusted(0, 0, -1, -1))


def numbers_of(attribution: Attribution, model: ModelInfo, rendering: Rendering) -> str:
    """Return what a map is and which numbers its colours stand for, in words."""
    low, high = value_range(attribution, rendering)
    words = QCoreApplication.translate("ColourBar", "From {low} to {high}").format(low=number(low), high=number(high))
    return f"{title_of(attribution, model)}. {words}, {scale_name(rendering)}"


def ends(attribution: Attribution, rendering: Rendering) -> tuple[str, str]:
    """Return what the first and the last colour stand for, in plain words; of a fixed scale, its numbers."""
    translate = QCoreApplication.translate
    if rendering.fixed is not None:
        found = ticks(attribution, rendering)
        return found[0].words, found[-1].words
    if is_two_sided(attribution, rendering):
        return translate("ColourBar", "against"), translate("ColourBar", "for")
    low, high = value_range(attribution, rendering)
    if low == high:
        return translate("ColourBar", "no evidence"), ""
    least = translate("ColourBar", "no evidence") if low == 0 else translate("ColourBar", "weakest in this image")
    if rendering.evidence is Evidence.AGAINST:
        return least, translate("ColourBar", "strongest against")
    return least, translate("ColourBar", "strongest in this image")


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
    if rendering.fixed is None:
        return translate("ColourBar", "scaled to this image")
    return translate("ColourBar", "fixed scale")


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
