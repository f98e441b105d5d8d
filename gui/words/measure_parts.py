"""The words for what a measure shows besides its value: lines of its chart, small maps, further numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from gui.words import translated
from gui.words.measures import decimal, whole_percent
from gui.words.numbers import number

if TYPE_CHECKING:
    from engine.measures import Measured

_CURVES = {
    "map": QT_TRANSLATE_NOOP("words", "this map"),
    "random": QT_TRANSLATE_NOOP("words", "the map elsewhere, by chance"),
    "centre": QT_TRANSLATE_NOOP("words", "the middle first"),
    "rank": QT_TRANSLATE_NOOP("words", "rank correlation"),
    "ssim": QT_TRANSLATE_NOOP("words", "structural similarity (SSIM)"),
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
    "before": QT_TRANSLATE_NOOP("words", "Answer for the whole image"),
    "after": QT_TRANSLATE_NOOP("words", "Answer for only what the map shows"),
    "error": QT_TRANSLATE_NOOP("words", "Standard error"),
    "ssim": QT_TRANSLATE_NOOP("words", "Structural similarity (SSIM)"),
    "rank": QT_TRANSLATE_NOOP("words", "Rank correlation, mean of the stages"),
    "last": QT_TRANSLATE_NOOP("words", "Rank correlation, all layers random"),
    "stages": QT_TRANSLATE_NOOP("words", "Stages"),
    "draws": QT_TRANSLATE_NOOP("words", "Maps of each stage"),
    "mean": QT_TRANSLATE_NOOP("words", "Mean change"),
    "samples": QT_TRANSLATE_NOOP("words", "Changed images"),
}
_FAMILIES = {  # kinds of methods, and a map of none of them
    "cam": QT_TRANSLATE_NOOP("words", "CAM"),
    "gradient": QT_TRANSLATE_NOOP("words", "gradients"),
    "occlusion": QT_TRANSLATE_NOOP("words", "hidden parts"),
    "surrogate": QT_TRANSLATE_NOOP("words", "simple model"),
    "map": QT_TRANSLATE_NOOP("words", "this map"),
}
_UNTOUCHED = QT_TRANSLATE_NOOP("words", "as it is")
_AGREEMENT = QT_TRANSLATE_NOOP("words", "where they agree")
_STAGE = "stage-"
_EXPECTED_CURVES = {
    "deletion": ("map", "random", "centre"),
    "insertion": ("map", "random", "centre"),
    "randomisation": ("rank", "ssim"),
    "road": ("morf", "lerf"),
}
_OF_REMOVAL = ("area", "whole", "nothing", "area_random", "area_centre", "over_centre")
_OF_CHANGES = ("mean", "samples")
_EXPECTED_DETAILS = {
    "deletion": _OF_REMOVAL,
    "insertion": _OF_REMOVAL,
    "randomisation": ("rank", "ssim", "last", "stages", "draws"),
    **dict.fromkeys(("max-sensitivity", "shift-stability", "jpeg-stability", "fit-stability"), _OF_CHANGES),
    "mu-fidelity": ("error",),
    "average-drop": ("before", "after"),
    "confidence-increase": ("before", "after"),
}
_SHARES = frozenset({"over_centre", "mean"})
_COUNTS = frozenset({"stages", "draws", "samples"})
_ANSWERS = frozenset({"area", "area_random", "area_centre", "whole", "nothing", "before", "after"})


def curve_name(curve: str) -> str:
    """Return what a line of a chart is called; its id where there are no words for it."""
    return translated(_CURVES[curve]) if curve in _CURVES else curve


def picture_names(found: Measured) -> list[str]:
    """Return what the small maps of a measure are called; those of stages by the share of layers that are random."""
    shares = [x for x, _ in found.curves[0].points] if found.curves else []
    return [_picture_name(picture.name, shares) for picture in found.pictures]


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


def _picture_name(name: str, shares: list[float]) -> str:
    number = name.removeprefix(_STAGE)
    if name.startswith(_STAGE) and number.isdecimal() and int(number) < len(shares):
        return whole_percent(shares[int(number)]) if int(number) else translated(_UNTOUCHED)
    return translated(_AGREEMENT) if name == "agreement" else name


def _name(detail: str) -> str:
    if detail in _DETAILS:
        return translated(_DETAILS[detail])
    pair = detail.split("-")
    if not all(one in _FAMILIES for one in pair):
        return ""
    words = " – ".join(translated(_FAMILIES[one]) for one in pair)
    return words[:1].upper() + words[1:]


def _value(detail: str, value: float, shares: bool) -> str:
    if detail in _SHARES:
        return whole_percent(value)
    if detail in _COUNTS:
        return QLocale().toString(round(value))
    if detail in _ANSWERS:
        return answer_words(value, shares)
    return decimal(value, 2)
