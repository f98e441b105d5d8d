"""Charts of measures: lines are told apart without colours, points are chosen by mouse and keys, nothing moves."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from engine.measures import Measured, Why
from engine.measures.measure import Curve
from gui.design.charts.colours import PAPER
from gui.design.charts.curves import Chart, Line, area_of, chart_height, paint_curves, round_top
from gui.trust.charts import chart_of
from gui.trust.curve_chart import CurveChart

FALLING = Line("this map", ((0.0, 0.8), (0.25, 0.4), (0.5, 0.1), (1.0, 0.0)))
SLOW = Line("by chance", ((0.0, 0.8), (0.25, 0.8), (0.5, 0.8), (1.0, 0.8)))
LETTER = 11.0


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def chart(*lines: Line) -> Chart:
    return Chart(lines, "Share removed", 0.0, 1.0, percent, percent)


def painted(shown: Chart) -> np.ndarray:
    """Return (H, W) lightness of a chart of 300 x 260 pixels."""
    image = QImage(300, 260, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_curves(painter, QRectF(0, 0, 300, 260), shown, PAPER, LETTER)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(260, image.bytesPerLine())
    return rows[:, :300].copy()


@pytest.fixture
def widget(qtbot):
    found = CurveChart("Deletion", chooses=True)
    qtbot.addWidget(found)
    found.show_chart(chart(FALLING, SLOW))
    found.resize(280, found.heightForWidth(280))
    found.show()
    return found


def test_a_line_lies_where_its_numbers_are_and_the_second_is_dashed(qapp):
    shown = chart(FALLING, SLOW)
    area, pixels = area_of(QRectF(0, 0, 300, 260), shown, LETTER), painted(shown)
    y = round(area.bottom() - 0.8 * area.height())
    along = (pixels[y - 1 : y + 2, round(area.left()) + 20 : round(area.right()) - 5] < 128).any(axis=0)
    assert 0.3 < along.mean() < 0.9
    x = round(area.left() + 0.25 * area.width())
    middle = round(area.bottom() - 0.4 * area.height())
    assert pixels[middle - 2 : middle + 3, x - 2 : x + 3].min() < 160


def test_the_first_line_is_not_dashed(qapp):
    flat = Line("this map", SLOW.points)
    shown = chart(flat)
    area, pixels = area_of(QRectF(0, 0, 300, 260), shown, LETTER), painted(shown)
    y = round(area.bottom() - 0.8 * area.height())
    along = (pixels[y - 1 : y + 2, round(area.left()) + 3 : round(area.right()) - 3] < 160).any(axis=0)
    assert along.all()


def test_every_line_has_its_name_in_the_legend_also_before_its_points_are_known(qapp):
    empty = chart(Line("this map", ()), Line("by chance", ()))
    assert chart_height(300, empty, LETTER) == chart_height(300, chart(FALLING, SLOW), LETTER)
    legend = slice(-round(1.5 * LETTER), None)
    assert (painted(empty)[legend] < 128).sum() == (painted(chart(FALLING, SLOW))[legend] < 128).sum() > 50


@pytest.mark.parametrize(("most", "top"), [(0.78, 1.0), (0.5, 0.5), (0.03, 0.05), (0.0, 0.01), (3.5, 3.5)])
def test_the_axis_ends_at_a_round_number(most, top):
    assert round_top([Line("", ((0.0, most),))]) == top


def test_arrow_keys_home_and_end_go_from_point_to_point(widget, qtbot):
    steps = []
    widget.stepped.connect(steps.append)
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home)
    for key in keys:
        qtbot.keyClick(widget, key)
    assert steps == [0.25, 0.5, 0.25, 1.0, 1.0, 0.0]
    assert widget.accessibleDescription().startswith("0 %: 80 %; this map: ")


def test_a_click_and_a_drag_choose_the_nearest_point(widget, qtbot):
    steps = []
    widget.stepped.connect(steps.append)
    area = area_of(QRectF(widget.rect()), widget.chart, widget.fontMetrics().ascent())
    for share in (0.3, 0.9):
        at = QPointF(area.left() + share * area.width(), area.center().y()).toPoint()
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert steps == [0.25, 1.0]


def test_a_chart_of_a_measure_has_all_its_lines_from_the_start(qapp):
    before = chart_of("deletion", None)
    part = chart_of("deletion", Measured("deletion", fraction=0.4, curves=(Curve("map", FALLING.points),)))
    assert [line.name for line in before.lines] == [line.name for line in part.lines]
    assert part.points == FALLING.points
    assert part.high == 1.0
    assert chart_of("centre", None) is None


def test_a_bare_value_s_chart_has_its_own_numbers(qapp):
    curve = Curve("map", ((0.0, 3.5), (1.0, -1.0)))
    shown = chart_of("deletion", Measured("deletion", 0.5, curves=(curve,)), shares=False)
    assert (shown.low, shown.high) == (-1.0, 3.5)
    assert shown.words_of(3.5) == "3.5"


def test_lines_that_did_not_come_are_not_named(qapp):
    alone = Measured("deletion", why=Why.NO_ANSWER, curves=(Curve("map", FALLING.points),))
    shown = chart_of("deletion", alone)
    assert shown is not None
    assert [line.name for line in shown.lines] == ["this map"]
    assert chart_of("deletion", Measured("deletion", why=Why.FAILED)) is None
