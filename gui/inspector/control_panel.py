"""The inspector beside the image: what the model answers, where it looked, and how far to trust that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.design.scale import Space
from gui.inspector.answer_card import AnswerCard
from gui.inspector.confidence_card import ConfidenceCard
from gui.inspector.explanation_card import ExplanationCard
from gui.platform.page_keys import keep_page_keys
from gui.platform.scrolling import bring_into_view

if TYPE_CHECKING:
    from gui.state.screen import ScreenState

WIDTH = 300
_LEAST_WIDTH = WIDTH - 20


class ControlPanel(QScrollArea):
    """Three cards, which scroll in a low window. The creator connects their signals."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self.answer = AnswerCard(state)
        self.explanation = ExplanationCard(state)
        self.confidence = ConfidenceCard(state)
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.setContentsMargins(Space.XS, 0, Space.XS, Space.XS)
        column.setSpacing(Space.S)
        column.addWidget(self.answer, 1)
        column.addWidget(self.explanation)
        column.addWidget(self.confidence)
        self.setWidget(controls)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        # All in it is reached by Tab; it is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for card in (self.answer, self.explanation, self.confidence):
            card.more.turned.connect(partial(self._show_opened, card.more.content))
        # Last, because it looks for the controls that exist now.
        keep_page_keys(self)

    @staticmethod
    def _show_opened(content: QWidget, opened: bool) -> None:
        if opened:
            bring_into_view(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the cards need with large letters or long words: nothing scrolls sideways."""
        cards = self.widget()
        if cards is not None and watched is cards and event.type() == QEvent.Type.LayoutRequest:
            needed = cards.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(max(_LEAST_WIDTH, needed))
        return super().eventFilter(watched, event)
