"""In which order an image's pixels are taken away or put in. No TensorFlow: the window shows the same orders."""

from __future__ import annotations

import numpy as np

PLACES = 2  # at which a map is laid by chance


def ranked(values: np.ndarray, seed: int) -> np.ndarray:
    """Return the (N,) indices of values from the largest to the smallest.

    Among equal ones, such as all that a ReLU made zero, chance decides: in reading order the top of the image would
    always go first.
    """
    flat = np.asarray(values).ravel()
    return np.lexsort((np.random.default_rng(seed).random(flat.size), -flat))


def moved(values: np.ndarray, seed: int) -> list[np.ndarray]:
    """Return an (H, W) map at `PLACES` places by chance; what leaves at one side comes in at the other.

    This is chance for a map of just this shape. Single pixels at random would be another kind of picture: noise, which
    ruins an answer sooner than a hole of the same area does. The places lie half the image apart, for an even mean.
    """
    height, width = values.shape
    down, across = np.random.default_rng(seed).random(2)
    places = [(down + part / PLACES, across + part / PLACES) for part in range(PLACES)]
    return [np.roll(values, (int(height * y), int(width * x)), (0, 1)) for y, x in places]


def nearness(size: tuple[int, ...]) -> np.ndarray:
    """Return how near each of (H, W) pixels is to the centre, in shares of the sides, at most 0."""
    down, across = (((np.arange(n) + 0.5) / n - 0.5) ** 2 for n in size)
    return -np.add.outer(down, across)


def places_in(order: np.ndarray) -> np.ndarray:
    """Return the place of each index in an order: its inverse."""
    places = np.empty_like(order)
    places[order] = np.arange(order.size)
    return places
