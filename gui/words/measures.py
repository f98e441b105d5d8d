"""The words for the measures of a map: questions, values, verdicts with their thresholds, and what to make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from engine.measures import MEASURES, Aspect, Measured, Unit, Verdict, Why
from gui.words import options, translated
from gui.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable


_NO_VALUE = "–"
_MOST_FURTHER = 3  # decimals beyond the usual ones

_ASPECTS = {  # the question, and one word for it
    Aspect.REMOVAL: (
        QT_TRANSLATE_NOOP("words", "Does removing what it shows change the answer?"),
        QT_TRANSLATE_NOOP("words", "Removal"),
    ),
    Aspect.MODEL: (
        QT_TRANSLATE_NOOP("words", "Does the map depend on the model?"),
        QT_TRANSLATE_NOOP("words", "Model"),
    ),
    Aspect.STABILITY: (
        QT_TRANSLATE_NOOP("words", "Does the map stay when the image hardly changes?"),
        QT_TRANSLATE_NOOP("words", "Stability"),
    ),
    Aspect.FAITHFULNESS: (
        QT_TRANSLATE_NOOP("words", "Does the map tell how much each place counts?"),
        QT_TRANSLATE_NOOP("words", "Faithfulness"),
    ),
    Aspect.AGREEMENT: (
        QT_TRANSLATE_NOOP("words", "Do other methods agree?"),
        QT_TRANSLATE_NOOP("words", "Agreement"),
    ),
    Aspect.CENTRE: (
        QT_TRANSLATE_NOOP("words", "Is it more than the middle of the image?"),
        QT_TRANSLATE_NOOP("words", "Middle"),
    ),
}

_MEASURES = {  # its name, and what it is
    "deletion": (
        QT_TRANSLATE_NOOP("words", "Deletion"),
        QT_TRANSLATE_NOOP(
            "words",
            "The image is removed bit by bit, what the map shows first. The value says how much smaller the area under "
            "the curve is than with the map moved elsewhere.",
        ),
    ),
    "insertion": (
        QT_TRANSLATE_NOOP("words", "Insertion"),
        QT_TRANSLATE_NOOP(
            "words",
            "The image is put back bit by bit, what the map shows first. The value says how much less of the answer is "
            "missing than with the map moved elsewhere.",
        ),
    ),
    "randomisation": (
        QT_TRANSLATE_NOOP("words", "Random weights"),
        QT_TRANSLATE_NOOP(
            "words",
            "A copy of the model loses what it has learned, layer by layer from the output on: a map of the model must "
            "change with it. The value is a correlation: 1 if the map stays as it is, 0 if it is quite another.",
        ),
    ),
    "max-sensitivity": (
        QT_TRANSLATE_NOOP("words", "Small noise"),
        QT_TRANSLATE_NOOP(
            "words", "How much the map changes at most when noise is added that the eye hardly sees (max-sensitivity)."
        ),
    ),
    "shift-stability": (
        QT_TRANSLATE_NOOP("words", "Shift by one pixel"),
        QT_TRANSLATE_NOOP("words", "How much the map changes when the image is shifted by one pixel."),
    ),
    "jpeg-stability": (
        QT_TRANSLATE_NOOP("words", "Saved as JPEG"),
        QT_TRANSLATE_NOOP("words", "How much the map changes when the image is saved as a JPEG of quality 90."),
    ),
    "fit-stability": (
        QT_TRANSLATE_NOOP("words", "Other image fit"),
        QT_TRANSLATE_NOOP(
            "words", "How much the map changes when the image is fitted to the model's input in another way."
        ),
    ),
    "mu-fidelity": (
        QT_TRANSLATE_NOOP("words", "μ-fidelity"),
        QT_TRANSLATE_NOOP(
            "words",
            "Many random parts of the image are hidden: does the answer fall most where the map has most evidence? "
            "The value is a correlation: 1 if it always does, 0 if it has nothing to do with the map.",
        ),
    ),
    "average-drop": (
        QT_TRANSLATE_NOOP("words", "Drop in confidence"),
        QT_TRANSLATE_NOOP(
            "words", "The share of the answer that is lost when only what the map shows stays visible: less is better."
        ),
    ),
    "confidence-increase": (
        QT_TRANSLATE_NOOP("words", "Increase in confidence"),
        QT_TRANSLATE_NOOP("words", "Whether the answer rises when only what the map shows stays visible."),
    ),
    "road": (
        QT_TRANSLATE_NOOP("words", "ROAD"),
        QT_TRANSLATE_NOOP(
            "words",
            "Parts of the image are filled in from around them, so that it still looks like one: how much more the "
            "answer suffers without what the map shows most than without what it shows least.",
        ),
    ),
    "agreement": (
        QT_TRANSLATE_NOOP("words", "Agreement of methods"),
        QT_TRANSLATE_NOOP(
            "words",
            "How alike the maps are that different kinds of methods give for the same image and class: 1 if they put "
            "the same places first, 0 if they have nothing in common.",
        ),
    ),
    "centre": (
        QT_TRANSLATE_NOOP("words", "Explained by the middle"),
        QT_TRANSLATE_NOOP(
            "words",
            "The share of the map that a blob in the middle of the image explains. An object in the middle is no "
            "fault, but then this map does not show whether the model would look elsewhere.",
        ),
    ),
    "concentration": (
        QT_TRANSLATE_NOOP("words", "Concentration"),
        QT_TRANSLATE_NOOP(
            "words",
            "How much of the evidence lies on few points (Gini coefficient): 0 if it is even, 1 if it is on one point.",
        ),
    ),
    "entropy": (
        QT_TRANSLATE_NOOP("words", "Entropy"),
        QT_TRANSLATE_NOOP(
            "words", "How evenly the evidence is spread: 100 % if it is the same everywhere, 0 % if it is on one point."
        ),
    ),
}

_VERDICTS = {
    Verdict.GOOD: QT_TRANSLATE_NOOP("words", "Good"),
    Verdict.DOUBTFUL: QT_TRANSLATE_NOOP("words", "Doubtful"),
    Verdict.POOR: QT_TRANSLATE_NOOP("words", "Poor"),
    Verdict.NONE: QT_TRANSLATE_NOOP("words", "No verdict"),
}

_MEANINGS = {  # of a value that is good, and of one that is poor
    "deletion": (
        QT_TRANSLATE_NOOP("words", "without what the map shows, the answer falls soon"),
        QT_TRANSLATE_NOOP("words", "taking away what the map shows does little more than taking away other places"),
    ),
    "insertion": (
        QT_TRANSLATE_NOOP("words", "with what the map shows, the answer soon returns"),
        QT_TRANSLATE_NOOP("words", "putting back what the map shows does little more than putting back other places"),
    ),
    "randomisation": (
        QT_TRANSLATE_NOOP("words", "with random weights the map becomes another one"),
        QT_TRANSLATE_NOOP("words", "the map is nearly the same with random weights, so it says little of the model"),
    ),
    "max-sensitivity": (
        QT_TRANSLATE_NOOP("words", "noise that one hardly sees leaves the map nearly as it is"),
        QT_TRANSLATE_NOOP("words", "noise that one hardly sees changes the map much"),
    ),
    "shift-stability": (
        QT_TRANSLATE_NOOP("words", "shifted by one pixel, the image has nearly the same map"),
        QT_TRANSLATE_NOOP("words", "shifted by one pixel, the image has quite another map"),
    ),
    "jpeg-stability": (
        QT_TRANSLATE_NOOP("words", "saved as JPEG, the image has nearly the same map"),
        QT_TRANSLATE_NOOP("words", "saved as JPEG, the image has quite another map"),
    ),
    "fit-stability": (
        QT_TRANSLATE_NOOP("words", "fitted in another way, the image has nearly the same map"),
        QT_TRANSLATE_NOOP("words", "fitted in another way, the image has quite another map"),
    ),
    "mu-fidelity": (
        QT_TRANSLATE_NOOP("words", "the answer falls most where the map has most evidence"),
        QT_TRANSLATE_NOOP("words", "how far the answer falls has little to do with the map"),
    ),
    "road": (
        QT_TRANSLATE_NOOP("words", "without what the map shows the answer suffers, without the rest it does not"),
        QT_TRANSLATE_NOOP("words", "the answer suffers as much without the rest as without what the map shows"),
    ),
    "agreement": (
        QT_TRANSLATE_NOOP("words", "different kinds of methods show the same places"),
        QT_TRANSLATE_NOOP("words", "different kinds of methods show different places"),
    ),
    "centre": (
        QT_TRANSLATE_NOOP("words", "the map is more than a blob in the middle"),
        QT_TRANSLATE_NOOP("words", "the map is little more than a blob in the middle"),
    ),
}
_BETWEEN_CLAUSES = QT_TRANSLATE_NOOP("words", "; ")
_BETWEEN = QT_TRANSLATE_NOOP("words", "neither clearly good nor clearly poor")

_WHYS = {
    Why.MAP_FROM_ELSEWHERE: QT_TRANSLATE_NOOP(
        "words", "Not for this map: it comes from another program and cannot be computed again."
    ),
    Why.NO_EVIDENCE: QT_TRANSLATE_NOOP("words", "Not for this map: it is empty, nothing in it speaks for the class."),
    Why.NO_ANSWER: QT_TRANSLATE_NOOP(
        "words", "Not for this answer: it leaves nothing to take away, or it is no probability."
    ),
    Why.NO_OTHER_FIT: QT_TRANSLATE_NOOP(
        "words", "Not for this image: it has the shape of the model's input, or its file is not at hand."
    ),
    Why.NO_OTHER_METHOD: QT_TRANSLATE_NOOP(
        "words", "Not for this model: fewer than two kinds of methods can be used with it."
    ),
    Why.NO_WEIGHTS: QT_TRANSLATE_NOOP("words", "Not for this model: it has no weights that could be made random."),
    Why.FEW_LAYERS: QT_TRANSLATE_NOOP(
        "words",
        "No verdict for this model: it has too few layers with weights to tell a map of the model from one of edges.",
    ),
    Why.FAILED: QT_TRANSLATE_NOOP("words", "The model could not compute this. Measure again, or try another method."),
}

_OPTIONS = {
    "steps": QT_TRANSLATE_NOOP("words", "Steps"),
    "baseline": QT_TRANSLATE_NOOP("words", "Filled with"),
    "radius": QT_TRANSLATE_NOOP("words", "Amount of noise"),
    "noise": QT_TRANSLATE_NOOP("words", "Amount of noise"),
    "quality": QT_TRANSLATE_NOOP("words", "JPEG quality"),
    "stages": QT_TRANSLATE_NOOP("words", "Stages"),
    "hidden": QT_TRANSLATE_NOOP("words", "Hidden share"),
    "subsets": QT_TRANSLATE_NOOP("words", "Random parts"),
}

_FROM = QT_TRANSLATE_NOOP("words", "good from {good}, poor up to {poor}")
_RULE = QT_TRANSLATE_NOOP("words", "Its verdict: {thresholds}.")
_RULE_TOLD = QT_TRANSLATE_NOOP("words", "Its verdict: {thresholds}. It does not decide the question.")
_NO_RULE = QT_TRANSLATE_NOOP("words", "It has no verdict: it describes the map.")
_UP_TO = QT_TRANSLATE_NOOP("words", "good up to {good}, poor from {poor}")
_REASON = QT_TRANSLATE_NOOP("words", "{verdict}: {meaning} ({value}; {thresholds}).")
_TOLD = QT_TRANSLATE_NOOP("words", "{value}. This is told, not judged.")


def aspect_name(aspect: Aspect) -> str:
    """Return the question that an aspect asks, as a heading."""
    return translated(_ASPECTS[aspect][0])


def aspect_short(aspect: Aspect) -> str:
    """Return one word for an aspect, for columns and marks."""
    return translated(_ASPECTS[aspect][1])


def measure_name(measure: str) -> str:
    """Return what a measure is called; its id where there are no words for it."""
    return translated(_MEASURES[measure][0]) if measure in _MEASURES else measure


def what_is(measure: str) -> str:
    """Return in one sentence what a measure does; "" where there are no words for it."""
    return translated(_MEASURES[measure][1]) if measure in _MEASURES else ""


def option_name(_measure: str, option: str) -> str:
    """Return the name of a measure's option; as of a method where they share it, its id where there are no words."""
    return translated(_OPTIONS[option]) if option in _OPTIONS else options.option_name(option)


def verdict_word(verdict: Verdict) -> str:
    """Return what a verdict is called."""
    return translated(_VERDICTS[verdict])


def value_words(measured: Measured) -> str:
    """Return a measure's value with its unit, a dash where there is none.

    As many decimals as it takes that what is read has the same verdict as the value.
    """
    if measured.value is None:
        return _NO_VALUE
    value, thresholds = measured.value, MEASURES[measured.measure].thresholds
    if thresholds is None:
        return quantity(measured.measure, value)
    verdict = thresholds.verdict(value)
    same = (n for n in range(_MOST_FURTHER) if thresholds.verdict(round(value, 2 + n)) is verdict)
    return quantity(measured.measure, value, next(same, _MOST_FURTHER))


def possible_reasons(aspect: Aspect) -> list[str]:
    """Return what `reason_words` may say of the measures that decide on an aspect, each with one value."""
    found = []
    for row in MEASURES.values():
        if row.aspect is aspect and row.decides and row.thresholds is not None:
            good, poor = row.thresholds.good, row.thresholds.poor
            values = good, poor, (good + poor) / 2
            found += [reason_words(Measured(row.id, value, row.thresholds.verdict(value))) for value in values]
    return found


def quantity(measure: str, value: float, further: int = 0) -> str:
    """Return a number in a measure's unit. further: decimals beyond the usual ones."""
    unit = MEASURES[measure].unit
    if unit is Unit.SHARE:
        return whole_percent(value, further)
    return decimal(value, 2 + further) if unit is Unit.CORRELATION else number(value)


def whole_percent(share: float, decimals: int = 0) -> str:
    """Return a share of 1 as per cent, without decimals unless they are asked for."""
    return decimal(share * 100, decimals) + " %"


def decimal(value: float, decimals: int) -> str:
    """Return a number with so many decimals; what is rounded to zero has no sign."""
    return QLocale().toString(round(value, decimals) + 0.0, "f", decimals)


def threshold_words(measure: str) -> str:
    """Return where a measure's value is good and where it is poor, "" where it is not judged."""
    thresholds = MEASURES[measure].thresholds
    if thresholds is None:
        return ""
    words = _FROM if thresholds.good > thresholds.poor else _UP_TO
    good, poor = (quantity(measure, value) for value in (thresholds.good, thresholds.poor))
    return translated(words).format(good=good, poor=poor)


def rule_words(measure: str) -> str:
    """Return in a sentence which verdict a measure's value has, and whether the question rests on it."""
    row = MEASURES[measure]
    if row.thresholds is None:
        return translated(_NO_RULE)
    return translated(_RULE if row.decides else _RULE_TOLD).format(thresholds=threshold_words(measure))


def why_words(why: Why) -> str:
    """Return in a sentence why there is no value."""
    return translated(_WHYS[why])


def reason_words(measured: Measured) -> str:
    """Return in one sentence what the value means, with the thresholds; or why there is none."""
    if measured.why is not None:
        return why_words(measured.why)
    if measured.verdict is Verdict.NONE:
        return translated(_TOLD).format(value=value_words(measured))
    return translated(_REASON).format(
        verdict=verdict_word(measured.verdict),
        meaning=_meaning(measured),
        value=value_words(measured),
        thresholds=threshold_words(measured.measure),
    )


def listed(words: Iterable[str]) -> str:
    """Return clauses one after the other, as part of a sentence."""
    return translated(_BETWEEN_CLAUSES).join(words)


def _meaning(measured: Measured) -> str:
    if measured.verdict is Verdict.DOUBTFUL:
        return translated(_BETWEEN)
    if measured.measure not in _MEANINGS:
        return measure_name(measured.measure)
    good, poor = _MEANINGS[measured.measure]
    return translated(good if measured.verdict is Verdict.GOOD else poor)
