"""Work in parts, so that a first picture comes early and each part fits into memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.attribution.session import Session

FIRST_SCORES = 8  # evaluations before the first picture
FIRST_GRADIENTS = 4  # each costs several evaluations


def chunks(session: Session, count: int, first: int = FIRST_SCORES) -> Iterator[slice]:
    """Yield slices of `count` things to do: `first` of them, then twice as many, up to the session's batch."""
    start, size = 0, first
    while start < count:
        stop = min(count, start + min(size, session.batches.size))
        yield slice(start, stop)
        start, size = stop, 2 * size
