"""Icons drawn of SVG files whose strokes are `currentColor`: they take the palette's colour as they are painted."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

import resources


def icon(name: str) -> QIcon:
    """Return an icon of `resources/icons/actions`, by its file's name. Raises KeyError for one that is not there."""
    _source(name)
    return QIcon(_Drawn(name))


class _Drawn(QIconEngine):
    """Paints at the size and in the colour that are asked for, so a change of theme or screen needs nothing new."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon in the colour of text: greyed, or on a selection, as `mode` says."""
        from PySide6.QtSvg import QSvgRenderer  # late, so that the window is up sooner

        renderer = QSvgRenderer(_source(self._name).replace(b"currentColor", _colour(mode).encode()))
        side = min(rect.width(), rect.height())
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(rect).center())
        renderer.render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a pixmap of `size` device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return another one of the same icon."""
        return _Drawn(self._name)


@cache
def _source(name: str) -> bytes:
    path = resources.ACTION_ICONS / f"{name}.svg"
    if not path.is_file():
        raise KeyError(f"no icon {name}")
    return path.read_bytes()


def _colour(mode: QIcon.Mode) -> str:
    """Return the palette's colour of text for a mode, as SVG writes it."""
    palette = QGuiApplication.palette()
    if mode is QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    role = QPalette.ColorRole.HighlightedText if mode is QIcon.Mode.Selected else QPalette.ColorRole.ButtonText
    return palette.color(QPalette.ColorGroup.Active, role).name()
