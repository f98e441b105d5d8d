"""Which of a file's values become black and white where nobody has chosen. See docs/adr/0020."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.images.levels.convert import strips
from engine.images.reading import Levels, Preset, PresetName, Window

if TYPE_CHECKING:
    import numpy as np

    from engine.images.samples import Samples

_FEW = 1000  # one value in so many may lie beyond black or white
_MOST_LOOKED_AT = 2**22  # values of which percentiles are taken
# Centre and width in Hounsfield units, as radiologists commonly use them.
_HOUNSFIELD = {
    PresetName.LUNG: (-600, 1500),
    PresetName.BONE: (400, 1800),
    PresetName.SOFT_TISSUE: (40, 400),
    PresetName.BRAIN: (40, 80),
}


def levels_of(samples: Samples) -> Levels | None:
    """Return the values of a picture and the windows worth offering, the one to use first; None for plain 8 bits."""
    if not samples.deep:
        return None
    values = _without_padding(samples)
    lowest, highest = _range(values)
    whole = values.dtype.kind != "f"
    presets = (
        *samples.windows,
        Preset(PresetName.RULE, ruled(values, lowest, highest)),
        Preset(PresetName.WHOLE, _widened(lowest, highest)),
        *_full_depth(samples),
        *_named(samples.unit),
    )
    return Levels(lowest, highest, whole, presets[0].window, samples.unit, presets)


def _without_padding(samples: Samples) -> np.ndarray:
    """Return the colours' values, as a column where some of them only fill up the frame."""
    values, padding = samples.colours, samples.padding
    if padding is None:
        return values
    kept = values[(values < padding.low) | (values > padding.high)]
    return kept[:, None] if kept.size else values


def ruled(values: np.ndarray, lowest: float, highest: float) -> Window:
    """Return the window of the rule, which one value in a thousand cannot move.

    Whole numbers: from 0 to 2^bits - 1, `bits` being the least of which at most one value in a thousand lies above;
    where more than one in a thousand lie below 0, from -2^bits of the same kind. Decimal numbers: 0 to 1 where at most
    one in a thousand lies outside, else from the 0.1st percentile to the 99.9th. What is no finite number does not
    count. lowest, highest: the range of those that do.
    """
    if values.dtype.kind != "f":
        return _whole_numbers(values, int(lowest), int(highest))
    if (lowest >= 0 and highest <= 1) or _few_outside_unit(values):
        return Window(0.0, 1.0)
    return _percentiles(values, lowest, highest)


def _whole_numbers(values: np.ndarray, lowest: int, highest: int) -> Window:
    few = values.size // _FEW
    low = 0
    if lowest < 0 and _count(values, lambda strip: strip < 0) > few:
        bits = _fewest_bits((-lowest - 1).bit_length(), few, lambda power: _count(values, lambda strip: strip < -power))
        low = -(2**bits)
    bits = _fewest_bits(max(highest, 0).bit_length(), few, lambda power: _count(values, lambda strip: strip >= power))
    return Window(float(low), float(2**bits - 1))


def _fewest_bits(bits: int, few: int, beyond: Callable[[int], int]) -> int:
    """Return the fewest, but one at least, whose power of two leaves at most `few` beyond; `bits` leaves none."""
    while bits > 1 and beyond(2 ** (bits - 1)) <= few:
        bits -= 1
    return max(bits, 1)


def _few_outside_unit(values: np.ndarray) -> bool:
    import numpy as np

    finite = _count(values, np.isfinite)
    return _count(values, lambda strip: np.isfinite(strip) & ((strip < 0) | (strip > 1))) <= finite // _FEW


def _percentiles(values: np.ndarray, lowest: float, highest: float) -> Window:
    import numpy as np

    some = values.reshape(-1)[:: -(-values.size // _MOST_LOOKED_AT)].astype(np.float64)
    some = some[np.isfinite(some)]
    if not some.size:
        return _widened(lowest, highest)
    low, high = np.percentile(some, (100 / _FEW, 100 - 100 / _FEW), method="inverted_cdf").tolist()
    return Window(low, high) if low < high else _widened(lowest, highest)


def _range(values: np.ndarray) -> tuple[float, float]:
    """Return the lowest and the highest finite value, (0, 1) if there is none."""
    import numpy as np

    low, high = np.inf, -np.inf
    for rows in strips(values):
        strip = values[rows]
        finite = strip if strip.dtype.kind != "f" else strip[np.isfinite(strip)]
        if finite.size:
            low, high = min(low, finite.min().item()), max(high, finite.max().item())
    return (low, high) if low <= high else (0.0, 1.0)


def _widened(low: float, high: float) -> Window:
    return Window(float(low), float(high if high > low else low + max(1.0, abs(low) * 1e-6)))


def _full_depth(samples: Samples) -> tuple[Preset, ...]:
    """Return the window of all that the samples' depth could hold, where somebody may want it: up to 16 bits."""
    import numpy as np

    dtype = samples.array.dtype
    full = samples.full
    if full is None and dtype.kind != "f" and dtype.itemsize <= 2:
        full = Window(float(np.iinfo(dtype).min), float(np.iinfo(dtype).max))
    return () if full is None else (Preset(PresetName.FULL, full),)


def _named(unit: str) -> tuple[Preset, ...]:
    if unit != "HU":
        return ()
    return tuple(
        Preset(name, Window(centre - width / 2, centre + width / 2 - 1))
        for name, (centre, width) in _HOUNSFIELD.items()
    )


def _count(values: np.ndarray, holds: Callable[[np.ndarray], np.ndarray]) -> int:
    import numpy as np

    return sum(int(np.count_nonzero(holds(values[rows]))) for rows in strips(values))
