"""When a sampled map is good enough: its mean standard error is at most a small share of its peak."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from engine.methods.chunks import FIRST_SCORES, chunks
from engine.methods.method import Drawn, Estimate, Method, Option

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

_Found = TypeVar("_Found")
ENOUGH = Option("enough", 0.02, 0, 0.2, 0.005)  # standard error as a share of the peak; 0: all samples, whatever it is
# Blocks of samples before the first look. A standard error from n independent draws is itself known to a share of
# 1 / sqrt(2 (n - 1)), if they are normal: here 18 %, and better for its mean over a map.
FEWEST = 16
# Further samples before each further look, as a share. The more often one looks, the likelier is an error that is
# small by chance.
_FURTHER = 0.25
_ANEW = 0.125  # further samples before a map is solved for again, as a share
_TOGETHER = 16  # looks lie where batches of this size end, so that no batch is cut for them


def drawn_parts(
    session: Session, request: Request, count: int, block: int = 1, first: int = FIRST_SCORES
) -> Iterator[tuple[slice, Drawn]]:
    """Yield which of `count` samples come next, and how many there are with them.

    block: as of `Drawn`. Where the map may be good enough before the last, a part ends at every one of `looks`.
    """
    ends = looks(count, block) if ENOUGH.of(request) > 0 else ()
    for part in chunks(session, count, first, ends):
        yield part, Drawn(part.stop, count, block)


def solved(parts: Iterator[tuple[Drawn, _Found]], solve: Callable[[Drawn, _Found], Estimate]) -> Iterator[Estimate]:
    """Yield an estimate for each part of the samples, where to make one of them takes long: of several parts the same.

    It is made anew at every one of `looks`, and where there are more samples than before by a good share.
    """
    estimate, before = None, 0
    for drawn, found in parts:
        if estimate is None or is_look(drawn) or drawn.done >= (1 + _ANEW) * before:
            estimate, before = solve(drawn, found), drawn.done
        yield replace(estimate, fraction=drawn.done / drawn.count)


def until_enough(method: Method, session: Session, request: Request) -> Iterator[Estimate]:
    """Yield a method's estimates until its work is done, or until its map is good enough, which then is the last.

    That is decided after numbers of samples that depend on the request alone: not on memory, which batches depend on.
    """
    share = ENOUGH.of(request) if method.sampled else 0.0
    for estimate in method.run(session, request):
        if (
            share > 0
            and estimate.drawn is not None
            and is_look(estimate.drawn)
            and _is_enough(estimate, share, method.no_zero)
        ):
            yield replace(estimate, fraction=1.0)
            return
        yield estimate


def looks(count: int, block: int) -> Sequence[int]:
    """Return after how many of `count` samples the error is looked at, in whole blocks."""
    step = block * -(-_TOGETHER // block)
    found, after = [], _up(FEWEST * block, step)
    while after < count:
        found.append(after)
        after += _up(_FURTHER * after, step)
    return found


def _up(number: float, step: int) -> int:
    return step * int(-(-number // step))


def is_look(drawn: Drawn) -> bool:
    """Return whether the map of so many samples may be the last."""
    return drawn.done == drawn.count or drawn.done in looks(drawn.count, drawn.block)


def error_share(error: float, values: np.ndarray, no_zero: bool) -> float:
    """Return an error as a share of a map's largest value, or of the map's range where zero is no value."""
    peak = _peak(values, no_zero)
    return float(error) / peak if peak > 0 else float(error > 0)


def _is_enough(estimate: Estimate, share: float, no_zero: bool) -> bool:
    """Tell whether the error is at most a share of the peak.

    Of nothing there is no share: a map without evidence is told from one whose evidence is rare by all samples alone.
    """
    if estimate.error is None or not _peak(estimate.values, no_zero) > 0:
        return False
    return error_share(estimate.error, estimate.values, no_zero) <= share


def _peak(values: np.ndarray, no_zero: bool) -> float:
    return float(np.ptp(values) if no_zero else np.abs(values).max())
