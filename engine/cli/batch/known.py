"""What is known of the images beforehand: read as the options say, and told, so that nothing is matched silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.batch.known.told import Told, tell
from engine.cli.batch.words import Said

if TYPE_CHECKING:
    import argparse

    from engine.batch.known.matching import Matching
    from engine.cli.batch.words import Words

_MOST_NAMED = 12  # of names of true classes


def read_known(
    names: Sequence[str],
    labels: Sequence[str],
    arguments: argparse.Namespace,
    words: Words,
    say: Callable[[str], None],
) -> Told:
    """Return what the options tell of the images, and say of how many. labels: the names of the model's classes.

    Raises SaliscopeError: as `tell`.
    """
    told = tell(names, labels, arguments.source, arguments.truth, arguments.boxes)
    if told.masks:
        say(words.say(Said.MASKS, count=len(told.masks)))
    if told.matching is not None:
        _say_matching(told.matching, labels, words, say)
        known = sum(index is not None for index in told.truths.values())
        say(words.say(Said.TRUTHS, known=known, total=len(told.names)))
    if told.regions is not None:
        say(words.say(Said.REGIONS, known=len(told.regions), total=len(told.names)))
    return told


def _say_matching(matching: Matching, labels: Sequence[str], words: Words, say: Callable[[str], None]) -> None:
    if matching.lenient:
        pairs = [f"{name} = {labels[matching.found[name]]}" for name in matching.lenient]
        say(words.say(Said.TAKEN, pairs=_some(pairs)))
    if matching.unmatched:
        suggested = ((name, matching.suggestions[name]) for name in matching.unmatched[:_MOST_NAMED])
        shown = [f"{name} ({labels[indices[0]]}?)" if indices else name for name, indices in suggested]
        say(words.say(Said.UNMATCHED, names=_some([*shown, *matching.unmatched[_MOST_NAMED:]])))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
