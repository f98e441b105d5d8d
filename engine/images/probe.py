"""Probing by hand: parts of a photograph painted over, to see how much the answer rests on them.

Strokes are kept as they were drawn, in the photograph's coordinates, and painted on whatever part of it is wanted at
whatever size: the model's view, what the screen shows, a file at full resolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from engine.images.projection import PAD_LEVEL, Rect, by_channels
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.images.projection import Projection

BLUR = 1 / 16  # deviation as a share of the shorter side: what is smaller than an object's part is gone
_BLUR_SIDE, _HOLE_SIDE = 128, 512  # pixels on the longer side from which blur and surroundings are taken
_REACH = 3  # pixels around a hole from which it is filled
_INPAINTED = 3  # channels that OpenCV fills holes of at once
_FINE = 4  # bits of a pixel's fraction
_OPAQUE = 255


class Fill(StrEnum):
    """What is painted in place of the photograph."""

    GREY = "grey"  # mid-grey, the model's neutral level
    BLUR = "blur"  # the photograph without detail
    ERASE = "erase"  # what is around grows together (Telea, 2004)


@dataclass(frozen=True)
class Stroke:
    """A path of a round brush: its points and radius in the photograph's coordinates."""

    points: tuple[tuple[float, float], ...]
    radius: float
    fill: Fill


def probed(
    pixels: np.ndarray, rect: Rect, strokes: Sequence[Stroke], whole: np.ndarray, size: tuple[int, int]
) -> np.ndarray:
    """Return (h, w, C) uint8 pixels, which show `rect` of a photograph, with the strokes painted in their order.

    whole: the whole photograph, (H, W, C) uint8 at any size; size: its (width, height), which `rect` and the
    strokes are measured in. What lies outside the photograph is left as it is.
    """
    painted = pixels
    for fill, group in groupby(strokes, key=lambda stroke: stroke.fill):
        together = list(group)
        cover = cover_of(together, rect, pixels.shape, size)
        if cover.any():
            painted = _laid_over(painted, _paint(fill, together, rect, pixels.shape, whole, size), cover)
    return painted


def probed_view(view: np.ndarray, projection: Projection, strokes: Sequence[Stroke], whole: np.ndarray) -> np.ndarray:
    """Return the model's (h, w, C) uint8 view of a photograph with the strokes painted; whole: as for `probed`."""
    width, height = projection.input_size
    left, top = float(projection.to_image(0, 0)), float(projection.to_image(0, 1))
    right, bottom = float(projection.to_image(width, 0)), float(projection.to_image(height, 1))
    rect = Rect(left, top, right - left, bottom - top)
    return probed(view, rect, strokes, whole, projection.image_size)


def cover_of(strokes: Sequence[Stroke], rect: Rect, shape: tuple[int, ...], size: tuple[int, int]) -> np.ndarray:
    """Return how much of each pixel the brush covers, (h, w) uint8. The pixels show `rect`; size: as for `probed`.

    Drawn at one scale on both axes, because a brush is round in the photograph; then stretched to the pixels.
    """
    import cv2
    import numpy as np

    scale = max(shape[1] / rect.width, shape[0] / rect.height)
    drawn = np.zeros((max(1, round(rect.height * scale)), max(1, round(rect.width * scale))), np.uint8)
    for stroke in strokes:
        places = (np.array(stroke.points) - (rect.x, rect.y)) * scale - 0.5
        fixed = np.rint(places * 2**_FINE).astype(np.int32).reshape(-1, 1, 2)
        thick = max(1, round(2 * stroke.radius * scale))
        if len(fixed) > 1:
            cv2.polylines(drawn, [fixed], False, _OPAQUE, thick, cv2.LINE_AA, _FINE)
        for end in (fixed[0, 0], fixed[-1, 0]):
            cv2.circle(
                drawn, end.tolist(), max(1, round(stroke.radius * scale * 2**_FINE)), _OPAQUE, -1, cv2.LINE_AA, _FINE
            )
    cover = cv2.resize(drawn, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    for axis, (start, length, whole) in enumerate(((rect.y, rect.height, size[1]), (rect.x, rect.width, size[0]))):
        centres = start + (np.arange(shape[axis]) + 0.5) * (length / shape[axis])
        outside = (centres < 0) | (centres >= whole)
        cover[(outside, slice(None)) if axis == 0 else (slice(None), outside)] = 0
    return cover


def _paint(
    fill: Fill, strokes: Sequence[Stroke], rect: Rect, shape: tuple[int, ...], whole: np.ndarray, size: tuple[int, int]
) -> np.ndarray:
    """Return the paint: (h, w, C) uint8, or (1,) where it is grey all over."""
    import cv2
    import numpy as np

    if fill is Fill.GREY:
        return np.full(1, PAD_LEVEL, np.uint8)
    small = _small(whole, _BLUR_SIDE if fill is Fill.BLUR else _HOLE_SIDE)
    if fill is Fill.BLUR:
        deviation = BLUR * min(small.shape[:2])
        source = by_channels(lambda part: cv2.GaussianBlur(part, (0, 0), deviation), small)
    else:
        hole = cover_of(strokes, Rect(0, 0, *size), small.shape, size)
        source = by_channels(lambda part: cv2.inpaint(part, hole, _REACH, cv2.INPAINT_TELEA), small, _INPAINTED)
    across, down = small.shape[1] / size[0], small.shape[0] / size[1]
    step = rect.width * across / shape[1], rect.height * down / shape[0]
    start = rect.x * across + step[0] / 2 - 0.5, rect.y * down + step[1] / 2 - 0.5
    grid = np.array([[step[0], 0, start[0]], [0, step[1], start[1]]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP

    def warped(part: np.ndarray) -> np.ndarray:
        return cv2.warpAffine(part, grid, (shape[1], shape[0]), flags=flags, borderMode=cv2.BORDER_REPLICATE)

    return by_channels(warped, source)


def _small(whole: np.ndarray, side: int) -> np.ndarray:
    import cv2

    scale = side / max(whole.shape[:2])
    if scale >= 1:
        return whole
    size = max(1, round(whole.shape[1] * scale)), max(1, round(whole.shape[0] * scale))
    return by_channels(lambda part: cv2.resize(part, size, interpolation=cv2.INTER_AREA), whole)


def _laid_over(pixels: np.ndarray, paint: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """Return pixels where nothing covers them, the paint where all is covered, rounded in between."""
    import numpy as np

    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    share = cover[part][..., None].astype(np.float32) / _OPAQUE
    below = pixels[part].astype(np.float32)
    above = paint[part] if paint.ndim == 3 else paint
    result = pixels.copy()
    result[part] = np.rint(below + (above.astype(np.float32) - below) * share).astype(np.uint8)
    return result
