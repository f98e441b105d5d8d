"""What can be said of a map as a whole: what holds, what does not, what to try. Never that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.measures import MEASURES, Aspect, Verdict
from engine.measures.trust import Advice
from engine.methods import METHODS
from gui.words import translated
from gui.words.measures import aspect_short, listed
from gui.words.methods import method_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.measures.trust import Trust
    from engine.methods import Method

_CLAUSES = {  # of an aspect that holds, that is in doubt, that does not hold
    Aspect.REMOVAL: (
        QT_TRANSLATE_NOOP("words", "hiding what the map shows changes the answer"),
        QT_TRANSLATE_NOOP("words", "hiding what the map shows changes the answer only somewhat more than other places"),
        QT_TRANSLATE_NOOP("words", "hiding what the map shows changes the answer hardly more than hiding other places"),
    ),
    Aspect.MODEL: (
        QT_TRANSLATE_NOOP("words", "the map depends on what the model has learned"),
        QT_TRANSLATE_NOOP("words", "the map depends only in part on what the model has learned"),
        QT_TRANSLATE_NOOP("words", "the map is nearly the same for a model that has learned nothing"),
    ),
    Aspect.STABILITY: (
        QT_TRANSLATE_NOOP("words", "the map stays when the image hardly changes"),
        QT_TRANSLATE_NOOP("words", "the map changes somewhat when the image hardly changes"),
        QT_TRANSLATE_NOOP("words", "the map changes much when the image hardly changes"),
    ),
    Aspect.FAITHFULNESS: (
        QT_TRANSLATE_NOOP("words", "places that the map shows as important count more than others"),
        QT_TRANSLATE_NOOP("words", "the map tells only roughly which places count more"),
        QT_TRANSLATE_NOOP("words", "the map does not tell which places count more"),
    ),
    Aspect.AGREEMENT: (
        QT_TRANSLATE_NOOP("words", "other kinds of methods show the same places"),
        QT_TRANSLATE_NOOP("words", "other kinds of methods show the same places only in part"),
        QT_TRANSLATE_NOOP("words", "other kinds of methods show other places"),
    ),
    Aspect.CENTRE: (
        QT_TRANSLATE_NOOP("words", "the map is more than a blob in the middle of the image"),
        QT_TRANSLATE_NOOP("words", "the map resembles a blob in the middle of the image"),
        QT_TRANSLATE_NOOP("words", "the map is little more than a blob in the middle of the image"),
    ),
}

_ADVICE = {
    Advice.OTHER_METHOD: QT_TRANSLATE_NOOP("words", "another method"),
    Advice.OTHER_LAYER: QT_TRANSLATE_NOOP("words", "another layer"),
    Advice.COMPARE: QT_TRANSLATE_NOOP("words", "several methods side by side, relying on what they share"),
    Advice.REPEAT: QT_TRANSLATE_NOOP("words", "the same with a slightly changed image, relying on what stays"),
    Advice.CHECK_CENTRE: QT_TRANSLATE_NOOP("words", "an image whose object is not in the middle"),
    Advice.CHECK_REGION: QT_TRANSLATE_NOOP("words", "hiding the place itself, to see what becomes of the answer"),
}

_MOST_ADVICE = 3

_HOLDS = QT_TRANSLATE_NOOP("words", "What holds: {clauses}.")
_DOUBTFUL = QT_TRANSLATE_NOOP("words", "In doubt: {clauses}.")
_FAILS = QT_TRANSLATE_NOOP("words", "What does not hold: {clauses}.")
_TRY = QT_TRANSLATE_NOOP("words", "What to try: {clauses}.")
_NOT_YET = QT_TRANSLATE_NOOP("words", "Not measured yet: {names}.")
_NOT_JUDGED = QT_TRANSLATE_NOOP("words", "Without a verdict: {names}.")
_NOT_THE_ANSWER = QT_TRANSLATE_NOOP("words", "None of this says whether the answer is right.")
_KNOWN_TO_FAIL = QT_TRANSLATE_NOOP(
    "words",
    "Known of this method: with many models, random weights give nearly the same map. Here the map changed; still, do "
    "not rely on it alone.",
)
_SHORT = (
    QT_TRANSLATE_NOOP("words", "{count} of {all} hold"),
    QT_TRANSLATE_NOOP("words", "{count} in doubt"),
    QT_TRANSLATE_NOOP("words", "{count} not"),
)


def overall_sentences(trust: Trust) -> list[str]:
    """Return what holds, what is in doubt, what does not hold, what to try, what is not known."""
    overall = trust.overall
    said = (
        (_HOLDS, _clauses(overall.holds, 0)),
        (_DOUBTFUL, _clauses(overall.doubtful, 1)),
        (_FAILS, _clauses(overall.fails, 2)),
        (_TRY, [translated(_ADVICE[advice]) for advice in overall.advice[:_MOST_ADVICE]]),
    )
    sentences = [translated(words).format(clauses=listed(clauses)) for words, clauses in said if clauses]
    waited = [aspect for aspect in overall.open if _is_waited_for(aspect, trust)]
    left = [aspect for aspect in overall.open if aspect not in waited]
    for words, aspects in ((_NOT_YET, waited), (_NOT_JUDGED, left)):
        if aspects:
            sentences.append(translated(words).format(names=", ".join(map(aspect_short, aspects))))
    judged = overall.holds or overall.doubtful or overall.fails
    return [*sentences, *_cautions(trust), translated(_NOT_THE_ANSWER)] if judged else sentences


def known_limit(method: Method, trust: Trust | None) -> str:
    """Return what a method cannot show, told so that it agrees with what was measured of its map."""
    changed = trust is not None and trust.verdict(Aspect.MODEL) in (Verdict.GOOD, Verdict.DOUBTFUL)
    return translated(_KNOWN_TO_FAIL) if method.fails_sanity and changed else method_limit(method.id)


def _cautions(trust: Trust) -> list[str]:
    """Return what is known to speak against the maps of a method, where the verdicts do not say it."""
    method = METHODS[trust.request.map.method] if not trust.request.elsewhere else None
    if method is None or not (method.class_blind or method.fails_sanity):
        return []
    told = method.fails_sanity and trust.verdict(Aspect.MODEL) is Verdict.POOR
    return [] if told else [known_limit(method, trust)]


def advice_words(advice: Advice) -> str:
    """Return what to try."""
    return translated(_ADVICE[advice])


def short_words(trust: Trust) -> str:
    """Return how many aspects hold, are in doubt and do not hold, in one line."""
    overall = trust.overall
    counts = (len(overall.holds), len(overall.doubtful), len(overall.fails))
    told = zip(_SHORT, counts, strict=True)
    return ", ".join(
        translated(words).format(count=count, all=len(Aspect)) for words, count in told if count or words is _SHORT[0]
    )


def _clauses(aspects: Sequence[Aspect], verdict: int) -> list[str]:
    return [translated(_CLAUSES[aspect][verdict]) for aspect in aspects]


def _is_waited_for(aspect: Aspect, trust: Trust) -> bool:
    """Return whether a measure of an aspect is asked for, and not there."""
    return any(MEASURES[name].aspect is aspect and trust.of(name) is None for name in trust.request.measures)


def usual_sentences() -> list[str]:
    """Return what is said of a map of which most holds: how long the words usually are."""
    *holding, doubtful, failing = Aspect
    said = (
        (_HOLDS, _clauses(holding, 0)),
        (_DOUBTFUL, _clauses([doubtful], 1)),
        (_FAILS, _clauses([failing], 2)),
        (_TRY, [translated(_ADVICE[advice]) for advice in (Advice.CHECK_REGION, Advice.OTHER_LAYER, Advice.COMPARE)]),
    )
    sentences = [translated(words).format(clauses=listed(clauses)) for words, clauses in said]
    return [*sentences, translated(_NOT_THE_ANSWER)]
