"""The model's view of a photograph: its pixels at the size and with the channels of the model's input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.images.levels.show import windowed
from engine.images.preprocessing import has_colours

if TYPE_CHECKING:
    import numpy as np

    from engine.images import Image
    from engine.images.projection import Projection


def model_view(image: Image, projection: Projection, channels: int) -> np.ndarray:
    """Return what a model of so many channels is shown: (h, w, 3) uint8 RGB for grey and colours, else (h, w, C).

    C is how many channels the file has, which may be other than the model wants: whoever feeds the model checks.
    """
    return projection.apply(image.pixels if has_colours(channels) else every_channel(image))


def every_channel(image: Image) -> np.ndarray:
    """Return the file's channels in their order, (H, W, C) uint8, all through the window that is in use."""
    import cv2

    samples, levels = image.samples, image.latitude.levels
    if samples is None:
        return image.pixels
    values = samples.colours if levels is None else windowed(samples.colours, levels.window)
    values = cv2.bitwise_not(values) if samples.inverted else values
    return values[..., None] if values.ndim == 2 else values
