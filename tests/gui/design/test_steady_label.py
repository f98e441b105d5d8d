"""A steady label has room for the words that may come, so that what stands below it never moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.design.messages.steady_label import SteadyLabel

LONG = "Poor: what the map shows does little more than other places do (5 %; good from 30 %, poor up to 10 %). " * 2


@pytest.mark.parametrize("form", [Qt.TextFormat.PlainText, Qt.TextFormat.RichText])
def test_it_is_as_high_before_its_words_come_as_afterwards(qtbot, form):
    label = SteadyLabel(form)
    qtbot.addWidget(label)
    label.setText("Measuring…")
    alone = label.heightForWidth(200)
    label.expect(["Good.", LONG])
    waiting = label.heightForWidth(200)
    label.setText(LONG)
    assert label.heightForWidth(200) == waiting > alone


def test_a_number_stays_with_its_per_cent_sign(qtbot):
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.setText("5 % of it")
    assert label.text() == "5\u00a0% of it"


def test_larger_letters_and_other_words_that_may_come_are_measured_anew(qtbot):
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.expect([LONG])
    small = label.heightForWidth(200)
    font = label.font()
    font.setPointSizeF(2 * font.pointSizeF())
    label.setFont(font)
    large = label.heightForWidth(200)
    label.expect(["Good."])
    assert large > small > label.heightForWidth(200)
