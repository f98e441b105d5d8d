"""An overlay as a small image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from engine.images.projection import Projection
from engine.rendering import overlay
from gui.canvas.compose import rgb_image

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QImage

    from engine.attribution.request import Attribution
    from engine.models.model_info import ModelInfo
    from engine.rendering import Rendering
    from gui.state.images.picture import Picture


def small_overlay(
    picture: Picture,
    attribution: Attribution,
    model: ModelInfo,
    rendering: Rendering,
    box: tuple[int, int],
    ratio: float = 1.0,
) -> QImage:
    """Return an image with a map over it, no larger than a box; the map has a scale of its own.

    box: (width, height) in pixels of the window, `ratio` of the screen's to one of them.
    """
    pixels = _shrunk(picture.levels[-1], (box[0] * ratio, box[1] * ratio))
    height, width = pixels.shape[:2]
    projection = Projection.make((width, height), model.input_size, attribution.request.fit)
    image = rgb_image(overlay(pixels, attribution, projection, rendering))
    image.setDevicePixelRatio(ratio)
    return image


def _shrunk(pixels: np.ndarray, most: tuple[float, float]) -> np.ndarray:
    """Return (H, W, 3) uint8 pixels no larger than `most`, (width, height)."""
    height, width = pixels.shape[:2]
    scale = min(1.0, most[0] / width, most[1] / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
