"""Networks with layers that are called more than once, and what is right for each call, by GradientTape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier
from engine.network.description import Port
from engine.network.keras_network import KerasNetwork

HEIGHT, WIDTH = 20, 24
SHAPE = (HEIGHT, WIDTH, 3)
PIXELS = np.random.default_rng(6).integers(0, 256, SHAPE, np.uint8)
PICTURE = tf.constant(PIXELS[None].astype(np.float32))
BLACK = tf.zeros_like(PICTURE)


@dataclass(frozen=True, eq=False)
class Called:
    """calls: {path of a call: (A of the picture, the score's logits with another A in its place)}."""

    model: Any
    calls: dict[str, tuple[Any, Callable[[Any], Any]]] = field(default_factory=dict)


def classifier_of(model: Any, port: Port | None = None) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "", port=port)


def session_of(model: Any, port: Port | None = None, region=None) -> Session:
    return Session(model if isinstance(model, Classifier) else classifier_of(model, port), PIXELS, "0..255", region)


def map_of(session: Session, method: str, layer: str | None, target: int = 1, further: tuple[str, ...] = ()) -> Any:
    request = Request("p", Fit.STRETCH, "m", "0..255", method, layer, target, further_layers=further)
    *_, found = explain(session, request)
    return found.values


def grad_cam(called: Called, path: str, target: int = 1) -> np.ndarray:
    A, behind = called.calls[path]
    with tf.GradientTape() as tape:
        tape.watch(A)
        s = behind(A)[0, target]
    weights = tf.reduce_mean(tape.gradient(s, A), axis=(1, 2))
    return np.maximum((A[0] @ weights[0][:, None])[..., 0].numpy(), 0)


def bare(dense: Any, features: Any) -> Any:
    return features @ dense.kernel + dense.bias


def both_sides(z: Any) -> Any:
    """The two classes of one unit before its sigmoid."""
    return tf.concat([-z, z], axis=-1)


def average(x: Any) -> Any:
    return tf.reduce_mean(x, axis=(1, 2))


class Encoder:
    """Rescaling, convolution, pooling: as a model, and its parts."""

    def __init__(self, deep: bool = False) -> None:
        self.scale = layers.Rescaling(1 / 255, name="rescaling")
        self.conv = layers.Conv2D(6, 3, activation="relu", name="conv")
        self.pool = layers.MaxPooling2D(name="pool")
        inputs = keras.Input(SHAPE)
        x = self.conv(self.scale(inputs))
        if deep:
            inner = keras.Model(inputs, x, name="inner")
            inputs = keras.Input(SHAPE)
            x = inner(inputs)
        self.model = keras.Model(inputs, layers.GlobalAveragePooling2D()(self.pool(x)), name="encoder")

    def front(self, x: Any) -> Any:
        return self.conv(self.scale(x))

    def back(self, A: Any) -> Any:
        return average(self.pool(A))

    def __call__(self, x: Any) -> Any:
        return self.back(self.front(x))


def two_inputs() -> Called:
    """Dense(1, sigmoid)(encoder(left) - encoder(right)), each input by itself, the other one black."""
    encoder, last = Encoder(), layers.Dense(1, activation="sigmoid")
    left, right = keras.Input(SHAPE, name="left"), keras.Input(SHAPE, name="right")
    model = keras.Model([left, right], last(encoder.model(left) - encoder.model(right)))
    A, other = encoder.front(PICTURE), encoder(BLACK)
    return Called(
        model,
        {
            "encoder/conv#1": (A, lambda a: both_sides(bare(last, encoder.back(a) - other))),
            "encoder/conv#2": (A, lambda a: both_sides(bare(last, other - encoder.back(a)))),
        },
    )


def siamese(deep: bool = False) -> Called:
    """The picture and its mirror image through one encoder. deep: its convolution in a model of its own."""
    encoder, last = Encoder(deep), layers.Dense(1, activation="sigmoid")
    inputs = keras.Input(SHAPE)
    model = keras.Model(inputs, last(encoder.model(inputs) - 2 * encoder.model(inputs[:, ::-1])))
    first, second = encoder.front(PICTURE), encoder.front(PICTURE[:, ::-1])
    path = "encoder/inner/conv" if deep else "encoder/conv"
    return Called(
        model,
        {
            f"{path}#1": (first, lambda a: both_sides(bare(last, encoder.back(a) - 2 * encoder.back(second)))),
            f"{path}#2": (second, lambda a: both_sides(bare(last, encoder.back(first) - 2 * encoder.back(a)))),
        },
    )


def two_scales() -> Called:
    """One convolution of the picture and of half its size."""
    encoder, half = Encoder(), layers.AveragePooling2D(2)
    conv, last = encoder.conv, layers.Dense(3, activation="softmax")
    inputs = keras.Input(SHAPE)
    x = encoder.scale(inputs)
    pooled = [layers.GlobalAveragePooling2D()(conv(scale)) for scale in (x, half(x))]
    model = keras.Model(inputs, last(layers.Concatenate()(pooled)))
    large, small = conv(encoder.scale(PICTURE)), conv(half(encoder.scale(PICTURE)))
    return Called(
        model,
        {
            "conv#1": (small, lambda a: bare(last, tf.concat([average(large), average(a)], -1))),
            "conv#2": (large, lambda a: bare(last, tf.concat([average(a), average(small)], -1))),
        },
    )


def recurrent() -> Called:
    """One convolution three times in a row."""
    widen, step = layers.Conv2D(5, 3, name="widen"), layers.Conv2D(5, 3, padding="same", activation="tanh", name="step")
    scale, last = layers.Rescaling(1 / 255), layers.Dense(3, activation="softmax")
    inputs = keras.Input(SHAPE)
    x = step(step(step(widen(scale(inputs)))))
    model = keras.Model(inputs, last(layers.GlobalAveragePooling2D()(x)))
    first = step(widen(scale(PICTURE)))
    second = step(first)
    return Called(
        model,
        {
            "step#1": (first, lambda a: bare(last, average(step(step(a))))),
            "step#2": (second, lambda a: bare(last, average(step(a)))),
            "step#3": (step(second), lambda a: bare(last, average(a))),
        },
    )


BUILDS = {
    "siamese": siamese,
    "nested": lambda: siamese(deep=True),
    "two scales": two_scales,
    "recurrent": recurrent,
}
