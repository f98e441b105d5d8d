"""The confusion matrix as it is seen: shaded cells, class names beside and above, turned where there are many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from engine.evaluation.classification import Judgement
from gui.batch.measures.confused import confused_pairs
from gui.batch.measures.matrix_model import RIGHT_ROLE, SHARE_ROLE, MatrixModel
from gui.design.charts.colours import colours_of
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import Tone, shades
from gui.design.style.pen import blended
from gui.words.batch import whole

Index = QModelIndex | QPersistentModelIndex
_FEW = 8  # classes whose names stand level above the columns
_LETTERS, _LEVEL_LETTERS = 20, 26  # of a name where there are many classes, and where there are few
_TALL = 40  # pixels: the height of a row where there are few
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FAINTEST = 0.12  # of the colour: a count of one among a thousand is still seen to be there


class MatrixView(QTableView):
    """`cell_wanted` carries the true class and the answer of the cell that is clicked, or chosen with Enter."""

    cell_wanted = Signal(int, int)

    def __init__(self, name: str) -> None:
        self._cells = MatrixModel()  # first: Qt asks for a layout before this is done
        super().__init__()
        self.setAccessibleName(name)
        self._cells.setParent(self)
        self.setModel(self._cells)
        self.setItemDelegate(_Cell(self))
        self._above = _Names(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(self._above)
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        corner = self.findChild(QAbstractButton)  # Qt has no other way to the corner, which it would paint
        assert corner is not None
        corner.installEventFilter(self)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the cells have grounds of their own
        self.setTabKeyNavigation(False)
        for way in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            way(QTableView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._choose)

    def show_judgement(self, judgement: Judgement, labels: tuple[str, ...]) -> None:
        """Show another matrix."""
        self._cells.show_judgement(judgement, labels)
        self._lay_out()
        if not self.currentIndex().isValid():  # begin where there is something to be seen
            worst = confused_pairs(judgement, most=1)
            self.setCurrentIndex(self._cells.cell_of(*worst[0][:2]) if worst else self._cells.index(0, 0))

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the corner between the names empty."""
        return isinstance(watched, QAbstractButton) and event.type() == QEvent.Type.Paint

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew for other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a few classes have the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        metrics, count = self.fontMetrics(), self._cells.rowCount()
        level = count <= _FEW
        names = [str(self._cells.headerData(at, Qt.Orientation.Horizontal)) for at in range(count)]
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 2 * Space.S
        beside = min(longest, (_LEVEL_LETTERS if level else _LETTERS) * metrics.averageCharWidth())
        width = max(CONTROL_HEIGHT + Space.S, metrics.horizontalAdvance(whole(self._cells.most)) + 2 * Space.S)
        if level and count:
            width = max(width, min(beside, (self.width() - beside) // count - 1))
        self._above.turn(not level, beside)
        self._above.setMinimumSectionSize(width)
        self._above.setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(_TALL if level else CONTROL_HEIGHT)
        self.verticalHeader().setFixedWidth(beside)

    def _choose(self, index: QModelIndex) -> None:
        self.cell_wanted.emit(*self._cells.classes_at(index))


class _Names(QHeaderView):
    """The classes' names beside the rows or above the columns; turned, they read from bottom to top."""

    def __init__(self, orientation: Qt.Orientation, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._table = parent
        self._turned, self._length = False, 0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.viewport().setAutoFillBackground(False)

    def turn(self, turned: bool, length: int) -> None:
        """Turn the names or not. length: pixels for a turned one."""
        if (turned, length) != (self._turned, self._length):
            self._turned, self._length = turned, length
            self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        """As high as a turned name is long."""
        hint = super().sizeHint()
        if self.orientation() is Qt.Orientation.Vertical:
            return hint
        return QSize(hint.width(), self._length if self._turned else CONTROL_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a name; that of the current cell is bold."""
        current = self._table.currentIndex()
        across = self.orientation() is Qt.Orientation.Horizontal
        painter.save()
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        font = self.font()
        font.setBold(logicalIndex == (current.column() if across else current.row()))
        painter.setFont(font)
        name = str(self.model().headerData(logicalIndex, self.orientation()))
        room = rect.adjusted(Space.XS, 0, -Space.XS, 0)
        side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignRight
        if self._turned:
            painter.translate(rect.left(), rect.bottom())
            painter.rotate(-90)
            room, side = QRect(Space.XS, 0, rect.height() - Space.S, rect.width()), Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
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
            # Dark and light: one of them stands out from the ground of any cell.
            for inset, role in enumerate(
                (QPalette.ColorRole.Text, QPalette.ColorRole.Text, QPalette.ColorRole.Base), 1
            ):
                painter.setPen(palette.color(role))
                painter.drawRect(option.rect.adjusted(inset, inset, -inset, -inset))


def shaded(palette: QPalette, share: float, right: bool) -> tuple[QColor, QColor]:
    """Return the ground of a cell and the colour of its words, which stand out from it whatever the share."""
    base = palette.color(QPalette.ColorRole.Base)
    full = palette.color(QPalette.ColorRole.Accent) if right else shades(palette).tones[Tone.RED][1]
    ground = blended(full, base, _FAINTEST + (1 - _FAINTEST) * share)
    return ground, colours_of(palette).text_on(ground)
