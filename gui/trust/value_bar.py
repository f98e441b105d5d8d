"""A value between its thresholds: a bar from 0 to 1, with a stroke where good begins and one where poor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.measures import MEASURES, Verdict
from gui.design.scale import Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.trust.marks import paint_mark
from gui.words.measures import reason_words

if TYPE_CHECKING:
    from engine.measures import Measured

_BAR = 8


class ValueBar(QWidget):
    """The marks of good and poor stand under the ends at which a value is that."""

    def __init__(self, measure: str) -> None:
        super().__init__()
        self._thresholds = MEASURES[measure].thresholds
        self._found: Measured | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_type(self, Type.SMALL)

    def show_value(self, found: Measured | None) -> None:
        """Show another value, or none."""
        self._found = found
        self.setAccessibleName(reason_words(found) if found is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and the marks below it."""
        return QSize(160, _BAR + Space.XS + self._mark + Space.XS)

    def minimumSizeHint(self) -> QSize:
        """Shrink in width."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, the thresholds and the marks of the two ends."""
        thresholds, value = self._thresholds, self._found.value if self._found is not None else None
        if thresholds is None:
            return
        painter, colours = QPainter(self), shades(self.palette())
        track = QRectF(0, Space.XS / 2, self.width() - 1, _BAR)
        panel(painter, track, colours.ground, colours.line, _BAR / 2)
        if value is not None:
            filled = QRectF(track)
            filled.setWidth(max(_BAR / 2, track.width() * min(max(value, 0.0), 1.0)))
            panel(painter, filled, self.palette().accent().color(), None, _BAR / 2)
        painter.setPen(QPen(self.palette().text().color(), 2))
        for threshold in (thresholds.good, thresholds.poor):
            x = track.left() + min(max(threshold, 0.0), 1.0) * track.width()
            painter.drawLine(QPointF(x, 0), QPointF(x, _BAR + Space.XS))
        self._paint_ends(painter, track, thresholds.good > thresholds.poor)

    def _paint_ends(self, painter: QPainter, track: QRectF, large_is_good: bool) -> None:
        top, side = track.bottom() + Space.XS, self._mark
        left, right = QRectF(track.left(), top, side, side), QRectF(track.right() - side, top, side, side)
        paint_mark(painter, right if large_is_good else left, Verdict.GOOD, self.palette())
        paint_mark(painter, left if large_is_good else right, Verdict.POOR, self.palette())

    @property
    def _mark(self) -> int:
        return round(0.7 * self.fontMetrics().height())
