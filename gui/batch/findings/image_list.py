"""A list of a run's images: the small overlay, the name, and a line of words. Only what is seen is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.batch.findings.thumbnails import RunThumbnails
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.design.shades import shades

Index = QModelIndex | QPersistentModelIndex
NAME_ROLE = Qt.ItemDataRole.UserRole
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1
_SIDE = 56  # pixels of the small overlay
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ImageList(QTableView):
    """`row_wanted` carries the name of the image that is clicked, or chosen with Enter.

    A table of one column: Qt's list would lay out each of 100,000 rows before it shows the first ones.
    """

    row_wanted = Signal(str)

    def __init__(self, name: str, thumbnails: RunThumbnails) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._images = _Images(thumbnails, self)
        self.setModel(self._images)
        self.setItemDelegate(_Image(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()
        self.clicked.connect(self._choose)
        thumbnails.arrived.connect(self.viewport().update)

    def show_images(self, names: Sequence[str], words: Callable[[str], str], shown: Callable[[str], str]) -> None:
        """List images. words: returns the line about one, when it is seen; shown: its name on screen.

        What the user looks at stays where it is, as far as it is still there.
        """
        current, scrolled = self.currentIndex().data(NAME_ROLE), self.verticalScrollBar().value()
        self._images.show(names, words, shown)
        if current in names:
            self.setCurrentIndex(self._images.index(names.index(current)))
        self.verticalScrollBar().setValue(scrolled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current image on Enter."""
        if event.key() in _KEYS and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Give rows the height of other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        height = max(_SIDE, 2 * self.fontMetrics().height()) + 2 * Space.XS
        self.verticalHeader().setDefaultSectionSize(height)

    def _choose(self, index: QModelIndex) -> None:
        self.row_wanted.emit(index.data(NAME_ROLE))


class _Images(QAbstractListModel):
    def __init__(self, thumbnails: RunThumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._names: Sequence[str] = ()
        self._words: Callable[[str], str] = str
        self._shown: Callable[[str], str] = str

    def show(self, names: Sequence[str], words: Callable[[str], str], shown: Callable[[str], str]) -> None:
        self.beginResetModel()
        self._names, self._words, self._shown = names, words, shown
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self._names[index.row()]
        if role == NAME_ROLE:
            return name
        if role == PICTURE_ROLE:
            return self._thumbnails.image(name)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(name)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._words(name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{self._shown(name)}: {self._words(name)}"
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None


class _Image(QStyledItemDelegate):
    """Paints the small overlay, the name and the line about it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        ink = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        place = option.rect.adjusted(Space.S, Space.XS, -Space.S, -Space.XS)
        _paint_picture(painter, QRect(place.left(), place.top(), _SIDE, place.height()), index, palette)
        text = place.adjusted(_SIDE + Space.S, 0, 0, 0)
        metrics, half = option.fontMetrics, text.height() // 2
        lines = (index.data(), index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
        ways = (Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight)
        sides = (Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop)
        painter.setPen(ink)
        for number, (line, way, side) in enumerate(zip(lines, ways, sides, strict=True)):
            rect = QRect(text.left(), text.top() + number * half, text.width(), half)
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, metrics.elidedText(line, way, text.width()))
        painter.restore()


def _paint_picture(painter: QPainter, place: QRect, index: Index, palette: QPalette) -> None:
    picture: QImage | None = index.data(PICTURE_ROLE)
    if picture is None or picture.isNull():
        painter.fillRect(place, shades(palette).ground)
        return
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRect(0, 0, size.width(), size.height())
    rect.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, picture)
