"""A table of measures, a row for each class: a click on a column's heading sorts by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QTableView

from engine.batch.listing import natural_key
from engine.system.quick_dataclass import dataclass
from gui.design.padded import Padded
from gui.design.scale import CONTROL_HEIGHT
from gui.words.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
_NOT_DEFINED = "–"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NAME_LETTERS, _NUMBER_LETTERS = 40, 11  # how wide columns of names and of numbers are at first
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """A column. value: of a row, None where it is not defined; words: how it is written; letters: how wide at first."""

    title: str
    tip: str
    value: Callable[[Any], Any]
    words: Callable[[Any], str]
    letters: int = _NUMBER_LETTERS

    @property
    def is_text(self) -> bool:
        """Whether it holds names, which begin at the left."""
        return self.words is str


def share(title: str, tip: str, value: Callable[[Any], float | None]) -> Column:
    """Return a column of shares."""
    return Column(title, tip, value, percent)


class MeasureModel(QAbstractTableModel):
    """Rows of any kind in columns; what is not defined is a dash, and comes last however the rows are sorted."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: tuple[Any, ...] = ()
        self._by, self._order = 0, Qt.SortOrder.AscendingOrder

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, sorted as those before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._sort()
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """Return what a row is about."""
        return self._rows[place]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Implement Qt's interface. A proxy would ask for each value several times, and take longer than a blink."""
        self.layoutAboutToBeChanged.emit()
        self._by, self._order = column, order
        self._sort()
        self.layoutChanged.emit()

    def _sort(self) -> None:
        column = self._columns[self._by]
        key: Callable[[Any], Any] = natural_key if column.is_text else float
        falling = self._order is Qt.SortOrder.DescendingOrder
        known = [row for row in self._rows if column.value(row) is not None]
        unknown = [row for row in self._rows if column.value(row) is None]
        self._rows = (*sorted(known, key=lambda row: key(column.value(row)), reverse=falling), *unknown)

    def rowCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Implement Qt's interface."""
        column = self._columns[index.column()]
        value = column.value(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _NOT_DEFINED if value is None else column.words(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and not column.is_text:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and column.is_text:
            return value
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Implement Qt's interface."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return column.tip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column.is_text else _RIGHT
        return None


class MeasureTable(QTableView):
    """Such rows, sorted by the column that is clicked or chosen in the context menu, which the keyboard opens too."""

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = MeasureModel(columns, self)
        self.setModel(self.rows)
        self.setSortingEnabled(True)
        self.setItemDelegate(Padded(self))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._offer_sorting(columns)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().averageCharWidth()
        for at, each in enumerate(columns):
            header.resizeSection(at, max(header.sectionSizeHint(at), each.letters * letter))

    def _offer_sorting(self, columns: Sequence[Column]) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for at, column in enumerate(columns):
            action = QAction(self.tr("Sort by: {column}").format(column=column.title.replace("&", "&&")), self)
            action.triggered.connect(partial(self._sort_by, at))
            self.addAction(action)

    def _sort_by(self, column: int) -> None:
        """Sort by a column: names in their alphabet, figures from the largest; the other way round if they are so."""
        header, order = self.horizontalHeader(), Qt.SortOrder
        wanted = order.DescendingOrder if column else order.AscendingOrder
        if header.sortIndicatorSection() == column and header.sortIndicatorOrder() is wanted:
            wanted = order.AscendingOrder if column else order.DescendingOrder
        self.sortByColumn(column, wanted)
