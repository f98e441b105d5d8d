"""From what a measure found to the chart of its curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui.design.charts.curves import Chart, Line, round_top
from gui.words.measure_parts import curve_name, expected_curves
from gui.words.measures import decimal, whole_percent
from gui.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.measures import Measured

STEPPED = ("deletion", "insertion")  # measures whose curves have an image at every point
_NEARLY_ZERO = -0.02
_ACROSS = {
    "deletion": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image removed"),
    "insertion": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image put back"),
    "road": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image filled in"),
    "randomisation": QT_TRANSLATE_NOOP("TrustCharts", "Layers with random weights"),
}


def chart_of(measure: str, found: Measured | None, shares: bool = True) -> Chart | None:
    """Return the chart of a measure, None where it has none. Lines to come have their place in it from the start.

    shares: the model's answers are probabilities.
    """
    points = {curve.name: curve.points for curve in found.curves} if found is not None else {}
    complete = found is not None and found.fraction >= 1
    names = dict.fromkeys((*(() if complete else expected_curves(measure)), *points))
    if not names:
        return None
    lines = tuple(Line(curve_name(name), points.get(name, ())) for name in names)
    of_answers = measure != "randomisation"
    heights = [y for line in lines for _, y in line.points] or [0.0, 1.0]
    least = min(heights)
    words: Callable[[float], str] = _correlation
    if of_answers and shares:
        low, high, words = 0.0, round_top(lines), whole_percent
    elif of_answers:
        low, high, words = min(0.0, least), max(heights), number
    else:
        low, high = 0.0 if least > _NEARLY_ZERO else -1.0, 1.0
    across = QCoreApplication.translate("TrustCharts", str(_ACROSS.get(measure, _ACROSS["deletion"])))
    return Chart(lines, across, low, high, words, whole_percent)


def _correlation(value: float) -> str:
    return decimal(value, 1)
