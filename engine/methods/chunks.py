"""Work in parts, so that a first picture comes early and each part fits into memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.attribution.session import Session

FIRST_SCORES = 8  # evaluations before the first picture
FIRST_GRADIENTS = 4  # each costs several evaluations


def chunks(session: Session, count: int, first: int = FIRST_SCORES, ends: Sequence[int] = ()) -> Iterator[slice]:
    """Yield slices of `count` things to do: `first` of them, then as many as are done, up to the session's batch.

    ends: numbers of things done, rising, at which a slice ends in any case.
    """
    start = 0
    while start < count:
        further = bisect_right(ends, start)
        last = ends[further] if further < len(ends) else count
        stop = min(last, start + min(start or first, session.batches.size))
        yield slice(start, stop)
        start = stop
