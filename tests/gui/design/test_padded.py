"""Words in tables and lists keep away from the edge, those in cells in line with the heading above them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListWidget, QTableView

from gui.design import style
from gui.design.padded import Padded
from gui.design.scale import Space

LETTER = "H"  # begins with an upright stroke


@pytest.fixture
def table(qapp, qtbot):
    style.put_on(qapp)
    table = QTableView()
    qtbot.addWidget(table)
    model = QStandardItemModel(1, 2, table)
    for column, side in enumerate((Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)):
        alignment = side | Qt.AlignmentFlag.AlignVCenter
        item, above = QStandardItem(LETTER), QStandardItem(LETTER)
        for each in (item, above):
            each.setTextAlignment(alignment)
        model.setItem(0, column, item)
        model.setHorizontalHeaderItem(column, above)
    table.setModel(model)
    table.setItemDelegate(Padded(table))
    table.horizontalHeader().setHighlightSections(False)
    table.setShowGrid(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no frame around the current cell
    table.setSelectionMode(QTableView.SelectionMode.NoSelection)
    table.resize(400, 200)
    table.show()
    return table


def inked(image: QImage) -> tuple[int, int]:
    """The first and last column of pixels where something is painted, in the middle of the height."""
    rows = range(image.height() // 3, 2 * image.height() // 3)
    ground = image.pixel(image.width() // 2, image.height() // 2)
    columns = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in rows)]
    return columns[0], columns[-1]


@pytest.mark.parametrize("column", [0, 1])
def test_cells_stand_in_line_with_the_heading_above(table, column):
    left, width = table.columnViewportPosition(column), table.columnWidth(column)
    header = table.horizontalHeader()
    above = header.viewport().grab(QRect(left, 0, width, header.height())).toImage()
    cell = table.viewport().grab(QRect(left, 0, width, table.rowHeight(0))).toImage()
    assert inked(above) == pytest.approx(inked(cell), abs=1)
    first, last = inked(cell)
    assert abs((first if column == 0 else width - 1 - last) - Space.S) <= 2


def test_a_row_wants_the_room_that_it_leaves_at_its_sides(qapp, qtbot):
    style.put_on(qapp)
    plain, padded = QListWidget(), QListWidget()
    for one in (plain, padded):
        qtbot.addWidget(one)
        one.addItem("Evidence at the border: 12")
    padded.setItemDelegate(Padded(padded))
    assert 0 < padded.sizeHintForColumn(0) - plain.sizeHintForColumn(0) <= 2 * Space.S
