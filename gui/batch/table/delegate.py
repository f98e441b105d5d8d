"""How the cells of the table are painted, and how a true class is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.batch.table.model import PICTURE_ROLE, REFUSAL_ROLE, SIZE
from gui.batch.table.order import ASPECTS, COLUMNS, Column
from gui.batch.table.store import NONE
from gui.design.controls import ChoiceBox
from gui.design.padded import Padded
from gui.design.scale import Space, icon_size

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
_EMPTY = (  # where an image was refused
    Column.RIGHT,
    Column.MARGIN,
    Column.CONCENTRATION,
    Column.BORDER,
    *ASPECTS,
    Column.TRIAGE,
    Column.SECONDS,
)


class TruthBox(ChoiceBox):
    """Chooses a true class: from the list, or by typing a part of its name. The first entry is "not known"."""

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("batch", "True class"))
        self.setEditable(True)
        self.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        self.addItem(QCoreApplication.translate("batch", "not known"), NONE)
        for index, label in enumerate(labels):
            self.addItem(label, index)
        finder = self.completer()
        assert finder is not None  # an editable box has one
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def show_class(self, index: int) -> None:
        """Show a class as chosen."""
        self.setCurrentIndex(max(0, self.findData(index)))
        line = self.lineEdit()
        assert line is not None
        line.selectAll()

    @property
    def chosen(self) -> int | None:
        """The class that was chosen or typed, `NONE` for "not known", None where what was typed is no class."""
        typed = self.currentText().strip()
        at = self.currentIndex() if typed == self.itemText(self.currentIndex()) else self.findText(typed)
        if at < 0:
            at = self.findText(typed, Qt.MatchFlag.MatchFixedString)  # whatever the case
        return self.itemData(at) if at >= 0 else None


class Cells(Padded):
    """Paints the small overlay before the name, and edits the true class in its place."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; the model leaves the room for the overlay, so that all names begin one below the other."""
        super().paint(painter, option, index)
        column = COLUMNS[index.column()]
        if column in _EMPTY and (refusal := index.data(REFUSAL_ROLE)):
            self._paint_refusal(painter, option, refusal)
        if column is not Column.NAME and option.state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, option)
        picture = index.data(PICTURE_ROLE) if column is Column.NAME else None
        if not isinstance(picture, QImage) or picture.isNull():
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        inside = self.inside(cell)
        place = cell.widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemDecoration, inside, cell.widget)
        at = QRect(place.topLeft(), picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
        at.moveCenter(place.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(at, picture)
        painter.restore()

    def _paint_refusal(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        """Paint this cell's part of a sentence that stands across cells that are empty then."""
        table = option.widget
        assert isinstance(table, QTableView)
        places = [COLUMNS.index(column) for column in _EMPTY]
        visual = [table.horizontalHeader().visualIndex(at) for at in places]
        if visual != list(range(visual[0], visual[0] + len(visual))):
            return  # the user has moved columns in between
        right = table.columnViewportPosition(places[-1]) + table.columnWidth(places[-1])
        room = QRect(option.rect)
        room.setLeft(table.columnViewportPosition(places[0]) + Space.S)
        room.setRight(right - Space.S)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setPen(option.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
        line = option.fontMetrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave room for an overlay before a name, and for a mark of the usual size elsewhere."""
        super().initStyleOption(option, index)
        option.decorationSize = SIZE if COLUMNS[index.column()] is Column.NAME else icon_size(option.widget)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the choice of a true class."""
        labels = index.model().store.labels  # type: ignore[attr-defined]
        box = TruthBox(labels, parent)
        box.activated.connect(self._take)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the present true class."""
        assert isinstance(editor, TruthBox)
        editor.show_class(int(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen; what is no class changes nothing."""
        assert isinstance(editor, TruthBox)
        if editor.chosen is not None:
            model.setData(index, editor.chosen)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are as high as the table says."""
        return QSize(super().sizeHint(option, index).width(), option.rect.height())

    def _take(self) -> None:
        box = self.sender()
        assert isinstance(box, TruthBox)
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


def _frame(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Show which cell is the current one, about which more is said below the table."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.save()
    painter.setPen(option.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
    painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
    painter.restore()
