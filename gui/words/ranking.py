"""The words for how methods compare on the images of a batch. Never a winner where chance could have made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale

from engine.measures import Aspect, Verdict
from engine.measures.ranking import fewest
from gui.words import translated
from gui.words.batch import whole
from gui.words.measures import aspect_short, verdict_word
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
    first, count = method_name(ranking.methods[0].method), whole(ranking.images)
    if ranking.is_clear:
        return [translated(_CLEAR).format(count=count, method=first)]
    others = ", ".join(method_name(each.method) for each in ranking.as_good)
    said = [translated(_UNCLEAR).format(count=count, method=first, others=others)]
    if ranking.images < fewest(len(ranking.methods)):
        said.append(translated(_FEW).format(count=whole(fewest(len(ranking.methods)))))
    return said


def method_line(ranked: Ranked) -> str:
    """Return in one line on how many images a method holds up, by aspect, and how long a map takes."""
    judged = {aspect: counts for aspect, counts in ranked.aspects.items() if judged_count(counts)}
    aspects = "; ".join(aspect_counts(aspect, counts) for aspect, counts in judged.items())
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
