"""A layout of rows that are filled from left to right and centred, as words are in a text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from gui.design.scale import Space


class Flow(QLayout):
    """What does not fit into a row goes into the next one. In its row, an item is centred, or aligned to the top.

    Rows are centred, too, or begin at the left where the layout itself is aligned so.
    """

    def __init__(self, spacing: Space = Space.S) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrower layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        rows = self._rows(width)
        return sum(_height(row) for row in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        """One row."""
        items = self._shown()
        width = sum(item.sizeHint().width() for item in items) + self.spacing() * max(0, len(items) - 1)
        return QSize(width, _height(items))

    def minimumSize(self) -> QSize:
        """Room for the largest item."""
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items out."""
        super().setGeometry(rect)
        top = rect.top()
        for row in self._rows(rect.width()):
            sizes = [item.sizeHint().boundedTo(QSize(rect.width(), item.sizeHint().height())) for item in row]
            room = 0 if self.alignment() & Qt.AlignmentFlag.AlignLeft else rect.width() - _width(sizes, self.spacing())
            left = rect.left() + room // 2
            height = _height(row)
            for item, size in zip(row, sizes, strict=True):
                high = item.alignment() & Qt.AlignmentFlag.AlignTop
                item.setGeometry(QRect(QPoint(left, top + (0 if high else (height - size.height()) // 2)), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            row = rows[-1] if rows else []
            if row and _width([one.sizeHint() for one in (*row, item)], self.spacing()) <= width:
                row.append(item)
            else:
                rows.append([item])
        return rows


def flowing(*widgets: QWidget, spacing: Space = Space.S) -> Flow:
    """Return a flow of widgets."""
    flow = Flow(spacing)
    for widget in widgets:
        flow.addWidget(widget)
    return flow


def _width(sizes: list[QSize], spacing: int) -> int:
    return sum(size.width() for size in sizes) + spacing * max(0, len(sizes) - 1)


def _height(row: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in row), default=0)
