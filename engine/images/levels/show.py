"""Samples of any depth, made 8-bit RGB by a window and a choice of channels; quick enough to follow a slider."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.images.image import Note, NoteCode
from engine.images.levels.convert import on_white, strips
from engine.images.reading import Reading, Window

if TYPE_CHECKING:
    import numpy as np

    from engine.images.reading import Levels
    from engine.images.samples import Samples

_COLOURS = (0, 1, 2)


def channels_shown(samples: Samples, reading: Reading) -> tuple[int, ...]:
    """Return the channels to show: one, or three as red, green and blue. Raises SaliscopeError IMAGE_CHANNEL."""
    chosen = reading.channels
    if chosen is None:
        return _COLOURS if samples.channels >= len(_COLOURS) else (0,)
    wrong = next((one for one in chosen if not 0 <= one < samples.channels), None)
    if wrong is not None:
        raise SaliscopeError(Code.IMAGE_CHANNEL, channel=wrong + 1, count=samples.channels)
    if len(chosen) not in (1, len(_COLOURS)):
        raise SaliscopeError(Code.IMAGE_CHANNEL_COUNT, found=len(chosen))
    return chosen


def show(samples: Samples, shown: tuple[int, ...], levels: Levels | None) -> tuple[np.ndarray, list[Note]]:
    """Return (H, W, 3) uint8 RGB pixels and what was done. levels: with the window in use; None for plain 8 bits."""
    import cv2

    picked = _picked(samples, shown)
    notes = _notes(samples, shown, levels, picked)
    grey = picked if levels is None else windowed(picked, levels.window)
    if samples.inverted:
        grey = cv2.bitwise_not(grey)
    pixels = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB) if grey.ndim == 2 else grey
    if samples.transparent:
        pixels = on_white(cv2.merge([pixels, _alpha(samples)]), notes, samples.premultiplied)
    return pixels, notes


def windowed(values: np.ndarray, window: Window) -> np.ndarray:
    """Return uint8 of the shape of `values`, (H, W[, C]): 0 up to the window, 255 from its end on, rounded between.

    What is no number becomes 0.
    """
    import cv2
    import numpy as np

    table = _table(values.dtype, window)
    if table is not None:
        flat = np.ascontiguousarray(values).view(f"u{values.dtype.itemsize}").reshape(len(values), -1)
        return cv2.LUT(flat, table).reshape(values.shape)
    scaled = np.empty(values.shape, np.uint8)
    for rows in strips(values):
        scaled[rows] = _scaled(values[rows], window)
    return scaled


def _notes(samples: Samples, shown: tuple[int, ...], levels: Levels | None, picked: np.ndarray) -> list[Note]:
    notes = []
    if samples.channels not in (1, len(_COLOURS)) or shown not in ((0,), _COLOURS):
        names = ", ".join(str(channel + 1) for channel in shown)
        notes.append(Note(NoteCode.CHANNELS, (("shown", names), ("count", samples.channels))))
    if levels is not None:
        ends = (("low", levels.window.low), ("high", levels.window.high))
        if levels.whole:
            notes.append(Note(NoteCode.WHOLE_NUMBERS, (("bits", samples.array.dtype.itemsize * 8), *ends)))
        else:
            notes.append(Note(NoteCode.DECIMALS, ends))
        notes += _beyond(picked, levels)
    if samples.inverted:
        notes.append(Note(NoteCode.INVERTED))
    return notes


def _beyond(picked: np.ndarray, levels: Levels) -> list[Note]:
    """Return the notes on values beyond black and white."""
    window, notes = levels.window, []
    if levels.highest > window.high:
        notes += _one_in(NoteCode.BRIGHTER, picked, lambda strip: strip > window.high)
    if levels.lowest < window.low:
        notes += _one_in(NoteCode.DARKER, picked, lambda strip: strip < window.low)
    return notes


def _one_in(code: NoteCode, picked: np.ndarray, beyond: Callable[[np.ndarray], np.ndarray]) -> list[Note]:
    import numpy as np

    count = sum(int(np.count_nonzero(beyond(picked[rows]))) for rows in strips(picked))
    return [Note(code, (("one_in", round(picked.size / count)),))] if count else []


def _picked(samples: Samples, shown: tuple[int, ...]) -> np.ndarray:
    """Return the values of the channels shown, (H, W) or (H, W, 3)."""
    import numpy as np

    array = samples.array
    if array.ndim == 2:
        return array if len(shown) == 1 else np.repeat(array[..., None], len(shown), axis=2)
    if len(shown) == 1:
        return np.ascontiguousarray(array[..., shown[0]])
    if array.shape[2] == len(shown) and shown == _COLOURS:
        return array
    picked = np.empty((*array.shape[:2], len(shown)), array.dtype)
    for place, channel in enumerate(shown):
        picked[..., place] = array[..., channel]
    return picked


def _alpha(samples: Samples) -> np.ndarray:
    """Return the transparency as (H, W) uint8; it always fills its nominal range."""
    import numpy as np

    alpha = np.ascontiguousarray(samples.array[..., -1])
    if alpha.dtype == np.uint8:
        return alpha
    return windowed(alpha, Window(0.0, 1.0 if alpha.dtype.kind == "f" else float(np.iinfo(alpha.dtype).max)))


def _table(dtype: np.dtype, window: Window) -> np.ndarray | None:
    """Return the byte of every value of up to 16 bits, by its bits as an unsigned number; None for other types."""
    import numpy as np

    if dtype.kind == "f" or dtype.itemsize > 2:
        return None
    return _scaled(np.arange(2 ** (8 * dtype.itemsize)).astype(dtype), window)


def _scaled(values: np.ndarray, window: Window) -> np.ndarray:
    import numpy as np

    with np.errstate(all="ignore"):
        scale = 127.5 / (window.high / 2 - window.low / 2)  # of halves, whose difference cannot overflow
        share = values * np.float64(scale)
        share -= np.float64(window.low) * scale
        np.fmin(np.fmax(share, 0, out=share), 255, out=share)  # fmax takes 0 for what is no number
        return np.rint(share, out=share).astype(np.uint8)
