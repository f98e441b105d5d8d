"""The words for the check of a region: what the answer becomes without it, and how it stands beside others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.measures.region import Standing
from engine.network.description import Head
from gui.words import translated
from gui.words.measures import whole_percent
from gui.words.numbers import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.measures.region import RegionCheck

_WITHOUT = QT_TRANSLATE_NOOP("words", "Without this region, {label}: {change}.")
_ANOTHER = QT_TRANSLATE_NOOP("words", "Without this region, {label}: {change}; the answer is then {other} ({share}).")
_ELSEWHERE = QT_TRANSLATE_NOOP("words", "Elsewhere, {places} regions of this size: {mean} ± {spread}.")
_STANDINGS = {
    Standing.MORE: QT_TRANSLATE_NOOP("words", "This region matters more than others of its size."),
    Standing.ALIKE: QT_TRANSLATE_NOOP(
        "words", "This region matters no more than others: {count} of {places} change the answer as much."
    ),
    Standing.NOTHING: QT_TRANSLATE_NOOP("words", "This region does not matter: the answer stays as it is."),
    Standing.TOO_LARGE: QT_TRANSLATE_NOOP("words", "The region is too large to compare it with others."),
}


def region_sentences(check: RegionCheck, labels: Sequence[str], head: Head = Head.SOFTMAX) -> tuple[str, str]:
    """Return what becomes of the answer without a region; and of others of its size, with what to make of it."""
    without = translated(_WITHOUT if check.answer == check.target else _ANOTHER).format(
        label=labels[check.target],
        change=change_words(check, head),
        other=labels[check.answer],
        share=_briefly(check.answer_share, head),
    )
    if check.standing is Standing.TOO_LARGE:
        return without, translated(_STANDINGS[check.standing])
    places = len(check.elsewhere)
    elsewhere = translated(_ELSEWHERE).format(
        places=places, mean=_briefly(check.mean, head), spread=_briefly(check.spread, head)
    )
    standing = translated(_STANDINGS[check.standing]).format(count=check.as_much, places=places)
    return without, f"{elsewhere} {standing}"


def change_words(check: RegionCheck, head: Head = Head.SOFTMAX) -> str:
    """Return what the answer becomes without a region, as briefly as it stands beside the region itself."""
    return f"{_briefly(check.before, head)} → {_briefly(check.after, head)}"


def _briefly(value: float, head: Head) -> str:
    return answer(value, head) if head is Head.VALUE else whole_percent(value)
