"""From what a measure found to the chart of its curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from gui.design.charts.curves import Chart, Line, round_top
from gui.words.measure_parts import curve_name
from gui.words.measures import whole_percent
from gui.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.measures import Measured

STEPPED = ("deletion", "insertion")  # measures whose curves have an image at every point
_ACROSS = {
    "deletion": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image removed"),
    "insertion": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image put back"),
    "road": QT_TRANSLATE_NOOP("TrustCharts", "Share of the image filled in"),
    "randomisation": QT_TRANSLATE_NOOP("TrustCharts", "Layers with random weights"),
}


def chart_of(found: Measured, shares: bool = True) -> Chart | None:
    """Return the chart of a measure's curves, None where it has none. shares: the model's answers are probabilities."""
    lines = tuple(Line(curve_name(curve.name), curve.points) for curve in found.curves if curve.points)
    if not lines:
        return None
    of_answers = found.measure != "randomisation"
    least = min(y for line in lines for _, y in line.points)
    words: Callable[[float], str] = _correlation
    if of_answers and shares:
        low, high, words = 0.0, round_top(lines), whole_percent
    elif of_answers:
        low, high, words = min(0.0, least), max(y for line in lines for _, y in line.points), number
    else:
        low, high = min(0.0, round(least - 0.05, 1)), 1.0
    across = QCoreApplication.translate("TrustCharts", str(_ACROSS.get(found.measure, _ACROSS["deletion"])))
    return Chart(lines, across, low, high, words, whole_percent)


def _correlation(value: float) -> str:
    return QLocale().toString(value, "f", 1)
