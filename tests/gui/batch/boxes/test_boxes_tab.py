"""The tab "Boxes": every figure stands beside that of the image's centre."""

from __future__ import annotations

import pytest
from helpers.batches.batch_rows import done, no_summaries
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from engine.evaluation.localisation import Located
from gui.batch.boxes.tab import BoxesTab
from gui.batch.findings.findings import Material, find
from gui.batch.findings.measure_table import MeasureTable

LABELS = ("cat", "dog")


@pytest.fixture
def tab(qtbot):
    made = BoxesTab(LABELS)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    return made


def words(tab):
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def test_figures_stand_beside_those_of_the_centre(tab):
    rows = [
        done("a", 0, located=Located(True, 0.8, 0.5, True, 0.4, 0.25, 0.1)),
        done("b", 1, located=Located(False, 0.4, 0.3, True, 0.4, 0.25, 0.1)),
    ]
    tab.show_findings(find(Material(rows, {}), LABELS, no_summaries))
    shown = words(tab)
    assert "Images with boxes or masks: 2" in shown
    for figure in ("50.0 %", "100.0 %", "60.0 %", "40.0 %", "25.0 %"):
        assert figure in shown
    assert any("above 50.0 % of its highest value" in line for line in shown)
    model = tab.findChild(MeasureTable).model()
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert first == ["cat", "1", "100.0 %", "100.0 %", "80.0 %", "40.0 %", "50.0 %", "25.0 %"]


def test_without_boxes_the_next_step_is_a_button(tab, qtbot):
    tab.show_findings(find(Material([done("a", 0)], {}), LABELS, no_summaries))
    assert "No boxes or masks yet" in words(tab)
    step = next(button for button in tab.findChildren(QPushButton) if button.isVisible())
    with qtbot.waitSignal(tab.boxes_wanted):
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
