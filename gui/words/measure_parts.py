"""The words for what a measure shows besides its value: lines of its chart, small maps, further numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from gui.words import translated
from gui.words.measures import whole_percent
from gui.words.methods import method_name
from gui.words.numbers import number

if TYPE_CHECKING:
    from engine.measures import Measured

_CURVES = {
    "map": QT_TRANSLATE_NOOP("words", "this map"),
    "random": QT_TRANSLATE_NOOP("words", "the map elsewhere, by chance"),
    "centre": QT_TRANSLATE_NOOP("words", "the middle first"),
    "morf": QT_TRANSLATE_NOOP("words", "without what it shows most"),
    "lerf": QT_TRANSLATE_NOOP("words", "without what it shows least"),
}

_DETAILS = {
    "area": QT_TRANSLATE_NOOP("words", "Area under the curve"),
    "area_random": QT_TRANSLATE_NOOP("words", "Area with the map elsewhere"),
    "area_centre": QT_TRANSLATE_NOOP("words", "Area with the middle first"),
    "over_centre": QT_TRANSLATE_NOOP("words", "Gain over the middle first"),
    "whole": QT_TRANSLATE_NOOP("words", "Answer for the whole image"),
    "nothing": QT_TRANSLATE_NOOP("words", "Answer with nothing left of it"),
    "before": QT_TRANSLATE_NOOP("words", "the whole image"),
    "after": QT_TRANSLATE_NOOP("words", "only what the map shows"),
    "error": QT_TRANSLATE_NOOP("words", "standard error"),
}
_EXPECTED_CURVES = {
    "deletion": ("map", "random", "centre"),
    "insertion": ("map", "random", "centre"),
    "road": ("morf", "lerf"),
}
_OF_REMOVAL = ("area", "whole", "nothing", "area_random", "area_centre", "over_centre")
_EXPECTED_DETAILS = {
    "deletion": _OF_REMOVAL,
    "insertion": _OF_REMOVAL,
    "mu-fidelity": ("error",),
    "average-drop": ("before", "after"),
    "confidence-increase": ("before", "after"),
}
_SHARES = frozenset({"over_centre"})
_ANSWERS = frozenset({"area", "area_random", "area_centre", "whole", "nothing", "before", "after"})


def curve_name(curve: str) -> str:
    """Return what a line of a chart is called; its id where there are no words for it."""
    return translated(_CURVES[curve]) if curve in _CURVES else curve


def picture_name(picture: str) -> str:
    """Return what a small map is called; its id where there are no words for it."""
    return translated(_CURVES[picture]) if picture in _CURVES else picture


def answer_words(value: float, shares: bool) -> str:
    """Return what the model answers at a step. shares: its answers are probabilities."""
    return whole_percent(value) if shares else number(value)


def expected_curves(measure: str) -> tuple[str, ...]:
    """Return the lines that a measure's chart will have, () where there is none."""
    return _EXPECTED_CURVES.get(measure, ())


def detail_rows(measure: str, found: Measured | None, shares: bool = True) -> list[tuple[str, str]]:
    """Return name and value of each further number that there are words for; an ellipsis for one that is to come."""
    known = dict(found.details) if found is not None else {}
    names = dict.fromkeys((*(_EXPECTED_DETAILS.get(measure, ()) if found is None else ()), *known))
    return [(_name(name), _value(name, known[name], shares) if name in known else "…") for name in names if _name(name)]


def _name(detail: str) -> str:
    if "/" in detail:  # two methods whose maps are compared
        return " / ".join(method_name(method) for method in detail.split("/"))
    return translated(_DETAILS[detail]) if detail in _DETAILS else ""


def _value(detail: str, value: float, shares: bool) -> str:
    if detail in _SHARES:
        return whole_percent(value)
    if detail in _ANSWERS:
        return answer_words(value, shares)
    return QLocale().toString(value, "f", 2)
