"""Paints the canvas: photograph and map of a pane, its name and colour bar, outlines, curtain and ruler."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.images.projection import Rect
    from gui.canvas.compose_cache import ComposeCache, PaneView
    from gui.canvas.viewport import Viewport

_SHADE = QColor(0, 0, 0, 170)
_INK = QColor("white")
_MARGIN = 6.0
_BAR = 8.0
_MOST_BAR = 280.0
RULER = 20.0
_TICK_SPACING = 70  # pixels, at least
_GRIP = 18.0


@dataclass(frozen=True)
class Marked:
    """A part of the photograph, in its own coordinates, and a few words that stand beside it."""

    rect: Rect
    words: str = ""


def paint_pane(
    painter: QPainter, pane: PaneView, viewport: Viewport, cache: ComposeCache, ratio: float, bare: bool = False
) -> None:
    """Paint photograph and map at the origin. viewport: of this pane's photograph; bare: without map and strokes."""
    if 0 in viewport.visible()[2:]:
        return
    from gui.canvas.compose import paint_heat

    left, top, *_ = viewport.visible()
    corner = QPointF(left / ratio, top / ratio)
    photograph = cache.photograph(pane.changed(strokes=()) if bare else pane, viewport, ratio)
    if photograph is not None:
        painter.drawImage(corner, photograph)
    heat = None if bare else cache.heat(pane, viewport, ratio)
    if heat is not None:
        paint_heat(painter, corner, heat, pane.rendering)
    _paint_seen(painter, pane, viewport, ratio)


def _paint_seen(painter: QPainter, pane: PaneView, viewport: Viewport, ratio: float) -> None:
    """Outline the part that the model saw, unless it saw the whole photograph."""
    projection = pane.projection
    if projection is not None and pane.attribution is not None:
        seen = projection.seen
        if (seen.width, seen.height) != projection.image_size:
            paint_outline(painter, seen, viewport, ratio)


def paint_outline(painter: QPainter, rect: Rect, viewport: Viewport, ratio: float) -> None:
    """Outline a rectangle of the photograph in black and white, so that it shows on light and dark."""
    for colour, style in ((QColor("black"), Qt.PenStyle.SolidLine), (QColor("white"), Qt.PenStyle.DashLine)):
        painter.setPen(QPen(colour, 1, style))
        painter.drawRect(_on_canvas(rect, viewport, ratio))


def paint_marked(painter: QPainter, marked: Marked, viewport: Viewport, box: QRectF, ratio: float) -> None:
    """Frame a part of the photograph, its words above it, or below it or inside where there is no room in the box."""
    frame, metrics = _on_canvas(marked.rect, viewport, ratio), painter.fontMetrics()
    for colour, width in ((QColor("black"), 4.0), (QColor("white"), 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawRect(frame)
    if not marked.words or not frame.intersects(box):
        return
    width, height = metrics.horizontalAdvance(marked.words) + 2 * _MARGIN, metrics.lineSpacing() + _MARGIN
    places = (frame.top() - _MARGIN - height, frame.bottom() + _MARGIN, frame.top() + _MARGIN)
    room = box.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    top = next((y for y in places if room.top() <= y <= room.bottom() - height), room.top())
    left = min(max(frame.center().x() - width / 2, room.left()), max(room.right() - width, room.left()))
    label = QRectF(left, top, width, height)
    shade(painter, label)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, marked.words)


def _on_canvas(rect: Rect, viewport: Viewport, ratio: float) -> QRectF:
    left, top = viewport.from_image(rect.x, rect.y)
    right, bottom = viewport.from_image(rect.x + rect.width, rect.y + rect.height)
    return QRectF(QPointF(left, top) / ratio, QPointF(right, bottom) / ratio)


def paint_name(painter: QPainter, pane: PaneView, box: QRectF, right: bool = False) -> None:
    """Write a pane's name, and a remark below it, in a corner at the top of its box."""
    name = pane.name + (" …" if pane.name and pane.waiting else "")
    lines = [line for line in (name, pane.remark) if line]
    if not lines:
        return
    metrics = painter.fontMetrics()
    room = box.width() - 4 * _MARGIN
    lines = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, int(max(room, 20))) for line in lines]
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _MARGIN
    height = metrics.lineSpacing() * len(lines) + _MARGIN
    left = box.right() - width - _MARGIN if right else box.left() + _MARGIN
    label = QRectF(left, box.top() + _MARGIN, width, height)
    shade(painter, label)
    painter.drawText(label.adjusted(_MARGIN, _MARGIN / 2, 0, 0), Qt.AlignmentFlag.AlignLeft, "\n".join(lines))


def paint_bar(painter: QPainter, pane: PaneView, box: QRectF, right: bool = False) -> None:
    """Paint a pane's colour bar at the bottom of its box, with what its ends mean; numbers and unit if fixed."""
    from gui.canvas.colour_bar import bar_image, ends

    attribution, rendering = pane.attribution, pane.rendering
    if attribution is None or not pane.scale:
        return
    metrics, (low, high) = painter.fontMetrics(), ends(attribution, rendering)
    words_width = metrics.horizontalAdvance(low) + metrics.horizontalAdvance(high) + 5 * _MARGIN
    width = min(box.width() - 2 * _MARGIN, max(_MOST_BAR, words_width))  # large letters have a longer bar
    height = bar_height(painter)
    left = box.right() - width - _MARGIN if right else box.left() + _MARGIN
    frame = QRectF(left, box.bottom() - height, width, height - _MARGIN)
    shade(painter, frame)
    inner = frame.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN / 2)
    bar = QRectF(inner.topLeft(), QPointF(inner.right(), inner.top() + _BAR))
    painter.drawImage(bar, bar_image(attribution, rendering, bar.size().toSize()))
    words = inner.adjusted(0, _BAR + 2, 0, 0)
    room = int(words.width() - metrics.horizontalAdvance(high) - _MARGIN)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(low, Qt.TextElideMode.ElideRight, room))
    high = metrics.elidedText(high, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignRight, high)
    if rendering.fixed is None:  # the ends say whose scale it is
        return
    between = words.width() - 2 * max(metrics.horizontalAdvance(end) for end in (low, high)) - 2 * _MARGIN
    scale = f"{pane.scale}, {pane.unit}" if pane.unit else pane.scale
    scale = metrics.elidedText(scale, Qt.TextElideMode.ElideRight, int(max(between, 0)))
    painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, scale)


def bar_height(painter: QPainter) -> float:
    """Return how much of its box a pane's colour bar takes up, with the margin below it."""
    return painter.fontMetrics().lineSpacing() + _BAR + 3 * _MARGIN


def paint_curtain(painter: QPainter, x: float, height: float) -> None:
    """Paint the line between the two halves, with its grip."""
    for colour, width in ((QColor("black"), 3.0), (QColor("white"), 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("white"))
    painter.setPen(QPen(QColor("black"), 1.5))
    grip = QRectF(x - _GRIP / 2, height / 2 - _GRIP, _GRIP, 2 * _GRIP)
    painter.drawRoundedRect(grip, _GRIP / 2, _GRIP / 2)
    for offset in (-3, 3):
        painter.drawLine(QPointF(x + offset, height / 2 - 6), QPointF(x + offset, height / 2 + 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_ruler(painter: QPainter, viewport: Viewport, size: tuple[float, float], ratio: float) -> None:
    """Paint rulers in the photograph's pixels along the upper and the left edge of `size` (width, height)."""
    painter.save()
    font = QFont(painter.font())
    font.setPointSizeF(max(6.0, font.pointSizeF() * 0.8))
    painter.setFont(font)
    painter.fillRect(QRectF(0, 0, size[0], RULER), _SHADE)
    painter.fillRect(QRectF(0, RULER, RULER, size[1] - RULER), _SHADE)
    painter.setPen(_INK)
    for axis in (0, 1):
        for place, value in ticks(viewport, axis, ratio):
            if RULER <= place < size[axis]:
                _paint_tick(painter, axis, place, value)
    painter.restore()


def _paint_tick(painter: QPainter, axis: int, place: float, value: int) -> None:
    words = QLocale().toString(value)
    if axis == 0:
        painter.drawLine(QPointF(place, RULER - 6), QPointF(place, RULER))
        painter.drawText(QPointF(place + 3, RULER - 6), words)
        return
    painter.drawLine(QPointF(RULER - 6, place), QPointF(RULER, place))
    painter.save()
    painter.translate(RULER - 6, place - 3)
    painter.rotate(-90)
    painter.drawText(QPointF(0, 0), words)
    painter.restore()


def ticks(viewport: Viewport, axis: int, ratio: float = 1.0) -> list[tuple[float, int]]:
    """Return (place, value) of the ruler's ticks inside the photograph: round numbers, never too close."""
    step = _round_step(_TICK_SPACING * ratio / viewport.scale)
    rect, length = viewport.visible_rect(), viewport.image_size[axis]
    start, extent = ((rect.x, rect.width), (rect.y, rect.height))[axis]
    first, last = math.ceil(max(start, 0) / step), math.floor(min(start + extent, length) / step)
    values = [number_of * step for number_of in range(first, last + 1)]
    return [(viewport.from_image(value, value)[axis] / ratio, value) for value in values]


def _round_step(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50… that is not less."""
    power = 10 ** max(0, math.floor(math.log10(max(least, 1))))
    return next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= least or factor == 10)


def shade(painter: QPainter, box: QRectF) -> None:
    """Darken a box, so that light words and lines show on it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_INK)
