"""The chart of a measure: boxes where the values lie, bars as long as there are maps, nothing where there is none."""

from __future__ import annotations

import pytest
from helpers.batches.measured_rows import MEASURE, value_of
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from engine.measures import Verdict
from engine.measures.ranking import spread
from gui.batch.charts.spreads import Line, paint_spreads, segments, spreads_height
from gui.design.charts.colours import DARK, PAPER

LETTER = 12.0
GOOD, POOR = value_of(Verdict.GOOD), value_of(Verdict.POOR)
pytestmark = pytest.mark.usefixtures("qapp")


def lines(*values):
    return [Line(f"line {number}", spread(MEASURE, each)) for number, each in enumerate(values)]


def place_of(shown):
    return QRectF(0, 0, 760, spreads_height(len(shown), LETTER))


def painted(shown, colours=PAPER, measure=MEASURE):
    place = place_of(shown)
    image = QImage(round(place.width()), round(place.height()), QImage.Format.Format_RGB32)
    image.fill(colours.ground)
    painter = QPainter(image)
    paint_spreads(painter, place, measure, shown, colours, LETTER)
    painter.end()
    return image


def test_parts_of_a_bar_are_as_long_as_there_are_maps_and_stand_from_good_to_none():
    shown = lines([GOOD, GOOD, POOR, None], [POOR] * 4)
    found = segments(place_of(shown), MEASURE, shown, LETTER)
    assert [(part.line, part.verdict, part.count) for part in found] == [
        (0, Verdict.GOOD, 2),
        (0, Verdict.POOR, 1),
        (0, Verdict.NONE, 1),
        (1, Verdict.POOR, 4),
    ]
    assert found[0].place.width() == pytest.approx(found[3].place.width() / 2)
    assert found[0].place.right() == pytest.approx(found[1].place.left())
    assert found[3].place.right() == pytest.approx(760)
    assert found[3].place.top() > found[0].place.bottom()


def test_a_measure_that_is_only_told_has_no_bars():
    shown = [Line("a", spread("entropy", [0.5]))]
    assert segments(place_of(shown), "entropy", shown, LETTER) == []
    assert painted(shown, measure="entropy") != painted([Line("a", spread("entropy", [0.9]))], measure="entropy")


@pytest.mark.parametrize("colours", [PAPER, DARK])
def test_bars_have_the_colours_of_their_verdicts_on_any_ground(colours):
    shown = lines([GOOD] * 3, [POOR] * 3)
    image = painted(shown, colours)
    good, poor = (part.place for part in segments(place_of(shown), MEASURE, shown, LETTER))
    green = image.pixelColor(round(good.left()) + 4, round(good.center().y()))
    red = image.pixelColor(round(poor.left()) + 4, round(poor.center().y()))
    assert green.green() > 1.5 * green.red() and red.red() > 1.5 * red.green()


def test_lines_without_values_and_no_lines_are_painted_too():
    assert segments(place_of([]), MEASURE, [], LETTER) == []
    painted([])
    assert painted(lines([None])) != painted(lines([GOOD]))
