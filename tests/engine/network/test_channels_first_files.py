"""Files of networks with channels first against twins of the same weights with channels last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from helpers.channels_first import (
    BUILDS,
    HEIGHT,
    WIDTH,
    assert_close,
    map_of,
    session_of,
    shapes,
    twins,
)

from engine.attribution.request import Target
from engine.models.classifier import open_classifier

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_keras_file_with_channels_first_opens_as_its_model(tmp_path, suffix):
    first, _ = twins("varied")
    path = tmp_path / f"model{suffix}"
    first.classifier._network.model.save(path)
    found = session_of(open_classifier(path))
    assert found.classifier.info.layers == first.classifier.info.layers
    assert_close(map_of(found, "grad-cam", "last"), map_of(first, "grad-cam", "last"))


SAVED_LAYERS = {  # the operations behind which a layer ends
    "simple": {"first_1/BiasAdd": "first", "last_1/BiasAdd": "last"},
    "varied": {"first_1/Relu": "first", "joined_1/concat": "joined", "last_1/Tanh": "last"},
    "nested": {"first_1/BiasAdd": "backbone/first", "last_1/BiasAdd": "backbone/last"},
}


@pytest.mark.parametrize("name", BUILDS)
def test_a_saved_model_with_channels_first_gives_the_twin_s_maps(tmp_path, name):
    first, last = twins(name)
    first.classifier._network.model.export(tmp_path / "saved", verbose=False)
    found = session_of(open_classifier(tmp_path / "saved"))
    assert_close(found.logits, last.logits)
    assert_close(found.input_gradient(Target(1)), last.input_gradient(Target(1)))
    for end, wanted in SAVED_LAYERS[name].items():
        (path,) = (path for path in shapes(found.classifier) if path.endswith(end))
        assert shapes(found.classifier)[path] == shapes(last.classifier)[wanted]
        for method in ("grad-cam", "layercam"):
            assert_close(map_of(found, method, path), map_of(last, method, wanted))


def convolved(x, order: str, weights, inside: bool):
    """Every operation that has a data format. inside: the first convolution in the body of a branch."""
    first = order == "NCHW"

    def each(sizes):
        return [1, 1, *sizes] if first else [1, *sizes, 1]

    convolve = partial(tf.nn.conv2d, filters=weights[0], strides=each([2, 1]), data_format=order)
    explicit = [[0, 0], [0, 0], [1, 0], [2, 1]] if first else [[0, 0], [1, 0], [2, 1], [0, 0]]
    if inside:
        x = tf.cond(
            tf.reduce_sum(x) > -1, lambda: convolve(x, padding=explicit), lambda: 2 * convolve(x, padding=explicit)
        )
    else:
        x = convolve(x, padding=explicit)
    x = tf.nn.bias_add(x, weights[1], data_format=order, name="biased")
    x = tf.raw_ops.FusedBatchNormV3(
        x=x, scale=weights[1], offset=weights[1] / 2, mean=weights[1], variance=tf.exp(weights[1]), data_format=order,
        is_training=False,
    )[0]  # fmt: skip
    x = tf.nn.max_pool2d(tf.nn.relu(x), [2, 2], [1, 2], "SAME", order, name="pooled")
    x = tf.nn.depthwise_conv2d(x, weights[2], each([1, 1]), "SAME", order, dilations=None)
    sizes = tf.shape(x)
    height, width = (sizes[2], sizes[3]) if first else (sizes[1], sizes[2])
    shape = [sizes[0], 8, 2 * height, 2 * width] if first else [sizes[0], 2 * height, 2 * width, 8]
    x = tf.nn.conv2d_transpose(x, weights[3], shape, each([2, 2]), "SAME", order)
    x = tf.nn.depth_to_space(tf.tanh(tf.nn.space_to_depth(x, 2, order)), 2, order, name="spread")
    x = tf.nn.avg_pool2d(x, [2, 3], [2, 3], "VALID", order, name="averaged")
    return tf.reduce_max(x, axis=[2, 3] if first else [1, 2]) @ weights[4]


class Plain(tf.Module):
    def __init__(self, order: str, inside: bool) -> None:
        super().__init__()
        rng = np.random.default_rng(3)
        sizes = [(3, 3, 3, 4), (4,), (3, 3, 4, 1), (3, 3, 8, 4), (8, 3)]
        self.weights = [tf.Variable(rng.normal(0, 0.4, size).astype(np.float32)) for size in sizes]
        self.order, self.inside = order, inside

    def save(self, path: Path) -> None:
        shape = [None, 3, HEIGHT, WIDTH] if self.order == "NCHW" else [None, HEIGHT, WIDTH, 3]
        traced = tf.function(lambda x: convolved(x, self.order, self.weights, self.inside))
        tf.saved_model.save(self, str(path), traced.get_concrete_function(tf.TensorSpec(shape, tf.float32, "x")))


@pytest.mark.parametrize("inside", [False, True])
def test_a_graph_of_operations_with_channels_first_gives_the_twin_s_maps(tmp_path, inside):
    Plain("NCHW", inside).save(tmp_path / "first")
    Plain("NHWC", inside).save(tmp_path / "last")
    first, last = (session_of(open_classifier(tmp_path / name)) for name in ("first", "last"))
    assert first.classifier.info.layers == last.classifier.info.layers
    assert first.classifier.info.layers[0].shape == (20, 61, 4)
    assert_close(first.logits, last.logits)
    assert_close(first.input_gradient(Target(2)), last.input_gradient(Target(2)))
    for layer in last.classifier.info.layers:
        for method in ("grad-cam", "layercam"):
            assert_close(map_of(first, method, layer.path), map_of(last, method, layer.path))


def test_a_saved_model_that_takes_one_picture_at_a_time_gives_the_twin_s_maps(tmp_path):
    first, last = twins("simple")
    model, module = first.classifier._network.model, tf.Module()
    module.model = model
    signature = tf.function(lambda x: model(x, training=False))
    spec = tf.TensorSpec([1, 3, HEIGHT, WIDTH], tf.float32, "x")
    tf.saved_model.save(module, str(tmp_path / "saved"), signature.get_concrete_function(spec))
    found = session_of(open_classifier(tmp_path / "saved"))
    (path,) = (path for path in shapes(found.classifier) if path.endswith("last_1/BiasAdd"))
    assert_close(map_of(found, "grad-cam", path), map_of(last, "grad-cam", "last"))
    assert_close(map_of(found, "ablation-cam", path), map_of(last, "ablation-cam", "last"))


@pytest.mark.parametrize("order", ["NCHW", "NHWC"])
def test_a_convolution_that_runs_on_parts_of_the_picture_is_no_place_to_look_at(tmp_path, order):
    first = order == "NCHW"
    weights = tf.Variable(tf.random.stateless_normal([3, 3, 3, 4], [1, 2]))

    def answer(x):
        y = tf.nn.convolution(x, weights, padding="SAME", dilations=2, data_format=order)
        return tf.reduce_mean(tf.nn.relu(y), axis=[2, 3] if first else [1, 2])

    shape = [None, 3, HEIGHT, WIDTH] if first else [None, HEIGHT, WIDTH, 3]
    module = tf.Module()
    module.weights = weights
    signature = tf.function(answer).get_concrete_function(tf.TensorSpec(shape, tf.float32, "x"))
    tf.saved_model.save(module, str(tmp_path / "saved"), signature)
    assert shapes(open_classifier(tmp_path / "saved")) == {"Relu": (HEIGHT, WIDTH, 4)}
