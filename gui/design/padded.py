"""Rows of lists and cells of tables whose words keep away from the edges, in line with the headings above them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.design.scale import Space

Index = QModelIndex | QPersistentModelIndex


class Padded(QStyledItemDelegate):
    """Paints the ground over the whole cell, and what is in it with `Space.S` at either side."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        style = cell.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, cell, painter, cell.widget)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, self.inside(cell), painter, cell.widget)

    def inside(self, cell: QStyleOptionViewItem) -> QStyleOptionViewItem:
        """Return a cell without the room at its sides."""
        found, room = QStyleOptionViewItem(cell), self._room(cell)
        found.rect = cell.rect.adjusted(room, 0, -room, 0)
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that a cell takes."""
        return super().sizeHint(self.inside(option), index) + QSize(2 * self._room(option), 0)

    def _room(self, cell: QStyleOptionViewItem) -> int:
        """Return what is missing at a side: the style leaves a little itself."""
        own = cell.widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, cell, cell.widget) + 1
        return Space.S - own
