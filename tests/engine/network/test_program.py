"""A network made of steps against the same computation written out: outputs, gradients, and what it tells of itself."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from engine.network.description import Head, Port, TensorInfo
from engine.network.layout.turned import channels_first, channels_last
from engine.network.program import ProgramNetwork, Step, apart
from engine.network.spatial_layers import default_call, spatial_calls
from engine.network.tap import Tap

_INFO = TensorInfo("picture", (3, 9, 12), "float32")  # channels first


def _drawn(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)


_WEIGHTS, _HEAD = _drawn(3, 3, 3, 40), _drawn(40, 4)
_MEAN, _VARIANCE = _drawn(40), np.abs(_drawn(1, 40))[0]


def _convolved(x, weights):
    return channels_first(tf.nn.conv2d(channels_last(x), weights, 1, "VALID"))


def _normalised(x, mean, variance):
    return (x - mean[:, None, None]) / tf.sqrt(variance[:, None, None] + 1e-3)


@pytest.fixture
def network():
    steps = [
        Step("body/conv", "Conv2D", ("picture", "w"), ("c",), _convolved, weighted=True, channels_first=True),
        Step("body/norm", "BatchNormalization", ("c", "m", "v"), ("n",), _normalised, False, True, ("m", "v")),
        Step("body/halves", "Split", ("n",), ("left", "right"), lambda x: tf.split(x, 2, axis=1)),
        Step("body/join", "Concatenate", ("right", "left"), ("j",), lambda *x: tf.concat(x, axis=1)),
        Step("body/relu", "ReLU", ("j",), ("r",), tf.nn.relu),
        Step("unused", "Dense", ("r", "w"), ("nothing",), tf.matmul, weighted=True),
        Step("pool", "GlobalAveragePooling2D", ("r",), ("p",), lambda x: tf.reduce_mean(x, axis=[2, 3])),
        Step("dense", "Dense", ("p", "k", ""), ("d",), lambda x, k, bias: tf.matmul(x, k), weighted=True),
        Step("scores", "Softmax", ("d",), ("s",), tf.nn.softmax),
    ]
    constants = {"w": _WEIGHTS, "k": _HEAD, "m": _MEAN, "v": _VARIANCE}
    return ProgramNetwork(steps, ["picture"], (_INFO,), ["s"], ("scores",), constants)


def _by_hand(x):
    """Return A at the ReLU, channels last, and what makes logits of it."""
    found = _normalised(_convolved(tf.transpose(x, [0, 3, 1, 2]), _WEIGHTS), _MEAN, _VARIANCE)
    found = channels_last(tf.nn.relu(tf.concat([found[:, 20:], found[:, :20]], axis=1)))
    return found, lambda a: tf.reduce_mean(a, axis=[1, 2]) @ _HEAD


def test_activations_logits_and_gradients_are_those_of_the_computation(network):
    x, weights = _drawn(2, 9, 12, 3), tf.constant([0.0, 1, 0, -0.5])
    tap = Tap(network, Port(), default_call)
    activation, logits, scores, gradient = tap.look(x, weights)
    expected, head = _by_hand(x)
    with tf.GradientTape() as tape:
        tape.watch(expected)
        score = tf.reduce_sum(head(expected) * weights)
    assert (tap.call.path, tap.call.kind, tap.head_kind) == ("body/relu", "ReLU", Head.SOFTMAX)
    np.testing.assert_allclose(activation, expected, atol=1e-5)
    np.testing.assert_allclose(logits, head(expected), atol=1e-5)
    np.testing.assert_allclose(scores, tf.nn.softmax(head(expected)), atol=1e-5)
    np.testing.assert_allclose(gradient, tape.gradient(score, expected), atol=1e-7)


def test_a_layer_s_output_can_be_replaced(network):
    x, given = _drawn(1, 9, 12, 3), _drawn(1, 7, 10, 40)
    logits, _ = Tap(network, Port(), default_call).predict_from(x, given)
    np.testing.assert_allclose(logits, given.mean(axis=(1, 2)) @ _HEAD, atol=1e-5)


def test_its_relu_is_guided(network):
    x, weights = tf.constant(_drawn(1, 9, 12, 3)), tf.constant([1.0, 0, 0, 0])
    found = Tap(network, Port(), default_call).guided_gradient(x, weights)

    @tf.custom_gradient
    def guided(z):
        return tf.nn.relu(z), lambda dy: tf.where(z > 0, tf.nn.relu(dy), 0.0)

    with tf.GradientTape() as tape:
        tape.watch(x)
        z = _normalised(_convolved(tf.transpose(x, [0, 3, 1, 2]), _WEIGHTS), _MEAN, _VARIANCE)
        a = guided(tf.concat([z[:, 20:], z[:, :20]], axis=1))
        score = (tf.reduce_mean(a, axis=[2, 3]) @ _HEAD)[:, 0]
    np.testing.assert_allclose(found, tape.gradient(score, x), atol=1e-6)


def test_layers_are_listed_in_their_order_with_channels_last(network):
    calls = spatial_calls(Tap(network, Port(), default_call).calls)
    assert [(call.path, call.sizes) for call in calls] == [
        (path, [None, 7, 10, 40]) for path in ("body/conv", "body/norm", "body/join", "body/relu")
    ]


def test_what_is_known_of_its_input(network):
    x = tf.constant(_drawn(1, 3, 9, 12))
    first, ((given, mean, variance),) = tf.function(
        lambda x: (network.first_received([x]), network.normalised([x], 3)), autograph=False
    )(x)
    np.testing.assert_array_equal(first, channels_last(x))
    np.testing.assert_allclose(given, channels_last(_convolved(x, _WEIGHTS)), atol=1e-5)
    np.testing.assert_array_equal(mean, _MEAN)
    np.testing.assert_array_equal(variance, _VARIANCE)
    assert network.input_range(0) is None
    assert network.parameters == _WEIGHTS.size + _HEAD.size + 80
    assert {"body", "conv", "dense"} <= next(network.names())


def test_names_are_made_unique_and_none_is_the_folder_of_another():
    assert apart(["a/b", "a", "c", "c", ""]) == ["a/b", "a_1", "c", "c_1", "step"]


def test_a_layer_of_several_steps_is_shown_where_it_ends_and_what_is_no_layer_is_not():
    steps = [
        Step("given", "", ("x",), ("g",), lambda x: x + 0.0),
        Step("norm:1", "Mean", ("g",), ("m",), lambda x: tf.reduce_mean(x, -1, keepdims=True), part_of="norm"),
        Step("norm", "LayerNormalization", ("g", "m"), ("n",), tf.subtract),
    ]
    info = TensorInfo("x", (4, 4, 3), "float32")
    network = ProgramNetwork(steps, ["x"], (info,), ["n"], ("n",), {}, texts=["a;b/c_1"])
    found = []
    tf.function(lambda x: found.extend(network.observed([x])[1]), autograph=False)(tf.zeros((1, 4, 4, 3)))
    assert [(call.name, call.kind) for call in found] == [("norm", "LayerNormalization")]
    assert network.layer_count == 1
    assert next(network.names()) == {"a", "b", "c_1", "c"}


def test_steps_for_one_picture_at_a_time_are_run_for_each_and_their_head_is_told():
    steps = [Step("sum", "Sum", ("x",), ("s",), lambda x: tf.reduce_sum(x, [0, 1, 2])[None])]
    info = TensorInfo("x", (4, 4, 3), "float32")
    network = ProgramNetwork(
        steps, ["x"], (info,), ["s"], ("s",), {}, known_heads=(Head.SOFTMAX,), single=(tf.float32,)
    )
    x = _drawn(5, 4, 4, 3)
    tap = Tap(network, Port(), default_call)
    logits, scores = tap.predict(x)
    np.testing.assert_allclose(logits, x.sum((1, 2)), atol=1e-5)
    np.testing.assert_allclose(scores, tf.nn.softmax(x.sum((1, 2))), atol=1e-5)
    gradient, _, _ = tap.input_gradient(x, tf.constant([0.0, 1, 0]))
    np.testing.assert_array_equal(gradient, np.broadcast_to([0.0, 1, 0], x.shape))


def _twin() -> ProgramNetwork:
    """One convolution for two pictures, and what tells them apart."""
    steps = [
        Step("left", "Conv2D", ("a", "w"), ("l",), _convolved, weighted=True, channels_first=True),
        Step("right", "Conv2D", ("b", "w"), ("r",), _convolved, weighted=True, channels_first=True),
        Step("apart", "Subtract", ("l", "r"), ("d",), tf.subtract),
        Step("pool", "GlobalAveragePooling2D", ("d",), ("p",), lambda x: tf.reduce_mean(x, axis=[2, 3])),
        Step("dense", "Dense", ("p", "k"), ("s",), tf.matmul, weighted=True),
    ]
    infos = tuple(TensorInfo(name, (3, 9, 12), "float32") for name in "ab")
    return ProgramNetwork(steps, ["a", "b"], infos, ["s"], ("scores",), {"w": _WEIGHTS, "k": _HEAD})


@pytest.mark.parametrize(("picture", "own", "sign"), [(0, "left", 1), (1, "right", -1)])
def test_of_two_uses_of_the_same_weights_the_one_that_the_picture_reaches_is_looked_at(picture, own, sign):
    tap = Tap(_twin(), Port(picture), lambda calls: next(call for call in calls if call.kind == "Conv2D"))
    assert tap.call.path == own
    x, weights = _drawn(1, 9, 12, 3), tf.constant([1.0, 0, 0, 0])
    activation, logits, _, gradient = tap.look(x, weights)
    expected = channels_last(_convolved(tf.transpose(x, [0, 3, 1, 2]), _WEIGHTS))
    np.testing.assert_allclose(activation, expected, atol=1e-5)
    np.testing.assert_allclose(logits, sign * tf.reduce_mean(expected, axis=[1, 2]) @ _HEAD, atol=1e-5)
    np.testing.assert_allclose(gradient, np.broadcast_to(sign * _HEAD[:, 0] / 70, (1, 7, 10, 40)), atol=1e-7)


def test_steps_with_the_same_weights_are_uses_of_one_layer():
    network, x = _twin(), tf.constant(_drawn(1, 3, 9, 12))
    found, received = [], []

    def look(a, b):
        found.extend(network.observed([a, b])[1])
        received.extend(network.first_received([a, b], picture) for picture in (0, 1))
        return received

    first, second = tf.function(look, autograph=False)(x, 2 * x)
    assert [(call.name, call.turn, call.uses) for call in found][:3] == [
        ("left", 0, 2),
        ("right", 1, 2),
        ("apart", 0, 1),
    ]
    assert found[0].layer is found[1].layer
    np.testing.assert_array_equal(second, 2 * first)
