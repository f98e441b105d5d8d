"""A flow lays widgets in centred rows, as many to a row as fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gui.design.flow import flowing
from gui.design.scale import Space


@pytest.fixture
def buttons(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    found = [QPushButton(str(number)) for number in range(3)]
    for one in found:
        one.setFixedSize(100, 30)
    holder.setLayout(flowing(*found))
    holder.show()
    yield found
    holder.hide()


def rows(buttons) -> list[QRect]:
    return [one.geometry() for one in buttons]


@pytest.mark.parametrize(
    ("width", "tops", "lefts"),
    [
        (400, [0, 0, 0], [42, 150, 258]),  # 3 x 100 + 2 x 8 = 316, so 42 on each side
        (316, [0, 0, 0], [0, 108, 216]),
        (315, [0, 0, 38], [53, 161, 107]),
        (120, [0, 38, 76], [10, 10, 10]),
    ],
)
def test_rows_are_filled_and_centred(buttons, width, tops, lefts):
    flow = buttons[0].parent().layout()
    flow.setGeometry(QRect(0, 0, width, 300))
    assert [one.y() for one in buttons] == tops
    assert [one.x() for one in buttons] == lefts
    assert flow.heightForWidth(width) == max(tops) + 30


def test_what_is_hidden_takes_no_room(buttons):
    flow = buttons[0].parent().layout()
    buttons[1].hide()
    flow.setGeometry(QRect(0, 0, 208, 300))
    assert [buttons[0].x(), buttons[2].x()] == [0, 108]
    assert flow.sizeHint().width() == 200 + Space.S
    assert flow.minimumSize().width() == 100


def test_what_is_aligned_to_the_top_begins_where_its_row_begins(buttons):
    flow = buttons[0].parent().layout()
    buttons[1].setFixedHeight(50)
    flow.setAlignment(buttons[2], Qt.AlignmentFlag.AlignTop)
    flow.setGeometry(QRect(0, 0, 400, 300))
    assert [one.y() for one in buttons] == [10, 0, 0]
