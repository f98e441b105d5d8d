"""Small seeded classifiers, the same to the last bit of their weights under Keras 2 and Keras 3, and their references.

Every weight is drawn from one seed over the layers sorted by name, so nothing depends on the order in which a version
of Keras lists layers. A model ends in a softmax, as most do; `logits=True` gives the same weights without it, and
`twin=True` the same layers in one flat graph, for libraries that cannot reach into a nested model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers

N_CLASSES = 5
CLASSES = (1, 3)
N_PICTURES = 2
HERE = Path(__file__).parent


def _conv(name: str, filters: int, strides: int = 1, activation: str | None = "relu", bias: bool = True) -> Any:
    return layers.Conv2D(filters, 3, strides, padding="same", activation=activation, use_bias=bias, name=name)


def _predictions(logits: bool) -> Any:
    return layers.Dense(N_CLASSES, activation=None if logits else "softmax", name="predictions")


def _chain(x: Any, *steps: Any) -> Any:
    for step in steps:
        x = step(x)
    return x


def _flat(logits: bool, twin: bool) -> Any:
    """28x28x3 in 0..255 -> 7x7x10 after conv, batch norm, ReLU, pool, conv, ReLU -> global average -> dense."""
    x = inputs = keras.Input((28, 28, 3), name="picture")
    x = _chain(
        x,
        layers.Rescaling(1 / 255, name="rescaling"),
        _conv("conv_1", 8, activation=None, bias=False),
        layers.BatchNormalization(name="bn_1"),
        layers.ReLU(name="relu_1"),
        layers.MaxPooling2D(2, name="pool_1"),
        _conv("conv_2", 10, strides=2, activation=None),
        layers.ReLU(name="relu_2"),
        layers.GlobalAveragePooling2D(name="average"),
        _predictions(logits),
    )
    return keras.Model(inputs, x, name="flat")


def _flatten_head(logits: bool, twin: bool) -> Any:
    """16x16x3 in 0..1 -> 8x8x8 after conv, conv -> flatten -> dense -> dense."""
    x = inputs = keras.Input((16, 16, 3), name="picture")
    x = _chain(
        x,
        _conv("conv_1", 6, strides=2),
        _conv("conv_2", 8),
        layers.Flatten(name="flatten"),
        layers.Dense(16, activation="relu", name="hidden"),
        _predictions(logits),
    )
    return keras.Model(inputs, x, name="flatten_head")


def _nested(logits: bool, twin: bool) -> Any:
    """16x16x3 in 0..255 -> a functional backbone used as a layer (8x8x8, tapped before its ReLU) -> dense head."""

    def backbone(x: Any) -> Any:
        return _chain(
            x,
            _conv("conv_1", 6, strides=2, activation=None, bias=False),
            layers.BatchNormalization(name="bn_1"),
            layers.ReLU(name="relu_1"),
            _conv("conv_2", 8, activation=None),
            layers.BatchNormalization(name="bn_2"),
            layers.ReLU(name="relu_2"),
        )

    inputs = keras.Input((16, 16, 3), name="picture")
    x = layers.Rescaling(1 / 255, name="rescaling")(inputs)
    if twin:
        x = backbone(x)
    else:
        inner = keras.Input((16, 16, 3), name="backbone_input")
        x = keras.Model(inner, backbone(inner), name="backbone")(x)
    x = _chain(
        x,
        layers.GlobalAveragePooling2D(name="average"),
        layers.Dense(12, activation="relu", name="hidden"),
        _predictions(logits),
    )
    return keras.Model(inputs, x, name="nested")


def _nested_sequential(logits: bool, twin: bool) -> Any:
    """16x16x3 in 0..1 -> Sequential in a Sequential (8x8x8, tapped after its ReLU) -> pool -> flatten -> dense."""
    features = [_conv("conv_1", 6, strides=2), _conv("conv_2", 8)]
    head = [
        layers.MaxPooling2D(2, name="pool"),
        layers.Flatten(name="flatten"),
        layers.Dense(12, activation="tanh", name="hidden"),
        _predictions(logits),
    ]
    if not twin:
        features = [keras.Sequential([keras.Input((16, 16, 3)), *features], name="features")]
    return keras.Sequential([keras.Input((16, 16, 3)), *features, *head], name="nested_sequential")


def _branchy(logits: bool, twin: bool) -> Any:
    """16x16x3 in 0..1 -> 8x8x6, tapped; a residual add and a second branch pass the tapped layer by; concatenate."""
    inputs = keras.Input((16, 16, 3), name="picture")
    stem = _conv("stem", 6, strides=2)(inputs)
    tapped = _conv("tapped", 6)(stem)
    added = layers.Add(name="add")([stem, tapped])
    left = _conv("left", 6)(added)
    right = _chain(stem, layers.AveragePooling2D(3, 1, padding="same", name="pool"), _conv("right", 4))
    x = layers.Concatenate(name="concatenate")([left, right, added])
    x = _chain(
        x,
        _conv("merge", 8, strides=2),
        layers.GlobalAveragePooling2D(name="average"),
        _predictions(logits),
    )
    return keras.Model(inputs, x, name="branchy")


@dataclass(frozen=True)
class Spec:
    """How to build a model, the path of the layer to look at, its largest pixel value, the seed of all it draws."""

    make: Callable[[bool, bool], Any]
    tapped: str
    largest: int
    seed: int

    @property
    def pixel_values(self) -> str:
        """What the model takes, as `engine.images.preprocessing.PixelValues` names it: nothing in its file says so."""
        return f"0..{self.largest}"

    @property
    def tapped_in_twin(self) -> str:
        """The tapped layer's name where nothing is nested."""
        return self.tapped.rpartition("/")[2]


SPECS = {
    "flat": Spec(_flat, "relu_2", 255, 19),
    "flatten_head": Spec(_flatten_head, "conv_2", 1, 38),
    "nested": Spec(_nested, "backbone/conv_2", 255, 17),
    "nested_sequential": Spec(_nested_sequential, "features/conv_2", 1, 2),
    "branchy": Spec(_branchy, "tapped", 1, 22),
}


def build(name: str, *, logits: bool = False, twin: bool = False) -> tuple[Any, str]:
    """Return the model `name` with its seeded weights, and the path of its tapped layer (`outer/inner`)."""
    spec = SPECS[name]
    model = spec.make(logits, twin)
    rng = np.random.default_rng(spec.seed)
    for layer in sorted(leaves(model), key=lambda layer: layer.name):
        layer.set_weights([_drawn(rng, short_name(weight), tuple(weight.shape)) for weight in layer.weights])
    return model, spec.tapped_in_twin if twin else spec.tapped


def pictures(name: str) -> np.ndarray:
    """Return (2, H, W, 3) float32 pictures of coarse blocks and fine noise: whole numbers 0..255, or those / 255."""
    spec = SPECS[name]
    rng = np.random.default_rng([spec.seed, 255])
    side = 28 if name == "flat" else 16
    blocks = np.kron(rng.uniform(0, 200, (N_PICTURES, 4, 4, 3)), np.ones((1, side // 4, side // 4, 1)))
    whole = np.rint(blocks + rng.uniform(0, 55, blocks.shape))
    return (whole * (spec.largest / 255)).astype(np.float32)


def load(name: str) -> dict[str, np.ndarray]:
    """Return the stored arrays of the model `name`; README.md says what they are."""
    with np.load(HERE / f"{name}.npz") as stored:
        return dict(stored)


def leaves(model: Any) -> Iterator[Any]:
    """Yield the layers of `model` and of the models nested in it."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from leaves(layer)
        else:
            yield layer


def short_name(weight: Any) -> str:
    """Return `kernel` for Keras 3's `kernel` and for Keras 2's `conv_1/kernel:0`."""
    return weight.name.rpartition("/")[2].partition(":")[0]


def _drawn(rng: np.random.Generator, kind: str, shape: tuple[int, ...]) -> np.ndarray:
    values = rng.standard_normal(shape)
    if kind == "kernel":
        values *= np.sqrt(2 / np.prod(shape[:-1])) * (2 if len(shape) == 2 else 1)
    elif kind in ("gamma", "moving_variance"):
        values = 0.5 + np.abs(values)
    else:
        values *= 0.1
    return values.astype(np.float32)
