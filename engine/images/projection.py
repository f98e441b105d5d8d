"""The exact geometry between a photograph's pixels and the model's input, both ways.

Coordinates are continuous and measured at pixel edges: pixel i covers [i, i + 1], its centre is i + 0.5. A projection
takes a whole-pixel rectangle of the photograph to a whole-pixel rectangle of the input, so it is an exact affine map
on each axis.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

PAD_LEVEL = 127  # mid-grey: the neutral level of a letterbox
CROP_SHARE = 224 / 256  # of the shorter side: the customary evaluation of ImageNet models


class Fit(StrEnum):
    """How a photograph meets an input of another shape. See docs/adr/0002."""

    STRETCH = "stretch"
    LETTERBOX = "letterbox"
    CROP = "crop"


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Projection:
    """`seen` (in the photograph) goes to `placed` (in the input); sizes are (width, height) in pixels."""

    image_size: tuple[int, int]
    input_size: tuple[int, int]
    seen: Rect
    placed: Rect

    @staticmethod
    def make(image_size: tuple[int, int], input_size: tuple[int, int], fit: Fit = Fit.STRETCH) -> Projection:
        """Return the projection of a photograph (width, height) to an input (width, height) under `fit`."""
        seen, placed = Rect(0, 0, *image_size), Rect(0, 0, *input_size)
        if fit is Fit.LETTERBOX:
            placed = _centred(_shrunk(image_size, input_size), input_size)
        elif fit is Fit.CROP:
            width, height = _shrunk(input_size, image_size)
            seen = _centred((_rounded(width * CROP_SHARE), _rounded(height * CROP_SHARE)), image_size)
        return Projection(image_size, input_size, seen, placed)

    def apply(self, pixels: np.ndarray) -> np.ndarray:
        """Resample (H, W, C) uint8 pixels to the model's input: (h, w, C) uint8, averaged where it shrinks."""
        import numpy as np

        x, y, width, height = _whole(self.seen)
        inside = _resized(pixels[y : y + height, x : x + width], *_whole(self.placed)[2:])
        canvas = np.full((self.input_size[1], self.input_size[0], pixels.shape[2]), PAD_LEVEL, np.uint8)
        x, y, width, height = _whole(self.placed)
        canvas[y : y + height, x : x + width] = inside
        return canvas

    def to_input(self, x: np.ndarray | float, axis: int) -> np.ndarray | float:
        """Take photograph coordinates on one axis (0: x, 1: y) to input coordinates."""
        start, length, first, size = self._axis(axis)
        return (x - start) * (size / length) + first

    def to_image(self, x: np.ndarray | float, axis: int) -> np.ndarray | float:
        """Take input coordinates on one axis (0: x, 1: y) to photograph coordinates; undoes `to_input`."""
        start, length, first, size = self._axis(axis)
        return (x - first) * (length / size) + start

    def shares_of(self, rect: Rect) -> tuple[float, float, float, float]:
        """Return a rectangle of the photograph as (left, top, width, height) in shares of the input."""
        width, height = self.input_size
        left, right = (float(self.to_input(x, 0)) / width for x in (rect.x, rect.x + rect.width))
        top, bottom = (float(self.to_input(y, 1)) / height for y in (rect.y, rect.y + rect.height))
        return left, top, right - left, bottom - top

    def _axis(self, axis: int) -> tuple[float, float, float, float]:
        if axis == 0:
            return self.seen.x, self.seen.width, self.placed.x, self.placed.width
        return self.seen.y, self.seen.height, self.placed.y, self.placed.height


def _shrunk(size: tuple[int, int], into: tuple[int, int]) -> tuple[int, int]:
    """Scale `size`, its proportions kept, to the largest that fits in `into`; never below one pixel."""
    scale = min(into[0] / size[0], into[1] / size[1])
    return min(_rounded(size[0] * scale), into[0]), min(_rounded(size[1] * scale), into[1])


def _rounded(length: float) -> int:
    return max(1, round(length))


def _centred(size: tuple[int, int], within: tuple[int, int]) -> Rect:
    return Rect((within[0] - size[0]) // 2, (within[1] - size[1]) // 2, *size)


def _whole(rect: Rect) -> tuple[int, int, int, int]:
    return int(rect.x), int(rect.y), int(rect.width), int(rect.height)


def _resized(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    """Shrink by averaging first, then enlarge bilinearly: right for each axis by itself, whatever the proportions."""
    return by_channels(lambda part: _resized_part(part, width, height), pixels)


def by_channels(change: Callable[[np.ndarray], np.ndarray], pixels: np.ndarray, most: int = 4) -> np.ndarray:
    """Return (h, w, C) pixels changed some channels at a time: much of OpenCV knows four at most."""
    import numpy as np

    count = pixels.shape[2]
    if count <= most:
        return _with_channels(change(pixels))
    parts = (np.ascontiguousarray(pixels[..., first : first + most]) for first in range(0, count, most))
    return np.concatenate([_with_channels(change(part)) for part in parts], axis=2)


def _with_channels(pixels: np.ndarray) -> np.ndarray:
    """Give the axis of channels back that OpenCV leaves out where there is one."""
    return pixels[..., None] if pixels.ndim == 2 else pixels


def _resized_part(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    import cv2

    # OpenCV averages only where both axes shrink: so one step for each direction.
    smaller = min(width, pixels.shape[1]), min(height, pixels.shape[0])
    pixels = cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA)
    return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)
