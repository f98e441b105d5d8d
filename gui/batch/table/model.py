"""The table of a batch as Qt asks for it: the cells of the rows in view, out of the columns of a `RowStore`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPixmap

from engine.network.description import Head
from gui.batch.table import words
from gui.batch.table.order import COLUMNS, Column, Filter, Shown, matching, ordered
from gui.batch.table.store import NONE, RowStore
from gui.design.icons import icon
from gui.design.plain_tip import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.batch.rows import Row
    from gui.batch.findings.thumbnails import RunThumbnails
    from gui.batch.table.store import PlacedFlags

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SIZE = QSize(54, 40)  # of the small overlays, in pixels of the window
PICTURE_ROLE = Role.UserRole  # the small overlay; it is read once it is asked for
REFUSAL_ROLE = Role.UserRole + 1  # why an image was refused, None where it was not
_NUMBER_ALIGNMENT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RunModel(QAbstractTableModel):
    """Shows the rows of a `RowStore` that meet the filter, sorted by one column.

    What arrives changes cells in their place. `arrange` filters and sorts anew, which whoever shows the table does when
    it does not move what the user looks at; until then `stale` says so.
    """

    about_to_arrange = Signal(bool)  # whether the user wants to see other rows, or the same ones in their new places
    arranged = Signal()
    truths_set = Signal(object)  # by the user: a dict of names and classes, None for "not known"
    filter_changed = Signal()
    turned_stale = Signal()
    pictured = Signal()  # more small overlays can be painted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = RowStore((), ())
        self.head = Head.SOFTMAX
        self.thumbnails: RunThumbnails | None = None
        self.filter = Filter()
        self.column, self.descending = Column.NAME, False
        self.stale = False
        self.shown = np.zeros(0, np.int32)  # places in the store, from top to bottom
        self._at = np.zeros(0, np.int32)  # row in view by place, -1 for those that are not shown
        self._blank = QPixmap(SIZE)
        self._blank.fill(Qt.GlobalColor.transparent)
        self._icons = {True: icon("check"), False: icon("close")}

    # What the run says

    def show_run(self, store: RowStore, head: Head, thumbnails: RunThumbnails | None) -> None:
        """Show another run, or the same one with more names."""
        if thumbnails is not self.thumbnails:
            if self.thumbnails is not None:
                self.thumbnails.arrived.disconnect(self.pictured)
            if thumbnails is not None:
                thumbnails.arrived.connect(self.pictured)
        self.store, self.head, self.thumbnails = store, head, thumbnails
        self.arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def take(self, rows: Sequence[Row]) -> None:
        """Note new rows in their places."""
        changed = self.store.take(rows)
        if self.thumbnails is not None:
            self.thumbnails.forget([self.store.names[at] for at in changed])
        self.note_changed(changed)

    def note_changed(self, places: Sequence[int] | np.ndarray) -> None:
        """Redraw rows whose values are others; their places stay until `arrange`."""
        changed = np.asarray(places, np.int64)
        if not len(changed):
            return
        rows = self._at[changed]
        rows = rows[rows >= 0]
        if len(rows):
            last = len(COLUMNS) - 1
            self.dataChanged.emit(self.index(int(rows.min()), 0), self.index(int(rows.max()), last))
        if self.filter != Filter() or self.column is not Column.NAME:
            self._note_stale()

    def _note_stale(self) -> None:
        if not self.stale:
            self.stale = True
            self.turned_stale.emit()

    def show_flags(self, store: RowStore, placed: PlacedFlags) -> None:
        """Show what the triage says of a store's rows; of a store that is no longer shown nothing is."""
        if store is not self.store:
            return
        store.set_flags(placed)
        if len(self.shown):
            last = len(COLUMNS) - 1
            self.dataChanged.emit(self.index(0, last), self.index(len(self.shown) - 1, last))
        if self.column is Column.TRIAGE or self.filter.shown is Shown.FLAGGED:
            self._note_stale()

    # What the user wants

    def set_filter(self, **changes: Any) -> None:
        """Show the rows that meet a filter, see `Filter`."""
        wanted = replace(self.filter, **changes)
        if wanted != self.filter:
            self.filter = wanted
            self.arrange()
            self.filter_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.column = COLUMNS[column] if 0 <= column < len(COLUMNS) else Column.NAME
        self.descending = order is Qt.SortOrder.DescendingOrder
        self.arrange()

    def sort_in(self) -> None:
        """Filter and sort anew what has changed."""
        self.arrange(wanted=False)

    def arrange(self, wanted: bool = True) -> None:
        """Filter and sort anew. wanted: the user asked for another order or other rows."""
        self.about_to_arrange.emit(wanted)
        self.beginResetModel()
        self.shown = ordered(self.store, matching(self.store, self.filter), self.column, self.descending)
        self._at = np.full(len(self.store), -1, np.int32)
        self._at[self.shown] = np.arange(len(self.shown), dtype=np.int32)
        self.stale = False
        self.endResetModel()
        self.arranged.emit()

    def set_truths(self, places: Sequence[int] | np.ndarray, truth: int | None) -> None:
        """Set the true class of images by hand: all may be 100,000."""
        told = np.asarray(places)
        if len(told):
            self.store.truth[told] = NONE if truth is None else truth
            self.note_changed(told)
            self.truths_set.emit(dict.fromkeys((self.store.names[at] for at in told.tolist()), truth))

    # Places

    def place_of(self, row: int) -> int:
        """Return the place in the store of a row in view."""
        return int(self.shown[row])

    def rows_of(self, places: np.ndarray) -> np.ndarray:
        """Return the rows in view of places, sorted, without those that are not shown."""
        rows = self._at[places[places < len(self._at)]]
        return np.sort(rows[rows >= 0])

    # Qt

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the true class be edited."""
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()] is Column.TRUTH else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return the words over a column."""
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        match role:
            case Role.DisplayRole:
                return words.header(column, self.head)
            case Role.ToolTipRole:
                return words.explanation(column, self.head) or None
            case Role.TextAlignmentRole:
                return _NUMBER_ALIGNMENT if column in words.NUMBERS else None
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        column = COLUMNS[index.column()]
        if role == Role.TextAlignmentRole:
            return _NUMBER_ALIGNMENT if column in words.NUMBERS else None
        at = int(self.shown[index.row()])
        match role:
            case Role.DisplayRole:
                return words.cell(self.store, at, column, self.head)
            case Role.EditRole:
                return int(self.store.truth[at])
            case Role.DecorationRole:
                return self._mark(at, column)
            case _ if role == PICTURE_ROLE:
                return self.thumbnails.image(self.store.names[at]) if self.thumbnails is not None else None
            case _ if role == REFUSAL_ROLE:
                return words.about(self.store, at) if at in self.store.errors else None
            case Role.ToolTipRole:
                return self._tip(at, column)
            case Role.AccessibleTextRole:
                return f"{words.header(column, self.head)}: {words.cell(self.store, at, column, self.head)}"
            case Role.AccessibleDescriptionRole:
                return words.about(self.store, at) if column in (Column.STATE, Column.TRIAGE) else ""
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Set a true class by hand. value: its index, None or `NONE` for "not known"."""
        if role != Role.EditRole:
            return False
        self.set_truths([self.place_of(index.row())], value if value is not None and value >= 0 else None)
        return True

    def _mark(self, at: int, column: Column) -> Any:
        if column is Column.NAME:
            return self._blank
        right = self.store.is_right(at) if column is Column.RIGHT else None
        return self._icons[right] if right is not None else None

    def _tip(self, at: int, column: Column) -> str | None:
        if column is Column.NAME:
            return plain_tip(self.store.names[at])
        said = column in (Column.STATE, Column.TRIAGE) or (
            column in (Column.RIGHT, *words.NUMBERS) and at in self.store.errors
        )
        return plain_tip(words.about(self.store, at)) or None if said else None
