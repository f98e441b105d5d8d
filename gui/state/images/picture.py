"""A photograph prepared for the screen: its pixels at halved sizes, so that every zoom is quick and smooth."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.images import Image

_SMALLEST = 512
_MOST_WORDS = 2**25  # pixels: up to this size (128 MB) a level is also kept in the screen's own format
_LONGEST = 2**14  # pixels: up to this side Qt scales without an error in position


@dataclass(frozen=True, eq=False)
class Picture:
    """`levels[k]` is the photograph at 1/2^k, (H, W, 3) uint8 RGB; level 0 is the photograph's own array."""

    image: Image
    levels: tuple[np.ndarray, ...]
    _words: dict[int, np.ndarray] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """The photograph's (width, height)."""
        return self.image.width, self.image.height

    def part(self, level: int, top: int, left: int, bottom: int, right: int) -> tuple[np.ndarray, int, int]:
        """Return (H, W) uint32 pixels in the screen's own format, and the (top, left) in the level where they begin.

        They cover at least the rows and columns asked for: usually the whole level, unless that is very large.
        """
        pixels = self.levels[level]
        if pixels.shape[0] * pixels.shape[1] > _MOST_WORDS or max(pixels.shape[:2]) > _LONGEST:
            return _words(pixels[top:bottom, left:right]), top, left
        if level not in self._words:
            self._words[level] = _words(pixels)
        return self._words[level], 0, 0


def make_picture(image: Image) -> Picture:
    """Halve the photograph until it is small. Slow for large photographs: not for the GUI thread."""
    import cv2

    levels = [image.pixels]
    while max(levels[-1].shape[:2]) > _SMALLEST:
        height, width = levels[-1].shape[:2]
        half = ((width + 1) // 2, (height + 1) // 2)
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA))
    picture = Picture(image, tuple(levels))
    # Convert all levels now, in the background, rather than in the GUI thread at the first zoom.
    for level in range(len(levels)):
        picture.part(level, 0, 0, 1, 1)
    return picture


def _words(pixels: np.ndarray) -> np.ndarray:
    """Return (H, W, 3) uint8 RGB as (H, W) uint32 in Qt's format RGB32."""
    import cv2

    return cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2BGRA).view(np.uint32)[..., 0]


def pasted_pixels(image: QImage) -> np.ndarray:
    """Return (H, W, 4) uint8 RGBA pixels of a clipboard image."""
    import numpy as np

    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    # Copied, because `rows` points at the memory of a QImage that ends here.
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()
