"""The page that takes the side panel's place: what can be said of the map, and the six questions behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.measures import Aspect
from gui.design.form import heading
from gui.design.icon_button import IconButton
from gui.design.scale import Space
from gui.trust.aspect_row import AspectRow
from gui.trust.overall_card import OverallCard
from gui.words.topics import Topic, aspect_page

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from gui.trust.room import TrustRoom


class TrustPage(QWidget):
    """Follows its room. Esc and the arrow at the top lead back to the side panel."""

    def __init__(self, room: TrustRoom) -> None:
        super().__init__()
        self._room = room
        self.setAccessibleName(self.tr("How far to trust this map"))
        self.back = IconButton("chevron-left", self.tr("Back to the side panel"), "Esc")
        self.help = IconButton("help", self.tr("What is this?"))
        self.overall = OverallCard(room)
        self.rows = [AspectRow(aspect, room) for aspect in Aspect]
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(Space.XS, 0, Space.XS, Space.XS)
        cards.setSpacing(Space.S)
        for card in (self.overall, *self.rows):
            cards.addWidget(card)
        cards.addStretch(1)
        self.area = _Scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._head())
        column.addWidget(self.area, 1)
        self.back.clicked.connect(room.toggle_trust)
        self.help.clicked.connect(lambda: room.help_wanted.emit(Topic.TRUST))
        for signal in (room.watch.changed, room.state.picture_changed, room.state.comparison_changed):
            signal.connect(self._redraw)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is known: nothing was laid out while nobody saw it."""
        self._redraw(shown=True)
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep F1 while the keyboard is here; elsewhere in the window it explains the method."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is(event, Qt.Key.Key_F1):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc; explain the question that has the keyboard, or all of them, on F1."""
        if _is(event, Qt.Key.Key_Escape):
            self._room.go_back()
        elif _is(event, Qt.Key.Key_F1):
            self._ask_help()
        else:
            super().keyPressEvent(event)

    def _redraw(self, shown: bool = False) -> None:
        if shown or self.isVisible():
            self.overall.redraw()
            for row in self.rows:
                row.redraw()

    def _ask_help(self) -> None:
        focus = self.focusWidget()
        row = next((row for row in self.rows if focus is not None and row.isAncestorOf(focus)), None)
        self._room.help_wanted.emit(aspect_page(row.aspect) if row is not None else Topic.TRUST)

    def _head(self) -> QHBoxLayout:
        title: QLabel = heading(self.tr("How far to trust this map"))
        title.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(Space.XS, Space.XS, Space.S, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.back)
        row.addWidget(title, 1)
        row.addWidget(self.help)
        return row


def _is(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.key() == key and event.modifiers() == Qt.KeyboardModifier.NoModifier


class _Scrolled(QScrollArea):
    """Scrolls up and down alone, and is as wide as its cards need."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # cards keep their width

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the cards' least width."""
        cards = self.widget()
        if cards is not None and watched is cards and event.type() == QEvent.Type.LayoutRequest:
            needed = cards.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(needed)
        return super().eventFilter(watched, event)
