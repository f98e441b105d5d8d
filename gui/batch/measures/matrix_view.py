"""The confusion matrix as it is seen: shaded cells, class names beside and above, turned where there are many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from engine.evaluation.classification import Judgement
from gui.batch.charts.colours import colours_of
from gui.batch.measures.matrix_model import RIGHT_ROLE, SHARE_ROLE, MatrixModel
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone, shades
from gui.design.style.pen import blended
from gui.words.batch import whole

Index = QModelIndex | QPersistentModelIndex
_FEW = 8  # classes whose names stand level above the columns
_LETTERS = 18  # of a class name beside its row
_LEVEL_LETTERS = 11  # of a name that stands level
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FAINTEST = 0.12  # of the colour: a count of one among a thousand is still seen to be there


class MatrixView(QTableView):
    """`cell_wanted` carries the true class and the answer of the cell that is clicked, or chosen with Enter."""

    cell_wanted = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._cells = MatrixModel(self)
        self.setModel(self._cells)
        self.setItemDelegate(_Cell(self))
        self._above = _Names(self)
        self.setHorizontalHeader(self._above)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        for way in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            way(QTableView.ScrollMode.ScrollPerPixel)
        beside = self.verticalHeader()
        beside.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        beside.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for header in (beside, self._above):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(True)
            header.setSectionsClickable(False)
        self.clicked.connect(self._choose)
        self._cells.modelReset.connect(self._lay_out)

    def show_judgement(self, judgement: Judgement, labels: tuple[str, ...]) -> None:
        """Show another matrix."""
        self._cells.show_judgement(judgement, labels)
        self._lay_out()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._cells.index(0, 0))

    def show_cell(self, truth: int, answer: int) -> None:
        """Go to the cell of a true class and an answer."""
        cell = self._cells.cell_of(truth, answer)
        if cell.isValid():
            self.setCurrentIndex(cell)
            self.scrollTo(cell, QTableView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current cell on Enter; arrow keys move it."""
        if event.key() in _KEYS and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew for other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_above"):
            self._lay_out()

    def _lay_out(self) -> None:
        metrics, count = self.fontMetrics(), self._cells.rowCount()
        width = max(CONTROL_HEIGHT + Space.S, metrics.horizontalAdvance(whole(self._cells.most)) + 2 * Space.S)
        names = [str(self._cells.headerData(at, Qt.Orientation.Horizontal)) for at in range(count)]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 2 * Space.S
        level = count <= _FEW
        letter = metrics.averageCharWidth()
        if level:
            width = max(width, min(longest, _LEVEL_LETTERS * letter))
        self._above.turn(not level, min(longest, _LETTERS * letter))
        self._above.setDefaultSectionSize(width)
        self._above.setMinimumSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT)
        self.verticalHeader().setFixedWidth(min(longest, _LETTERS * letter))

    def _choose(self, index: QModelIndex) -> None:
        self.cell_wanted.emit(*self._cells.classes_at(index))


class _Names(QHeaderView):
    """The names above the columns; turned, they read from bottom to top."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._turned, self._length = False, 0

    def turn(self, turned: bool, length: int) -> None:
        """Turn the names or not. length: pixels for a turned one."""
        if (turned, length) != (self._turned, self._length):
            self._turned, self._length = turned, length
            self.updateGeometry()
            self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        """As high as a turned name is long."""
        return QSize(super().sizeHint().width(), self._length if self._turned else CONTROL_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a name; that of the current cell's answer is bold."""
        palette, at = self.palette(), self.parent()
        current = isinstance(at, QTableView) and at.currentIndex().column() == logicalIndex
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.ButtonText))
        font = self.font()
        font.setBold(current)
        painter.setFont(font)
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        room, side = rect, Qt.AlignmentFlag.AlignCenter
        if self._turned:
            painter.translate(rect.left(), rect.bottom())
            painter.rotate(-90)
            room = QRect(Space.XS, 0, rect.height() - Space.S, rect.width())
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room.width() - Space.XS)
        painter.drawText(room, side, words)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """Paints a count on a ground that is stronger the larger its share of the true class."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: right answers in one colour, mistakes in another; the current one has a frame."""
        palette, share = option.palette, float(index.data(SHARE_ROLE))
        base = palette.color(QPalette.ColorRole.Base)
        ink = palette.color(QPalette.ColorRole.Text)
        if share > 0:
            ground, ink = shaded(palette, share, bool(index.data(RIGHT_ROLE)))
            painter.fillRect(option.rect.adjusted(1, 1, 0, 0), ground)
        else:
            painter.fillRect(option.rect.adjusted(1, 1, 0, 0), blended(shades(palette).line, base, 0.3))
        painter.setPen(ink)
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.drawRect(option.rect.adjusted(2, 2, -2, -2))


def shaded(palette: QPalette, share: float, right: bool) -> tuple[QColor, QColor]:
    """Return the ground of a cell and the colour of its words, which stand out from it whatever the share."""
    base = palette.color(QPalette.ColorRole.Base)
    full = palette.color(QPalette.ColorRole.Accent) if right else shades(palette).tones[Tone.RED][1]
    ground = blended(full, base, _FAINTEST + (1 - _FAINTEST) * share)
    return ground, colours_of(palette).text_on(ground)
