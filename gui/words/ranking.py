"""The words for how methods compare on the images of a batch. Never a winner where chance could have made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from engine.measures import Aspect, Verdict
from engine.measures.ranking import Aside, fewest
from gui.words import translated
from gui.words.batch import whole
from gui.words.measures import aspect_short, listed, verdict_word
from gui.words.methods import method_name
from gui.words.numbers import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.measures.ranking import Ranked, Ranking

_NONE = QT_TRANSLATE_NOOP("words", "No map was measured, so nothing can be said of how far to trust it.")
_UNRANKED = QT_TRANSLATE_NOOP("words", "No measure that decides has a value, so the methods are not ranked.")
_CLEAR = QT_TRANSLATE_NOOP("words", "On these images ({count}) {method} holds up best, by more than chance would give.")
_UNCLEAR = QT_TRANSLATE_NOOP(
    "words", "No clear winner on these images ({count}): {method} comes first; as good within chance: {others}."
)
_ONLY = QT_TRANSLATE_NOOP("words", "Compared on {count} images; only {method} is not set aside.")
_NOBODY = QT_TRANSLATE_NOOP("words", "Compared on {count} images; no method is left that can be called the best.")
_ASIDE = QT_TRANSLATE_NOOP("words", "Set aside, however they rank: {methods}.")
_ASIDE_OF = QT_TRANSLATE_NOOP("words", "{method} ({why})")
_WHYS = {
    Aside.MODEL: QT_TRANSLATE_NOOP("words", "the map hardly depends on the model: poor on {poor} of {judged} images"),
    Aside.KNOWN: QT_TRANSLATE_NOOP("words", "known to give nearly the same map with random weights"),
    Aside.CLASS: QT_TRANSLATE_NOOP("words", "the map is the same for every class"),
}
_FEW = QT_TRANSLATE_NOOP("words", "So many methods can only be told apart on at least {count} images.")
_LINE = QT_TRANSLATE_NOOP("words", "{method}: {aspects}; time for a map: {time}")
_ASPECT = QT_TRANSLATE_NOOP("words", "{aspect}: good {good}, doubtful {doubtful}, poor {poor}")
_COUNT = QT_TRANSLATE_NOOP("words", "{verdict}: {count}")


def ranking_sentences(ranking: Ranking) -> list[str]:
    """Return which method holds up best, or that none clearly does; [] where only one was measured."""
    if not ranking.methods:
        return [translated(_NONE)]
    if len(ranking.methods) < 2:
        return []
    if ranking.methods[0].rank is None:
        return [translated(_UNRANKED)]
    aside = listed(map(aside_words, ranking.aside))
    said = [_first_words(ranking)]
    if ranking.as_good and ranking.images < fewest(len(ranking.methods)):
        said.append(translated(_FEW).format(count=whole(fewest(len(ranking.methods)))))
    return [*said, translated(_ASIDE).format(methods=aside)] if aside else said


def _first_words(ranking: Ranking) -> str:
    """Return which method comes first, and whether that is chance."""
    first, count = ranking.methods[0], whole(ranking.images)
    others = ", ".join(method_name(each.method) for each in ranking.as_good)
    words = _CLEAR if ranking.is_clear else _UNCLEAR if others else _ONLY if first.aside is None else _NOBODY
    return translated(words).format(count=count, method=method_name(first.method), others=others)


def aside_words(ranked: Ranked) -> str:
    """Return a method that is set aside, and why."""
    assert ranked.aside is not None
    of_model = ranked.aspects[Aspect.MODEL]
    numbers = {"poor": whole(of_model[Verdict.POOR]), "judged": whole(judged_count(of_model))}
    why = translated(_WHYS[ranked.aside]).format(**numbers)
    return translated(_ASIDE_OF).format(method=method_name(ranked.method), why=why)


def method_line(ranked: Ranked) -> str:
    """Return in one line on how many images a method holds up, by aspect, and how long a map takes."""
    judged = {aspect: counts for aspect, counts in ranked.aspects.items() if judged_count(counts)}
    aspects = listed(aspect_counts(aspect, counts) for aspect, counts in judged.items())
    time = duration(ranked.seconds)
    return translated(_LINE).format(method=method_name(ranked.method), aspects=aspects or "–", time=time)


def aspect_counts(aspect: Aspect, counts: Mapping[Verdict, int]) -> str:
    """Return on how many images an aspect has each verdict."""
    numbers = {verdict.value: whole(counts.get(verdict, 0)) for verdict in Verdict if verdict is not Verdict.NONE}
    return translated(_ASPECT).format(aspect=aspect_short(aspect), **numbers)


def verdict_count(verdict: Verdict, count: int) -> str:
    """Return a verdict and how many images have it."""
    return translated(_COUNT).format(verdict=verdict_word(verdict), count=whole(count))


def judged_count(counts: Mapping[Verdict, int]) -> int:
    """Return how many images have a verdict."""
    return sum(count for verdict, count in counts.items() if verdict is not Verdict.NONE)


def rank_words(rank: float | None) -> str:
    """Return a mean rank, a dash where there is none."""
    return "–" if rank is None else QLocale().toString(rank, "f", 1)
