"""The mean of a gradient over the places, from the dense layer behind them, against the gradient itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.networks import SHAPE, conv, dense, network_of, one_hot, pictures
from keras import layers

from engine.network.description import Port
from engine.network.tap import Tap

Step = Callable[[Any], Any]


def tapped(*between: Step) -> tuple[Tap, np.ndarray]:
    """Return a tap of a convolution behind which come `between`, a hidden layer and the scores; and each class's ds/dA.

    The gradients are (classes, h, w, K), of the picture, by Keras alone.
    """
    keras.utils.set_random_seed(5)
    inputs = keras.Input(SHAPE)
    x = tapped = conv("first", 3, "tanh")(inputs)
    for step in between:
        x = step(x)
    x = dense(activation=None)(dense("hidden", 6, "relu")(x))
    given = keras.Model(inputs, tapped)(pictures())
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(given)
        scores = keras.Model(tapped, x)(given)
    gradients = tape.jacobian(scores, given, experimental_use_pfor=False)[0, :, 0].numpy()
    tap = Tap(network_of(keras.Model(inputs, x)), Port(), lambda calls: next(c for c in calls if c.name == "first"))
    return tap, gradients


def assert_alike(found: Any, expected: Any) -> None:
    np.testing.assert_allclose(found, expected, atol=1e-6 * np.abs(expected).max())


KEPT: dict[str, Callable[[], tuple[Step, ...]]] = {
    "flattened": lambda: (layers.Flatten(),),
    "the largest, with padding": lambda: (layers.MaxPooling2D(3, 2, "same"), layers.Flatten()),
    "the largest of windows that overlap": lambda: (layers.MaxPooling2D(3, 1), layers.Flatten()),
    "means, with padding": lambda: (layers.AveragePooling2D(3, 2, "same"), layers.Flatten()),
    "means, with rows left over": lambda: (layers.AveragePooling2D(3), layers.Flatten()),
    "turned round": lambda: (layers.Permute((3, 2, 1)), layers.Dropout(0.5), layers.Flatten()),
}


@pytest.mark.parametrize("case", KEPT)
def test_the_mean_over_the_places_is_that_of_the_gradient_itself(case):
    tap, gradients = tapped(*KEPT[case]())
    x = pictures()
    for target, expected in enumerate(gradients):
        activation, _, _, halfway = tap.look(x, one_hot(target))
        assert halfway.shape == (1, 6)  # of the hidden layer
        assert np.abs(expected).max() > 1e-3
        assert_alike(tap.mean_kernel() @ halfway[0].numpy(), expected.mean(axis=(0, 1)))
        assert_alike(tap.gradient(x, activation, halfway)[0], expected)
        assert_alike(tap.head(x, activation, one_hot(target))[0], expected)


def padded(x: Any) -> Any:
    """Zeros round it may be the largest: what is handed back to them is lost."""
    return layers.MaxPooling2D(2)(layers.ZeroPadding2D(1)(x))


def row_by_row(x: Any) -> Any:
    """A dense layer for each row of the picture, whose product has as many rows for each picture."""
    weights = tf.ones((24, 4)) / 7
    return layers.Lambda(lambda x: tf.reshape(tf.nn.relu(tf.reshape(x, (-1, 24)) @ weights), (-1, 32)))(x)


PASSED_BY: dict[str, Callable[[], tuple[Step, ...]]] = {
    "zeros put round": lambda: (padded, layers.Flatten()),
    "a step that is not linear": lambda: (layers.ReLU(), layers.Flatten()),
    "a second way": lambda: (lambda x: layers.Concatenate()([layers.Flatten()(x), layers.GlobalMaxPooling2D()(x)]),),
    "means of all places": lambda: (layers.GlobalAveragePooling2D(),),
    "a convolution": lambda: (layers.Conv2D(4, 3), layers.Flatten()),
    "each row of the picture by itself": lambda: (row_by_row,),
    "one feature of each channel": lambda: (layers.AveragePooling2D(8), layers.Flatten()),
}


@pytest.mark.parametrize("case", PASSED_BY)
def test_where_more_lies_between_the_gradient_is_followed_back_to_the_layer(case):
    tap, gradients = tapped(*PASSED_BY[case]())
    _, _, _, halfway = tap.look(pictures(), one_hot(1))
    assert (tap.stops_halfway, tap.mean_kernel()) == (False, None)
    assert_alike(halfway[0], gradients[1])


def test_where_channels_are_mixed_the_mean_takes_the_gradient_itself():
    mixed = (layers.Reshape((12, 8, 2)), layers.MaxPooling2D(2), layers.Flatten())
    tap, gradients = tapped(*mixed)
    activation, _, _, halfway = tap.look(pictures(), one_hot(1))
    assert (tap.stops_halfway, tap.mean_kernel()) == (True, None)
    assert_alike(tap.gradient(pictures(), activation, halfway)[0], gradients[1])


def test_a_kernel_that_rests_on_the_picture_is_none():
    class Weighed(layers.Layer):
        def call(self, x: Any) -> Any:
            flat = tf.reshape(x, (1, 192))
            return tf.matmul(flat, tf.transpose(tf.repeat(flat, 5, axis=0)))

    tap, gradients = tapped(lambda x: Weighed()(x))
    _, _, _, halfway = tap.look(pictures(), one_hot(1))
    assert (tap.stops_halfway, tap.mean_kernel()) == (False, None)
    assert_alike(halfway[0], gradients[1])
