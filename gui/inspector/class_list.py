"""The classes as a list, most probable first, each with a bar as long as its probability."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.network.description import Head
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
_BAR_HEIGHT = 4
_MARGIN = 6
_MARK = 2  # pixels of the line where the bar of the untouched photograph ends

Index = QModelIndex | QPersistentModelIndex


class ClassList(QAbstractListModel):
    """Rows by rank: the class's name, its index, its probability."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: Sequence[str] = ()
        self._ranks = np.zeros(0, np.intp)
        self._probabilities = np.zeros(0, np.float32)
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
        ranks: np.ndarray,
        probabilities: np.ndarray,
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
        if role == Qt.ItemDataRole.DisplayRole:
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
            return self.tr("{answer}, now first").format(answer=words) if self._leads_now(target) else words
        return None

    def _fitting(self, probabilities: np.ndarray | None) -> np.ndarray | None:
        return probabilities if probabilities is not None and len(probabilities) == len(self._probabilities) else None

    def _share(self, probabilities: np.ndarray, target: int) -> float:
        return 0.0 if self._head is Head.VALUE else float(probabilities[target])

    def _answer(self, target: int) -> str:
        """Return the answer in words; with the probe's, if there is one, and a mark of which way it went."""
        before = float(self._probabilities[target])
        untouched = answer(before, self._head)
        if self._probed is None:
            return untouched
        after = float(self._probed[target])
        now = answer(after, self._head)
        mark = "" if now == untouched else _ROSE if after > before else _FELL
        return f"{untouched} → {now}{mark}"

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


class BarDelegate(QStyledItemDelegate):
    """Paints name, probability and bar in the palette's own colours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text and a bar under it."""
        return QSize(120, option.fontMetrics.height() + _BAR_HEIGHT + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        if chosen:
            painter.fillRect(option.rect, palette.highlight())
        text = palette.highlightedText() if chosen else palette.text()
        painter.save()
        painter.setPen(text.color())
        rect = option.rect.adjusted(_MARGIN, _MARGIN - 2, -_MARGIN, -_MARGIN)
        share = index.data(ANSWER_ROLE)
        if index.data(LEADS_ROLE):
            font = QFont(option.font)
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
        metrics = painter.fontMetrics()
        room = rect.width() - metrics.horizontalAdvance(share) - _MARGIN
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, share)
        self._paint_bar(painter, rect, index, text if chosen else palette.highlight(), palette)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, index: Index, brush: Any, palette: QPalette) -> None:
        groove = QRect(rect.left(), rect.bottom() - _BAR_HEIGHT + 1, rect.width(), _BAR_HEIGHT)
        painter.fillRect(groove, palette.mid())
        filled = round(groove.width() * index.data(PROBABILITY_ROLE))
        painter.fillRect(QRect(groove.topLeft(), QSize(filled, _BAR_HEIGHT)), brush)
        untouched = index.data(UNTOUCHED_ROLE)
        if untouched is not None:
            at = groove.left() + round((groove.width() - _MARK) * untouched)
            painter.fillRect(QRect(at, groove.top() - 2, _MARK, _BAR_HEIGHT + 4), palette.text())
