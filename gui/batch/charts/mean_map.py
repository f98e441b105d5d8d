"""A mean map: how the evidence of many maps lies on the image, as square cells in the colours of heat maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPen

from engine.rendering.colours import colour_table

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from gui.batch.charts.colours import ChartColours

COLOURS = "inferno"  # even steps, and safe for colour-blind eyes
_CELL = 16  # pixels a side: viewers that smooth a picture then blur the cells' edges only


def mean_map_image(values: np.ndarray) -> QImage:
    """Return (h, w) shares of evidence as a picture, from zero to the largest one. The cells stay cells."""
    levels = np.rint(255 * np.clip(values / max(float(values.max(initial=0)), 1e-12), 0, 1)).astype(np.uint8)
    pixels = colour_table(COLOURS)[levels].repeat(_CELL, axis=0).repeat(_CELL, axis=1)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB888).copy()


def paint_mean_map(painter: QPainter, place: QRectF, values: np.ndarray, colours: ChartColours) -> None:
    """Paint a mean map into a square place, with a frame."""
    painter.save()
    painter.drawImage(place, mean_map_image(values))
    painter.setPen(QPen(colours.frame, place.width() / 100))
    painter.drawRect(place)
    painter.restore()
