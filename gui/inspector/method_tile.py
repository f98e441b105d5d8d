"""Paints one preview of the gallery of methods: the small overlay, or a neutral ground, and the name below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.design.icons import icon
from gui.design.scale import CORNER, Space
from gui.design.shades import shades

if TYPE_CHECKING:
    import numpy as np

    from engine.attribution.request import Attribution
    from gui.state.images.picture import Picture
    from gui.state.screen import ScreenState

METHOD_ROLE = Qt.ItemDataRole.UserRole
HEIGHT = 48  # pixels of the small overlay
_LEAST_WIDTH = 76  # pixels of the small overlay
_LETTERS = 12  # of a name's line
_LINES = 2  # of the name
_RING = 2
_MARK = 24  # pixels of the mark "run"

Index = QModelIndex | QPersistentModelIndex


class Tile(NamedTuple):
    """What a preview shows. slow: the method is computed only when it is chosen."""

    attribution: Attribution | None
    slow: bool
    chosen: bool


class _Made(NamedTuple):
    """A small overlay and what it is made of, which is held: another map could get the same address."""

    attribution: Attribution
    picture: Picture
    look: tuple[object, ...]
    image: QImage


class MethodTile(QStyledItemDelegate):
    """tile_of: returns what the preview of a method shows."""

    def __init__(self, parent: QWidget, state: ScreenState, tile_of: Callable[[str], Tile]) -> None:
        super().__init__(parent)
        self._state = state
        self._tile_of = tile_of
        self._made: dict[str, _Made] = {}  # by method
        # Shrunk once for all methods and opacities: the image, and (width, height) in the screen's pixels.
        self._shrunk: tuple[Picture, tuple[float, float], np.ndarray] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of each preview."""
        return tile_size(self.parent())  # type: ignore[arg-type]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a preview; the chosen one has a ring and a bold name."""
        method = str(index.data(METHOD_ROLE))
        tile, palette = self._tile_of(method), option.palette
        edge, width = Space.XS, option.rect.width() - 2 * Space.XS
        place = QRect(option.rect.left() + edge, option.rect.top() + edge, width, HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._image_of(method, tile.attribution, place.size(), painter.device().devicePixelRatioF())
        if image is None:
            self._paint_ground(painter, place, palette, tile.slow)
        else:
            size = image.size() / image.devicePixelRatioF()
            shown = QRect(0, 0, size.width(), size.height())
            shown.moveCenter(place.center())
            painter.drawImage(shown, image)
        if tile.chosen:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), _RING))
            painter.drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), _RING, _RING)
        self._paint_name(painter, option, place, str(index.data()), tile.chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.restore()

    def _image_of(self, method: str, attribution: Attribution | None, size: QSize, ratio: float) -> QImage | None:
        """Return the small overlay, made when it is first painted."""
        state = self._state
        picture, model, rendering = state.picture, state.model, state.rendering
        if attribution is None or picture is None or model is None:
            return None
        made, look = self._made.get(method), (rendering, size, ratio)
        if made is None or made.attribution is not attribution or made.picture is not picture or made.look != look:
            # Late, like every import of OpenCV here: the window is up sooner.
            from gui.canvas.thumbnail import small_overlay

            image = small_overlay(self._pixels(picture, size, ratio), attribution, model, rendering)
            image.setDevicePixelRatio(ratio)
            made = self._made[method] = _Made(attribution, picture, look, image)
        return made.image

    def _pixels(self, picture: Picture, size: QSize, ratio: float) -> np.ndarray:
        """Return the image as small as a preview of `size`, at `ratio` pixels of the screen for one of the window."""
        from gui.canvas.thumbnail import shrunk

        known, box = self._shrunk, (size.width() * ratio, size.height() * ratio)
        if known is None or known[0] is not picture or known[1] != box:
            known = self._shrunk = (picture, box, shrunk(picture, box))
        return known[2]

    def _paint_ground(self, painter: QPainter, place: QRect, palette: QPalette, slow: bool) -> None:
        painter.setPen(QPen(shades(palette).line, 1))
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), Space.XS, Space.XS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if slow:
            mark = QRect(0, 0, _MARK, _MARK)
            mark.moveCenter(place.center())
            icon("run").paint(painter, mark)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, name: str, chosen: bool
    ) -> None:
        font = option.font
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        metrics = painter.fontMetrics()
        line = QRect(place.left(), place.bottom() + 1 + Space.XS // 2, place.width(), _LINES * metrics.height())
        words = " ".join(metrics.elidedText(word, Qt.TextElideMode.ElideRight, line.width()) for word in name.split())
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(line, flags, words)


def tile_size(widget: QWidget) -> QSize:
    """Return the size of one preview with its name, in the widget's font: as many as fit fill the widget's width."""
    metrics = widget.fontMetrics()
    least = max(_LEAST_WIDTH, _LETTERS * metrics.averageCharWidth()) + 2 * Space.XS
    width = widget.width() // max(1, widget.width() // least)
    return QSize(width, Space.XS + HEIGHT + Space.XS // 2 + _LINES * metrics.height())
