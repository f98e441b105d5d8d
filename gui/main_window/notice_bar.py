"""The notice across the top of the canvas, which blocks nothing, and the bar that shows work that takes time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.state.notice import Notice
from gui.state.screen import ScreenState
from gui.words.numbers import duration, percent

_DETAILS_HEIGHT = 140
_PATIENCE_MS = 500  # shorter work shows no progress: it would only flash


class NoticeBar(QFrame):
    """Shows the state's notice with its buttons, until it is closed or replaced."""

    learn_more = Signal(str)  # the id of a help page

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._action = QPushButton()
        self._action.setAccessibleName(self.tr("Way on"))
        self._action.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close the message"))
        self._close.clicked.connect(self._dismiss)
        self._learn = QPushButton(self.tr("Learn more"))
        self._learn.setAccessibleName(self.tr("Learn more"))
        self._learn.clicked.connect(self._ask_help)
        self._further = QHBoxLayout()
        self._more = QPushButton(self.tr("Details"))
        self._more.setCheckable(True)
        self._more.setAccessibleName(self.tr("Details"))
        self._more.toggled.connect(self._show_details)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(_DETAILS_HEIGHT)
        self._details.setAccessibleName(self.tr("Details of the message"))
        line = QHBoxLayout()
        line.addWidget(self._text, 1)
        for widget in (self._learn, self._more, self._action):
            line.addWidget(widget)
        line.addLayout(self._further)
        line.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(self._details)
        state.notice_changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        notice = self._state.notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._text.setText(notice.text)
        self._text.setAccessibleName(notice.text)
        self._action.setText(notice.action_text)
        self._action.setAccessibleName(notice.action_text or self.tr("Way on"))
        self._action.setVisible(notice.action is not None)
        self._show_further(notice)
        self._learn.setVisible(notice.topic is not None)
        self._more.setChecked(False)
        self._more.setVisible(bool(notice.details))
        self._details.setPlainText(notice.details)
        self._show_details(False)
        # Screen readers do not notice that a label has appeared.
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _ask_help(self) -> None:
        notice: Notice | None = self._state.notice
        if notice is not None and notice.topic is not None:
            self.learn_more.emit(notice.topic)

    def _show_details(self, wanted: bool) -> None:
        self._details.setVisible(wanted)

    def _show_further(self, notice: Notice) -> None:
        while (item := self._further.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        for words, do, stays in notice.further:
            further = QPushButton(words)
            further.setAccessibleName(words)
            further.clicked.connect(partial(self._do_further, do, stays))
            self._further.addWidget(further)

    def _do_further(self, do: Callable[[], object], stays: bool, *_: object) -> None:
        if not stays:
            self._state.dismiss()
        do()

    def _act(self) -> None:
        notice: Notice | None = self._state.notice
        if notice is not None and notice.action is not None:
            self._state.dismiss()
            # After `dismiss`, since the action may show a notice of its own.
            notice.action()

    def _dismiss(self) -> None:
        self._state.dismiss()


class BusyBar(QWidget):
    """What is going on, with a Cancel button, once it takes longer than half a second."""

    cancelled = Signal()

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        # Long words are cut rather than widening the window.
        self._words.setMinimumWidth(1)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setMaximumWidth(120)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        for widget in (self._words, self._progress, self._cancel):
            layout.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        state.activities_changed.connect(self._redraw)
        state.attribution_changed.connect(self._redraw)
        self.hide()

    def _redraw(self) -> None:
        activities = list(self._state.activities.values())
        if not activities:
            self._patience.stop()
            self.hide()
            return
        self._words.setText(activities[-1])
        self._show_share()
        if not self.isVisible() and not self._patience.isActive():
            self._patience.start()

    def _show_share(self) -> None:
        """Show how much of the latest activity is done and how long it will still take, if that is known."""
        share, left = self._state.progress
        self._progress.setRange(0, 100 if share else 0)
        self._progress.setValue(round(share * 100))
        if share:
            words = self.tr("{activity} {share}, about {left} left").format(
                activity=self._words.text(), share=percent(share), left=duration(left)
            )
            self._words.setText(words)

    def event(self, event: QEvent) -> bool:
        """Handle events as Qt does, but keep a hidden progress bar from being animated, as the range (0, 0) is."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._progress.setRange(0, (100 if self._state.progress[0] else 0) if self.isVisible() else 1)
        return super().event(event)
