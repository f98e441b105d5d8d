"""The list of the library: models under headings, with their facts."""

from __future__ import annotations

from PySide6.QtCore import QCollator, QLocale, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from gui.design.plain_tip import plain_tip
from gui.models.library_rows import Group, Row, Sizes

_NAME, _PLACE, _INPUT, _WEIGHTS, _SIZE = range(5)
_GB = 1_000_000_000
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LibraryList(QTreeWidget):
    """Shows rows; `chosen` is emitted on a double click or Enter."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []  # in the order of the list; each item stores its index here
        self.setAccessibleName(self.tr("Models"))
        self.setHeaderLabels(
            [self.tr("Model"), self.tr("Location"), self.tr("Input"), self.tr("Weights"), self.tr("File")]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        # A double click chooses a row.
        self.setExpandsOnDoubleClick(False)
        self._size_columns()
        self.itemActivated.connect(self._activated)

    @property
    def row(self) -> Row | None:
        """The selected row."""
        item = self.currentItem()
        return self._row_of(item) if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a row on Enter, and keep the key from the dialog, which would press a button."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected row in view when the strip below takes up space."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def show_rows(self, rows: list[Row], sizes: Sizes | None, open_now: str) -> None:
        """List new rows and keep the selection. sizes: None while files are looked for; open_now: a SHA-256."""
        before = self.row
        place = self.verticalScrollBar().value()
        self.clear()
        self._rows.clear()
        for group in Group:
            self._add_group(group, [row for row in rows if row.group is group], sizes, open_now)
        self.expandAll()
        # Lay out now: before that the scroll bar has no range to be put back in.
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)
        self._select(before.key if before else open_now)

    def _size_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        for column in (_INPUT, _WEIGHTS, _SIZE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.headerItem().setTextAlignment(column, _RIGHT)
        header.resizeSection(_NAME, self.fontMetrics().averageCharWidth() * 34)

    def _add_group(self, group: Group, rows: list[Row], sizes: Sizes | None, open_now: str) -> None:
        if not rows:
            return
        heading = QTreeWidgetItem(self, [self._heading(group)])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setFirstColumnSpanned(True)
        font = QFont(self.font())
        font.setBold(True)
        heading.setFont(_NAME, font)
        if group is Group.PUBLISHED:
            order = QCollator(QLocale())
            order.setNumericMode(True)  # ResNet50 before ResNet101
            rows = sorted(rows, key=lambda row: order.sortKey(row.name))
        for row in rows:
            self._add(heading, row, sizes, open_now)

    def _add(self, heading: QTreeWidgetItem, row: Row, sizes: Sizes | None, open_now: str) -> None:
        item = QTreeWidgetItem(heading, [row.name, self._place(row, sizes, open_now), *self._facts(row, sizes)])
        for column in (_INPUT, _WEIGHTS, _SIZE):
            item.setTextAlignment(column, _RIGHT)
        tip = f"{row.path}\nSHA-256 {row.sha256}" if row.sha256 else str(row.path)
        for column in (_NAME, _PLACE):
            item.setToolTip(column, plain_tip(tip))
        item.setData(_NAME, Qt.ItemDataRole.UserRole, len(self._rows))
        self._rows.append(row)

    def _facts(self, row: Row, sizes: Sizes | None) -> list[str]:
        """Return input size, number of weights and the file's size, each "" if unknown."""
        size = file_size(sizes[row.path]) if sizes and row.path in sizes else ""
        model = row.published
        if model is None:
            return ["", "", size]
        about = "≈ " + file_size(model.about_bytes)
        return [f"{model.input_size[0]} × {model.input_size[1]}", QLocale().toString(model.parameters), size or about]

    def _place(self, row: Row, sizes: Sizes | None, open_now: str) -> str:
        if row.sha256 and row.sha256 == open_now:
            return self.tr("open")
        if sizes is None:
            return "…"
        there = row.path in sizes
        if row.published is not None:
            return self.tr("on this computer") if there else self.tr("not downloaded")
        if row.group is Group.BUNDLED:
            return self.tr("included")
        return str(row.path.parent) if there else self.tr("missing in {folder}").format(folder=row.path.parent)

    def _heading(self, group: Group) -> str:
        return {
            Group.BUNDLED: self.tr("Included with Saliscope"),
            Group.FAVOURITES: self.tr("Favourites"),
            Group.RECENT: self.tr("Recent"),
            Group.PUBLISHED: self.tr("From Keras, trained on the 1,000 classes of ImageNet"),
        }[group]

    def _select(self, key: str) -> None:
        """Select the row with this key, else the first."""
        items = [item for heading in _children(self.invisibleRootItem()) for item in _children(heading)]
        keys = [row.key for row in self._rows]
        self.setCurrentItem(items[keys.index(key) if key in keys else 0])

    def _row_of(self, item: QTreeWidgetItem) -> Row | None:
        index = item.data(_NAME, Qt.ItemDataRole.UserRole)
        return None if index is None else self._rows[index]

    def _activated(self) -> None:
        if self.row is not None:
            self.chosen.emit()


def file_size(count: int) -> str:
    """Return a number of bytes in words; a MB has 1,000,000 bytes, as in file managers."""
    return QLocale().formattedDataSize(count, int(count >= _GB), QLocale.DataSizeFormat.DataSizeSIFormat)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = [item.child(index) for index in range(item.childCount())]
    return [child for child in children if child is not None]
