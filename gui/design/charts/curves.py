"""Lines over a share from 0 to 1: axes, lines told apart by dashes and width, a legend, and a marked point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from engine.system.quick_dataclass import dataclass
from gui.design.charts.letters import LEFT, RIGHT, width_of, write

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from gui.design.charts.colours import ChartColours

_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)
_TICKS = (0.0, 0.5, 1.0)
_TOPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_SAMPLE = 2.6  # letters: a piece of a line in the legend
_LINE = 1.5  # letters: the height of a line of words


@dataclass(frozen=True)
class Line:
    """A line: its name, and (x, y) points with x from 0 to 1, none while they are not known."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Chart:
    """What is painted. across: what x is. low, high: the ends of y. words_of: a y in words. marked: an x, or None."""

    lines: tuple[Line, ...]
    across: str
    low: float
    high: float
    words_of: Callable[[float], str]
    across_of: Callable[[float], str]
    marked: float | None = None

    def y_at(self, x: float) -> float:
        """Return the first line's y at the point that is nearest to x."""
        return min(self.points, key=lambda point: abs(point[0] - x))[1]

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The first line's points."""
        return self.lines[0].points if self.lines else ()


def round_top(lines: Sequence[Line]) -> float:
    """Return a round number that no y of some lines is above, if these are shares; else the largest y."""
    most = max((y for line in lines for _, y in line.points), default=1.0)
    return next((top for top in _TOPS if most <= top * 1.001), most)


def chart_height(width: float, chart: Chart, letter: float) -> float:
    """Return how high a chart is that has this width, with its legend."""
    return 0.5 * width + (_LINE + 1.0) * letter + len(_legend_rows(chart, width, letter)) * _LINE * letter


def area_of(place: QRectF, chart: Chart, letter: float) -> QRectF:
    """Return where the lines are."""
    beside = max(width_of(chart.words_of(tick), letter) for tick in (chart.low, chart.high)) + 0.5 * letter
    legend = len(_legend_rows(chart, place.width(), letter)) * _LINE * letter
    below = 2 * _LINE * letter + legend
    edge = width_of(chart.across_of(1.0), letter) / 2
    return place.adjusted(beside, 0.6 * letter, -edge, -below)


def paint_curves(painter: QPainter, place: QRectF, chart: Chart, colours: ChartColours, letter: float) -> None:
    """Paint a chart; the first line is the thick one in the accent's colour."""
    painter.save()
    area = area_of(place, chart, letter)
    _paint_axes(painter, place, area, chart, colours, letter)
    for number, line in reversed(list(enumerate(chart.lines))):
        painter.setPen(_pen(number, colours, letter))
        painter.drawPolyline([_at(area, chart, x, y) for x, y in line.points])
    if chart.marked is not None and chart.points:
        _paint_mark(painter, area, chart, colours, letter)
    _paint_legend(painter, place, area, chart, colours, letter)
    painter.restore()


def _at(area: QRectF, chart: Chart, x: float, y: float) -> QPointF:
    span = (chart.high - chart.low) or 1.0
    share = min(max((y - chart.low) / span, 0.0), 1.0)
    return QPointF(area.left() + x * area.width(), area.bottom() - share * area.height())


def _pen(number: int, colours: ChartColours, letter: float) -> QPen:
    ink: QColor = colours.full if number == 0 else colours.text
    pen = QPen(ink, (0.2 if number == 0 else 0.12) * letter, _DASHES[number % len(_DASHES)])
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_axes(
    painter: QPainter, place: QRectF, area: QRectF, chart: Chart, colours: ChartColours, letter: float
) -> None:
    for tick in _TICKS:
        value = chart.low + tick * (chart.high - chart.low)
        y, x = _at(area, chart, 0, value).y(), area.left() + tick * area.width()
        painter.setPen(QPen(colours.faint, 0.06 * letter))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(colours.text)
        middle = min(y, area.bottom() - 0.4 * letter)  # clear of the first number below
        beside = QRectF(place.left(), middle - letter, area.left() - place.left() - 0.4 * letter, 2 * letter)
        write(painter, beside, chart.words_of(value), letter, RIGHT)
        write(
            painter,
            QRectF(x - 3 * letter, area.bottom() + 0.2 * letter, 6 * letter, _LINE * letter),
            chart.across_of(tick),
            letter,
        )
    below = QRectF(place.left(), area.bottom() + _LINE * letter, place.width(), _LINE * letter)
    write(painter, below, chart.across, letter)
    painter.setPen(QPen(colours.frame, 0.08 * letter))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)


def _paint_mark(painter: QPainter, area: QRectF, chart: Chart, colours: ChartColours, letter: float) -> None:
    assert chart.marked is not None
    at = _at(area, chart, chart.marked, chart.y_at(chart.marked))
    painter.setPen(QPen(colours.frame, 0.1 * letter))
    painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()))
    painter.setPen(QPen(colours.ground, 0.15 * letter))
    painter.setBrush(colours.full)
    painter.drawEllipse(at, 0.45 * letter, 0.45 * letter)


def _paint_legend(
    painter: QPainter, place: QRectF, area: QRectF, chart: Chart, colours: ChartColours, letter: float
) -> None:
    top = area.bottom() + 2 * _LINE * letter
    for row in _legend_rows(chart, place.width(), letter):
        left = place.left()
        for number in row:
            middle = top + _LINE * letter / 2
            painter.setPen(_pen(number, colours, letter))
            painter.drawLine(QPointF(left, middle), QPointF(left + _SAMPLE * letter, middle))
            painter.setPen(colours.text)
            words = QRectF(left + (_SAMPLE + 0.5) * letter, top, place.right() - left, _LINE * letter)
            write(painter, words, chart.lines[number].name, letter, LEFT)
            left += _entry_width(chart.lines[number], letter)
        top += _LINE * letter


def _legend_rows(chart: Chart, width: float, letter: float) -> list[list[int]]:
    """Return the numbers of the lines in each row of the legend."""
    rows: list[list[int]] = []
    used = width
    for number, line in enumerate(chart.lines):
        needed = _entry_width(line, letter)
        if not rows or used + needed > width + letter:
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += needed
    return rows


def _entry_width(line: Line, letter: float) -> float:
    return width_of(line.name, letter) + (_SAMPLE + 1.7) * letter
