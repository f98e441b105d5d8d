"""What the numbers in a file stand for: slope times number plus intercept, in the smallest type that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def rescaled(stored: np.ndarray, slope: float, intercept: float) -> np.ndarray:
    """Return slope * stored + intercept: whole numbers stay whole where slope and intercept are and 64 bits hold them.

    Else they become float32.
    """
    import numpy as np

    if (slope, intercept) == (1, 0):
        return stored
    kind = None
    if stored.dtype.kind != "f" and slope == int(slope) and intercept == int(intercept):
        ends = [float(end) * slope + intercept for end in (stored.min(), stored.max())]
        kind = next((kind for kind in (np.int16, np.int32, np.int64) if _holds(kind, ends)), None)
    if kind is None or not _holds(np.int64, [slope, intercept]):
        return (stored * np.float64(slope) + intercept).astype(np.float32)
    # In the wider type, so that nothing overflows on the way.
    return (stored.astype(np.int64) * int(slope) + int(intercept)).astype(kind)


def _holds(kind: type[np.signedinteger], numbers: list[float]) -> bool:
    import numpy as np

    least, most = float(np.iinfo(kind).min), float(np.iinfo(kind).max)
    return least <= min(numbers) and max(numbers) < most + 1  # of 64 bits `most` itself is rounded up
