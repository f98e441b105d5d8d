"""The tab "Trust": who holds up best and whether that is chance, and the images behind a bar."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.batches.judged_run import LABELS, map_at, row_of
from helpers.batches.measured_rows import MEASURE, compared_rows, measured_row
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from engine.measures import MEASURES, Verdict
from gui.batch.findings.findings import Material, find
from gui.batch.findings.measure_table import MeasureTable
from gui.batch.trust.spreads_view import SpreadsView
from gui.batch.trust.tab import TrustTab


def findings(rows, waiting=0):
    maps = [map_at(3, 3) for _ in rows]
    return find(Material(rows, {}, waiting), LABELS, lambda: ([row.name for row in rows], np.stack(maps)))


@pytest.fixture
def tab(qtbot):
    tab = TrustTab(LABELS)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    return tab


def words(tab):
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def cells(tab):
    rows = tab.findChild(MeasureTable).rows
    return [[rows.index(row, column).data() for column in range(rows.columnCount())] for row in range(rows.rowCount())]


def use(tab):
    return next(button for button in tab.findChildren(QPushButton) if "viewer" in button.text())


def chart(tab):
    return tab.findChild(SpreadsView)


def test_a_batch_without_measures_says_how_to_ask_for_them(tab):
    tab.show_findings(findings([row_of("1.png", 0, 0.9)]))
    assert "Trust was not measured" in words(tab)
    assert any("Which method for this model?" in line for line in words(tab))


def test_the_best_come_first_with_what_holds_and_without_a_winner_where_two_are_as_good(tab):
    tab.show_findings(findings(compared_rows(), waiting=3))
    assert words(tab)[:3] == [
        "No clear winner on these images (12): Grad-CAM comes first; as good within chance: LayerCAM.",
        "None of the measures shows that a map is right: see what holds, question by question.",
        "So far; images still waiting: 3",
    ]
    assert cells(tab) == [
        ["Grad-CAM", "1.5", "100 %", "250 ms"],
        ["LayerCAM", "1.5", "100 %", "250 ms"],
        ["Saliency", "3.0", "0 %", "250 ms"],
    ]


def test_a_method_that_is_set_aside_is_marked_and_not_the_one_to_be_used(tab):
    rows = [measured_row(f"{n}.png", 0, {"guided-backprop": Verdict.GOOD, "saliency": Verdict.POOR}) for n in range(9)]
    tab.show_findings(findings(rows))
    assert words(tab)[:2] == [
        "Compared on 9 images; only Saliency is not set aside.",
        "Set aside, however they rank: Guided backpropagation (known to give nearly the same map with random weights).",
    ]
    assert [row[0] for row in cells(tab)] == ["Guided backpropagation ⚠", "Saliency"]
    assert use(tab).text() == "&Use Saliency in the viewer"


def test_the_first_method_or_the_one_that_is_selected_is_used(tab, qtbot):
    tab.show_findings(findings(compared_rows()))
    assert use(tab).text() == "&Use Grad-CAM in the viewer"
    tab.findChild(MeasureTable).selectRow(1)
    assert use(tab).text() == "&Use LayerCAM in the viewer"
    with qtbot.waitSignal(tab.method_wanted) as wanted:
        qtbot.mouseClick(use(tab), Qt.MouseButton.LeftButton)
    assert wanted.args == ["layercam"]


def test_a_part_of_a_bar_leads_to_its_images(tab, qtbot):
    tab.show_findings(findings(compared_rows(4)))
    part = next(part for part in chart(tab).parts if part.verdict is Verdict.POOR)
    with qtbot.waitSignal(tab.names_wanted) as wanted:
        qtbot.mouseClick(chart(tab), Qt.MouseButton.LeftButton, pos=part.place.center().toPoint())
    assert wanted.args == [("1.png", "2.png", "3.png"), "Saliency, Deletion: Poor"]


def test_the_keyboard_leads_there_too(tab, qtbot):
    tab.show_findings(findings(compared_rows(4)))
    view = chart(tab)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "LayerCAM: Good: 4"
    qtbot.keyClick(view, Qt.Key.Key_End)  # nothing
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.accessibleDescription() == "Saliency: No verdict: 1"
    with qtbot.waitSignal(tab.names_wanted) as wanted:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert wanted.args[0] == ("0.png",)


def test_classes_are_those_of_the_batch_s_own_method(tab, qtbot):
    tab.show_findings(findings(compared_rows(7)))
    tab._by.chosen.emit(1)
    tab._by.show_value(1)
    tab._show_chart()
    assert [(part.line, part.verdict, part.count) for part in chart(tab).parts] == [
        (0, Verdict.GOOD, 3),
        (1, Verdict.GOOD, 2),
        (2, Verdict.GOOD, 2),
    ]
    with qtbot.waitSignal(tab.names_wanted) as wanted:
        qtbot.mouseClick(chart(tab), Qt.MouseButton.LeftButton, pos=chart(tab).parts[1].place.center().toPoint())
    assert wanted.args == [("1.png", "4.png"), f"{LABELS[1]}, Deletion: Good"]


def test_what_the_measure_is_and_its_limits_stand_over_the_chart(tab):
    tab.show_findings(findings(compared_rows()))
    assert tab.findChild(QComboBox).currentText() == "Removal: Deletion"
    assert MEASURES[MEASURE].thresholds is not None
    assert any(line.endswith("Its verdict: good from 30\u00a0%, poor up to 10\u00a0%.") for line in words(tab))
