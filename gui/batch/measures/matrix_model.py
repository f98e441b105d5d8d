"""The confusion matrix as a table: a row for each true class, a column for each answer."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.evaluation.classification import Judgement
from gui.words.batch import confused_words, whole
from gui.words.numbers import percent

SHARE_ROLE = Qt.ItemDataRole.UserRole  # of the images of the row's class, 0 to 1
RIGHT_ROLE = Qt.ItemDataRole.UserRole + 1  # whether the cell is on the diagonal

Index = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """Only the classes that are present, as true class or as answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._present: tuple[int, ...] = ()
        self._counts = np.zeros((0, 0), int)
        self._shares = np.zeros((0, 0))

    def show_judgement(self, judgement: Judgement, labels: tuple[str, ...]) -> None:
        """Show another matrix. Where the classes stay the same, so does the view of them."""
        same = judgement.present == self._present and labels == self._labels
        if not same:
            self.beginResetModel()
        self._labels, self._present = labels, judgement.present
        self._counts = judgement.confusion
        self._shares = self._counts / np.maximum(self._counts.sum(axis=1, keepdims=True), 1)
        if not same:
            self.endResetModel()
        elif self._present:
            last = len(self._present) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))

    @property
    def most(self) -> int:
        """The largest count."""
        return int(self._counts.max()) if self._counts.size else 0

    def classes_at(self, index: Index) -> tuple[int, int]:
        """Return the true class and the answer of a cell."""
        return self._present[index.row()], self._present[index.column()]

    def cell_of(self, truth: int, answer: int) -> QModelIndex:
        """Return the cell of a true class and an answer."""
        if truth not in self._present or answer not in self._present:
            return QModelIndex()
        return self.index(self._present.index(truth), self._present.index(answer))

    def rowCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return 0 if parent is not None and parent.isValid() else len(self._present)

    def columnCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return self.rowCount(parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Implement Qt's interface; screen readers get both classes with the count."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            count = int(self._counts[row, column])
            return whole(count) if count else ""
        if role == SHARE_ROLE:
            return float(self._shares[row, column])
        if role == RIGHT_ROLE:
            return row == column
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Implement Qt's interface."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._labels[self._present[section]]
        return None

    def _spoken(self, row: int, column: int) -> str:
        words = confused_words(*(self._labels[self._present[at]] for at in (row, column)))
        count, share = whole(self._counts[row, column]), percent(float(self._shares[row, column]))
        return self.tr("{words}. Images: {count} ({share} of this true class)").format(
            words=words, count=count, share=share
        )
