"""Frozen graphs answer, and have the gradients and maps, that TensorFlow 1's own session gives of the same graph."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.graph_files import (
    BUILDERS,
    PIXELS,
    SIDE,
    TARGET,
    close,
    expected,
    frozen,
    given_to,
    grad_cam_by_hand,
    map_at,
    photographed,
    session_of,
    tf1,
)
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from engine.attribution.request import Target
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Head, Port
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", BUILDERS)
def test_a_frozen_graph_answers_as_in_a_session(tmp_path, name):
    with session_of(BUILDERS[name]) as (session, made):
        path = frozen(tmp_path / "graph.pb", session)
        wanted = expected(session, made, given_to(session, made))
    found = photographed(open_classifier(path))
    info = found.classifier.info
    assert (info.kind, info.input_size) == ("frozen-graph", (SIDE, SIDE))
    assert [tensor.name for tensor in info.outputs] == ["scores"]
    assert len(info.inputs) == 1
    share = 5e-3 if name == "half_precision" else 1e-4  # the session rounds to half precision
    close(found.probabilities, wanted.scores, share)
    close(found.input_gradient(TARGET), wanted.gradient, share)
    close(map_at(found, "last"), grad_cam_by_hand(wanted, name == "channels_first"), share)
    batch = np.stack([found.x, found.x / 2])
    close(found.scores(batch, TARGET)[0], found.scores(batch[:1], TARGET)[0])


def file_of(path: Path, graph: tf.Graph) -> Path:
    path.write_bytes(graph.as_graph_def().SerializeToString())
    return path


def test_a_keras_model_frozen_by_tensorflow_2_has_the_gradients_of_the_model(tmp_path):
    keras.utils.set_random_seed(3)
    inputs = keras.Input((SIDE, SIDE, 3))
    x = keras.layers.BatchNormalization()(keras.layers.Conv2D(6, 3, name="maps")(inputs))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Dropout(0.3)(keras.layers.ReLU(name="active")(x)))
    model = keras.Model(inputs, keras.layers.Dense(4, "softmax")(x))
    function = tf.function(lambda x: model(x, training=False))
    function = function.get_concrete_function(tf.TensorSpec([None, SIDE, SIDE, 3], tf.float32, "x"))
    found = photographed(open_classifier(file_of(tmp_path / "m.pb", convert_variables_to_constants_v2(function).graph)))
    own = photographed(Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), ""))
    close(found.logits, own.logits)
    close(found.input_gradient(TARGET), own.input_gradient(TARGET))
    layer = next(layer.path for layer in found.classifier.info.layers if layer.kind == "Relu")
    close(map_at(found, layer), map_at(own, "active"))
    assert found.classifier.info.parameters == model.count_params()


def test_of_several_outputs_one_is_chosen(tmp_path):
    with tf.Graph().as_default() as graph:
        x = tf1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "x")
        features = tf.reduce_mean(x * [[[[1.0, 2.0, 4.0]]]], (1, 2))
        tf.nn.bias_add(features @ [[1.0], [2.0], [3.0]], [0.5], name="age")
        tf.nn.softmax(features, name="species")
    opened = open_classifier(file_of(tmp_path / "m.pb", graph))
    assert [tensor.name for tensor in opened.info.outputs] == ["species", "age"]
    assert (opened.info.port.output, opened.info.head) == (0, Head.SOFTMAX)
    features = (PIXELS / np.float32(255)).mean((0, 1)) * [1, 2, 4]
    close(photographed(opened).logits, features)
    close(photographed(opened.through(Port(output=1))).logits, [features @ [1, 2, 3] + 0.5])


def test_what_is_given_beside_the_picture_is_held_at_the_user_s_number(tmp_path):
    with tf.Graph().as_default() as graph:
        x = tf1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "x")
        table, factor = tf1.placeholder(tf.float32, (None, 2), "table"), tf1.placeholder(tf.float32, (), "factor")
        features = tf.concat([tf.reduce_mean(x, (1, 2)) * factor, table], 1)
        tf.nn.softmax(tf.matmul(features, np.eye(5, dtype=np.float32)), name="y")
    opened = open_classifier(file_of(tmp_path / "m.pb", graph))
    assert [(tensor.name, tensor.shape) for tensor in opened.info.inputs[1:]] == [("table", (2,)), ("factor", ())]
    means = (PIXELS / np.float32(255)).mean((0, 1))
    for pins, wanted in (((), [0, 0, 0, 0, 0]), ((0, 3.0, 2.0), [*(means * 2), 3, 3])):
        found = photographed(opened.through(Port(pins=pins, output=0)))
        close(found.logits, wanted) if any(wanted) else np.testing.assert_array_equal(found.logits, wanted)
    close(found.input_gradient(Target(0))[..., 0], np.full((SIDE, SIDE), 2 / SIDE**2))
    batch = np.stack([found.x, found.x / 2])
    close(found.scores(batch, Target(0)), [2 * means[0], means[0]])


def test_the_resize_and_the_scaling_of_a_decoder_s_graph_are_its_own(tmp_path):
    """What follows the resize stays in the graph, so that its pixel values are known."""
    with session_of(BUILDERS["decoded"]) as (session, _):
        path = frozen(tmp_path / "m.pb", session)
    info = open_classifier(path).info
    assert (info.pixel_values, info.pixel_values_from) == ("0..255", "inside")


@pytest.mark.parametrize(
    ("scope", "layers", "family"),
    [
        ("InceptionV3/InceptionV3", ["Conv2d_1a_3x3", "Mixed_5b"], "InceptionV3"),
        ("MobilenetV1/MobilenetV1", ["Conv2d_1_depthwise", "Conv2d_1_pointwise"], "MobileNet"),
        ("MobilenetV2", ["expanded_conv", "expanded_conv_1"], "MobileNetV2"),
    ],
)
def test_networks_of_slim_are_known_by_their_scopes(tmp_path, scope, layers, family):
    with tf.Graph().as_default() as graph:
        x = tf1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "input")
        with tf.name_scope(scope):
            for layer in layers:
                with tf.name_scope(layer):
                    x = tf.nn.relu(x * 2.0)
        tf.nn.softmax(tf.reduce_mean(x, (1, 2)), name="scores")
    info = open_classifier(file_of(tmp_path / "m.pb", graph)).info
    assert (info.family, info.pixel_values, info.pixel_values_from) == (family, "-1..1", "family")


def test_weights_are_counted_and_settings_are_not(tmp_path):
    with session_of(BUILDERS["plain"]) as (session, _):
        path = frozen(tmp_path / "m.pb", session)
    assert open_classifier(path).info.parameters == 3 * 3 * 3 * 5 + 5 * 3 + 3


def test_a_graph_of_half_precision_does_not_lose_small_gradients(tmp_path):
    with tf.Graph().as_default() as graph:
        x = tf.cast(tf1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "x"), tf.float16)
        weights = tf.constant(np.full((3 * SIDE * SIDE, 2), [1e-7, 2e-7]), tf.float16)
        tf.nn.softmax(tf.cast(tf.reshape(x, (-1, 3 * SIDE * SIDE)) @ weights, tf.float32), name="y")
    found = photographed(open_classifier(file_of(tmp_path / "m.pb", graph)))
    wanted = float(np.float16(2e-7)) - float(np.float16(1e-7))
    close(found.input_gradient(TARGET), np.full((SIDE, SIDE, 3), wanted))
