"""The notice: a banner that floats over the top of the canvas and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.design.icon_button import IconButton
from gui.design.messages.floating import Floating
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.state.notice import Notice
from gui.state.screen import ScreenState

_DETAILS_HEIGHT = 140
_WIDEST = 760
_LEAST_WORDS = 300  # pixels: where the words would get less, the buttons lie below them


class NoticeBar(QWidget):
    """Shows the state's notice with its buttons, until it is closed or replaced.

    grounds: what it may lie over; it takes the first one that is visible.
    """

    learn_more = Signal(str)  # the id of a help page

    def __init__(self, parent: QWidget, grounds: tuple[QWidget, ...], state: ScreenState) -> None:
        super().__init__(parent)
        self._state = state
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._close = IconButton("close", self.tr("Close the message"), "Esc")
        self._close.clicked.connect(state.dismiss)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(Space.S)
        self._more = QPushButton(self.tr("Details"))
        self._more.setCheckable(True)
        self._more.setAccessibleName(self.tr("Details"))
        self._more.toggled.connect(self._show_details)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(_DETAILS_HEIGHT)
        self._details.setAccessibleName(self.tr("Details of the message"))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(Space.S)
        self._body.addWidget(self._text, 1)
        self._body.addLayout(self._buttons)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addLayout(self._body, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        column.addLayout(line)
        column.addWidget(self._details)
        self._floating = Floating(self, grounds, self._place)
        state.notice_changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        notice = self._state.notice
        if notice is None:
            self.hide()
            return
        self._text.setText(notice.text)
        self._text.setAccessibleName(notice.text)
        self._more.blockSignals(True)
        self._more.setChecked(False)
        self._more.blockSignals(False)
        self._fill(notice)
        self._details.setPlainText(notice.details)
        self._details.hide()
        self.show()
        self._floating.lay()
        # Screen readers do not notice that a label has appeared.
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _fill(self, notice: Notice) -> None:
        """Put the notice's buttons in their row."""
        while (item := self._buttons.takeAt(0)) is not None:
            if (button := item.widget()) is not None and button is not self._more:
                button.hide()
                button.deleteLater()
        if notice.action is not None:
            self._add(notice.action_text, partial(self._do, notice.action, False))
        for words, do, stays in notice.further:
            self._add(words, partial(self._do, do, stays))
        if notice.topic is not None:
            self._add(self.tr("Learn more"), partial(self.learn_more.emit, notice.topic))
        self._more.setVisible(bool(notice.details))
        self._buttons.addWidget(self._more)
        self._buttons.addStretch(1)

    def _add(self, words: str, do: Callable[[], None]) -> None:
        button = QPushButton(words)
        button.setAccessibleName(words)
        button.setMinimumHeight(CONTROL_HEIGHT)
        button.clicked.connect(partial(do))
        self._buttons.addWidget(button)

    def _do(self, do: Callable[[], object], stays: bool) -> None:
        if not stays:
            self._state.dismiss()
        do()  # last, since it may show a notice of its own

    def _show_details(self, wanted: bool) -> None:
        self._details.setVisible(wanted)
        self._floating.lay()

    def _place(self, ground: QRect) -> QRect:
        """Return where it lies: at the top of the ground, in its middle, as wide and as high as the words need."""
        width = min(_WIDEST, ground.width() - 2 * Space.S, self._wanted_width())
        row, column = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(row)
        room = width - self._close.width() - 2 * Space.XL
        beside = room - self._buttons.sizeHint().width()
        self._body.setDirection(row if beside >= _LEAST_WORDS else column)
        self._buttons.setDirection(row if beside >= 0 else column)
        self._column.invalidate()
        height = min(self._column.totalHeightForWidth(width), ground.height() - 2 * Space.S)
        return QRect(ground.left() + (ground.width() - width) // 2, ground.top() + Space.S, width, height)

    def _wanted_width(self) -> int:
        """Return the width at which words and buttons fit in one line: a short notice covers little of the image."""
        if not self._details.isHidden():
            return _WIDEST
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        return words + self._buttons.sizeHint().width() + self._close.width() + 2 * Space.XL + Space.S

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close it on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._state.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a rounded card."""
        colours = shades(self.palette())
        panel(QPainter(self), self.rect(), colours.card, colours.line)
