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


def small_overlay(pixels: np.ndarray, attribution: Attribution, model: ModelInfo, rendering: Rendering) -> QImage:
    """Return the (H, W, 3) uint8 pixels of a whole image, shrunk, with a map over them on a scale of its own."""
    height, width = pixels.shape[:2]
    projection = Projection.make((width, height), model.input_size, attribution.request.fit)
    return rgb_image(overlay(pixels, attribution, projection, rendering))


def shrunk(picture: Picture, box: tuple[float, float]) -> np.ndarray:
    """Return (H, W, 3) uint8 pixels of a picture, no larger than a box: (width, height)."""
    pixels = picture.levels[-1]
    height, width = pixels.shape[:2]
    scale = min(1.0, box[0] / width, box[1] / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
