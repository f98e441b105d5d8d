"""What was found: an error for each number of passes, on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Point:
    """Of maps of one number: their passes, seconds of the quickest, and error as a share of the peak."""

    number: float
    passes: int
    seconds: float
    error: float


@dataclass(frozen=True)
class Found:
    """A curve of each library. how: what the errors are measured against; default: Xplique's number if none is said."""

    model: str
    method: str
    how: str
    default: int
    ours: tuple[Point, ...]
    theirs: tuple[Point, ...]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Found:
        """Return it from the plain values of a line."""
        curves = {side: tuple(Point(**point) for point in values[side]) for side in ("ours", "theirs")}
        return cls(**{**values, **curves})

    def share(self, of: str) -> float | None:
        """Return what we need for Xplique's error at its largest number, as a share of what it took.

        of: "passes" or "seconds". None: the largest number of ours did not get there.
        """
        last = self.theirs[-1]
        needed = _reached(self.ours, of, last.error)
        return None if needed is None else needed / getattr(last, of)


def _reached(curve: Sequence[Point], of: str, error: float) -> float | None:
    """Return where a curve first comes down to an error, straight between its points in logarithms."""
    costs, errors = ([getattr(point, name) for point in curve] for name in (of, "error"))
    for place, found in enumerate(errors):
        if found <= error:
            if place == 0:
                return costs[0]
            low, high = np.log(errors[place - 1 : place + 1]) if found > 0 else (0.0, -1.0)
            way = (low - np.log(error)) / (low - high) if found > 0 and error > 0 else 1.0
            return float(np.exp(np.interp(way, (0, 1), np.log(costs[place - 1 : place + 1]))))
    return None
