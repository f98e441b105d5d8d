"""Icons drawn of SVG files whose strokes are `currentColor`: they take the palette's colour as they are painted."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

import resources

_KEPT_PIXMAPS = 256  # some 40 icons, at a few sizes and colours
# Qt keeps what `clone` returns, but PySide lets it go, and Qt would then paint with freed memory.
_CLONES: list[QIconEngine] = []


def icon(name: str) -> QIcon:
    """Return an icon of `resources/icons/actions`, by its file's name. Raises KeyError for one that is not there."""
    _source(name)
    return QIcon(_Drawn(name))


def paint_icon(painter: QPainter, name: str, place: QRectF, colour: QColor) -> None:
    """Paint an icon in a colour of its own, as wide as the shorter side of `place`, in its middle."""
    side = min(place.width(), place.height())
    ratio = painter.device().devicePixelRatio()
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    pixmap = _pixmap(name, round(side * ratio), colour.name(QColor.NameFormat.HexArgb))
    # On whole device pixels, or its lines blur.
    square.moveTo(round(square.x() * ratio) / ratio, round(square.y() * ratio) / ratio)
    painter.drawPixmap(square, pixmap, QRectF(pixmap.rect()))


class _Drawn(QIconEngine):
    """Paints at the size and in the colour that are asked for, so a change of theme or screen needs nothing new."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon in the colour of text: greyed, or on a selection, as `mode` says."""
        paint_icon(painter, self._name, QRectF(rect), _colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a pixmap of `size` device pixels."""
        side = min(size.width(), size.height())
        square = _pixmap(self._name, side, _colour(mode).name(QColor.NameFormat.HexArgb))
        if size.width() == size.height():
            return square
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.drawPixmap(QPoint((size.width() - side) // 2, (size.height() - side) // 2), square)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another one of the same icon."""
        _CLONES.append(_Drawn(self._name))
        return _CLONES[-1]


@cache
def _source(name: str) -> bytes:
    path = resources.ACTION_ICONS / f"{name}.svg"
    if not path.is_file():
        raise KeyError(f"no icon {name}")
    return path.read_bytes()


@lru_cache(_KEPT_PIXMAPS)
def _pixmap(name: str, side: int, colour: str) -> QPixmap:
    """Return an icon of `side` device pixels. colour: #AARRGGBB."""
    from PySide6.QtSvg import QSvgRenderer  # late, so that the window is up sooner

    ink = QColor(colour)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(ink.alphaF())
    drawing = QSvgRenderer(_source(name).replace(b"currentColor", ink.name().encode()))
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def _colour(mode: QIcon.Mode) -> QColor:
    """Return the palette's colour of text for a mode."""
    palette = QGuiApplication.palette()
    if mode is QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    role = QPalette.ColorRole.HighlightedText if mode is QIcon.Mode.Selected else QPalette.ColorRole.ButtonText
    return palette.color(QPalette.ColorGroup.Active, role)
