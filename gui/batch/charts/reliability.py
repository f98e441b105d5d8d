"""The reliability diagram: how often answers were right, by how sure the model was, and how many answers that are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from gui.design.charts.letters import CENTRE, RIGHT, write
from gui.words.numbers import percent

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from engine.evaluation.classification import Reliability
    from gui.design.charts.colours import ChartColours

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_COUNTS = 0.2  # of the height, for the bars of counts
HEIGHT = 0.86  # of the width: the shape in which a step across is about a step up


def paint_reliability(
    painter: QPainter, place: QRectF, reliability: Reliability, colours: ChartColours, letter: float
) -> None:
    """Paint the diagram: a bar for each bin that has answers, dots at its mean probability, the diagonal, counts below.

    Bars that end below the diagonal: the model was less often right than its probabilities say.
    """
    painter.save()
    upper, lower = _areas(place, letter)
    _paint_axes(painter, upper, lower, colours, letter, int(np.max(reliability.counts, initial=0)))
    _paint_bars(painter, upper, reliability, colours, letter)
    _paint_counts(painter, lower, reliability, colours)
    _paint_diagonal(painter, upper, colours, letter)
    painter.setPen(colours.text)
    words = QCoreApplication.translate("charts", "Expected calibration error: {error} ({bins} equal-width bins)")
    words = words.format(error=percent(reliability.error), bins=len(reliability.counts))
    write(painter, QRectF(place.left(), place.top(), place.width(), 1.4 * letter), words, letter)
    painter.restore()


def _areas(place: QRectF, letter: float) -> tuple[QRectF, QRectF]:
    """Return where the bars and the counts are."""
    left, top, right, bottom = 6.2 * letter, 2.0 * letter, 1.6 * letter, 3.2 * letter
    whole = place.adjusted(left, top, -right, -bottom)
    counts = _COUNTS * whole.height()
    upper = QRectF(whole.left(), whole.top(), whole.width(), whole.height() - counts - 0.8 * letter)
    return upper, QRectF(whole.left(), whole.bottom() - counts, whole.width(), counts)


def _paint_axes(
    painter: QPainter, upper: QRectF, lower: QRectF, colours: ChartColours, letter: float, most: int
) -> None:
    translate = QCoreApplication.translate
    for tick in _TICKS:
        x, y = upper.left() + tick * upper.width(), upper.bottom() - tick * upper.height()
        painter.setPen(QPen(colours.faint, 0.06 * letter))
        painter.drawLine(QPointF(upper.left(), y), QPointF(upper.right(), y))
        painter.drawLine(QPointF(x, upper.top()), QPointF(x, upper.bottom()))
        painter.setPen(colours.text)
        words = QLocale().toString(round(100 * tick)) + " %"
        write(painter, QRectF(upper.left() - 4.9 * letter, y - letter, 4.5 * letter, 2 * letter), words, letter, RIGHT)
        write(painter, QRectF(x - 3 * letter, lower.bottom() + 0.2 * letter, 6 * letter, 1.3 * letter), words, letter)
    side = QRectF(upper.left() - 6.2 * letter, upper.top(), 1.3 * letter, upper.height())
    write(painter, side, translate("charts", "Share of right answers"), letter, CENTRE, turned=True)
    below = QRectF(lower.left(), lower.bottom() + 1.6 * letter, lower.width(), 1.4 * letter)
    write(painter, below, translate("charts", "Probability of the answer"), letter)
    counts = QRectF(lower.left() - 6.2 * letter, lower.top(), 5.8 * letter, 1.3 * letter)
    write(painter, counts, QLocale().toString(most), letter, RIGHT)
    counts.moveBottom(lower.bottom())
    write(painter, counts, translate("charts", "Images"), letter, RIGHT)
    painter.setPen(QPen(colours.frame, 0.1 * letter))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(upper)
    painter.drawRect(lower)


def _paint_bars(
    painter: QPainter, area: QRectF, reliability: Reliability, colours: ChartColours, letter: float
) -> None:
    for bin_, place in enumerate(_columns(area, reliability)):
        if not reliability.counts[bin_]:
            continue
        height = float(reliability.accuracy[bin_]) * area.height()
        bar = QRectF(place.left(), area.bottom() - height, place.width(), height)
        painter.setPen(QPen(colours.text, 0.08 * letter))
        painter.setBrush(colours.blend(0.35))
        painter.drawRect(bar)
        x = area.left() + float(reliability.confidence[bin_]) * area.width()
        painter.setBrush(colours.full)
        painter.drawEllipse(QPointF(x, bar.top()), 0.32 * letter, 0.32 * letter)


def _paint_counts(painter: QPainter, area: QRectF, reliability: Reliability, colours: ChartColours) -> None:
    most = max(1, int(np.max(reliability.counts, initial=0)))
    painter.setPen(Qt.PenStyle.NoPen)
    for bin_, place in enumerate(_columns(area, reliability)):
        height = float(reliability.counts[bin_]) / most * area.height()
        painter.fillRect(QRectF(place.left(), area.bottom() - height, place.width(), height), colours.blend(0.6))


def _columns(area: QRectF, reliability: Reliability) -> list[QRectF]:
    """Return the columns of the bins over the whole height of an area."""
    edges = [area.left() + float(edge) * area.width() for edge in reliability.edges]
    gap = 0.08 * area.width() / max(1, len(edges) - 1)
    return [QRectF(start + gap, area.top(), end - start - 2 * gap, area.height()) for start, end in pairwise(edges)]


def _paint_diagonal(painter: QPainter, area: QRectF, colours: ChartColours, letter: float) -> None:
    painter.setPen(QPen(colours.text, 0.12 * letter, Qt.PenStyle.DashLine))
    painter.drawLine(area.bottomLeft(), area.topRight())
