"""What is going on, with a progress bar and a Cancel button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui.design.elided_label import ElidedLabel
from gui.design.icon_button import IconButton
from gui.design.scale import Space, Type, set_type
from gui.words.numbers import duration, percent

if TYPE_CHECKING:
    from gui.state.screen import ScreenState

_PATIENCE_MS = 500  # shorter work shows no progress: it would only flash
_PROGRESS = (64, 8)


class BusyBar(QWidget):
    """Emits `shown` once something takes longer than half a second, and when it is over."""

    cancelled = Signal()
    shown = Signal(bool)

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._words = ElidedLabel()
        set_type(self._words, Type.SMALL)
        self._progress = QProgressBar()
        self._progress.setFixedSize(*_PROGRESS)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = IconButton("close", self.tr("Cancel"), "Esc")
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        row.addWidget(self._progress)
        row.addWidget(self._cancel)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self._is_shown = False
        state.activities_changed.connect(self._redraw)
        state.attribution_changed.connect(self._redraw)

    def _redraw(self) -> None:
        activities = list(self._state.activities.values())
        if not activities:
            self._patience.stop()
            self._appear(False)
            return
        share, left = self._state.progress
        words = activities[-1]
        if share:
            words = self.tr("{share}, {left} left").format(share=percent(share), left=duration(left))
        self._words.setText(words)
        self._words.setAccessibleName(activities[-1])
        self._progress.setValue(round(share * 100))
        self._animate()
        if not self._is_shown and not self._patience.isActive():
            self._patience.start()

    def _appear(self, appears: bool = True) -> None:
        if appears != self._is_shown:
            self._is_shown = appears
            self.shown.emit(appears)

    def event(self, event: QEvent) -> bool:
        """Handle events as Qt does, but keep a hidden progress bar from being animated, as the range (0, 0) is."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._animate()
        return super().event(event)

    def _animate(self) -> None:
        moves = self.isVisible() and not self._state.progress[0]
        self._progress.setRange(0, 0 if moves else 100)
