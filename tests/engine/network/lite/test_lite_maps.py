"""Activations, gradients and maps of TensorFlow Lite files against those of the Keras model each was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.lite_files import converted, drawn, interpreted, last_scale, written
from helpers.model_files.program_files import edited_lite
from keras import layers
from tensorflow.lite.python import schema_py_generated as schema

from engine.errors import Code, SaliscopeError
from engine.models.inspection import inspect_model
from engine.network.description import Head, Port
from engine.network.keras_network import KerasNetwork
from engine.network.lite.loading import load_lite
from engine.network.program import ProgramNetwork
from engine.network.spatial_layers import default_call, spatial_calls
from engine.network.tap import Tap

pytestmark = pytest.mark.slow

SHAPE = (20, 16, 3)
PICTURES = drawn(2, SHAPE)
CHOSEN = tf.constant([0.0, 1, 0, 0])


def small_mobilenet() -> keras.Model:
    keras.utils.set_random_seed(3)
    x = inputs = keras.Input(SHAPE, name="photograph")
    x = layers.Conv2D(8, 3, 2, "same", use_bias=False, name="stem")(x)
    x = layers.ReLU(6.0, name="stem_relu")(layers.BatchNormalization(name="stem_bn")(x))
    for block in ("one", "two"):
        y = layers.Conv2D(16, 1, use_bias=False, name=f"{block}_expand")(x)
        y = layers.ReLU(6.0, name=f"{block}_relu")(layers.BatchNormalization(name=f"{block}_bn")(y))
        y = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name=f"{block}_depthwise")(y)
        y = layers.ReLU(6.0, name=f"{block}_depthwise_relu")(layers.BatchNormalization(name=f"{block}_depthwise_bn")(y))
        x = layers.Add(name=f"{block}_add")([x, layers.Conv2D(8, 1, name=f"{block}_project")(y)])
    x = layers.Activation("relu", name="last")(layers.Conv2D(12, 3, name="last_conv")(x))
    x = layers.Dense(4, "softmax", name="scores")(layers.GlobalAveragePooling2D(name="pool")(x))
    model = keras.Model(inputs, x)
    for layer in model.layers:  # what training would have left
        if isinstance(layer, layers.BatchNormalization):
            count = layer.gamma.shape[0]
            scale, offset, mean, spread = drawn(4, (count,))
            layer.set_weights([1 + 0.3 * scale, offset, 0.1 * mean, 0.5 + spread**2])
        elif isinstance(layer, layers.Dense):
            layer.set_weights([2 * drawn(1, layer.kernel.shape)[0], drawn(1, (4,))[0]])
    return model


@pytest.fixture(scope="module")
def model() -> keras.Model:
    return small_mobilenet()


@pytest.fixture(scope="module")
def files(model, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lite")
    pictures = np.concatenate([PICTURES, drawn(32, SHAPE)])
    model.export(folder / "saved", verbose=False)  # once, and not for each kind
    return {
        kind: written(folder / kind, tf.lite.TFLiteConverter.from_saved_model(str(folder / "saved")), kind, pictures)
        for kind in ("float", "float16", "dynamic", "int8", "int16")
    }


def network_of(path: Path) -> ProgramNetwork:
    found = inspect_model(path)
    return load_lite(found.path, found.config)


def tap_of(network: Any, layer: str | None = None) -> Tap:
    def choose(calls: Any) -> Any:
        named = (call for call in calls if call.path.startswith(layer or ""))
        return default_call(calls) if layer is None else next(named)

    return Tap(network, Port(), choose)


def _is(operator: Any, options: str) -> bool:
    return operator.builtinOptionsType == getattr(schema.BuiltinOptions, options)


def correlation(one: Any, other: Any) -> float:
    return float(np.corrcoef(np.ravel(one), np.ravel(other))[0, 1])


def relative(found: Any, expected: Any) -> float:
    return float(np.abs(np.asarray(found) - expected).max() / np.abs(expected).max())


@pytest.mark.parametrize(("kind", "near"), [("float", 1e-5), ("float16", 5e-3)])
@pytest.mark.parametrize("layer", [None, "stem_relu", "one_add", "two_relu"])
def test_activations_and_gradients_are_those_of_the_keras_model(model, files, kind, near, layer):
    expected = tap_of(KerasNetwork(model), layer).look(PICTURES, CHOSEN)
    found = tap_of(network_of(files[kind]), layer).look(PICTURES, CHOSEN)
    for ours, theirs in zip(found, expected, strict=True):
        assert relative(ours, theirs) < near


@pytest.mark.parametrize(("kind", "alike"), [("dynamic", 0.9995), ("int8", 0.999)])
def test_maps_of_whole_numbers_are_those_of_the_keras_model_but_for_their_rounding(model, files, kind, alike):
    a, logits, _, gradient = tap_of(KerasNetwork(model)).look(PICTURES, CHOSEN)
    own_a, own_logits, _, own_gradient = tap_of(network_of(files[kind])).look(PICTURES, CHOSEN)
    maps = [np.einsum("nhwk,nk->nhw", a, np.mean(g, (1, 2))) for a, g in ((a, gradient), (own_a, own_gradient))]
    assert correlation(*maps) > alike
    assert correlation(gradient, own_gradient) > alike
    assert correlation(logits, own_logits) > alike


def test_gradients_at_the_pixels_and_guided_ones_are_those_of_the_keras_model(model, files):
    ours, theirs = tap_of(network_of(files["float"])), tap_of(KerasNetwork(model))
    assert relative(ours.input_gradient(PICTURES, CHOSEN)[0], theirs.input_gradient(PICTURES, CHOSEN)[0]) < 1e-5
    plain, guided = ours.input_gradient(PICTURES, CHOSEN)[0], ours.guided_gradient(PICTURES, CHOSEN)
    assert relative(guided, theirs.guided_gradient(PICTURES, CHOSEN)) < 1e-5
    assert relative(guided, np.asarray(plain)) > 0.1
    whole = tap_of(network_of(files["int8"])).guided_gradient(PICTURES, CHOSEN)
    assert correlation(whole, guided) > 0.9


@pytest.mark.parametrize(("kind", "steps"), [("int8", 3), ("int16", 8)])
def test_answers_of_whole_numbers_are_the_interpreter_s(files, kind, steps):
    data = files[kind].read_bytes()
    tap = tap_of(network_of(files[kind]))
    _, scores = tap.predict(PICTURES)
    assert tap.head_kind is Head.SOFTMAX
    np.testing.assert_allclose(scores, interpreted(data, PICTURES), atol=steps * last_scale(data))


def test_answers_of_whole_weights_are_the_interpreter_s_but_for_what_it_rounds_on_the_way(files):
    _, scores = tap_of(network_of(files["dynamic"])).predict(PICTURES)
    np.testing.assert_allclose(scores, interpreted(files["dynamic"].read_bytes(), PICTURES), atol=0.03)


def test_layers_have_the_names_and_kinds_of_the_keras_model_s(files):
    calls = spatial_calls(tap_of(network_of(files["int8"])).calls)
    names = [call.path.rsplit("_", 1)[0] if call.path[-1].isdigit() else call.path for call in calls]
    assert names[:3] == ["stem_relu", "one_relu", "one_depthwise_relu"]
    assert names[-2:] == ["two_add", "last"]
    kinds = {call.kind for call in calls}
    assert kinds == {"Conv2D", "DepthwiseConv2D", "Add"}
    assert calls[-1].sizes == [None, 8, 6, 12]


# Rounding is followed as if it were not


def test_gradients_pass_rounding_and_what_lies_beyond_its_bounds(tmp_path):
    path = converted(tmp_path / "m", lambda x: tf.reshape(x, [1, -1]) @ drawn(1, (24, 4))[0], (2, 4, 3), "int8")
    graph = schema.ModelT.InitFromPackedBuf(path.read_bytes(), 0)
    (dense,) = (o for o in graph.subgraphs[0].operators if _is(o, "FullyConnectedOptions"))
    stored = graph.subgraphs[0].tensors[dense.inputs[1]]
    scales = np.asarray(stored.quantization.scale, np.float32)
    weights = graph.buffers[stored.buffer].data.view(np.int8).reshape(4, 24) * scales[:, None]
    tap = tap_of(network_of(path))
    for factor in (1, 100):  # far beyond what the file can store
        gradient, _, _ = tap.input_gradient(factor * drawn(1, (2, 4, 3)), CHOSEN)
        np.testing.assert_allclose(np.ravel(gradient), weights[1], rtol=1e-6)


def test_features_that_cannot_be_stored_below_0_are_behind_a_relu(tmp_path):
    def ending_in(function: Any) -> Any:
        kernel = drawn(1, (3, 3, 3, 5))[0]
        return lambda x: tf.reduce_mean(function(tf.nn.conv2d(x, kernel, 1, "VALID")), [1, 2]) @ drawn(1, (5, 4))[0]

    def drop(model: Any) -> None:
        (options,) = (o.builtinOptions for o in model.subgraphs[0].operators if _is(o, "Conv2DOptions"))
        assert options.fusedActivationFunction == schema.ActivationFunctionType.RELU
        options.fusedActivationFunction = schema.ActivationFunctionType.NONE

    path = converted(tmp_path / "m", ending_in(tf.nn.relu), SHAPE, "int8")
    bare = edited_lite(path, tmp_path / "bare", drop)
    gradients = [tap_of(network_of(file)).guided_gradient(PICTURES, CHOSEN) for file in (path, bare)]
    np.testing.assert_array_equal(*gradients)


# Files for one picture at a time


def mixing_pictures(x: Any) -> Any:
    features = tf.nn.relu(tf.nn.conv2d(x, drawn(1, (3, 3, 3, 5))[0], 1, "SAME"))
    logits = tf.reduce_mean(features, [1, 2]) @ drawn(1, (5, 4))[0]
    return tf.nn.softmax(3 * (logits + tf.reduce_sum(logits, axis=0, keepdims=True)))


def test_a_file_that_takes_the_axis_of_pictures_apart_runs_for_one_after_the_other(tmp_path):
    path = converted(tmp_path / "m", mixing_pictures, SHAPE)
    tap = tap_of(network_of(path))
    logits, scores = tap.predict(PICTURES)
    np.testing.assert_allclose(scores, interpreted(path.read_bytes(), PICTURES), atol=1e-6)
    np.testing.assert_allclose(tf.nn.softmax(logits), scores, atol=1e-6)
    assert tap.head_kind is Head.SOFTMAX
    picture = tf.constant(PICTURES[:1])
    with tf.GradientTape() as tape:
        tape.watch(picture)
        said = tf.math.log(mixing_pictures(picture))
        score = said[0, 1] - said[0, 0]
    found, _, _ = tap.input_gradient(picture, tf.constant([-1.0, 1, 0, 0]))
    np.testing.assert_allclose(found, tape.gradient(score, picture), atol=1e-5)
    activation, _, _, gradient = tap.look(picture, CHOSEN)
    np.testing.assert_allclose(tap.head(picture, activation, CHOSEN), gradient, atol=1e-7)
    assert np.abs(gradient).max() > 0


def test_an_activation_that_is_not_known_is_refused_by_the_name_of_its_step(tmp_path):
    def change(model: Any) -> None:
        for operator in model.subgraphs[0].operators:
            if _is(operator, "Conv2DOptions"):
                operator.builtinOptions.fusedActivationFunction = schema.ActivationFunctionType.SIGN_BIT

    def network(x: Any) -> Any:
        return tf.nn.relu(tf.nn.conv2d(x, drawn(1, (3, 3, 3, 5))[0], 1, "SAME"))

    path = edited_lite(converted(tmp_path / "m", network, SHAPE), tmp_path / "odd", change)
    with pytest.raises(SaliscopeError) as refused:
        network_of(path)
    assert refused.value.code is Code.MODEL_STEP
    assert refused.value.params["operation"] == "CONV_2D"
