"""Coherent regions of a photograph."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

_SMOOTHNESS = 10.0  # weight of distance against colour, as SLIC's paper has it
_PASSES = 10  # as in SLIC's paper: more change next to nothing
_KEPT = 4  # photographs whose regions are remembered: another class asks for the same
_SMALLEST = 25  # per cent of the mean size; smaller regions join a neighbour


def superpixels(pixels: np.ndarray, count: int) -> np.ndarray:
    """Return (h, w) labels 0..K-1 of about `count` connected regions of alike colour (SLIC; Achanta et al., 2012).

    pixels: (h, w, 3) uint8 RGB, or (h, w, C) of other channels, which are alike as three means over their thirds.
    """
    if pixels.shape[2] != 3:
        pixels = _thirds(pixels)
    return _regions(pixels.tobytes(), pixels.shape, count)


def _thirds(pixels: np.ndarray) -> np.ndarray:
    """Return (h, w, 3) uint8: the means over the first, the middle and the last third of the channels."""
    count = pixels.shape[2]
    ends = [(count * part // 3, max(count * (part + 1) // 3, count * part // 3 + 1)) for part in range(3)]
    return np.stack([np.rint(pixels[..., low:high].mean(-1)).astype(np.uint8) for low, high in ends], axis=-1)


@lru_cache(_KEPT)
def _regions(values: bytes, shape: tuple[int, ...], count: int) -> np.ndarray:
    pixels, (height, width) = np.frombuffer(values, np.uint8).reshape(shape), shape[:2]
    side = max(1, round((height * width / count) ** 0.5))
    import cv2

    lab = cv2.cvtColor(cv2.GaussianBlur(pixels, (3, 3), 0), cv2.COLOR_RGB2Lab)
    slic = cv2.ximgproc.createSuperpixelSLIC(lab, cv2.ximgproc.SLIC, side, _SMOOTHNESS)
    slic.iterate(_PASSES)
    slic.enforceLabelConnectivity(_SMALLEST)
    labels = np.unique(slic.getLabels(), return_inverse=True)[1].reshape(height, width)
    labels.setflags(write=False)
    return labels
