"""Masks as small black and white PNGs, which is all that measures need of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.batch.known.annotations.values import MOST_SIDE, Damaged
from engine.evaluation.localisation import GRID, png_size

_SIDE = 4 * GRID  # pixels of the longer side, to which larger masks are shrunk
_MOST_PIXELS = 100_000_000
_CHARACTER = 5  # bits of a number in each character of compressed runs
_LONGEST_NUMBER = 7  # characters


def mask_pixels(data: bytes) -> np.ndarray:
    """Return (h, w) bool: where the picture in a PNG is neither black nor transparent. Raises Damaged."""
    import cv2

    width, height = png_size(data) or (0, 0)
    pixels = None
    if 0 < width * height <= _MOST_PIXELS:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise Damaged("PNG")
    channels = pixels.reshape(*pixels.shape[:2], -1)
    inside = (channels[..., :3] > 0).any(axis=2)
    return np.asarray(inside & (channels[..., 3] > 0) if channels.shape[2] == 4 else inside)


def png_of(inside: np.ndarray) -> bytes:
    """Return an (h, w) bool mask as a PNG of at most 512 pixels a side, where half of each pixel decides."""
    import cv2

    scale = min(1.0, _SIDE / max(inside.shape))
    size = max(1, round(inside.shape[1] * scale)), max(1, round(inside.shape[0] * scale))
    shares = cv2.resize(inside.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA)
    small = shares >= 128
    if inside.any() and not small.any():  # an object that is smaller than half a pixel
        small = shares == shares.max()
    return bytes(cv2.imencode(".png", small.astype(np.uint8) * 255)[1])


def mask_of_runs(counts: Any, size: Any, place: str) -> np.ndarray:
    """Return the (h, w) bool mask of COCO's run lengths: how many are outside, inside, outside, column by column.

    counts: a list, or the string that COCO's tools compress it to. size: [h, w]. Raises Damaged.
    """
    if not (isinstance(size, list) and len(size) == 2 and all(type(n) is int and 0 < n <= MOST_SIDE for n in size)):
        raise Damaged(f"{place}.size")
    height, width = size
    runs = _runs_in(counts, place) if isinstance(counts, str) else counts
    fit = isinstance(runs, list) and all(type(run) is int and run >= 0 for run in runs)
    if not fit or height * width > _MOST_PIXELS or sum(runs) != height * width:
        raise Damaged(f"{place}.counts")
    inside = np.arange(len(runs)) % 2 == 1
    return np.repeat(inside, runs).reshape(width, height).T


def _runs_in(text: str, place: str) -> list[int]:
    """Return the run lengths in a string: five bits a character, and from the fourth number on differences."""
    runs: list[int] = []
    value = used = 0
    for sign in text:
        bits = ord(sign) - 48
        if not 0 <= bits < 64 or used > _LONGEST_NUMBER:
            raise Damaged(f"{place}.counts")
        value |= (bits & 31) << (_CHARACTER * used)
        used += 1
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << (_CHARACTER * used)
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
        value = used = 0
    if used:
        raise Damaged(f"{place}.counts")
    return runs


def framed(inside: np.ndarray, corner: Sequence[float], size: tuple[int, int]) -> np.ndarray:
    """Return an (h, w) mask of a part of an image as one of the whole. corner: left and top; size: of the image."""
    if size[0] * size[1] > _MOST_PIXELS:
        raise Damaged("imageWidth")
    whole = np.zeros((size[1], size[0]), bool)
    left, top = (min(max(0, round(value)), limit) for value, limit in zip(corner, size, strict=True))
    part = inside[: size[1] - top, : size[0] - left]
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole
