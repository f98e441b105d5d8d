"""The error of maps against a converged one, or from independent repeats, where E|m1 - m2|^2 = 2 MSE.

An error is the root mean square, over the pixels, of what separates a map from the converged one, as a share of the
latter's peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Limit:
    """A converged map: the mean of several, (h, w) each.

    offset: whether zero means nothing in a map: its mean is then taken off, and the peak is the range.
    """

    maps: Sequence[np.ndarray]
    offset: bool = False

    def error(self, maps: Sequence[np.ndarray]) -> float:
        """Return the error of maps drawn alike, as a share of the peak, without what the limit may itself be off by.

        maps: others than those of the limit, or just those: independent repeats.
        """
        limit = [self._levelled(each) for each in self.maps]
        mean, count = np.mean(limit, axis=0), len(limit)
        spread = float(np.mean([((each - mean) ** 2).mean() for each in limit]))
        if len(maps) == count and all(each is kept for each, kept in zip(maps, self.maps, strict=True)):
            square = spread * count / (count - 1)
        else:
            doubt = spread / (count - 1) if count > 1 else 0.0
            square = float(np.mean([((self._levelled(each) - mean) ** 2).mean() for each in maps])) - doubt
        peak = np.ptp(mean) if self.offset else np.abs(mean).max()
        return float(np.sqrt(max(square, 0.0)) / peak)

    def _levelled(self, values: np.ndarray) -> np.ndarray:
        return values - values.mean() if self.offset else values
