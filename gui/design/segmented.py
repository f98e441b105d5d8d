"""A row of two to four short words of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.design.scale import CONTROL_HEIGHT, CORNER, Space
from gui.design.shades import shades
from gui.design.style.pen import Role, panel

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segmented(QWidget):
    """`chosen` carries the value that the user chooses, by a click or an arrow key. One Tab leads to the row.

    name: what is chosen, for screen readers. choices: (value, words), and `tips` what is said of each.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Iterable[tuple[object, str]], tips: Iterable[str] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (value, words) in enumerate(choices):
            self._values.append(value)
            segment = _Segment(words)
            segment.setAccessibleName(f"{name}: {words}")
            self._group.addButton(segment, number)
            row.addWidget(segment, 1)
        for button, tip in zip(self._group.buttons(), tips, strict=False):
            button.setToolTip(tip)
        self._group.idClicked.connect(self._choose)
        self.show_value(self._values[0])

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._values[self._group.checkedId()]

    def show_value(self, value: object) -> None:
        """Show a value as chosen, without a signal."""
        number = self._values.index(value)
        for at, segment in enumerate(self._group.buttons()):
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == number else Qt.FocusPolicy.ClickFocus)
        self._group.button(number).setChecked(True)
        self.setFocusProxy(self._group.button(number))

    def offer(self, value: object, able: bool) -> None:
        """Offer a value, or grey it out."""
        self._group.button(self._values.index(value)).setEnabled(able)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next one that is offered, in the direction of an arrow key."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        at = self._group.checkedId() + step
        while step and 0 <= at < len(self._values):
            if self._group.button(at).isEnabled():
                self._choose(at)
                self._group.button(at).setFocus(Qt.FocusReason.TabFocusReason)
                return
            at += step
        if not step:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame around all."""
        panel(QPainter(self), self.rect(), None, shades(self.palette()).frame)

    def _choose(self, number: int) -> None:
        self.show_value(self._values[number])
        self.chosen.emit(self._values[number])


class _Segment(QAbstractButton):
    """One of the words. It has no frame of its own; the chosen one is filled."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for the words."""
        metrics = self.fontMetrics()
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(words.width() + 2 * Space.S + Space.XS, max(CONTROL_HEIGHT, metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """The same: words that are cut cannot be chosen between."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the row: Qt would only move the focus."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words on their ground."""
        painter, palette = QPainter(self), self.palette()
        colours, ink = shades(palette), palette.color(Role.ButtonText)
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.isChecked():
            panel(painter, inside, palette.color(Role.Accent), None, CORNER - 2)
            ink = colours.on_accent
        elif self.isEnabled() and self.underMouse():
            panel(painter, inside, colours.pressed if self.isDown() else colours.hover, None, CORNER - 2)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())
