"""The words that the command `measure` is given. They live in `gui/`, so that they translate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.errors import SaliscopeError
    from engine.images import Note
    from engine.measures import Aspect, Measured
    from engine.measures.trust import Trust
    from engine.network.description import Caution


@dataclass(frozen=True)
class Words:
    """Functions that return words.

    sentence: for an error; caution: for a peculiarity of the model; note: for what was converted when an image was
    read; assumption: for assumed pixel values. aspect: the question that measures answer; name, what_is, thresholds: of
    a measure by its id; value, reason: of what it found; overall: what holds of a map and what does not.
    """

    sentence: Callable[[SaliscopeError], str]
    caution: Callable[[Caution], str]
    note: Callable[[Note], str]
    assumption: Callable[[str], str]
    aspect: Callable[[Aspect], str]
    name: Callable[[str], str]
    what_is: Callable[[str], str]
    thresholds: Callable[[str], str]
    value: Callable[[Measured], str]
    reason: Callable[[Measured], str]
    overall: Callable[[Trust], list[str]]
