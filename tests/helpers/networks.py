"""Small networks of every build, each with the same split written out by hand in eager TensorFlow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from engine.network.description import Port, TensorInfo
from engine.network.keras_network import KerasNetwork, walk_layers
from engine.network.tap import Tap

SIDE = 8
CLASSES = 4
SHAPE = (SIDE, SIDE, 3)


@dataclass(frozen=True)
class Split:
    """A model, the layer call to look at (`turn`: which call of it), and the model cut in two there by hand.

    front: x -> A. back: (A, x) -> logits.
    """

    model: Any
    path: str
    front: Callable[[Any], Any]
    back: Callable[[Any, Any], Any]
    turn: int = -1


def conv(name: str, filters: int = 5, activation: str | None = "relu", strides: int = 1) -> Any:
    return layers.Conv2D(filters, 3, strides, padding="same", activation=activation, name=name)


def dense(name: str = "scores", units: int = CLASSES, activation: str | None = "softmax") -> Any:
    return layers.Dense(units, activation=activation, name=name)


def bare(layer: Any, x: Any) -> Any:
    """A dense layer's sum without its activation."""
    return tf.matmul(x, layer.kernel) + layer.bias


def average(x: Any) -> Any:
    return tf.reduce_mean(x, axis=(1, 2))


def flat() -> Split:
    first, second, last = conv("first"), conv("second"), dense()
    inputs = keras.Input(SHAPE)
    outputs = last(layers.GlobalAveragePooling2D()(second(first(inputs))))
    return Split(
        keras.Model(inputs, outputs), "second", lambda x: second(first(x)), lambda a, x: bare(last, average(a))
    )


def flattened() -> Split:
    """The gradient differs from place to place."""
    first, hidden, last = conv("first", 2, "tanh"), dense("hidden", 6, "tanh"), dense()
    inputs = keras.Input(SHAPE)
    outputs = last(hidden(layers.Flatten()(first(inputs))))
    return Split(
        keras.Model(inputs, outputs),
        "first",
        first,
        lambda a, x: bare(last, hidden(tf.reshape(a, (len(a), -1)))),
    )


def nested_functional() -> Split:
    first, second, last = conv("first"), conv("second", activation=None), dense()
    inner = keras.Input(SHAPE)
    backbone = keras.Model(inner, layers.ReLU(name="relu")(second(first(inner))), name="backbone")
    inputs = keras.Input(SHAPE)
    outputs = last(layers.GlobalMaxPooling2D()(backbone(inputs)))
    return Split(
        keras.Model(inputs, outputs),
        "backbone/second",
        lambda x: second(first(x)),
        lambda a, x: bare(last, tf.reduce_max(tf.nn.relu(a), axis=(1, 2))),
    )


def nested_sequential() -> Split:
    first, second, last = conv("first"), conv("second", strides=2), dense()
    features = keras.Sequential([keras.Input(SHAPE), first, second], name="features")
    model = keras.Sequential([keras.Input(SHAPE), features, layers.GlobalAveragePooling2D(), last])
    return Split(model, "features/second", lambda x: second(first(x)), lambda a, x: bare(last, average(a)))


class Subclassed(keras.Model):
    """Layers in attributes and a Python `call`."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.last = conv("first"), conv("second"), dense()

    def call(self, x: Any) -> Any:
        return self.last(average(self.second(self.first(x))))


def subclassed() -> Split:
    model = Subclassed()
    model(tf.zeros((1, *SHAPE)))
    return Split(model, "second", lambda x: model.second(model.first(x)), lambda a, x: bare(model.last, average(a)))


def skip_past() -> Split:
    """A residual addition and a whole branch pass the tapped layer by."""
    stem, tapped, side, last = conv("stem"), conv("tapped"), conv("side", 3), dense()
    inputs = keras.Input(SHAPE)
    trunk = stem(inputs)
    added = layers.Add()([trunk, tapped(trunk)])
    merged = layers.Concatenate()([added, side(trunk)])
    outputs = last(layers.GlobalMaxPooling2D()(merged))

    def back(a: Any, x: Any) -> Any:
        trunk = stem(x)
        return bare(last, tf.reduce_max(tf.concat([trunk + a, side(trunk)], -1), axis=(1, 2)))

    return Split(keras.Model(inputs, outputs), "tapped", lambda x: tapped(stem(x)), back)


def _shared() -> tuple[Any, Any, Any, Any]:
    widen, shared, last = conv("widen"), conv("shared", activation="tanh"), dense()
    inputs = keras.Input(SHAPE)
    outputs = last(layers.GlobalAveragePooling2D()(shared(shared(widen(inputs)))))
    return keras.Model(inputs, outputs), widen, shared, last


def shared_last_call() -> Split:
    model, widen, shared, last = _shared()
    return Split(model, "shared", lambda x: shared(shared(widen(x))), lambda a, x: bare(last, average(a)))


def shared_first_call() -> Split:
    model, widen, shared, last = _shared()
    return Split(model, "shared", lambda x: shared(widen(x)), lambda a, x: bare(last, average(shared(a))), turn=0)


SPLITS = {
    build.__name__: build
    for build in (
        flat,
        flattened,
        nested_functional,
        nested_sequential,
        subclassed,
        skip_past,
        shared_last_call,
        shared_first_call,
    )
}


def seeded(build: Callable[[], Split], seed: int = 7) -> Split:
    keras.utils.set_random_seed(seed)
    return build()


def pictures(count: int = 1, seed: int = 3) -> Any:
    return tf.constant(np.random.default_rng(seed).random((count, *SHAPE), np.float32))


def network_of(model: Any) -> KerasNetwork:
    """The model as a network for pictures of any size; a subclassed one does not say what it takes."""
    return KerasNetwork(model, (TensorInfo("picture", SHAPE, "float32"),))


def tap_of(split: Split) -> Tap:
    return Tap(
        network_of(split.model), Port(), lambda calls: [call for call in calls if call.name == split.path][split.turn]
    )


def one_hot(index: int, classes: int = CLASSES) -> Any:
    return tf.one_hot(index, classes)


def unreplaced(model: Any) -> bool:
    """Whether every layer answers with its class's own `call`."""
    return all("call" not in vars(layer) for _, layer in [("", model), *walk_layers(model)])
