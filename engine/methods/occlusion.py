"""Occlusion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.chunks import chunks
from engine.methods.coarse import coarse_to_fine, interpolated, ranks
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
    fine, of the finest those first between which the score changes most; what a patch not yet hidden would change is
    guessed from those around it. `OVERLAP` gives the sum over the patches, as Xplique has it.
    """
    x, target, hidden = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    tops, lefts, side = _corners(request, x.shape)
    down, across = _covering(request, tops, side, x.shape[0]), _covering(request, lefts, side, x.shape[1])
    grid = len(tops), len(lefts)
    rank, order = ranks(*grid), coarse_to_fine(*grid, np.random.default_rng(request.seed))
    whole, changes = session.scores(x[None], target)[0], np.full(grid, np.nan)
    coarse = -(-len(tops) // 2) * -(-len(lefts) // 2)  # on every second row and column
    for part in chunks(session, len(order), ends=(coarse,)):
        if part.start == coarse:
            rest = order[coarse:]
            order[coarse:] = rest[np.lexsort((-_promise(changes).flat[rest], rank[rest]))]
        batch = np.repeat(x[None], part.stop - part.start, axis=0)
        for copy, place in zip(batch, order[part], strict=True):
            row, column = divmod(place, len(lefts))
            patch = np.s_[tops[row] : tops[row] + side, lefts[column] : lefts[column] + side]
            copy[patch] = hidden[patch]
        changes.flat[order[part]] = whole - session.scores(batch, target)
        yield Estimate(down @ interpolated(changes) @ across.T, part.stop / len(order))


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


def _covering(request: Request, starts: list[int], side: int, length: int) -> np.ndarray:
    """Return what each of the patches in a row gives to each pixel of it, (length, patches)."""
    behind = np.arange(length)[:, None] - np.array(starts)
    covers = ((behind >= 0) & (behind < side)).astype(np.float64)
    return covers / covers.sum(axis=1, keepdims=True) if OVERLAP.choice_of(request) == "mean" else covers


def _starts(length: int, side: int, stride: int) -> list[int]:
    return [*range(0, length - side, stride), length - side]
