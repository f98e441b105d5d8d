"""In which order an image's pixels are taken away or put in. No TensorFlow: the window shows the same orders."""

from __future__ import annotations

import numpy as np

_CORNERS = ((0, 0), (0.5, 0.5), (0, 0.5), (0.5, 0))  # of places in shares of the image: an even mean over all of it


def ranked(values: np.ndarray, seed: int) -> np.ndarray:
    """Return the (N,) indices of values from the largest to the smallest.

    Among equal ones, such as all that a ReLU made zero, chance decides: in reading order the top of the image would
    always go first.
    """
    flat = np.asarray(values).ravel()
    mixed = np.random.default_rng(seed).permutation(flat.size)
    return mixed[np.argsort(-flat[mixed], kind="stable")]


def moved(values: np.ndarray, seed: int) -> list[np.ndarray]:
    """Return an (H, W) map at four places by chance, half the image apart; what leaves at one side comes in opposite.

    This is chance for a map of just this shape. Pixels or cells shuffled would leave another kind of picture: many
    small holes ruin an answer sooner than one hole of the same area, and many small islands tell less than one.
    """
    height, width = values.shape
    down, across = np.random.default_rng(seed).random(2)
    return [np.roll(values, (int(height * (down + y)), int(width * (across + x))), (0, 1)) for y, x in _CORNERS]


def nearness(size: tuple[int, ...]) -> np.ndarray:
    """Return how near each of (H, W) pixels is to the centre in shares of the sides, at most 0, float32."""
    down, across = (((np.arange(n) + 0.5) / n - 0.5) ** 2 for n in size)
    return -np.add.outer(down, across).astype(np.float32)  # so that what is as far on all sides is alike


def places_in(order: np.ndarray) -> np.ndarray:
    """Return the place of each index in an order: its inverse."""
    places = np.empty_like(order)
    places[order] = np.arange(order.size)
    return places
