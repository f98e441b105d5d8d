"""The confusion matrix: true classes down, answers across, counts in cells that are darker the larger their share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QPen

from engine.system.quick_dataclass import dataclass
from gui.design.charts.letters import CENTRE, LEFT, RIGHT, width_of, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from gui.design.charts.colours import ChartColours

MOST = 25  # classes whose cells can still be read
_NAMES, _ABOVE = 0.28, 0.2  # of the width, at most, for the classes' names beside and above
_LARGEST = 4.2  # letters: the side of a cell


@dataclass(frozen=True, eq=False)
class Confusion:
    """What is painted. rows: true classes; columns: answered classes, None for all others together.

    counts: (rows, columns) int. labels: the names of all classes of the model.
    """

    rows: tuple[int, ...]
    columns: tuple[int | None, ...]
    counts: np.ndarray
    labels: tuple[str, ...]

    def row_name(self, row: int) -> str:
        """Return the name of a true class."""
        return self.labels[self.rows[row]]

    def column_name(self, column: int) -> str:
        """Return the name of an answered class, or that of all others."""
        index = self.columns[column]
        return QCoreApplication.translate("charts", "other classes") if index is None else self.labels[index]


@dataclass(frozen=True)
class Grid:
    """Where the cells are. side: of a cell; letter: the height of the words."""

    left: float
    top: float
    side: float
    letter: float
    rows: int
    columns: int

    def cell(self, row: int, column: int) -> QRectF:
        """Return the place of a cell."""
        return QRectF(self.left + column * self.side, self.top + row * self.side, self.side, self.side)


def confusion_of(
    matrix: np.ndarray, classes: Sequence[int], labels: Sequence[str], most: int = MOST
) -> Confusion | None:
    """Return what to paint of a matrix of counts over some classes; None where more than `most` are true classes.

    matrix, classes: `confusion` and `present` of a `Judgement`. Answers that are no true class of any image have
    columns of their own, the most frequent ones, and one for all others.
    """
    held = [place for place in range(len(classes)) if matrix[place].any()]
    if not held or len(held) > most:
        return None
    totals = matrix.sum(axis=0)
    strange = [int(place) for place in np.argsort(-totals, kind="stable") if totals[place] and place not in held]
    room = most - len(held)
    kept = strange if len(strange) <= room else strange[: max(0, room - 1)]
    shown = sorted([*held, *kept])
    counts = matrix[np.ix_(held, shown)]
    columns: list[int | None] = [classes[place] for place in shown]
    if len(kept) < len(strange):
        counts = np.column_stack([counts, matrix[held].sum(axis=1) - counts.sum(axis=1)])
        columns.append(None)
    return Confusion(tuple(classes[place] for place in held), tuple(columns), counts, tuple(labels))


def lay_out_confusion(place: QRectF, confusion: Confusion, letter: float) -> Grid:
    """Return where the cells of a matrix are in a place. letter: the height of the words, smaller where cells are."""
    rows, columns = confusion.counts.shape
    names = max(width_of(confusion.row_name(row), letter) for row in range(rows))
    above = max(width_of(confusion.column_name(column), letter) for column in range(columns))
    left = min(names, _NAMES * place.width()) + 2.6 * letter
    top = min(above, _ABOVE * place.width()) + 2.6 * letter
    room = min((place.width() - left) / columns, (place.height() - top) / rows)
    side = max(1.0, min(room, _LARGEST * letter))
    return Grid(place.left() + left, place.top() + top, side, min(letter, 0.8 * side), rows, columns)


def confusion_height(width: float, confusion: Confusion, letter: float) -> float:
    """Return how high a matrix is that has this width."""
    grid = lay_out_confusion(QRectF(0, 0, width, 1e6), confusion, letter)
    return grid.top + grid.rows * grid.side + 0.5 * letter


def paint_confusion(
    painter: QPainter, place: QRectF, confusion: Confusion, colours: ChartColours, letter: float
) -> None:
    """Paint a matrix. Colours say the share of the true class; the diagonal, what was right, has thick frames."""
    grid = lay_out_confusion(place, confusion, letter)
    painter.save()
    _write_names(painter, place, confusion, colours, grid, letter)
    totals = np.maximum(1, confusion.counts.sum(axis=1))
    for row, column in np.ndindex(confusion.counts.shape):
        count = int(confusion.counts[row, column])
        ground, cell = colours.blend(count / totals[row]), grid.cell(row, column)
        painter.fillRect(cell, ground)
        painter.setPen(QPen(colours.faint, 0.06 * letter))
        painter.drawRect(cell)
        if count:
            painter.setPen(colours.text_on(ground))
            _write_count(painter, cell, count, grid)
    painter.setPen(QPen(colours.text, min(0.18 * letter, 0.1 * grid.side)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, column in _right_ones(confusion):
        painter.drawRect(grid.cell(row, column))
    painter.restore()


def _right_ones(confusion: Confusion) -> list[tuple[int, int]]:
    """Return the cells of right answers."""
    return [(row, confusion.columns.index(index)) for row, index in enumerate(confusion.rows)]


def _write_count(painter: QPainter, cell: QRectF, count: int, grid: Grid) -> None:
    words = QLocale().toString(count)
    letter = min(grid.letter, 0.88 * grid.side * grid.letter / max(1e-6, width_of(words, grid.letter)))
    write(painter, cell, words, letter)


def _write_names(
    painter: QPainter, place: QRectF, confusion: Confusion, colours: ChartColours, grid: Grid, letter: float
) -> None:
    translate, space = QCoreApplication.translate, 0.4 * letter
    painter.setPen(colours.text)
    left, top = place.left() + 1.6 * letter, place.top() + 1.6 * letter
    for row in range(grid.rows):
        cell = grid.cell(row, 0)
        words = QRectF(left, cell.top(), grid.left - left - space, grid.side)
        write(painter, words, confusion.row_name(row), grid.letter, RIGHT)
    for column in range(grid.columns):
        cell = grid.cell(0, column)
        words = QRectF(cell.left(), top, grid.side, grid.top - top - space)
        write(painter, words, confusion.column_name(column), grid.letter, LEFT, turned=True)
    across = QRectF(grid.left, place.top(), max(grid.columns * grid.side, 8 * letter), 1.4 * letter)
    down = QRectF(place.left(), grid.top, 1.4 * letter, max(grid.rows * grid.side, 8 * letter))
    write(painter, across, translate("charts", "Answer"), letter, LEFT)
    centred = CENTRE if grid.rows * grid.side > 8 * letter else RIGHT
    write(painter, down, translate("charts", "True class"), letter, centred, turned=True)
