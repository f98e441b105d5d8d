"""The mean map of each class as a picture, with how alike the maps of the class are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.evaluation.triage import Triage
from gui.canvas.map_cells import cells_image
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.words.batch import alike_words

Index = QModelIndex | QPersistentModelIndex
_CLASS = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1
_WORDS = Qt.ItemDataRole.UserRole + 2
_SIDE = 120  # pixels of a picture
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeanMaps(QListView):
    """`class_wanted` carries the class whose picture is clicked, or chosen with Enter. The most alike come first."""

    class_wanted = Signal(int)

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._classes = _Classes(labels, self)
        self.setModel(self._classes)
        self.setItemDelegate(_MeanMap(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)

    def show_triage(self, triage: Triage) -> None:
        """Show the mean maps of a run."""
        current = self.currentIndex().data(_CLASS)
        self._classes.show_triage(triage)
        if (place := self._classes.place_of(current)) is not None:
            self.setCurrentIndex(self._classes.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current class on Enter."""
        if event.key() in _KEYS and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.class_wanted.emit(index.data(_CLASS))


class _Classes(QAbstractListModel):
    def __init__(self, labels: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._labels = labels
        self._triage: Triage | None = None
        self._order: list[int] = []
        self._pictures: dict[int, QImage] = {}

    def show_triage(self, triage: Triage) -> None:
        self.beginResetModel()
        self._triage, self._pictures = triage, {}
        self._order = sorted(triage.means, key=lambda index: (-triage.alike.get(index, -1.0), self._labels[index]))
        self.endResetModel()

    def place_of(self, index: int | None) -> int | None:
        return self._order.index(index) if index in self._order else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        assert self._triage is not None
        target = self._order[index.row()]
        if role == _CLASS:
            return target
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[target]
        if role == _WORDS:
            return alike_words(self._triage.alike.get(target))
        if role == _PICTURE:
            return self._picture(target, self._triage.means[target])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = ", ".join(filter(None, (self._labels[target], index.data(_WORDS))))
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def _picture(self, target: int, values: np.ndarray) -> QImage:
        if target not in self._pictures:
            self._pictures[target] = cells_image(values)
        return self._pictures[target]


class _MeanMap(QStyledItemDelegate):
    """Paints the picture, the class's name and how alike its maps are."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the picture and two lines, wide enough for the second."""
        widths = (option.fontMetrics.horizontalAdvance(alike_words(value)) for value in (-0.55, None))
        words = max(widths) + 2 * Space.S
        return QSize(max(_SIDE + 2 * Space.S, words), _SIDE + 2 * option.fontMetrics.height() + 3 * Space.XS + Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one class."""
        painter.save()
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        place = option.rect.adjusted(Space.XS, Space.XS, -Space.XS, -Space.XS)
        picture = QRect(place.left(), place.top(), _SIDE, _SIDE)
        picture.moveLeft(place.center().x() - _SIDE // 2)
        painter.drawImage(picture, index.data(_PICTURE))
        painter.setPen(option.palette.color(role))
        metrics = option.fontMetrics
        for number, words in enumerate((index.data(), index.data(_WORDS))):
            top = picture.bottom() + Space.XS + number * metrics.height()
            line = QRect(place.left(), top, place.width(), metrics.height())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()
