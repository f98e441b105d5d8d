"""The chart of a measure on screen: a part of a bar is clicked, or reached with the arrow keys, for its images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.batch.charts.spreads import Line, Segment, paint_spreads, segments, spreads_height
from gui.design.charts.colours import colours_of
from gui.design.scale import Space
from gui.words.ranking import verdict_count

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_WIDTH = 420  # pixels
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SpreadsView(QWidget):
    """`chosen` carries the number of a line and a Verdict."""

    chosen = Signal(int, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._measure = ""
        self._lines: tuple[Line, ...] = ()
        self._current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, measure: str, lines: Sequence[Line]) -> None:
        """Show how the values of a measure lie, in so many lines."""
        self._measure, self._lines, self._current = measure, tuple(lines), 0
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return as much room as the lines need."""
        height = spreads_height(len(self._lines), self._letter) + 2 * Space.XS
        return QSize(_LEAST_WIDTH, round(height))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return self.sizeHint()

    @property
    def parts(self) -> list[Segment]:
        """The parts of the bars, in the order of the keyboard."""
        return segments(self._place, self._measure, self._lines, self._letter) if self._lines else []

    @property
    def _letter(self) -> float:
        return float(self.fontMetrics().ascent())

    @property
    def _place(self) -> QRectF:
        return QRectF(self.rect()).adjusted(Space.XS, Space.XS, -Space.XS, -Space.XS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and a frame around the part with the focus."""
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts = self.parts
        part = parts[self._current] if self.hasFocus() and self._current < len(parts) else None
        current = (part.line, part.verdict) if part is not None else None
        colours = colours_of(self.palette())
        paint_spreads(painter, self._place, self._measure, self._lines, colours, self._letter, current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the part that is clicked."""
        at = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self._go_to(at)
            self._choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        if self._at(event.position()) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part, and choose."""
        key, count = Qt.Key(event.key()), len(self.parts)
        if key in _STEPS and count:
            self._go_to(min(max(self._current + _STEPS[key], 0), count - 1))
        elif key in _KEYS and self._current < count:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show and tell which part has the focus."""
        super().focusInEvent(event)
        self._tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what a part is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(self.parts[at]) if at is not None else "", self)
            return True
        return super().event(event)

    def _at(self, point: QPointF) -> int | None:
        return next((number for number, part in enumerate(self.parts) if part.place.contains(point)), None)

    def _go_to(self, number: int) -> None:
        self._current = number
        self._tell()
        self.update()

    def _choose(self, number: int) -> None:
        part = self.parts[number]
        self.chosen.emit(part.line, part.verdict)

    def _tell(self) -> None:
        parts = self.parts
        said = self._words(parts[self._current]) if self._current < len(parts) else ""
        self.setAccessibleDescription(said)

    def _words(self, part: Segment) -> str:
        words = self.tr("{line}: {count}")
        return words.format(line=self._lines[part.line].name, count=verdict_count(part.verdict, part.count))
