"""Photographs that leave a choice: 16 bits, several pages, a film, many channels; small, with values known by heart."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import PIL.Image

from engine.images import read_image
from gui.state.images.picture import Picture, make_picture

RAMP = np.tile(np.arange(0, 2048, 32, dtype=np.uint16), (48, 1))  # 48 rows of 0, 32, ... 2016
COLOURS = ((200, 30, 30), (30, 200, 30), (30, 30, 200))  # of the pages, and of the frames of the film


def write_ramp(path: Path, bright: int = 0) -> Path:
    """A 16-bit picture. bright: the value of one pixel in a corner, 0 for none."""
    values = RAMP.copy()
    values[0, 0] = bright
    assert cv2.imwrite(str(path), values)
    return path


def write_pages(path: Path, sizes=((64, 48),) * 3) -> Path:
    """A TIFF or GIF with a page of each colour; the GIF is a film."""
    pages = [PIL.Image.new("RGB", size, colour) for size, colour in zip(sizes, COLOURS, strict=True)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def read_picture(path: Path) -> Picture:
    return make_picture(read_image(path))


def windowed(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """8-bit grey of values between black and white, computed apart from the program."""
    return np.floor(np.clip((values.astype(np.float64) - low) / (high - low), 0, 1) * 255 + 0.5).astype(np.uint8)
