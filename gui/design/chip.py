"""A chip: a few words on a coloured ground that say a state, and may be clicked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton

from gui.design.icons import icon
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone, shades


class Chip(QToolButton):
    """Words in a tone. It can be clicked and reached by Tab unless `clickable` is False."""

    def __init__(self, tone: Tone = Tone.NEUTRAL, clickable: bool = True) -> None:
        super().__init__()
        self._tone = tone
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setEnabled(clickable)

    def say(self, words: str, tone: Tone) -> None:
        """Show words in a tone."""
        self._tone = tone
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words and the warning sign."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        sign = self.fontMetrics().height() + Space.XS if self._has_sign else 0
        menu = Space.M if self.menu() is not None else 0
        return QSize(words + sign + menu + 2 * Space.S, max(CONTROL_HEIGHT, self.fontMetrics().height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """Shrink to the first letters; the words are cut with an ellipsis."""
        return QSize(CONTROL_HEIGHT * 2, self.sizeHint().height())

    @property
    def _has_sign(self) -> bool:
        return self._tone in (Tone.AMBER, Tone.RED)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the warning sign and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = shades(self.palette()).tones[self._tone]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground.darker(106) if self.underMouse() and self.isEnabled() else ground)
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        room = self.rect().adjusted(Space.S, 0, -Space.S, 0)
        if self._has_sign:
            side = self.fontMetrics().height()
            icon("warning").paint(painter, room.left(), (self.height() - side) // 2, side, side)
            room.setLeft(room.left() + side + Space.XS)
        painter.setPen(ink)
        words = self.fontMetrics().elidedText(
            self.text().replace("&&", "&"), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
