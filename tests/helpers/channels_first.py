"""Networks with channels first, and twins of the same weights with channels last."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import keras
import numpy as np
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork

HEIGHT, WIDTH = 40, 60
PIXELS = np.random.default_rng(4).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
FIRST, LAST = "channels_first", "channels_last"


def classifier_of(model: keras.Model) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "")


def session_of(model: keras.Model | Classifier, pixels: np.ndarray = PIXELS, region=None) -> Session:
    return Session(model if isinstance(model, Classifier) else classifier_of(model), pixels, "0..1", region)


def shapes(classifier: Classifier) -> dict[str, tuple]:
    return {layer.path: layer.shape for layer in classifier.info.layers}


def map_of(session: Session, method: str, layer: str | None, target: int = 1) -> np.ndarray:
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "0..1", method, layer, target))
    return found.values


def assert_close(found, expected, share: float = 1e-5) -> None:
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=share * np.abs(expected).max())


def input_of(data_format: str, channels: int = 3, height=HEIGHT, width=WIDTH):
    return keras.Input((channels, height, width) if data_format == FIRST else (height, width, channels))


def shaken(model: keras.Model) -> keras.Model:
    """Give every weight and statistic a value of its own; variances stay positive."""
    rng = np.random.default_rng(8)
    model.set_weights([0.3 * rng.standard_normal(w.shape) + (w.ndim == 1) for w in model.get_weights()])
    for layer in model._flatten_layers():
        if isinstance(layer, layers.BatchNormalization):
            layer.moving_variance.assign(rng.uniform(0.5, 2, layer.moving_variance.shape))
    return model


def simple(data_format: str) -> keras.Model:
    x = inputs = input_of(data_format)
    x = layers.Conv2D(6, 3, data_format=data_format, name="first")(x)
    x = layers.MaxPooling2D(2, data_format=data_format, name="pool")(x)
    x = layers.Conv2D(5, 3, data_format=data_format, name="last")(x)
    x = layers.GlobalAveragePooling2D(data_format=data_format)(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="scores")(x))


def varied(data_format: str) -> keras.Model:
    """Every kind of layer that has a data format or an axis, and between them layers that have none."""
    given, axis = {"data_format": data_format}, 1 if data_format == FIRST else -1
    x = inputs = input_of(data_format)
    x = layers.ZeroPadding2D(1, **given, name="padded")(x)
    x = layers.BatchNormalization(axis=axis, name="norm")(x)
    x = layers.Conv2D(6, 3, activation="relu", **given, name="first")(x)
    x = layers.DepthwiseConv2D(3, padding="same", **given, name="depthwise")(x)
    x = layers.Activation("swish", name="swish")(x)
    x = layers.SeparableConv2D(8, 3, padding="same", **given, name="separable")(x)
    x = layers.MaxPooling2D(2, **given, name="pool")(x)
    up = layers.Conv2DTranspose(4, 2, strides=2, **given, activation="relu", name="transposed")(x)
    down = layers.AveragePooling2D(2, **given, name="average")(up)
    x = layers.Concatenate(axis=axis, name="joined")([x, down])
    gate = layers.GlobalAveragePooling2D(keepdims=True, **given, name="squeezed")(x)
    gate = layers.Conv2D(12, 1, activation="sigmoid", **given, name="gate")(gate)
    x = layers.Multiply(name="gated")([gate, x])
    x = layers.Add(name="added")([x, layers.Conv2D(12, 3, padding="same", **given, name="branch")(x)])
    x = layers.UpSampling2D(2, **given, name="upsampled")(x)
    x = layers.Cropping2D(2, **given, name="cropped")(x)
    x = layers.Conv2D(5, 3, dilation_rate=2, activation="tanh", **given, name="last")(x)
    x = layers.ReLU(name="relu")(x)
    x = layers.GlobalMaxPooling2D(**given)(x)
    return keras.Model(inputs, layers.Dense(3, name="scores")(x))


def nested(data_format: str) -> keras.Model:
    inner = simple(data_format)
    backbone = keras.Model(inner.input, inner.get_layer("last").output, name="backbone")
    inputs = input_of(data_format)
    x = layers.GlobalAveragePooling2D(data_format=data_format)(backbone(inputs))
    return keras.Model(inputs, layers.Dense(3, name="scores")(x))


BUILDS = {"simple": simple, "varied": varied, "nested": nested}


@cache
def twins(name: str) -> tuple[Session, Session]:
    first, last = BUILDS[name](FIRST), shaken(BUILDS[name](LAST))
    first.set_weights(last.get_weights())
    return session_of(first), session_of(last)
