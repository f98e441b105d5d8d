"""What the numbers in a file stand for: slope times number plus intercept, in the smallest type that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def rescaled(stored: np.ndarray, slope: float, intercept: float) -> np.ndarray:
    """Return slope * stored + intercept: whole numbers stay whole where slope and intercept are, else float32."""
    import numpy as np

    if (slope, intercept) == (1, 0):
        return stored
    if stored.dtype.kind == "f" or slope != int(slope) or intercept != int(intercept):
        return (stored * np.float64(slope) + intercept).astype(np.float32)
    ends = [float(stored.min()) * slope + intercept, float(stored.max()) * slope + intercept]
    kind = next((kind for kind in (np.int16, np.int32) if _holds(kind, ends)), np.int64)
    # In the wider type, so that nothing overflows on the way.
    return (stored.astype(np.int64) * int(slope) + int(intercept)).astype(kind)


def _holds(kind: type[np.signedinteger], ends: list[float]) -> bool:
    import numpy as np

    return np.iinfo(kind).min <= min(ends) and max(ends) <= np.iinfo(kind).max
