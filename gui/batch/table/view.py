"""The widget of a batch's table: keyboard, selection, thumbnails of what is in view, and what stays where it is."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView

from gui.batch.table import words
from gui.batch.table.columns import remember_columns, restore_columns
from gui.batch.table.delegate import Cells
from gui.batch.table.model import SIZE
from gui.batch.table.order import ASPECTS, COLUMNS, Column, beginning, shown_columns
from gui.design.scale import Space
from gui.platform.background import Task

if TYPE_CHECKING:
    from engine.network.description import Head
    from gui.batch.table.model import RunModel
    from gui.batch.table.store import RowStore

_IN_LETTERS = {  # how wide a column is at first, in letters
    Column.NAME: 24,
    Column.ANSWER: 13,
    Column.PROBABILITY: 13,
    Column.TRUTH: 15,
    Column.RIGHT: 11,
    Column.MARGIN: 9,
    Column.CONCENTRATION: 15,
    Column.BORDER: 9,
    **dict.fromkeys(ASPECTS, 13),
    Column.TRIAGE: 19,
    Column.SECONDS: 10,
    Column.STATE: 10,
}
_REST = 2.0  # seconds without the user's hand on the table, after which rows may move
_AGAIN_MS = 700  # how often it is looked whether they may
_MOST_RANGES = 1000  # of selected rows: over more of them Qt takes long


class _Kept(NamedTuple):
    """What stays while rows move. current: its place; down: where it is seen, in pixels, -1 if that does not matter."""

    current: int
    chosen: np.ndarray
    scrolled: int
    down: int


class TableView(QTableView):
    """Shows a `RunModel`. A row keeps its place on screen while others arrive; `opened` carries its place in the
    store.
    """

    opened = Signal(int)
    in_folder_wanted = Signal(int)
    truth_wanted = Signal(object)  # the places, a NumPy array, whose true class is to be set
    current_changed = Signal()  # another cell, or another image in its row

    def __init__(self, model: RunModel) -> None:
        super().__init__()
        self._model = model
        self._touched = 0.0
        self._typed, self._typed_at = "", 0.0
        self._kept = _Kept(-1, np.zeros(0, np.int32), 0, -1)
        self._copying: Task | None = None
        self.setAccessibleName(self.tr("Images of the batch"))
        self.setModel(model)
        self.setItemDelegate(Cells(self))
        self.setIconSize(SIZE)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._widths_by_hand = self._fits = False
        self._set_up_headers()
        self._widths_by_hand = restore_columns(self.horizontalHeader())
        self.horizontalHeader().sectionResized.connect(self._note_width)
        self._rest = QTimer(self, interval=_AGAIN_MS)
        self._rest.timeout.connect(self._resort_at_rest)
        self.doubleClicked.connect(self._open_index)
        model.about_to_arrange.connect(self._keep_places)
        model.arranged.connect(self._put_back)
        model.turned_stale.connect(self._rest.start)
        model.arranged.connect(self._show_columns)
        model.dataChanged.connect(self._show_columns)
        model.pictured.connect(self.viewport().update)
        self._watch_selection()
        self._show_columns()

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(SIZE.height(), self.fontMetrics().height()) + Space.XS)
        rows.hide()
        columns.setHighlightSections(False)
        columns.setSectionsMovable(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSortIndicatorShown(True)  # so that headings have room for it
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, self._usual_width(column))
        columns.setStretchLastSection(True)
        columns.setSortIndicator(COLUMNS.index(self._model.column), Qt.SortOrder(self._model.descending))
        # With the table's own selection Qt would ask whether whole columns are selected, cell by cell.
        columns.setSelectionModel(QItemSelectionModel(self._model, columns))
        self.setSortingEnabled(True)

    def _usual_width(self, column: Column) -> int:
        heading = self.horizontalHeader().sectionSizeHint(COLUMNS.index(column))  # with the arrow of sorting
        return max(heading, _IN_LETTERS[column] * self.fontMetrics().averageCharWidth() + 2 * Space.S)

    def _fit_names(self) -> None:
        """Give the names what the other columns leave, until the user has made a column wider or narrower."""
        if not self._widths_by_hand:
            self._fits = True
            room = self.viewport().width() - sum(map(self._usual_width, shown_columns(self._model.store)[1:]))
            self.setColumnWidth(0, max(self._usual_width(COLUMNS[0]), room))
            self._fits = False

    def _show_columns(self) -> None:
        """Show the columns that have something to say."""
        shown = shown_columns(self._model.store)
        hidden = [self.isColumnHidden(at) for at in range(len(COLUMNS))]
        if hidden != [column not in shown for column in COLUMNS]:
            for at, column in enumerate(COLUMNS):
                self.setColumnHidden(at, column not in shown)
            self._fit_names()

    def _note_width(self, column: int, before: int, now: int) -> None:
        by_itself = self._fits or 0 in (before, now) or column == len(COLUMNS) - 1  # 0: hidden, or shown again
        self._widths_by_hand |= not by_itself

    def _watch_selection(self) -> None:
        self.selectionModel().currentChanged.connect(self._tell_current)

    # What the window asks

    @property
    def current_place(self) -> int:
        """The place in the store of the current row, -1 for none."""
        index = self.currentIndex()
        return self._model.place_of(index.row()) if index.isValid() else -1

    @property
    def current_column(self) -> Column | None:
        """The column of the current cell."""
        index = self.currentIndex()
        return COLUMNS[index.column()] if index.isValid() else None

    def chosen_places(self) -> np.ndarray:
        """Return the places of the selected rows, from top to bottom; all may be 100,000."""
        rows = [np.arange(one.top(), one.bottom() + 1) for one in self.selectionModel().selection().toList()]
        return self._model.shown[np.unique(np.concatenate(rows))] if rows else np.zeros(0, np.int32)

    def show_place(self, place: int) -> None:
        """Make a row the current one and scroll to it, if it is shown."""
        rows = self._model.rows_of(np.array([place]))
        if len(rows):
            self._select(int(rows[0]))

    def remember(self) -> None:
        """Keep what the user did to the columns."""
        remember_columns(self.horizontalHeader(), self._widths_by_hand)

    def touch(self) -> None:
        """Note that the user is at work here: no row moves for a moment."""
        self._touched = time.monotonic()

    # Rows that stay where they are

    def _keep_places(self, wanted: bool) -> None:
        """Note what is selected, and how far down the current row is seen, which stays there unless rows are sorted."""
        down = self.rowViewportPosition(self.currentIndex().row()) if self.currentIndex().isValid() else -1
        seen = not wanted and 0 <= down < self.viewport().height()
        self._kept = _Kept(
            self.current_place, self.chosen_places(), self.verticalScrollBar().value(), down if seen else -1
        )

    def _put_back(self) -> None:
        """Select the same images as before, where they are now; the current one alone if they are scattered widely."""
        kept, selection = self._kept, QItemSelectionModel.SelectionFlag
        rows = self._model.rows_of(kept.chosen)
        if np.count_nonzero(np.diff(rows) > 1) >= _MOST_RANGES:
            rows = self._model.rows_of(np.array([kept.current])) if kept.current >= 0 else rows[:0]
        if len(rows):
            self.selectionModel().select(_ranges(self._model, rows), selection.ClearAndSelect)
        at = self._model.rows_of(np.array([kept.current])) if kept.current >= 0 else rows[:0]
        if len(at):
            index = self._model.index(int(at[0]), max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, selection.NoUpdate)
        moved = (
            int(at[0]) * self.verticalHeader().defaultSectionSize() - kept.down if len(at) and kept.down >= 0 else None
        )
        self.verticalScrollBar().setValue(kept.scrolled if moved is None else moved)
        if not self._model.stale:
            self._rest.stop()
        self._tell_current()

    def _resort_at_rest(self) -> None:
        """Sort in what has arrived, unless the user is at work here."""
        away = time.monotonic() - self._touched > _REST and not self.underMouse() and not self.hasFocus()
        if away and self.state() is not QAbstractItemView.State.EditingState:
            self._model.sort_in()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, set true classes on F2, copy."""
        self.touch()
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_place)
        elif key == Qt.Key.Key_F2:
            self.edit_truth()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._select(0 if key == Qt.Key.Key_Home else len(self._model.shown) - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next image whose name, or file name, begins with what is typed."""
        now = time.monotonic()
        again = now - self._typed_at > QApplication.keyboardInputInterval() / 1000
        self._typed = search.casefold() if again else self._typed + search.casefold()
        self._typed_at = now
        rows = np.flatnonzero(beginning(self._model.store, self._typed)[self._model.shown])
        if len(rows):
            start = max(0, self.currentIndex().row()) + (len(self._typed) == 1)
            self._select(int(rows[np.searchsorted(rows, start) % len(rows)]))

    def edit_truth(self) -> None:
        """Edit the true class of the current row in its place; ask for that of all rows that are selected."""
        chosen = self.chosen_places()
        if len(chosen) > 1:
            self.truth_wanted.emit(chosen)
        elif self.currentIndex().isValid():
            index = self._model.index(self.currentIndex().row(), COLUMNS.index(Column.TRUTH))
            self.scrollTo(index)
            self.edit(index)

    def copy(self) -> None:
        """Copy the selected rows as text, with tabs between cells. Written outside the GUI thread: they may be many."""
        places = self.chosen_places()
        if self._copying is None and len(places):
            self._copying = Task(partial(table_text, self._model.store, places, self._model.head), self)
            self._copying.done.connect(self._copied)
            self._copying.failed.connect(self._copied)
            self._copying.start()

    def _copied(self, text: object) -> None:
        self._copying = None
        if isinstance(text, str):
            QApplication.clipboard().setText(text)

    def _select(self, row: int) -> None:
        if 0 <= row < len(self._model.shown):
            index = self._model.index(row, max(0, self.currentIndex().column()))
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room that there is."""
        super().resizeEvent(event)
        self._fit_names()

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll."""
        self.touch()
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Note that the pointer is at work."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove):
            self.touch()
        return super().viewportEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        if COLUMNS[index.column()] is Column.TRUTH:
            self.edit(index)
        else:
            self.opened.emit(self._model.place_of(index.row()))

    def _offer(self, at: QPoint) -> None:
        chosen = self.chosen_places()
        if not len(chosen):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.current_place
        menu.addAction(self.tr("&Open in the viewer")).triggered.connect(partial(self._emit_opened, current))
        menu.addAction(self.tr("&Show in folder")).triggered.connect(partial(self._emit_in_folder, current))
        menu.addSeparator()
        menu.addAction(self.tr("Set &true class…")).triggered.connect(partial(self._emit_truth, chosen))
        menu.addSeparator()
        menu.addAction(self.tr("&Copy")).triggered.connect(self.copy)
        menu.popup(self.viewport().mapToGlobal(at))

    def _emit_opened(self, place: int, *_: object) -> None:
        self.opened.emit(place)

    def _emit_in_folder(self, place: int, *_: object) -> None:
        self.in_folder_wanted.emit(place)

    def _emit_truth(self, places: np.ndarray, *_: object) -> None:
        self.truth_wanted.emit(places)

    # Inside

    def _tell_current(self, *_: object) -> None:
        self.current_changed.emit()


def _ranges(model: RunModel, rows: np.ndarray) -> QItemSelection:
    """Return sorted rows as a selection of as few ranges as there are gaps."""
    selection = QItemSelection()
    last = model.columnCount() - 1
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        selection.select(model.index(int(run[0]), 0), model.index(int(run[-1]), last))
    return selection


def table_text(store: RowStore, places: np.ndarray, head: Head) -> str:
    """Return rows as lines of cells with tabs between them, under a line of what stands over the columns.

    It is passed on, so names that may be patients' are not in it.
    """
    shown = shown_columns(store)
    lines = ["\t".join(words.header(column, head) for column in shown)]
    for at in places.tolist():
        cells = (
            store.aliases.get(at, store.names[at]) if column is Column.NAME else words.cell(store, at, column, head)
            for column in shown
        )
        said = words.about(store, at) if at in store.errors else ""
        lines.append("\t".join(" ".join(cell.split()) for cell in (*cells, said)).rstrip("\t"))
    return "\n".join(lines) + "\n"
