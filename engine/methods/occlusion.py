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
    fine; a pixel not yet covered shows the mean around it. `OVERLAP` gives the sum over the patches, as Xplique has it.
    """
    x, target, hidden = session.x, session.target(request), baseline(session, BASELINE.choice_of(request))
    patches = _patches(request, x.shape)
    total, count, times = np.zeros(x.shape[:2]), np.zeros(x.shape[:2]), _times(request, patches, x.shape)
    whole = session.scores(x[None], target)[0]
    for part in chunks(session, len(patches)):
        batch = np.repeat(x[None], part.stop - part.start, axis=0)
        for copy, patch in zip(batch, patches[part], strict=True):
            copy[patch] = hidden[patch]
        for patch, score in zip(patches[part], session.scores(batch, target), strict=True):
            total[patch] += whole - score
            count[patch] += 1
        yield Estimate(filled(total, count) * times, part.stop / len(patches))


def _patches(request: Request, size: tuple[int, ...]) -> list[tuple[slice, slice]]:
    side = max(1, round(PATCH.of(request) * min(size[:2])))
    tops, lefts = (_starts(length, side, max(1, round(STRIDE.of(request) * side))) for length in size[:2])
    order = coarse_to_fine(len(tops), len(lefts), np.random.default_rng(request.seed))
    corners = ((tops[index // len(lefts)], lefts[index % len(lefts)]) for index in order)
    return [(slice(top, top + side), slice(left, left + side)) for top, left in corners]


def _times(request: Request, patches: list[tuple[slice, slice]], size: tuple[int, ...]) -> np.ndarray:
    """Return what the mean over the patches that cover a pixel is multiplied by, (h, w)."""
    times = np.zeros(size[:2])
    for patch in patches:
        times[patch] += 1
    return times if OVERLAP.choice_of(request) == "sum" else np.ones(size[:2])


def _starts(length: int, side: int, stride: int) -> list[int]:
    return [*range(0, length - side, stride), length - side]
