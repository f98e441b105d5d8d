"""A photograph made ready for the screen: its pixels at halving sizes, so that every zoom is quick and smooth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from engine.image import Image

_SMALLEST = 512


@dataclass(frozen=True, eq=False)
class Picture:
    """`levels[k]` is the photograph at 1/2^k, (H, W, 3) uint8 RGB; level 0 is the photograph's own array."""

    image: Image
    levels: tuple[np.ndarray, ...]


def make_picture(image: Image) -> Picture:
    """Halve the photograph until it is small. Takes a moment for large ones: not for the GUI thread."""
    import cv2

    levels = [image.pixels]
    while max(levels[-1].shape[:2]) > _SMALLEST:
        height, width = levels[-1].shape[:2]
        half = ((width + 1) // 2, (height + 1) // 2)
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA))
    return Picture(image, tuple(levels))
