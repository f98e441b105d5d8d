"""The list of classes as it is seen: a bar under each name, names edited in place, files of names dropped on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.models.labels import SUFFIXES
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades
from gui.inspector.classes.class_list import ANSWER_ROLE, LEADS_ROLE, PROBABILITY_ROLE, UNTOUCHED_ROLE
from gui.platform.file_kinds import local_files

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPaintEvent

_BAR, _ABOVE = 3, 3  # pixels: the height of a bar, and the space over a name
_STRIPE = 3  # pixels: the mark of the chosen class
_MARK = 2  # pixels of the line where the bar of the untouched image ends
_TINT = 40  # of 255: how strongly the ground of the chosen class is coloured
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

Index = QModelIndex | QPersistentModelIndex


class ClassView(QListView):
    """Arrow keys go from class to class; F2 or a double click edits a name.

    `names_dropped` carries the file that was dropped, if it may name classes. Other files are left to the window.
    """

    names_dropped = Signal(object)

    def __init__(self, empty: str) -> None:
        """Empty: what stands here while there is no class."""
        super().__init__()
        self._empty = empty
        self._taking = False  # a file of names is held over the list
        self.setItemDelegate(BarDelegate(self))
        # Qt then measures one row instead of a thousand.
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setAcceptDrops(True)

    def show_rows(self, rows: int) -> None:
        """Be high enough for so many rows at least; more come where there is room."""
        self.setMinimumHeight(rows * row_height(self.fontMetrics().height()))

    def sizeHint(self) -> QSize:
        """Want no more than the least: the scroll area around the cards scrolls where they want more than it has."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys to the left and right go through the classes as those up and down do."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        following = self.currentIndex().siblingAtRow(self.currentIndex().row() + step)
        if following.isValid():
            self.setCurrentIndex(following)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or what is there before the first."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.model().rowCount() == 0:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), centred, self._empty)
        if self._taking:
            painter.setPen(QPen(self.palette().highlight(), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file of names."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take a file of names."""
        self._show_taking(_names_file(event.mimeData()) is not None)
        event.setAccepted(self._taking)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Remove the frame."""
        self._show_taking(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass the file of names on."""
        self._show_taking(False)
        found = _names_file(event.mimeData())
        event.setAccepted(found is not None)
        if found is not None:
            self.names_dropped.emit(found)

    def _show_taking(self, taking: bool) -> None:
        if taking != self._taking:
            self._taking = taking
            self.viewport().update()


class BarDelegate(QStyledItemDelegate):
    """Paints name, probability and bar; the chosen class has a stripe, a tinted ground and a bold name.

    A class that the probe has made the first answer has a bold name too.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text and a bar under it."""
        return QSize(CONTROL_HEIGHT * 4, row_height(option.fontMetrics.height()))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Edit the name in a field that covers its row: Qt's own has no ground, and the name would be seen twice."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Name of the class"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Cover the row."""
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        palette: QPalette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            self._paint_ground(painter, option.rect, palette.color(QPalette.ColorRole.Accent))
        inner = option.rect.adjusted(Space.S, _ABOVE, -Space.XS, -_ABOVE)
        text = palette.color(QPalette.ColorRole.Text)
        painter.setPen(text)
        share = index.data(ANSWER_ROLE)
        room = inner.width() - option.fontMetrics.horizontalAdvance(share) - Space.S
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, share)
        font = option.font
        font.setBold(chosen or bool(index.data(LEADS_ROLE)))
        painter.setFont(font)
        name = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        self._paint_bar(painter, inner, index, palette)
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: QRect, accent: QColor) -> None:
        tint = QColor(accent)
        tint.setAlpha(_TINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(row).adjusted(0, 0.5, 0, -0.5), Space.XS, Space.XS)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(row.left(), row.top() + 2, _STRIPE, row.height() - 4), 1.5, 1.5)

    def _paint_bar(self, painter: QPainter, inner: QRect, index: Index, palette: QPalette) -> None:
        groove = QRect(inner.left(), inner.bottom() - _BAR + 1, inner.width(), _BAR)
        painter.fillRect(groove, shades(palette).line)
        filled = round(groove.width() * index.data(PROBABILITY_ROLE))
        painter.fillRect(QRect(groove.topLeft(), QSize(filled, _BAR)), palette.color(QPalette.ColorRole.Accent))
        untouched = index.data(UNTOUCHED_ROLE)
        if untouched is not None:
            at = groove.left() + round((groove.width() - _MARK) * untouched)
            painter.fillRect(QRect(at, groove.top() - 2, _MARK, _BAR + 4), palette.text())


def row_height(letters: int) -> int:
    """Return the height of a row. letters: that of the font."""
    return max(CONTROL_HEIGHT, letters + _BAR + 2 * _ABOVE + 2)


def _names_file(mime: QMimeData) -> Path | None:
    """Return the one file of names that is dragged, None for anything else."""
    files = local_files(mime)
    return files[0] if len(files) == 1 and files[0].suffix.lower() in SUFFIXES else None
