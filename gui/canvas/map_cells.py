"""A small map without its image, such as the mean of many: square cells in the colours of heat maps."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from engine.rendering.colours import colour_table

COLOURS = "inferno"  # even steps, and safe for colour-blind eyes
_CELL = 16  # pixels a side: viewers that smooth a picture then blur the cells' edges only


def cells_image(values: np.ndarray, cell: int = _CELL) -> QImage:
    """Return (h, w) evidence, at least 0, as a picture, from zero to the largest one. cell: pixels a side of a cell."""
    levels = np.rint(255 * np.clip(values / max(float(values.max(initial=0)), 1e-12), 0, 1)).astype(np.uint8)
    pixels = colour_table(COLOURS)[levels].repeat(cell, axis=0).repeat(cell, axis=1)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB888).copy()
