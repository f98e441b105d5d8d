"""A mean map: how the evidence of many maps lies on the image, as square cells in the colours of heat maps."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from engine.rendering.colours import colour_table

COLOURS = "inferno"  # even steps, and safe for colour-blind eyes
_CELL = 16  # pixels a side: viewers that smooth a picture then blur the cells' edges only


def mean_map_image(values: np.ndarray) -> QImage:
    """Return (h, w) shares of evidence as a picture, from zero to the largest one. The cells stay cells."""
    levels = np.rint(255 * np.clip(values / max(float(values.max(initial=0)), 1e-12), 0, 1)).astype(np.uint8)
    pixels = colour_table(COLOURS)[levels].repeat(_CELL, axis=0).repeat(_CELL, axis=1)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB888).copy()
