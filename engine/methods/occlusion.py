"""Occlusion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import chunks
from engine.methods.coarse import coarse_to_fine, filled
from engine.methods.method import Estimate, Option, choice
from engine.methods.perturbation import baseline, baseline_option

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

PATCH = Option("patch", 0.125, 0.02, 0.5, 0.005)  # its side as a share of the input's shorter one
STRIDE = Option("stride", 0.5, 0.1, 1, 0.1)  # as a share of the patch
BASELINE = baseline_option("grey")
OVERLAP = choice("overlap", "mean", "sum", default="mean")


def occlusion(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield the mean over the patches that cover a pixel of s(x) - s(x with the patch hidden) (Zeiler, Fergus, 2014).

    The last patch of a row or column ends at the edge, so that every pixel is covered. Patches come from coarse to
    fine, of the finest those first between which the score changes most; a pixel not yet covered shows the mean around
    it. `OVERLAP` gives the sum over the patches, as Xplique has it.
    """
    x, target, hidden = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    tops, lefts, side = _corners(request, x.shape)
    order = coarse_to_fine(len(tops), len(lefts), np.random.default_rng(request.seed))
    total, count, times = np.zeros(x.shape[:2]), np.zeros(x.shape[:2]), _times(request, tops, lefts, side, x.shape)
    whole, changes = session.scores(x[None], target)[0], np.full((len(tops), len(lefts)), np.nan)
    coarse = -(-len(tops) // 2) * -(-len(lefts) // 2)  # on every second row and column
    for part in chunks(session, len(order), ends=(coarse,)):
        if part.start == coarse:
            order[coarse:] = order[coarse:][np.argsort(-_promise(changes).flat[order[coarse:]], kind="stable")]
        places = [divmod(place, len(lefts)) for place in order[part]]
        patches = [np.s_[tops[row] : tops[row] + side, lefts[column] : lefts[column] + side] for row, column in places]
        batch = np.repeat(x[None], len(patches), axis=0)
        for copy, patch in zip(batch, patches, strict=True):
            copy[patch] = hidden[patch]
        changes.flat[order[part]] = whole - session.scores(batch, target)
        for place, patch in zip(places, patches, strict=True):
            total[patch] += changes[place]
            count[patch] += 1
        yield Estimate(filled(total, count) * times, part.stop / len(order))


def _promise(changes: np.ndarray) -> np.ndarray:
    """Return how much may change at each place of a grid: the range and the mean size of what is known around it.

    changes: (rows, columns), NaN where unknown; something is known within each window of 3 x 3.
    """
    edged = np.pad(changes, 1, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(edged, (3, 3)).reshape(*changes.shape, 9)
    return np.nanmax(around, axis=-1) - np.nanmin(around, axis=-1) + np.nanmean(np.abs(around), axis=-1)


def _corners(request: Request, size: tuple[int, ...]) -> tuple[list[int], list[int], int]:
    """Return where patches begin, downwards and sideways, and their side in pixels."""
    side = max(1, round(PATCH.of(request) * min(size[:2])))
    tops, lefts = (_starts(length, side, max(1, round(STRIDE.of(request) * side))) for length in size[:2])
    return tops, lefts, side


def _times(request: Request, tops: list[int], lefts: list[int], side: int, size: tuple[int, ...]) -> np.ndarray:
    """Return what the mean over the patches that cover a pixel is multiplied by, (h, w)."""
    if OVERLAP.choice_of(request) == "mean":
        return np.ones(size[:2])
    down, across = (
        sum((np.arange(length) >= start) & (np.arange(length) < start + side) for start in starts)
        for length, starts in zip(size[:2], (tops, lefts), strict=True)
    )
    return np.outer(down, across)


def _starts(length: int, side: int, stride: int) -> list[int]:
    return [*range(0, length - side, stride), length - side]
