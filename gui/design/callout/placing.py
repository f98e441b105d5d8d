"""Where something that floats over a window may lie: beside what it is about, and off what shall be seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

from gui.design.scale import Space

_GAP = Space.S


def place_beside(target: QRect, size: QSize, room: QRect, middle: QRect) -> QPoint:
    """Return where a box of `size` lies beside `target`, inside `room`.

    Of all places beside the target and in the corners of the room, the first one that covers least of the target and
    of `middle` is taken.
    """
    width, height = size.width(), size.height()
    left, right = target.left() - width - _GAP, target.right() + 1 + _GAP
    above, below = target.top() - height - _GAP, target.bottom() + 1 + _GAP
    tops, starts = (target.top(), target.bottom() + 1 - height), (target.left(), target.right() + 1 - width)
    wanted = [(x, y) for x in (left, right) for y in tops] + [(x, y) for y in (below, above) for x in starts]
    wanted += [(x, y) for x in (room.right(), room.left()) for y in (room.bottom(), room.top())]
    places = [_inside(QRect(QPoint(x, y), size), room) for x, y in wanted]
    return min(places, key=lambda place: _common(place, middle) + _common(place, target)).topLeft()


def middle_of(area: QRect) -> QRect:
    """Return the middle third of an area, across and down."""
    across, down = area.width() // 3, area.height() // 3
    return area.adjusted(across, down, -across, -down)


def _inside(box: QRect, room: QRect) -> QRect:
    x = max(room.left(), min(box.left(), room.right() + 1 - box.width()))
    y = max(room.top(), min(box.top(), room.bottom() + 1 - box.height()))
    return QRect(QPoint(x, y), box.size())


def _common(one: QRect, other: QRect) -> int:
    common = one.intersected(other)
    return 0 if common.isEmpty() else common.width() * common.height()
