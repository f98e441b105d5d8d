"""The scale bar: a round length of what is photographed, drawn as long as it is on the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from engine.system.quick_dataclass import dataclass
from gui.canvas.painting import shade

_SHARE = 0.25  # of the width, that the bar may take
_WIDEST = 800.0  # pixels: on a wider pane the bar grows no longer
_SHORTEST = 24.0  # a shorter one tells nothing
_MARGIN, _END, _LINE = 6.0, 6.0, 2.0
_UNITS = (("m", 1000.0), ("cm", 10.0), ("mm", 1.0), ("µm", 1e-3), ("nm", 1e-6))


@dataclass(frozen=True)
class Scale:
    """A round length in words, and how long it is in pixels."""

    words: str
    pixels: float


def scale_of(spacing: tuple[float, float] | None, scale: float, width: float) -> Scale | None:
    """Return the longest round length that is no longer than a quarter of `width`; None where none is known.

    spacing: as in `Latitude`; scale: pixels of the picture shown for each of the photograph.
    """
    millimetres = spacing[1] / scale if spacing is not None and scale > 0 else 0.0
    most = width * _SHARE * millimetres
    if not 1e-7 < most < 1e9 or not math.isfinite(most):
        return None
    length = _round(most)
    if length / millimetres < _SHORTEST:
        return None
    unit, size = next(((unit, size) for unit, size in _UNITS if length >= size * 0.999), _UNITS[-1])
    words = QCoreApplication.translate("ScaleBar", "{length} {unit}")
    return Scale(words.format(length=QLocale().toString(length / size, "g", 6), unit=unit), length / millimetres)


def paint_scale_bar(painter: QPainter, spacing: tuple[float, float] | None, scale: float, box: QRectF) -> None:
    """Paint a pane's scale bar at the right of the bottom of its box. spacing, scale: see `scale_of`."""
    found = scale_of(spacing, scale, min(box.width(), _WIDEST))
    if found is None:
        return
    metrics = painter.fontMetrics()
    width = max(found.pixels, metrics.horizontalAdvance(found.words)) + 2 * _MARGIN
    height = metrics.lineSpacing() + _END + 2 * _MARGIN
    frame = QRectF(box.right() - width - _MARGIN, box.bottom() - height - _MARGIN, width, height)
    shade(painter, frame)
    middle, y = frame.center().x(), frame.bottom() - _MARGIN - _END / 2
    left, right = QPointF(middle - found.pixels / 2, y), QPointF(middle + found.pixels / 2, y)
    inside = QPointF(_LINE / 2, 0)  # the ends' own breadth is part of the length
    painter.setPen(QPen(painter.pen().color(), _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(left, right)
    for at in (left + inside, right - inside):
        painter.drawLine(at - QPointF(0, _END / 2), at + QPointF(0, _END / 2))
    words = QRectF(frame.left(), frame.top() + _MARGIN / 2, width, metrics.lineSpacing())
    painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, found.words)


def _round(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20… or their tenths, hundredths… that is not more."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(power * factor for factor in (5, 2, 1) if power * factor <= most * 1.0001)
