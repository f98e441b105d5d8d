"""The bundled photographs as a model is shown them, to see which pixel values it knows what to do with."""

from __future__ import annotations

from functools import cache

import numpy as np

import resources
from engine.images.preprocessing import RGB_DEVIATION, RGB_MEAN, has_colours
from engine.images.projection import Fit, Projection
from engine.images.read import read_image


def samples(size: tuple[int, int], channels: int = 3) -> list[np.ndarray]:
    """Return the bundled photographs as (h, w, 3) uint8 at a model's input size, in the usual colours.

    For a model of other channels than grey or colours, (h, w, channels): the colours over and over.

    Together they are given the mean and deviation of ImageNet's: by themselves they are redder than most.
    """
    views = [Projection.make(_size(pixels), size, Fit.CROP).apply(pixels) for pixels in _photographs()]
    pictures = np.stack(views) / np.float32(255)
    even = (pictures - pictures.mean((0, 1, 2))) / (pictures.std((0, 1, 2)) + 1e-6)
    toned = even * np.array(RGB_DEVIATION, np.float32) + np.array(RGB_MEAN, np.float32)
    found = np.rint(np.clip(toned, 0, 1) * 255).astype(np.uint8)
    return list(found if has_colours(channels) else found[..., np.arange(channels) % 3])


def _size(pixels: np.ndarray) -> tuple[int, int]:
    return pixels.shape[1], pixels.shape[0]


@cache
def _photographs() -> tuple[np.ndarray, ...]:
    return tuple(read_image(path).pixels for path in resources.SAMPLES)
