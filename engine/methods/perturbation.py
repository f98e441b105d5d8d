"""What stands in for what is taken away from a photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.images.projection import by_channels
from engine.methods.method import Option, choice

if TYPE_CHECKING:
    from engine.attribution.session import Session

_BLUR = 1 / 16  # of the shorter side: about a part of an object


def baseline_option(default: str) -> Option:
    """Return the choice of what stands for nothing: a colour, the blurred photograph, or the model's own zero."""
    return choice("baseline", "black", "grey", "white", "blur", "zero", default=default)


def baseline(session: Session, name: str) -> np.ndarray:
    """Return the (h, w, c) float32 input that stands for nothing."""
    if name == "blur":
        return blurred(session.x)
    levels = {"black": session.low, "grey": session.grey, "white": session.high, "zero": np.zeros(1)}
    return np.broadcast_to(levels[name].astype(np.float32), session.x.shape)


def blurred(pixels: np.ndarray) -> np.ndarray:
    """Return (h, w, c) pixels under a Gaussian of 1/16 of the shorter side: what is smaller is gone."""
    import cv2

    sigma = _BLUR * min(pixels.shape[:2])
    return by_channels(lambda part: cv2.GaussianBlur(part, (0, 0), sigma), pixels)


def resized(image: np.ndarray, size: tuple[int, ...], nearest: bool = False) -> np.ndarray:
    """Return an (h, w) map at `size` (height, width); pixel centres lie at halves."""
    import cv2  # the window reads the table of methods before it needs OpenCV

    return cv2.resize(image, size[1::-1], interpolation=cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR)


def resized_to_edges(image: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """Return an (h, w) map at `size` (height, width), float32; its outermost values lie on the edges, not within."""
    rows, columns = (_between(count, length) for count, length in zip(image.shape, size[:2], strict=True))
    return (rows @ image @ columns.T).astype(np.float32)


def _between(count: int, length: int) -> np.ndarray:
    """Return (length, count) float64 weights of linear interpolation from `count` values to `length` places."""
    places = np.linspace(0, count - 1, length)
    return np.maximum(1 - np.abs(places[:, None] - np.arange(count)), 0)
