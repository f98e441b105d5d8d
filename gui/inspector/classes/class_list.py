"""The classes as rows, most probable first, with what each row says and the search among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from engine.network.description import Head
from gui.design.plain_tip import plain_tip
from gui.words.numbers import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

CLASS_ROLE = Qt.ItemDataRole.UserRole
PROBABILITY_ROLE = Qt.ItemDataRole.UserRole + 1
ANSWER_ROLE = Qt.ItemDataRole.UserRole + 2
# The probability without the probe's strokes; None if nothing is painted.
UNTOUCHED_ROLE = Qt.ItemDataRole.UserRole + 3
LEADS_ROLE = Qt.ItemDataRole.UserRole + 4  # whether the probe has made it the first answer
_ROSE, _FELL = " ▲", " ▼"
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

Index = QModelIndex | QPersistentModelIndex


class ClassList(QAbstractListModel):
    """Rows by rank: the class's name, its index, its probability. `renamed` carries an index and its new name."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: Sequence[str] = ()
        self._ranks: Sequence[int] | np.ndarray = ()
        self._probabilities: Sequence[float] | np.ndarray = ()
        self._probed: np.ndarray | None = None
        self._head = Head.SOFTMAX

    def show_probe(self, probabilities: np.ndarray | None) -> None:
        """Show the (classes,) probabilities of the probed photograph in the rows of their classes; None ends that."""
        before, self._probed = self._probed, self._fitting(probabilities)
        if len(self._ranks) and not (before is None and self._probed is None):
            self.dataChanged.emit(self.index(0), self.index(len(self._ranks) - 1))

    def show_classes(
        self,
        labels: Sequence[str],
        ranks: Sequence[int] | np.ndarray,
        probabilities: Sequence[float] | np.ndarray,
        head: Head = Head.SOFTMAX,
        probed: np.ndarray | None = None,
    ) -> None:
        """Show classes. labels, probabilities: (classes,); ranks: the class of each rank; probed: see `show_probe`."""
        self.beginResetModel()
        self._labels, self._ranks, self._probabilities, self._head = labels, ranks, probabilities, head
        self._probed = self._fitting(probed)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Implement Qt's interface."""
        return 0 if parent is not None and parent.isValid() else len(self._ranks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Implement Qt's interface; screen readers get the probability with the name."""
        target = int(self._ranks[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._labels[target]
        if role == CLASS_ROLE:
            return target
        if role == PROBABILITY_ROLE:
            return self._share(self._probabilities if self._probed is None else self._probed, target)
        if role == UNTOUCHED_ROLE:
            return None if self._probed is None else self._share(self._probabilities, target)
        if role == ANSWER_ROLE:
            return self._answer(target)
        if role == LEADS_ROLE:
            return self._leads_now(target)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{self._labels[target]}, {self._answer(target)}"
            words = self.tr("{answer}, now first").format(answer=words) if self._leads_now(target) else words
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Implement Qt's interface: names are edited in place."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Implement Qt's interface. A name is passed on, not kept: the model's names come back as they now are."""
        target, name = int(self._ranks[index.row()]), " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not name or name == self._labels[target]:
            return False
        self.renamed.emit(target, name)
        return True

    def _fitting(self, probabilities: np.ndarray | None) -> np.ndarray | None:
        return probabilities if probabilities is not None and len(probabilities) == len(self._probabilities) else None

    def _share(self, probabilities: Sequence[float] | np.ndarray, target: int) -> float:
        return 0.0 if self._head is Head.VALUE else float(probabilities[target])

    def _answer(self, target: int) -> str:
        """Return the answer in words; with the probe's, if there is one, and a mark of which way it went."""
        before = float(self._probabilities[target])
        untouched = answer(before, self._head)
        if self._probed is None:
            return untouched
        after = float(self._probed[target])
        now = answer(after, self._head)
        if now == untouched:
            return untouched
        return f"{untouched} → {now}{_ROSE if after > before else _FELL}"

    def _leads_now(self, target: int) -> bool:
        """Tell whether a class is the probe's first answer, and was not the first before."""
        if self._probed is None or len(self._probed) < 2:
            return False
        return int(self._probed.argmax()) == target != int(self._ranks[0])


class FoundClasses(QSortFilterProxyModel):
    """The classes whose names contain the text typed; those with a word that starts with it come first."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._start = re.compile("")

    def find(self, text: str) -> None:
        """Show the classes whose names contain `text`; "" shows all of them."""
        self._words = text.strip().casefold()
        self._start = re.compile(rf"(?<![^\W_]){re.escape(self._words)}")
        self.invalidate()
        # -1 restores the source's order, which is by probability.
        self.sort(0 if self._words else -1)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Implement Qt's interface."""
        return self._words in self._name(row)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Implement Qt's interface; among equal matches the more probable class comes first."""
        return self._place(left) < self._place(right)

    def _place(self, index: Index) -> tuple[bool, int]:
        return self._start.search(self._name(index.row())) is None, index.row()

    def _name(self, row: int) -> str:
        source = self.sourceModel()
        return str(source.data(source.index(row, 0))).casefold()
