"""The film strip left of the canvas: the open images, which one is on screen, and buttons to the others."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.design.icon_button import IconButton
from gui.design.scale import CONTROL_HEIGHT, CORNER, Space, Type, set_type
from gui.photos.browsing import THUMBNAIL_SIDE, Browsing
from gui.photos.collection import FAULT_ROLE
from gui.platform.store import flag, set_flag

COLLAPSED_KEY = "film_strip/collapsed"
_MARGIN = 4
_PICTURE_HEIGHT = 66
_DAMAGE_SIDE = 24


class FilmStrip(QWidget):
    """A column of fixed width, hidden until there are several images. The user can collapse it to a button."""

    collapsed = Signal(bool)
    batch_wanted = Signal()  # the folder of the open images is to be explained

    def __init__(self, browsing: Browsing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._browsing = browsing
        self.tiles = Tiles(browsing)
        self._position = QLabel()
        self._position.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_type(self._position, Type.SMALL)
        self._turn = IconButton("chevron-left", self.tr("Hide the images"), "F8")
        self._turn.clicked.connect(self._toggle)
        self._before = IconButton("chevron-up", self.tr("Previous image (Page up, Shift+Space)"))
        self._after = IconButton("chevron-down", self.tr("Next image (Page down, Space)"))
        self._before.clicked.connect(browsing.previous_photograph)
        self._after.clicked.connect(browsing.next_photograph)
        # The short word is the tool bar's: the strip is too narrow for the name.
        self._batch = IconButton("batch", self.tr("Explain this folder…"), "Ctrl+Shift+L", self.tr("Batch…"))
        self._batch.clicked.connect(self.batch_wanted)
        for step in (self._before, self._after):
            step.setAutoRepeat(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._row(self._position, self._turn))
        column.addWidget(self.tiles, 1)
        column.addLayout(self._row(self._before, self._after))
        column.addLayout(self._row(self._batch))
        column.addStretch(0)
        browsing.moved.connect(self._follow)
        browsing.collection.rowsRemoved.connect(self._follow)
        browsing.collection.modelReset.connect(self._follow)
        self._show_collapsed(flag(COLLAPSED_KEY))
        self._follow()

    @property
    def is_collapsed(self) -> bool:
        """Whether only the button that opens it is left."""
        return self.tiles.isHidden()

    def collapse(self, collapsed: bool) -> None:
        """Leave only the button that opens it, or show all; it is remembered."""
        set_flag(COLLAPSED_KEY, collapsed)
        self._show_collapsed(collapsed)
        self.collapsed.emit(collapsed)

    def _show_collapsed(self, collapsed: bool) -> None:
        for widget in (self.tiles, self._position, self._before, self._after, self._batch):
            widget.setHidden(collapsed)
        words = self.tr("Show the images") if collapsed else self.tr("Hide the images")
        self._turn.show_as("photos" if collapsed else "chevron-left", words, "F8")
        self._fit()

    def _toggle(self) -> None:
        self.collapse(not self.is_collapsed)

    def _fit(self) -> None:
        bar = self.tiles.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(CONTROL_HEIGHT + Space.XS if self.is_collapsed else tile_size(self.tiles).width() + bar)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, 0, 0)
        row.setSpacing(0)
        for widget in widgets:
            row.addWidget(widget, 0 if widget is self._turn else 1)
        return row

    def _follow(self) -> None:
        count, place = len(self._browsing.collection), self._browsing.place
        self.setVisible(count > 1)
        self._position.setText(f"{_number(place + 1)} / {_number(count)}")
        words = self.tr("Image {position} of {count}")
        self._position.setAccessibleName(words.format(position=_number(place + 1), count=_number(count)))
        self._before.setEnabled(place > 0)
        self._after.setEnabled(place < count - 1)
        self.tiles.follow()


class Tiles(QListView):
    """The column of thumbnails. Only those in view, and within a view's height on either side, are made."""

    def __init__(self, browsing: Browsing) -> None:
        super().__init__()
        self._browsing = browsing
        self.setAccessibleName(self.tr("Open images"))
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        # Qt then measures one tile instead of thousands.
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Tile(self))
        self.setModel(browsing.collection)
        set_type(self, Type.SMALL)
        self.selectionModel().currentChanged.connect(self._go)
        self.selectionModel().selectionChanged.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._want)
        browsing.collection.rowsInserted.connect(self._want)
        browsing.collection.rowsRemoved.connect(self._want)
        browsing.collection.thumbnails.made.connect(self._redraw)

    def follow(self) -> None:
        """Scroll to the current photograph and select it."""
        index = self.model().index(self._browsing.place, 0)
        if index != self.currentIndex():
            # The flag is given because the view's own `setCurrentIndex` adds to the selection while Ctrl is held down,
            # as it is for Ctrl+V.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self._want()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the selected images on Delete; their files stay. Leave Space to the window."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self._browsing.close_photograph()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the thumbnails that have come into view."""
        super().resizeEvent(event)
        self._want()

    def showEvent(self, event: QEvent) -> None:
        """Ask for thumbnails with as many pixels as this screen shows."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._browsing.collection.thumbnails.set_side(round(THUMBNAIL_SIDE * self.devicePixelRatioF()))
        self.scrollTo(self.currentIndex())
        self._want()

    # Inside

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self._browsing.go(index.row())

    def _redraw(self, path: Path) -> None:
        row = self._browsing.collection.row_of_file(path)
        if row is not None:
            self.update(self.model().index(row, 0))

    def _choose(self) -> None:
        self._browsing.chosen = tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def _want(self) -> None:
        """Ask for the thumbnails in view, then for those on either side."""
        collection = self._browsing.collection
        if not self.isVisible():
            return
        height = tile_size(self).height()
        first = self.verticalScrollBar().value() // height
        shown = self.viewport().height() // height + 2
        rows = [*range(first, first + shown), *range(first + shown, first + 2 * shown), *range(first - shown, first)]
        here = [collection[row].path for row in rows if 0 <= row < len(collection)]
        collection.thumbnails.want([path for path in here if path is not None])


class _Tile(QStyledItemDelegate):
    """Paints a thumbnail with its name: an empty sheet while it is made, a cross if the image cannot be read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that all tiles have."""
        return tile_size(self.parent())  # type: ignore[arg-type]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one tile."""
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.highlight())
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), CORNER, CORNER)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        place = rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        place.setHeight(_PICTURE_HEIGHT)
        image = index.data(Qt.ItemDataRole.DecorationRole)
        if image is not None:
            self._paint_picture(painter, place, image)
        else:
            self._paint_sheet(painter, place, palette, bool(index.data(FAULT_ROLE)))
        self._paint_name(painter, rect, palette, chosen, str(index.data()))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, image: QImage) -> None:
        size = image.size()
        ratio = painter.device().devicePixelRatioF()
        if size.width() > place.width() * ratio or size.height() > place.height() * ratio:
            size.scale(place.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRect(0, 0, max(1, round(size.width() / ratio)), max(1, round(size.height() / ratio)))
        shown.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(shown, image)

    def _paint_sheet(self, painter: QPainter, place: QRect, palette: QPalette, broken: bool) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        if broken:
            cross = QRect(0, 0, _DAMAGE_SIDE, _DAMAGE_SIDE)
            cross.moveCenter(place.center())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setWidth(3)
            pen.setColor(palette.color(QPalette.ColorRole.Text))
            painter.setPen(pen)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())

    def _paint_name(self, painter: QPainter, rect: QRect, palette: QPalette, chosen: bool, name: str) -> None:
        line = rect.adjusted(_MARGIN, _MARGIN + _PICTURE_HEIGHT, -_MARGIN, -_MARGIN)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)


def tile_size(widget: QWidget) -> QSize:
    """Return the size of one tile with its name, in the widget's font."""
    line = widget.fontMetrics().height()
    return QSize(THUMBNAIL_SIDE + 2 * _MARGIN, _PICTURE_HEIGHT + line + 3 * _MARGIN)


def _number(count: int) -> str:
    return QLocale().toString(count)
