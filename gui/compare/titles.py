"""The titles over the panes of a comparison: what each shows, chosen in place, and how to close it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.canvas.colour_bar import numbers_of
from gui.compare import names
from gui.design.elided_label import ElidedLabel
from gui.design.form import choices
from gui.design.icon_button import IconButton
from gui.design.plain_tip import plain_tip
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades
from gui.state.comparison import Comparison, Kind

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.canvas.compose_cache import PaneView
    from gui.compare.room import Comparing
    from gui.state.screen import ScreenState

_NARROWEST = 48  # pixels
_SEARCHED_FROM = 20  # entries: a list this long can be searched by typing
_FIXED = (Kind.ORIGINAL, Kind.MODEL, Kind.IMAGE, Kind.INPUT)  # where the first pane shows what is on screen


class TitledCanvas(QWidget):
    """The canvas, with a title over each pane of a comparison."""

    def __init__(self, state: ScreenState, room: Comparing, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._room = room
        self._canvas = canvas
        self._offered: tuple[object, ...] = ()
        self._told: dict[int, tuple[object, str]] = {}  # by pane: of which map, and its numbers
        self._entries = QStandardItemModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)
        self._titles: list[PaneTitle] = []
        self._make_titles(1)
        self._measure()
        canvas.arranged.connect(self._place)
        room.changed.connect(self._redraw)
        state.model_changed.connect(self._redraw)
        room.show_panes()  # in the language of these titles

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _make_titles(self, count: int) -> None:
        """Have as many titles at least: they are made when there are panes for them."""
        for number in range(len(self._titles), count):
            title = PaneTitle(number, self)
            title.chosen.connect(self._choose)
            title.take.clicked.connect(partial(self._room.take_pane, number))
            title.close_button.clicked.connect(partial(self._room.close_pane, number))
            self._titles.append(title)

    def _measure(self) -> None:
        self._canvas.leave_room_for_titles(self._titles[0].sizeHint().height())

    def _place(self) -> None:
        """Lay the titles over their panes, and hide the others."""
        places = self._canvas.title_places()
        self._make_titles(len(places))
        for number, title in enumerate(self._titles):
            if number < len(places):
                title.setGeometry(places[number].translated(self._canvas.pos()))
            title.setVisible(number < len(places))

    def _choose(self, number: int, value: str) -> None:
        if self._state.comparison is None:
            return
        index = self._room.other_at(number)
        if index is None:
            self._room.show_own(value)
        else:
            self._room.show_other(index, value)
        self._redraw()  # where no file was chosen, the title shows the pane's value again

    def _redraw(self) -> None:
        now, views = self._state.comparison, self._room.views()
        if now is not None and views:
            self._offer(now)
            self._make_titles(len(views))
            for number, view in enumerate(views):
                self._show(self._titles[number], now, number, view)
        self._place()

    def _show(self, title: PaneTitle, now: Comparison, number: int, view: PaneView) -> None:
        index = self._room.other_at(number)
        if index is None:
            value = None if now.kind in _FIXED else names.own_value(self._state, now.kind)
        else:
            value = None if now.kind is Kind.ORIGINAL else now.others[index]
        title.show_pane(view.name, value, self._entries, now.choosing, self._room.can_close(number))
        title.tell(self._numbers_of(number, view))

    def _numbers_of(self, number: int, view: PaneView) -> str:
        """Return which numbers the colours of a pane stand for; "" without a map. Only another map is looked at."""
        attribution, model = view.attribution, view.model
        if attribution is None or model is None or attribution.request.target is None or not view.scale:
            return ""
        key = (attribution, model, replace(view.rendering, alpha=0.0))
        if number not in self._told or self._told[number][0] != key:
            self._told[number] = (key, numbers_of(attribution, model, view.rendering))
        return self._told[number][1]

    def _offer(self, now: Comparison) -> None:
        """List what the panes can show, unless that is listed already. One list serves all titles."""
        values, model = self._room.offered(), self._state.model
        missing = tuple(value for value in now.others if value and value not in values)
        offered = (now.kind, values, missing, model)
        if offered == self._offered:
            return
        self._offered = offered
        self._entries.clear()
        for value in (*values, *missing):
            entry = QStandardItem(names.value_name(now.kind, value, model))
            entry.setData(value, Qt.ItemDataRole.UserRole)
            if now.kind in (Kind.MODEL, Kind.IMAGE):
                entry.setToolTip(plain_tip(str(Path(value).parent)))
            self._entries.appendRow(entry)
        if now.kind in (Kind.MODEL, Kind.IMAGE):
            other = QStandardItem(self.tr("Another file…"))
            other.setData("", Qt.ItemDataRole.UserRole)
            self._entries.appendRow(other)


class PaneTitle(QWidget):
    """One title: a name, or a list to choose it from; a button that takes the pane, and one that closes it.

    number: of the pane, from 0.
    """

    chosen = Signal(int, str)  # number; the value of `Comparison.others`

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._value = ""
        self._name = ElidedLabel()
        self._values = choices()
        self._values.setFrame(False)
        self._values.setMinimumWidth(_NARROWEST)  # it may shrink rather than widen a small window
        self._values.setPlaceholderText(self.tr("Choose…"))
        self._values.setAccessibleName(self.tr("What pane {number} shows").format(number=number + 1))
        # Not `currentIndexChanged`: `show_pane` sets the index, too, and that is not the user's choice.
        self._values.activated.connect(self._choose)
        self.take = QToolButton()
        self.take.setText(self.tr("Choose"))
        self.close_button = IconButton("close", self.tr("Close pane {number}").format(number=number + 1))
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.XS, 0, 0, 0)
        line.setSpacing(Space.XS)
        line.addWidget(self._name, 1)
        line.addWidget(self._values, 1)
        for button in (self.take, self.close_button):
            button.setMinimumSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            line.addWidget(button)
        self._values.setMinimumHeight(CONTROL_HEIGHT)
        self.hide()

    def show_pane(
        self, name: str, value: str | None, entries: QStandardItemModel, choosing: bool, closable: bool
    ) -> None:
        """Show a pane's name. value: what is selected in the list of entries; None where nothing can be chosen."""
        self._name.setText(name)
        self._name.setVisible(value is None)
        self._values.setVisible(value is not None)
        self.take.setVisible(choosing)
        words = self.tr("Choose {name}").format(name=name)
        self.take.setAccessibleName(words)
        self.take.setToolTip(plain_tip(words))
        self.close_button.setVisible(closable)
        if value is not None:
            self._select(value, entries)

    def tell(self, numbers: str) -> None:
        """Tell which numbers the pane's colours stand for, to those who ask or do not see the colours."""
        for widget in (self._name, self._values):
            widget.setToolTip(plain_tip(numbers or self._name.text()))
            widget.setAccessibleDescription(numbers)

    def _select(self, value: str, entries: QStandardItemModel) -> None:
        box, self._value = self._values, value
        if box.model() is not entries:
            box.setModel(entries)
        if box.isEditable() != (entries.rowCount() >= _SEARCHED_FROM):
            self._make_searchable(not box.isEditable())
        if box.currentData() != value or box.currentIndex() < 0:  # else what is being typed would be lost
            self._restore()

    def _restore(self) -> None:
        """Show the pane's value, also where something was typed and nothing chosen."""
        box = self._values
        box.setCurrentIndex(box.findData(self._value) if self._value else -1)
        line = box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # else a narrow one shows the end of the name

    def _make_searchable(self, searchable: bool) -> None:
        """Let a long list be searched by typing any part of a name. Typed text never becomes an entry."""
        self._values.setEditable(searchable)
        self._values.setInsertPolicy(self._values.InsertPolicy.NoInsert)
        line, completer = self._values.lineEdit(), self._values.completer()
        if line is not None and completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            # Queued: Qt says that typing has ended before it says what was chosen from the list.
            line.editingFinished.connect(self._restore, Qt.ConnectionType.QueuedConnection)

    def _choose(self, _: int) -> None:
        self.chosen.emit(self._number, str(self._values.currentData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a card."""
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), shades(self.palette()).card)
