"""How the values of a measure lie: a box for each method or class, and beside it how many maps have each verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from engine.measures import MEASURES, Thresholds, Unit, Verdict
from engine.system.quick_dataclass import dataclass
from gui.design.charts.letters import CENTRE, LEFT, RIGHT, width_of, write
from gui.design.style.pen import blended
from gui.words.measures import quantity

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from engine.measures.ranking import Spread
    from gui.design.charts.colours import ChartColours

_ROW, _FOOT, _GAP = 2.4, 2.2, 1.2  # in letters: a line, the axis below all, between the columns
_NAMES, _COUNTS = 0.3, 0.3  # of the width, at most and at least
_COLOURS = {Verdict.GOOD: QColor("#2f8f52"), Verdict.DOUBTFUL: QColor("#d99a1c"), Verdict.POOR: QColor("#c2402f")}
_TINT = 0.16  # of a verdict's colour behind the values that have it
_ORDER = (Verdict.GOOD, Verdict.DOUBTFUL, Verdict.POOR, Verdict.NONE)


@dataclass(frozen=True)
class Line:
    """What one line of the chart is about."""

    name: str
    spread: Spread


@dataclass(frozen=True)
class Segment:
    """A part of a bar. line: its place among the lines; count: of maps."""

    place: QRectF
    line: int
    verdict: Verdict
    count: int


@dataclass(frozen=True)
class _Plan:
    """Where the columns are. low, high: values at the ends of the axis."""

    names: QRectF
    boxes: QRectF
    counts: QRectF
    row: float
    low: float
    high: float

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.boxes.left() + min(max(share, 0.0), 1.0) * self.boxes.width()


def spreads_height(lines: int, letter: float) -> float:
    """Return how high the chart is."""
    return (lines * _ROW + _FOOT) * letter


def segments(place: QRectF, measure: str, lines: Sequence[Line], letter: float) -> list[Segment]:
    """Return the parts of the bars where they are painted; none where the measure is not judged."""
    plan = _plan(place, measure, lines, letter)
    return [segment for number, line in enumerate(lines) for segment in _bar(plan, number, line, letter)]


def paint_spreads(
    painter: QPainter,
    place: QRectF,
    measure: str,
    lines: Sequence[Line],
    colours: ChartColours,
    letter: float,
    current: tuple[int, Verdict] | None = None,
) -> None:
    """Paint the chart. Box: the middle half of the values, and their median; line: all but the outer twentieths.

    Behind them are the values that are good and those that are poor. current: the line and verdict with the focus.
    """
    painter.save()
    plan, thresholds = _plan(place, measure, lines, letter), MEASURES[measure].thresholds
    bottom = place.top() + len(lines) * plan.row
    if thresholds is not None:
        _paint_zones(painter, plan, thresholds, bottom, colours)
    _paint_axis(painter, plan, measure, bottom, colours, letter)
    for number, line in enumerate(lines):
        top = place.top() + number * plan.row
        painter.setPen(colours.text)
        write(painter, QRectF(plan.names.left(), top, plan.names.width(), plan.row), line.name, letter, LEFT)
        _paint_box(painter, plan, line.spread, top, colours, letter)
    for segment in segments(place, measure, lines, letter):
        _paint_segment(painter, segment, colours, letter, (segment.line, segment.verdict) == current)
    painter.restore()


def _plan(place: QRectF, measure: str, lines: Sequence[Line], letter: float) -> _Plan:
    widest = max((width_of(line.name, letter) for line in lines), default=0.0)
    names = min(widest + 0.2 * letter, _NAMES * place.width())
    counts = _COUNTS * place.width() if MEASURES[measure].thresholds is not None else 0.0
    left, gap = place.left() + names + 2 * _GAP * letter, _GAP * letter
    right = place.right() - counts - (gap if counts else 1.6 * letter)
    rows = QRectF(place.left(), place.top(), place.width(), place.height())
    return _Plan(
        QRectF(rows.left(), rows.top(), names, rows.height()),
        QRectF(left, rows.top(), max(right - left, 1.0), rows.height()),
        QRectF(place.right() - counts, rows.top(), counts, rows.height()),
        _ROW * letter,
        *_range(measure, lines),
    )


def _range(measure: str, lines: Sequence[Line]) -> tuple[float, float]:
    """Return the ends of the axis: of shares 0 and 1, else what holds all values and both thresholds."""
    row = MEASURES[measure]
    known = [value for line in lines for value in (line.spread.low, line.spread.high) if value is not None]
    if row.thresholds is not None:
        known += [row.thresholds.good, row.thresholds.poor]
    if row.unit is Unit.SHARE:
        known += [0.0, 1.0]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if row.unit is Unit.CORRELATION:
        low, high = math.floor(10 * low) / 10, math.ceil(10 * high) / 10
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _paint_zones(painter: QPainter, plan: _Plan, thresholds: Thresholds, bottom: float, colours: ChartColours) -> None:
    rising = thresholds.good > thresholds.poor
    ends = {Verdict.GOOD: plan.high if rising else plan.low, Verdict.POOR: plan.low if rising else plan.high}
    for verdict, limit in ((Verdict.GOOD, thresholds.good), (Verdict.POOR, thresholds.poor)):
        start, end = sorted((plan.x(limit), plan.x(ends[verdict])))
        zone = QRectF(start, plan.boxes.top(), end - start, bottom - plan.boxes.top())
        painter.fillRect(zone, blended(_COLOURS[verdict], colours.ground, _TINT))


def _paint_axis(
    painter: QPainter, plan: _Plan, measure: str, bottom: float, colours: ChartColours, letter: float
) -> None:
    for share, flags in ((0.0, LEFT), (0.5, CENTRE), (1.0, RIGHT)):
        value = plan.low + share * (plan.high - plan.low)
        x = plan.x(value)
        painter.setPen(QPen(colours.faint, 0.08 * letter))
        painter.drawLine(QPointF(x, plan.boxes.top()), QPointF(x, bottom + 0.3 * letter))
        painter.setPen(colours.text)
        width = 6 * letter
        left = x - share * width
        write(
            painter, QRectF(left, bottom + 0.5 * letter, width, 1.4 * letter), quantity(measure, value), letter, flags
        )


def _paint_box(
    painter: QPainter, plan: _Plan, spread: Spread, top: float, colours: ChartColours, letter: float
) -> None:
    lies = (spread.low, spread.first, spread.median, spread.third, spread.high)
    known = [value for value in lies if value is not None]
    if len(known) < len(lies):
        painter.setPen(colours.text)
        write(painter, QRectF(plan.boxes.left(), top, plan.boxes.width(), plan.row), "–", letter, CENTRE)
        return
    low, first, median, third, high = (plan.x(value) for value in known)
    middle, half = top + plan.row / 2, 0.55 * letter
    painter.setPen(QPen(colours.text, 0.1 * letter))
    painter.drawLine(QPointF(low, middle), QPointF(high, middle))
    painter.setBrush(colours.blend(0.35))
    painter.drawRect(QRectF(first, middle - half, max(third - first, 0.15 * letter), 2 * half))
    painter.setPen(QPen(colours.text, 0.28 * letter, c=Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(median, middle - half), QPointF(median, middle + half))


def _bar(plan: _Plan, number: int, line: Line, letter: float) -> Iterator[Segment]:
    total = sum(line.spread.counts.values())
    if not plan.counts.width() or not total:
        return
    left, top = plan.counts.left(), plan.counts.top() + number * plan.row + 0.35 * letter
    for verdict in _ORDER:
        count = line.spread.counts.get(verdict, 0)
        width = count / total * plan.counts.width()
        if count:
            yield Segment(QRectF(left, top, width, plan.row - 0.7 * letter), number, verdict, count)
        left += width


def _paint_segment(painter: QPainter, segment: Segment, colours: ChartColours, letter: float, current: bool) -> None:
    ground = _COLOURS.get(segment.verdict, colours.faint)
    painter.fillRect(segment.place, ground)
    words = str(segment.count)
    if width_of(words, letter) < segment.place.width() - 0.2 * letter:
        painter.setPen(colours.text_on(ground))
        write(painter, segment.place, words, letter)
    if current:
        painter.setPen(QPen(colours.text, 0.2 * letter))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(segment.place)
