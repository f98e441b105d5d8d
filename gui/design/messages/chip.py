"""A chip: a few words on a coloured ground that say a state, and may be clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from gui.design.icons import paint_icon
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone, shades
from gui.design.style.pen import blended, panel

_HOVER, _PRESSED = 0.08, 0.16  # how much of the words' colour is then in the ground


class Chip(QToolButton):
    """Words in a tone, which can be clicked and reached by Tab."""

    outdated = Signal()  # the language or the font is another one: whoever outlives both has to say its words anew

    def __init__(self, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._tone = tone
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say(self, words: str, tone: Tone) -> None:
        """Show words in a tone."""
        self._tone = tone
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Tell of another language or font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.outdated.emit()

    def sizeHint(self) -> QSize:
        """Room for the words and the warning sign."""
        # One more pixel: a width is rounded, and the words would be cut for a part of one.
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&")) + 1
        sign = self.fontMetrics().height() + Space.XS if self._has_sign else 0
        height = max(CONTROL_HEIGHT, self.fontMetrics().height() + Space.S)
        return QSize(words + sign + 2 * Space.M, height)

    def minimumSizeHint(self) -> QSize:
        """Shrink to the first letters; the words are cut with an ellipsis."""
        return QSize(CONTROL_HEIGHT * 2, self.sizeHint().height())

    @property
    def _has_sign(self) -> bool:
        return self._tone in (Tone.AMBER, Tone.RED)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the warning sign and the words."""
        painter = QPainter(self)
        ground, ink = shades(self.palette()).tones[self._tone]
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            ground = blended(ink, ground, _PRESSED if self.isDown() else _HOVER)
        panel(painter, self.rect(), ground, None, self.height() / 2)
        room = self.rect().adjusted(Space.M, 0, -Space.M, 0)
        if self._has_sign:
            side = self.fontMetrics().height()
            paint_icon(painter, "warning", QRectF(room.left(), (self.height() - side) / 2, side, side), ink)
            room.setLeft(room.left() + side + Space.XS)
        painter.setPen(ink)
        words = self.fontMetrics().elidedText(
            self.text().replace("&&", "&"), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
