"""The mark of a verdict: its shape says as much as its colour, so that it is also read without colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from engine.measures import Verdict
from gui.design.shades import Tone, shades
from gui.design.style.pen import stroke

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPalette

_TONES = {Verdict.GOOD: Tone.GREEN, Verdict.DOUBTFUL: Tone.AMBER, Verdict.POOR: Tone.RED}
_LINE = 0.11  # of the side


def paint_mark(painter: QPainter, place: QRectF, verdict: Verdict, palette: QPalette) -> None:
    """Paint a disc with a tick, a triangle with "!", a square with a cross; of no verdict an empty ring."""
    side = min(place.width(), place.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if verdict is Verdict.NONE:
        painter.setPen(QPen(shades(palette).marks[Tone.NEUTRAL], _LINE * side))
        inset = 0.16 * side
        painter.drawEllipse(square.adjusted(inset, inset, -inset, -inset))
    else:
        colours = shades(palette)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.marks[_TONES[verdict]])
        _SHAPES[verdict](painter, square, colours.card)
    painter.restore()


def _disc(painter: QPainter, square: QRectF, ground: QColor) -> None:
    painter.drawEllipse(square)
    _draw(painter, square, ground, ((0.27, 0.53), (0.44, 0.70), (0.74, 0.34)))


def _triangle(painter: QPainter, square: QRectF, ground: QColor) -> None:
    painter.drawPolygon(QPolygonF(_points(square, ((0.5, 0.02), (1.0, 0.96), (0.0, 0.96)))))
    _draw(painter, square, ground, ((0.5, 0.38), (0.5, 0.64)))
    _draw(painter, square, ground, ((0.5, 0.80), (0.5, 0.81)))


def _square(painter: QPainter, square: QRectF, ground: QColor) -> None:
    inset, corner = 0.06 * square.width(), 0.16 * square.width()
    painter.drawRoundedRect(square.adjusted(inset, inset, -inset, -inset), corner, corner)
    _draw(painter, square, ground, ((0.32, 0.32), (0.68, 0.68)))
    _draw(painter, square, ground, ((0.68, 0.32), (0.32, 0.68)))


def _draw(painter: QPainter, square: QRectF, ink: QColor, shares: tuple[tuple[float, float], ...]) -> None:
    stroke(painter, _points(square, shares), ink, _LINE * square.width())


def _points(square: QRectF, shares: tuple[tuple[float, float], ...]) -> list[QPointF]:
    return [QPointF(square.left() + x * square.width(), square.top() + y * square.height()) for x, y in shares]


_SHAPES = {Verdict.GOOD: _disc, Verdict.DOUBTFUL: _triangle, Verdict.POOR: _square}
