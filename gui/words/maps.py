"""The words for a map: its findings, its units, and the ways to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.methods import METHODS
from engine.methods.enough import error_share
from engine.methods.method import Finding
from engine.network.description import Head
from engine.rendering import Evidence, Way
from gui.words import translated
from gui.words.numbers import exactly, number, percent

if TYPE_CHECKING:
    from engine.attribution.request import Attribution, Request

_FINDINGS = {
    Finding.NO_POSITIVE_EVIDENCE: QT_TRANSLATE_NOOP(
        "words", "No evidence for “{label}” in this layer: the map is zero everywhere."
    ),
    Finding.NO_EVIDENCE: QT_TRANSLATE_NOOP(
        "words", "Nothing in the image changes the score of “{label}”: the map is zero everywhere."
    ),
}

_UNGUIDED = QT_TRANSLATE_NOOP(
    "words", "Only ReLU layers are guided. This model also uses {kinds}, which are not guided."
)

_ERROR = QT_TRANSLATE_NOOP("words", "Standard error: {share} ({error}).")
_ENDED_EARLY = QT_TRANSLATE_NOOP("words", "Target error reached after {done} of {count} samples.")

_SCORE = QT_TRANSLATE_NOOP("words", "evidence, score units")
_VALUE = QT_TRANSLATE_NOOP("words", "evidence, units of the value")
_PROBABILITY = QT_TRANSLATE_NOOP("words", "evidence, probability units")
_METHOD_UNITS = {
    "eigen-cam": QT_TRANSLATE_NOOP("words", "intensity, units of the layer's features"),
    "score-cam": QT_TRANSLATE_NOOP("words", "intensity, units of the layer's features"),
    "ablation-cam": QT_TRANSLATE_NOOP("words", "intensity, units of the layer's features"),
    "rise": QT_TRANSLATE_NOOP("words", "evidence, probability units"),
    "sobol": QT_TRANSLATE_NOOP("words", "share of the score's variation"),
    "hsic": QT_TRANSLATE_NOOP("words", "dependence, no unit"),
    "squaregrad": QT_TRANSLATE_NOOP("words", "sensitivity, squared"),
    "vargrad": QT_TRANSLATE_NOOP("words", "sensitivity, squared"),
}

_WAYS = {
    Way.FADE: QT_TRANSLATE_NOOP("words", "Graded opacity"),
    Way.BLEND: QT_TRANSLATE_NOOP("words", "Uniform opacity"),
    Way.ADD: QT_TRANSLATE_NOOP("words", "Added to the image"),
    Way.HEAT: QT_TRANSLATE_NOOP("words", "Heat map only"),
    Way.CONTOURS: QT_TRANSLATE_NOOP("words", "Contour lines"),
    Way.SPOTLIGHT: QT_TRANSLATE_NOOP("words", "Spotlight"),
    Way.HOT: QT_TRANSLATE_NOOP("words", "Highest values only"),
}
_EVIDENCE = {
    Evidence.BOTH: QT_TRANSLATE_NOOP("words", "For and against"),
    Evidence.FOR: QT_TRANSLATE_NOOP("words", "For the class only"),
    Evidence.AGAINST: QT_TRANSLATE_NOOP("words", "Against the class only"),
    Evidence.STRENGTH: QT_TRANSLATE_NOOP("words", "Either way (absolute value)"),
}


def finding_sentence(finding: Finding, label: str) -> str:
    """Return what a map without evidence means for the class `label`."""
    return translated(_FINDINGS[finding]).format(label=label)


def unguided_sentence(kinds: tuple[str, ...]) -> str:
    """Return which activations guided backpropagation did not guide."""
    return translated(_UNGUIDED).format(kinds=", ".join(kinds))


def error_sentence(attribution: Attribution) -> str:
    """Return a map's standard error, as a share of its peak and in the map's units; "" where none is known."""
    if attribution.error is None:
        return ""
    method = METHODS.get(attribution.request.method)
    share = error_share(attribution.error, attribution.values, method is not None and method.no_zero)
    return translated(_ERROR).format(share=percent(share), error=number(attribution.error))


def ended_early_sentence(attribution: Attribution) -> str:
    """Return after how many samples a map was good enough; "" where all were drawn."""
    if attribution.samples is None or not attribution.ended_early:
        return ""
    done, count = map(exactly, attribution.samples)
    return translated(_ENDED_EARLY).format(done=done, count=count)


def unit_sentence(request: Request, head: Head) -> str:
    """Return the units of a map's numbers."""
    if request.method in _METHOD_UNITS:
        return translated(_METHOD_UNITS[request.method])
    if request.probability:
        return translated(_PROBABILITY)
    return translated(_VALUE if head is Head.VALUE else _SCORE)


def way_name(way: Way) -> str:
    """Return the name of a way to combine map and image."""
    return translated(_WAYS[way])


def evidence_name(evidence: Evidence) -> str:
    """Return which part of a two-sided map is shown."""
    return translated(_EVIDENCE[evidence])
