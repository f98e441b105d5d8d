"""From samples of any depth to upright 8-bit RGB, in strips: a hundred megapixels leave no room for copies in float."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.images.image import Note, NoteCode

if TYPE_CHECKING:
    import numpy as np

    from engine.images.decode import Samples

_STRIP = 2**20  # pixels
# EXIF orientations (CIPA DC-008) from 5 on are transposed, then flipped: 1 across, 0 up and down, -1 both.
_FIRST_TRANSPOSED = 5
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}


def eight_bit_rgb(samples: Samples, notes: list[Note]) -> np.ndarray:
    """Turn samples (H, W[, 3 or 4]) into (H, W, 3) uint8 RGB and note what was done."""
    import cv2
    import numpy as np

    array = samples.array
    if array.dtype != np.uint8:
        array = _scaled(array, notes)
    if samples.inverted:
        array = cv2.bitwise_not(array)
    if array.ndim == 2:
        return cv2.cvtColor(array, cv2.COLOR_GRAY2RGB)
    return on_white(array, notes, samples.premultiplied) if array.shape[2] == 4 else array


def on_white(pixels: np.ndarray, notes: list[Note], premultiplied: bool = False) -> np.ndarray:
    """Lay (H, W, 4) uint8 RGBA on white; of a picture that is opaque throughout the alpha is dropped without a note."""
    import numpy as np

    if pixels[..., 3].min() == 255:
        return np.ascontiguousarray(pixels[..., :3])
    notes.append(Note(NoteCode.TRANSPARENCY))
    laid = np.empty((*pixels.shape[:2], 3), np.uint8)
    for rows in _strips(pixels):
        colours, alpha = pixels[rows][..., :3], pixels[rows][..., 3:].astype(np.uint16)
        # Premultiplied colours beyond their alpha are damage, and would overflow 16 bits.
        weighted = np.minimum(colours, alpha) * np.uint16(255) if premultiplied else colours * alpha
        laid[rows] = (weighted + (255 - alpha) * np.uint16(255) + np.uint16(127)) // 255
    return laid


def upright(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """Apply an EXIF orientation, 1 to 8."""
    import cv2

    if orientation >= _FIRST_TRANSPOSED:
        pixels = cv2.transpose(pixels)
    return cv2.flip(pixels, _FLIPS[orientation]) if orientation in _FLIPS else pixels


def _scaled(array: np.ndarray, notes: list[Note]) -> np.ndarray:
    """Scale to 8 bits by a rule that depends on the values in use.

    Whole numbers from zero: 2^bits - 1 becomes white, with `bits` as many as the largest value needs, because
    12 bits kept in 16 would turn almost black if 65,535 were white. Decimal numbers within 0..1: as they are.
    Anything else, negative numbers included: the lowest finite value becomes black, the highest white. What is no
    number becomes black, and so does minus infinity; infinity becomes white. Alpha always fills its nominal range.
    """
    low, high = _range(array[..., :3] if array.ndim == 3 else array)
    if array.dtype.kind != "f" and low >= 0:
        bits = max(1, int(high).bit_length())
        notes.append(Note(NoteCode.SIXTEEN_BIT, (("bits", bits),)))
        low, high = 0, 2**bits - 1
    else:
        if low >= 0 and high <= 1:
            low, high = 0.0, 1.0
        notes.append(Note(NoteCode.FLOAT, (("low", float(low)), ("high", float(high)))))
    return _stretched(array, low, high)


def _range(array: np.ndarray) -> tuple[float, float]:
    """Return the lowest and the highest finite value, (0, 1) if there is none."""
    import numpy as np

    low, high = np.inf, -np.inf
    for rows in _strips(array):
        strip = array[rows]
        finite = strip if strip.dtype.kind != "f" else strip[np.isfinite(strip)]
        if finite.size:
            low, high = min(low, finite.min().item()), max(high, finite.max().item())
    return (low, high) if low <= high else (0.0, 1.0)


def _stretched(array: np.ndarray, low: float, high: float) -> np.ndarray:
    import numpy as np

    stretched = np.empty(array.shape, np.uint8)
    full = 1 if array.dtype.kind == "f" else np.iinfo(array.dtype).max
    # Of 16 bits there are 65,536 values: looked up, not computed for every pixel.
    table = _to_bytes(np.arange(2**16), low, high) if array.dtype == np.uint16 else None
    for rows in _strips(array):
        strip = array[rows]
        stretched[rows] = _to_bytes(strip, low, high) if table is None else table[strip]
        if array.ndim == 3 and array.shape[2] == 4:
            stretched[rows][..., 3] = _to_bytes(strip[..., 3], 0, full)
    return stretched


def _to_bytes(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Map low..high to 0..255 and round. Works on halves, whose difference cannot overflow."""
    import numpy as np

    span = max(high / 2 - low / 2, 1e-300)
    share = (values.astype(np.float64) / 2 - low / 2) / span
    return np.rint(np.nan_to_num(share, nan=0, posinf=1, neginf=0).clip(0, 1) * 255).astype(np.uint8)


def _strips(array: np.ndarray) -> Iterator[slice]:
    height, width = array.shape[:2]
    rows = max(1, _STRIP // width)
    return (slice(top, top + rows) for top in range(0, height, rows))
