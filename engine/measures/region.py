"""What a region of the image does to the answer: hide it, and hide others of its size for comparison."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Target
    from engine.attribution.session import Session

PLACES = 20  # random places for comparison
BASELINE = "grey"  # what is laid over a region (Zeiler and Fergus, 2014)

_FEW = PLACES // 20  # of the other places: as rarely as that, chance alone lets a region stand out
_LEAST = 0.01  # of the answer with the whole image: a smaller change is none
_ROOM = 0.5  # of the input: a larger region leaves no room for others of its size

Box = tuple[float, float, float, float]  # left, top, width, height in shares of the model's input


class Standing(StrEnum):
    """How much a region changes the answer beside others of its size."""

    MORE = "more"  # than all others, or all but one in twenty
    ALIKE = "alike"  # as many others do
    NOTHING = "nothing"  # the answer stays as it is
    TOO_LARGE = "too-large"  # so that the others lie over it


@dataclass(frozen=True)
class RegionCheck:
    """A class's probability with the whole image and without a region, and what the answer becomes.

    box: the region. target: the class. answer, answer_share: the most probable class without the region, and its
    probability. elsewhere: the class's probabilities without a region of the same size at random places.
    """

    box: Box
    target: int
    before: float
    after: float
    answer: int
    answer_share: float
    elsewhere: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean probability without a region elsewhere."""
        return float(np.mean(self.elsewhere))

    @property
    def spread(self) -> float:
        """The standard deviation of the probabilities without a region elsewhere."""
        return float(np.std(self.elsewhere))

    @property
    def as_much(self) -> int:
        """How many of the other places change the answer as much as the region, up or down."""
        return sum(abs(self.before - share) >= abs(self.before - self.after) for share in self.elsewhere)

    @property
    def standing(self) -> Standing:
        """How the region stands beside the others."""
        if self.box[2] * self.box[3] > _ROOM:
            return Standing.TOO_LARGE
        if abs(self.before - self.after) < _LEAST * abs(self.before):
            return Standing.NOTHING
        return Standing.MORE if self.as_much <= _FEW else Standing.ALIKE


def check_region(
    session: Session, target: Target, box: Box, seed: int = 0, nothing: np.ndarray | None = None
) -> RegionCheck:
    """Hide a region and, one after the other, `PLACES` random ones of its size, drawn from `seed`.

    nothing: (H, W, c) input that is laid over a region; None: mid-grey. The answer is that of 21 forward passes.
    """
    size = session.x.shape[:2]
    region = pixels_of(box, size)
    corners = random_corners(region, size, np.random.default_rng(seed))
    regions = [region, *((top, left, *region[2:]) for top, left in corners)]
    cover = np.broadcast_to(session.grey, session.x.shape) if nothing is None else nothing
    shares = session.masked_probabilities(_without(regions, size), cover)
    answer = int(shares[0].argmax())
    found = shares[:, target.index]
    return RegionCheck(
        box,
        target.index,
        float(session.probabilities[target.index]),
        float(found[0]),
        answer,
        float(shares[0, answer]),
        tuple(float(share) for share in found[1:]),
    )


def pixels_of(box: Box, size: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return (top, left, height, width) in pixels of an input of `size` (height, width): inside it, at least one."""
    spans = []
    for start, length, whole in ((box[1], box[3], size[0]), (box[0], box[2], size[1])):
        first = min(max(round(start * whole), 0), whole - 1)
        last = min(max(round((start + length) * whole), first + 1), whole)
        spans.append((first, last - first))
    (top, height), (left, width) = spans
    return top, left, height, width


def random_corners(
    region: tuple[int, int, int, int], size: tuple[int, ...], rng: np.random.Generator
) -> list[tuple[int, int]]:
    """Return the (top, left) of `PLACES` regions of the same size anywhere in the input.

    Of twice as many draws those that lie over the region by less than half come first.
    """
    top, left, height, width = region
    drawn = rng.integers(0, [size[0] - height + 1, size[1] - width + 1], size=(2 * PLACES, 2))
    shared = np.maximum(height - abs(drawn[:, 0] - top), 0) * np.maximum(width - abs(drawn[:, 1] - left), 0)
    order = np.argsort(2 * shared > height * width, kind="stable")
    return [(int(row), int(column)) for row, column in drawn[order][:PLACES]]


def _without(regions: list[tuple[int, int, int, int]], size: tuple[int, ...]) -> np.ndarray:
    masks = np.ones((len(regions), *size[:2]), np.float32)
    for mask, (top, left, height, width) in zip(masks, regions, strict=True):
        mask[top : top + height, left : left + width] = 0
    return masks
