"""Networks that take two pictures, and photographs for them."""

from __future__ import annotations

from pathlib import Path

import cv2
import keras
import numpy as np
from keras import layers

LEFT, RIGHT = (16, 12), (10, 8)  # (width, height)


def branch(name: str, size: tuple[int, int], channels: int = 3, scale: float | None = None):
    """Return an input and the (N, 4) features that layers of its own find in it."""
    inputs = keras.Input((size[1], size[0], channels), name=name)
    x = layers.Rescaling(scale, name=f"{name}-scale")(inputs) if scale else inputs
    x = layers.Conv2D(4, 3, padding="same", activation="tanh", name=f"{name}-maps")(x)
    return inputs, layers.GlobalAveragePooling2D()(x)


def two_branches(right_channels: int = 3, scales: tuple[float | None, float | None] = (None, None)) -> keras.Model:
    """Return a network of two branches of their own, for pictures of different sizes; three classes."""
    keras.utils.set_random_seed(3)
    left, one = branch("left", LEFT, scale=scales[0])
    right, other = branch("right", RIGHT, right_channels, scales[1])
    x = layers.Dense(6, activation="tanh")(layers.Concatenate()([one, other]))
    return keras.Model([left, right], layers.Dense(3, activation="softmax", name="answer")(x))


def siamese(size: tuple[int, int] | None = LEFT) -> keras.Model:
    """Return a network that compares two pictures through one encoder: how likely they differ. size: None for any."""
    keras.utils.set_random_seed(4)
    width, height = size or (None, None)
    inputs = keras.Input((height, width, 3))
    x = layers.Conv2D(5, 3, activation="tanh", name="maps")(layers.Rescaling(1 / 255, name="rescaling")(inputs))
    encoder = keras.Model(inputs, layers.GlobalAveragePooling2D()(x), name="encoder")
    pair = [keras.Input((height, width, 3), name=name) for name in ("before", "after")]
    apart = keras.ops.absolute(encoder(pair[0]) - encoder(pair[1]))
    return keras.Model(pair, layers.Dense(1, activation="sigmoid", name="differs")(apart))


def pixels_of(seed: int, size: tuple[int, int]) -> np.ndarray:
    """Return (h, w, 3) uint8 pixels, another picture for each seed. size: (width, height)."""
    return np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)


def photographs(folder: Path, *names: str) -> list[Path]:
    """Write a photograph of 60 × 40 pixels for each name, all different."""
    folder.mkdir(exist_ok=True)
    paths = [folder / name for name in names]
    for seed, path in enumerate(paths):
        small = np.random.default_rng(seed).integers(0, 256, (4, 6, 3), np.uint8)
        cv2.imwrite(str(path), cv2.resize(small, (60, 40), interpolation=cv2.INTER_NEAREST))
    return paths
