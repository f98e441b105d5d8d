"""Folding against the network as its author wrote it: what is folded, and what must not be."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.networks import CLASSES, SHAPE, network_of, one_hot, pictures
from keras import layers

from engine.network.description import Port
from engine.network.tap import Tap
from engine.network.weights.folding import folded

KINDS = {
    "convolution": lambda: layers.Conv2D(6, 3, padding="same", name="conv"),
    "convolution without bias": lambda: layers.Conv2D(6, 3, use_bias=False, name="conv"),
    "depthwise": lambda: layers.DepthwiseConv2D(3, depth_multiplier=2, name="conv"),
}


def model(convolution, normalisation=None) -> keras.Model:
    keras.utils.set_random_seed(3)
    x = keras.Input(SHAPE)
    y = layers.Activation("relu6")((normalisation or layers.BatchNormalization(name="norm"))(convolution(x)))
    found = keras.Model(x, layers.Dense(CLASSES, name="dense")(layers.GlobalAveragePooling2D()(y)))
    rng = np.random.default_rng(4)
    for weight in found.weights:
        weight.assign(rng.uniform(0.2, 1.5, weight.shape))
    return found


def tapped(network: keras.Model, layer: str) -> Tap:
    return Tap(network_of(network), Port(), lambda calls: next(call for call in calls if call.path == layer))


def kinds(tap: Tap) -> list[str]:
    return [operation.type for operation in tap._predict.graph.get_operations()]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_normalisation_behind_a_convolution_is_folded_into_it(kind):
    network, x = model(KINDS[kind]()), pictures(3)
    tap = tapped(network, "norm")
    logits, _ = tap.predict(tf.constant(x))
    assert "Mul" not in kinds(tap)
    assert kinds(tap).count("BiasAdd") == 2  # the convolution's and the last layer's
    np.testing.assert_allclose(logits, network(x), rtol=1e-5)
    with tf.GradientTape() as tape:
        given = tf.constant(x)
        tape.watch(given)
        score = tf.reduce_sum(network(given)[:, 1])
    gradient, _, _ = tap.input_gradient(tf.constant(x), one_hot(1))
    np.testing.assert_allclose(gradient, tape.gradient(score, given), rtol=1e-4, atol=1e-6)


def test_what_a_convolution_gives_is_still_what_is_observed_and_replaced_there():
    network, x = model(KINDS["convolution"]()), pictures(2)
    tap = tapped(network, "conv")
    activation, logits = tap.forward(tf.constant(x))
    np.testing.assert_allclose(activation, network.get_layer("conv")(x), rtol=1e-6)
    np.testing.assert_allclose(tap.predict_from(tf.constant(x), activation)[0], logits, rtol=1e-6)
    halved, _ = tap.predict_from(tf.constant(x), activation / 2)
    rest = keras.Model(network.get_layer("norm").input, network.output)
    np.testing.assert_allclose(halved, rest(activation / 2), rtol=1e-5)


def test_a_convolution_that_is_also_read_elsewhere_is_left_alone():
    keras.utils.set_random_seed(5)
    x = keras.Input(SHAPE)
    y = layers.Conv2D(4, 3, name="conv")(x)
    z = layers.Add()([y, layers.BatchNormalization()(y)])
    network = keras.Model(x, layers.Dense(CLASSES)(layers.GlobalAveragePooling2D()(z)))
    given = pictures(2)
    tap = tapped(network, "conv")
    assert tap._folded is None
    np.testing.assert_allclose(tap.predict(tf.constant(given))[0], network(given), rtol=1e-5)


def test_a_normalisation_whose_weights_would_not_be_finite_is_left_alone():
    network = model(KINDS["convolution"]())
    network.get_layer("norm").moving_variance.assign(np.full(6, -1.0))
    assert tapped(network, "conv")._folded is None
    assert tapped(network, "norm")._folded is None


def _traced(function):
    spec = tf.TensorSpec([None, *SHAPE], tf.float32)
    return tf.function(function, autograph=False).get_concrete_function(spec)


def _fused(x, training=False):
    ones = tf.ones([2])
    y = tf.nn.conv2d(x, tf.ones([3, 3, 3, 2]), 1, "SAME")
    return tf.raw_ops.FusedBatchNormV3(
        x=y, scale=3 * ones, offset=ones, mean=2 * ones, variance=4 * ones, epsilon=0.0, is_training=training
    ).y


def test_a_fused_normalisation_is_folded_unless_it_measures_the_pictures():
    function = _traced(_fused)
    parts = folded(function, [function.outputs[0]])
    assert parts is not None
    name = function.inputs[0].name
    again = _traced(lambda x: parts.imported({name: x}, [function.outputs[0].name])[0])
    assert "FusedBatchNormV3" not in {operation.type for operation in again.graph.get_operations()}
    x = tf.constant(pictures(2))
    np.testing.assert_allclose(again(x), function(x), rtol=1e-5)
    measuring = _traced(lambda x: _fused(x, training=True))
    assert folded(measuring, [measuring.outputs[0]]) is None


def test_loops_and_what_keeps_a_state_are_left_alone():
    def loop(x):
        y = _fused(x)
        return tf.while_loop(lambda i, _: i < 3, lambda i, z: (i + 1, z * 2), [0, y])[1]

    function = _traced(loop)
    assert folded(function, [function.outputs[0]]) is None
    drawing = _traced(lambda x: _fused(x) + tf.random.normal([2]))
    assert folded(drawing, [drawing.outputs[0]]) is None


def test_without_room_for_the_folded_weights_the_network_runs_as_it_is(monkeypatch):
    def full(*_):
        raise MemoryError

    monkeypatch.setattr("engine.network.weights.folding._edited", full)
    network, x = model(KINDS["convolution"]()), pictures(2)
    tap = tapped(network, "norm")
    assert tap._folded is None
    np.testing.assert_allclose(tap.predict(tf.constant(x))[0], network(x), rtol=1e-5)


@pytest.mark.slow
def test_a_network_with_gradients_of_its_own_is_left_alone():
    network, x = model(KINDS["convolution"]()), tf.constant(pictures(2))
    network.get_layer(index=3).activation = keras.activations.silu
    tap = tapped(network, "norm")
    assert tap._folded is None
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = tf.reduce_sum(network(x)[:, 1])
    gradient, _, _ = tap.input_gradient(x, one_hot(1))
    np.testing.assert_allclose(gradient, tape.gradient(score, x), rtol=1e-4, atol=1e-6)
