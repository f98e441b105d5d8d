"""Beside the title of the explanation: a mark for each question, how many hold, and the way to the details.

It stands there because it judges that explanation, and because it takes no height: at 1280 x 720 the panel is full
with the levels of a medical image and a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from engine.measures import Aspect, Verdict
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import chevron, panel
from gui.trust.marks import paint_mark
from gui.words.measures import aspect_short, verdict_word
from gui.words.overall import short_words

if TYPE_CHECKING:
    from gui.state.resting.trust import TrustWatch

_MARK = 12  # pixels: the side of a mark, in letters of the usual size
_GAP = 1  # pixels between marks
_ARROW = 16
_LETTERS = 8  # fewer say nothing


class TrustLine(QAbstractButton):
    """One button, a click on which opens the details. In a narrow panel the marks stand alone."""

    def __init__(self, watch: TrustWatch) -> None:
        super().__init__()
        self._watch = watch
        self.words = ""  # painted where there is room, and told to screen readers
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_type(self, Type.SMALL)
        watch.changed.connect(self._redraw)
        self._redraw()

    def sizeHint(self) -> QSize:
        """Room for the marks, some words and the arrow."""
        words = self.fontMetrics().horizontalAdvance(self.words) + 2 * Space.S + _ARROW
        return QSize(self._marks_width + words, max(CONTROL_HEIGHT, self.fontMetrics().height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """Shrink to the marks."""
        return QSize(self._marks_width + Space.XS, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks on a ground that can be clicked; words and an arrow where there is room."""
        painter, colours = QPainter(self), shades(self.palette())
        over = self.underMouse() or self.isDown()
        panel(painter, self.rect(), colours.pressed if self.isDown() else colours.hover if over else None, colours.line)
        side, edge = self._side, Space.S if self._has_words else (self.width() - self._marks_width) // 2
        for number, verdict in enumerate(self.verdicts()):
            left = edge + number * (side + _GAP)
            paint_mark(painter, QRectF(left, (self.height() - side) / 2, side, side), verdict, self.palette())
        if not self._has_words:
            return
        ink = self.palette().text().color()
        arrow = QRect(self.width() - Space.XS - _ARROW, 0, _ARROW, self.height())
        chevron(painter, arrow, Qt.ArrowType.RightArrow, ink)
        left = edge + self._marks_width + Space.S
        room = QRect(left, 0, arrow.left() - left, self.height())
        painter.setPen(ink)
        words = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdict on each question, in their order."""
        trust = self._watch.trust
        return tuple(trust.verdict(aspect) if trust is not None else Verdict.NONE for aspect in Aspect)

    def _redraw(self) -> None:
        trust = self._watch.trust
        if trust is None or not trust.measured:
            words = self.tr("measuring…") if not self._watch.idle else self.tr("not measured yet")
        else:
            words = short_words(trust)
        self.words = words
        told = [f"{aspect_short(aspect)}: {verdict_word(verdict)}" for aspect, verdict in self._told()]
        self.setAccessibleName(self.tr("How far to trust this map: {words}").format(words=words))
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip(self.tr("How far to trust this map: {words} (F6)").format(words=words))
        self.update()

    def _told(self) -> list[tuple[Aspect, Verdict]]:
        return list(zip(Aspect, self.verdicts(), strict=True))

    @property
    def _has_words(self) -> bool:
        """Whether there is room for a few letters beside the marks."""
        least = _LETTERS * self.fontMetrics().averageCharWidth()
        return self.width() >= self._marks_width + 2 * Space.S + least + _ARROW

    @property
    def _side(self) -> int:
        return max(_MARK, round(0.8 * self.fontMetrics().height()))

    @property
    def _marks_width(self) -> int:
        return len(Aspect) * (self._side + _GAP) - _GAP
