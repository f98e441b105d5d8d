"""The read-out: where the pointer is on the image, the pixel's colour, and the map's value there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.rendering import value_at
from gui.design.scale import CONTROL_HEIGHT, Type, set_type
from gui.words.numbers import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from gui.canvas.canvas import Canvas


_BETWEEN = "  ·  "


class Readout(QWidget):
    """Empty unless the image is pointed at. It is painted anew only where its words change, and never laid out anew.

    Where there is no room for all, the colour is left out, then the place: the map's value matters most.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.words = ""
        self._parts: tuple[str, ...] = ()  # place, colour and, where there is a map, its value
        set_type(self, Type.SMALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        canvas.hovered.connect(self._point)

    def sizeHint(self) -> QSize:
        """Any width: the words are cut."""
        return QSize(0, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.fitting_words(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)

    def fitting_words(self) -> str:
        """Return the words for which there is room."""
        if not self._parts:
            return ""
        place, colour, *value = self._parts
        shorter = ((place, colour, *value), (place, *value), tuple(value) or (place,))
        joined = [_BETWEEN.join(parts) for parts in shorter]
        room = self.fontMetrics().horizontalAdvance
        return next((words for words in joined if room(words) <= self.width()), joined[-1])

    def _point(self, position: tuple[float, float] | None) -> None:
        self._parts = self._parts_at(position)
        words = _BETWEEN.join(self._parts)
        if words != self.words:
            self.words = words
            self.update()

    def _parts_at(self, position: tuple[float, float] | None) -> tuple[str, ...]:
        pane = self._canvas.pointed
        if position is None or pane.picture is None:
            return ()
        x, y = int(position[0]), int(position[1])
        red, green, blue = pane.picture.image.pixels[y, x]
        place = self.tr("x {x}, y {y}").format(x=x, y=y)
        colour = self.tr("RGB {red} {green} {blue}").format(red=red, green=green, blue=blue)
        value = self._value(x, y)
        return (place, colour, value) if value else (place, colour)

    def _value(self, x: int, y: int) -> str:
        attribution, projection = self._canvas.pointed.attribution, self._canvas.pointed.projection
        if attribution is None or projection is None:
            return ""
        value = value_at(attribution, projection, x + 0.5, y + 0.5)
        return self.tr("not seen by the model") if value is None else self.tr("map {value}").format(value=number(value))
