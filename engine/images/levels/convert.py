"""Steps between samples and upright 8-bit RGB, in strips: a hundred megapixels leave no room for copies in float."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.images.image import Note, NoteCode

if TYPE_CHECKING:
    import numpy as np

_STRIP = 2**18  # pixels: what a processor's cache holds while they are scaled
# EXIF orientations (CIPA DC-008) from 5 on are transposed, then flipped: 1 across, 0 up and down, -1 both.
_FIRST_TRANSPOSED = 5
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}


def on_white(pixels: np.ndarray, notes: list[Note], premultiplied: bool = False) -> np.ndarray:
    """Lay (H, W, 4) uint8 RGBA on white; of a picture that is opaque throughout the alpha is dropped without a note."""
    import numpy as np

    if pixels[..., 3].min() == 255:
        return np.ascontiguousarray(pixels[..., :3])
    notes.append(Note(NoteCode.TRANSPARENCY))
    laid = np.empty((*pixels.shape[:2], 3), np.uint8)
    for rows in strips(pixels):
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


def strips(array: np.ndarray) -> Iterator[slice]:
    """Yield the rows of an (H, W[, C]) array, some at a time."""
    height, width = array.shape[:2]
    rows = max(1, _STRIP // width)
    return (slice(top, top + rows) for top in range(0, height, rows))
