"""What lies over the canvas while there is no heat map on it: why, and the next step as a button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.system.quick_dataclass import dataclass
from gui.design.messages.floating import Floating
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.shades import shades
from gui.design.style.pen import panel
from gui.state.screen import EXPLAINING, OPENING

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.photos.browsing import Browsing
    from gui.state.screen import ScreenState

_PATIENCE_MS = 300  # what is over sooner is not told: it would only flash
_WIDTH = 520


@dataclass(frozen=True)
class CanvasState:
    """title, words: what is told; steps: the (words, what it does) of buttons.

    whole: nothing of the canvas is seen; at_once: without waiting whether it is over soon.
    """

    title: str
    words: str = ""
    steps: tuple[tuple[str, Callable[[], object]], ...] = ()
    whole: bool = False
    at_once: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that it says."""
        return self.title, self.words, *(words for words, _ in self.steps)


class CanvasStates(QWidget):
    """Tells why there is no heat map: over the whole canvas where no image can be shown, else at its lower edge."""

    open_wanted = Signal()
    model_wanted = Signal()
    retry_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget, state: ScreenState, browsing: Browsing, canvas: Canvas) -> None:
        super().__init__(parent)
        self._state = state
        self._browsing = browsing
        self._shown: CanvasState | None = None
        self._title, self._words = QLabel(), QLabel()
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(Space.S)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addStretch(1)
        for label in (self._title, self._words):
            column.addWidget(label)
        column.addLayout(self._steps)
        column.addStretch(1)
        self._floating = Floating(self, (canvas,), self._place)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show_now)
        for signal in (
            state.picture_changed,
            state.model_changed,
            state.attribution_changed,
            state.activities_changed,
            state.comparison_changed,
            browsing.moved,
        ):
            signal.connect(self._follow)
        self.hide()
        self._follow()

    def _follow(self) -> None:
        found = self._found()
        if found is None:
            self._patience.stop()
            self._shown = None
            self.hide()
            return
        if self._shown is not None and self._shown.whole and not found.whole:
            self._shown = None  # the image is there
            self.hide()
        if found.at_once:
            self._show_now()
        elif not self._patience.isActive():
            # What is shown changes only where the new state lasts, too: nothing flashes.
            self._patience.start()

    def _found(self) -> CanvasState | None:
        state = self._state
        if state.refusal is not None and not self._browsing.awaited:
            return self._refused(state.refusal.path.name, state.refusal.words)
        if self._browsing.awaited:
            words = self.tr("Reading “{name}”…").format(name=self._browsing.awaited)
            return CanvasState(words, steps=((self.tr("Cancel"), self.cancel_wanted.emit),), whole=True)
        if state.picture is None or state.attribution is not None or state.comparison is not None:
            return None
        return self._unexplained()

    def _refused(self, name: str, words: str) -> CanvasState:
        steps: list[tuple[str, Callable[[], object]]] = []
        if self._browsing.can_go_on:
            steps.append((self.tr("Next image"), self._browsing.next_photograph))
        elif self._browsing.can_go_back:
            steps.append((self.tr("Previous image"), self._browsing.previous_photograph))
        steps.append((self.tr("Open another…"), self.open_wanted.emit))
        title = self.tr("“{name}” cannot be shown").format(name=name)
        return CanvasState(title, words, tuple(steps), whole=True, at_once=True)

    def _unexplained(self) -> CanvasState:
        if OPENING in self._state.activities:
            return CanvasState(self.tr("Opening the model…"))
        if self._state.model is None:
            return CanvasState(self.tr("No model is open"), steps=((self.tr("Open a model…"), self.model_wanted.emit),))
        if EXPLAINING in self._state.activities:
            return CanvasState(self.tr("Computing the heat map…"))
        return CanvasState(
            self.tr("No heat map for these choices"),
            steps=((self.tr("Try again"), self.retry_wanted.emit),),
        )

    def _show_now(self) -> None:
        found = self._found()
        if found is None or (self._shown is not None and found.sentences == self._shown.sentences):
            return
        self._shown = found
        self._title.setText(found.title)
        set_type(self._title, Type.HEADING if found.whole else Type.BODY, strong=True)
        self._words.setText(found.words)
        self._words.setVisible(bool(found.words))
        self._fill(found)
        self.show()
        self._floating.lay()
        if found.at_once:
            # Screen readers do not notice that a label has appeared.
            self._title.setAccessibleName(f"{found.title}. {found.words}")
            QAccessible.updateAccessibility(QAccessibleEvent(self._title, QAccessible.Event.Alert))

    def _fill(self, found: CanvasState) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        self._steps.addStretch(1)
        for words, do in found.steps:
            button = QPushButton(words)
            button.setMinimumHeight(CONTROL_HEIGHT)
            button.setAccessibleName(words)
            button.clicked.connect(partial(do))
            self._steps.addWidget(button)
            button.show()  # the layout leaves room only for what is shown, and shows it itself only later
        self._steps.addStretch(1)

    def _place(self, canvas: QRect) -> QRect:
        if self._shown is None or self._shown.whole:
            across = max(Space.M, (canvas.width() - _WIDTH) // 2)
            self._column.setContentsMargins(across, Space.S, across, Space.S)
            return canvas
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        size = self._pill_size(canvas.width() - 2 * Space.M)
        rect = QRect(0, 0, size.width(), size.height())
        rect.moveCenter(canvas.center())
        rect.moveBottom(canvas.bottom() - Space.L)
        return rect

    def _pill_size(self, most: int) -> QSize:
        words = self._title.fontMetrics().horizontalAdvance(self._title.text()) + Space.L
        steps = self._steps.sizeHint().width()
        width = min(max(words, steps) + 2 * Space.M, most)
        return QSize(width, self._column.totalHeightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground: the canvas's own, or a card."""
        painter, colours = QPainter(self), shades(self.palette())
        if self._shown is None or self._shown.whole:
            painter.fillRect(self.rect(), colours.ground)
        else:
            panel(painter, self.rect(), colours.card, colours.line)
