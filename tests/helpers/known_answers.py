"""Small classifiers of which it is known where they look.

Every picture has two things in it: a disk whose colour tells one class, and in the upper left corner a patch whose
stripes tell another. A model that is trained to tell the disk looks at the object, one that is trained to tell the
stripes has learned a shortcut, whatever the object is. Their weights are kept: `references/make_known.py` trained them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

Kind = Literal["shortcut", "object", "deep"]  # deep: tells the disk, with six convolutions instead of three
WEIGHTS = Path(__file__).parents[1] / "references" / "known.npz"
SIDE = 32
CLASSES = 3
PATCH = (0.0, 0.0, 8.0, 8.0)  # left, top, width, height in pixels
_RADIUS = 5
_COLOURS = np.array([[220, 40, 40], [40, 200, 40], [40, 60, 230]])
_SHALLOW = ((12, 1), (16, 2), (16, 2))  # filters and strides of the convolutions
_DEEP = ((24, 1), (32, 2), (32, 1), (48, 2), (48, 1), (64, 1))


@dataclass(frozen=True)
class Pictures:
    """pixels: (N, 32, 32, 3) uint8; disks, patches: (N,) classes; boxes: (N, 4) of the disks, as `PATCH`."""

    pixels: np.ndarray
    disks: np.ndarray
    patches: np.ndarray
    boxes: np.ndarray


def draw(count: int, seed: int) -> Pictures:
    """Return pictures in which disk and patch have nothing to do with each other."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(90, 166, (count, SIDE, SIDE, 3)).astype(np.uint8)
    disks, patches = rng.integers(0, CLASSES, (2, count))
    centres = rng.integers(_RADIUS + 9, SIDE - _RADIUS, (count, 2))  # (y, x), clear of the corner
    rows, columns = np.mgrid[:SIDE, :SIDE]
    for picture, disk, patch, (y, x) in zip(pixels, disks, patches, centres, strict=True):
        picture[(rows - y) ** 2 + (columns - x) ** 2 <= _RADIUS**2] = _COLOURS[disk]
        picture[:8, :8] = _stripes(patch)[..., None]
    corners = centres[:, ::-1] - _RADIUS
    boxes = np.concatenate([corners, np.full((count, 2), 2 * _RADIUS + 1)], axis=1).astype(float)
    return Pictures(pixels, disks, patches, boxes)


def _stripes(patch: int) -> np.ndarray:
    """Return the (8, 8) levels of a patch: lines across, lines down, or squares."""
    rows, columns = np.mgrid[:8, :8] // 2 % 2
    return np.where((rows, columns, rows ^ columns)[patch], 250, 5)


def build(kind: Kind) -> Any:
    """Return the Keras model, which takes 0..255, with weights that know nothing."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            layers.Rescaling(1 / 127.5, offset=-1),
            *(
                layers.Conv2D(filters, 3, strides, padding="same", activation="relu")
                for filters, strides in (_DEEP if kind == "deep" else _SHALLOW)
            ),
            layers.GlobalAveragePooling2D(),
            layers.Dense(CLASSES, activation="softmax"),
        ],
        name=kind,
    )


def load(kind: Kind) -> Any:
    """Return the Keras model with the weights that it was trained to."""
    model = build(kind)
    with np.load(WEIGHTS) as kept:
        model.set_weights([kept[f"{kind}/{number}"] for number in range(len(model.weights))])
    return model
