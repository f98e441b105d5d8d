"""Models of half precision are computed in float32: their maps are those of the same model without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import open_classifier
from engine.models.legacy import load_keras_model
from engine.models.legacy.precision import in_full_precision
from engine.network.graph.precision import widen

pytestmark = pytest.mark.slow

SIDE = 48
PIXELS = np.random.default_rng(4).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
HALVES = ("mixed_float16", "float16", "mixed_bfloat16", "bfloat16")
FORMS = ("model.keras", "model.h5", "exported")
NOT_READ_BY_KERAS = ("bfloat16", "model.h5")  # it writes them and cannot read them
SMALL = 1e-6  # the last layer's weights are made so small that float16 holds none of the gradients behind them


@pytest.fixture
def policy() -> Iterator[Callable[[str], None]]:
    before = keras.config.dtype_policy()
    yield keras.config.set_dtype_policy
    keras.config.set_dtype_policy(before)


def built() -> keras.Model:
    """A classifier under the policy that is set; its scores hang on the picture by very small numbers."""
    keras.utils.set_random_seed(5)
    dtype = "float16" if keras.config.dtype_policy().name == "float16" else None
    inputs = keras.Input((SIDE, SIDE, 3), dtype=dtype, name="photograph")
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Conv2D(6, 3, activation="relu", name="first")(x)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.Conv2D(8, 3, activation="relu", name="last")(x)
    x = layers.GlobalAveragePooling2D(name="mean")(x)
    x = layers.Dense(4, name="scores")(x)
    model = keras.Model(inputs, layers.Activation("softmax", dtype="float32", name="answer")(x))
    scores = model.get_layer("scores")
    scores.set_weights([np.abs(weights) * SMALL for weights in scores.get_weights()])  # sums that do not cancel out
    return model


def by_hand(weights: list[np.ndarray], target: int) -> tuple[np.ndarray, np.ndarray]:
    """The Grad-CAM at `last` and the saliency of the score, from weights as the model has them, in float64."""
    exact = [tf.constant(values, tf.float64) for values in weights]
    first, bias, gamma, beta, mean, variance, last, last_bias, dense, dense_bias = exact
    x = tf.constant(PIXELS[None], tf.float64)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.nn.relu(tf.nn.conv2d(x / 255, first, 1, "VALID") + bias)
        y = (y - mean) / tf.sqrt(variance + 1e-3) * gamma + beta
        activation = tf.nn.relu(tf.nn.conv2d(y, last, 1, "VALID") + last_bias)
        score = (tf.reduce_mean(activation, axis=(1, 2)) @ dense + dense_bias)[0, target]
    channels = tf.reduce_mean(tape.gradient(score, activation), axis=(1, 2))
    cam = tf.nn.relu(tf.reduce_sum(activation * channels[:, None, None], axis=-1))
    return cam.numpy()[0], np.abs(tape.gradient(score, x).numpy()[0]).max(axis=-1)


def written(model: keras.Model, path: Path) -> Path:
    if path.suffix:
        model.save(path)
    else:
        model.export(path, verbose=False)
    return path


def maps(path: Path, target: int) -> list[Any]:
    classifier = open_classifier(path)
    session = Session(classifier, PIXELS, "0..255")
    layer = next(info.path for info in reversed(classifier.info.layers) if "last" in info.path and info.shape[2] == 8)
    asked = (Request("p", Fit.STRETCH, "m", "0..255", method, layer, target) for method in ("grad-cam", "saliency"))
    return [list(explain(session, request))[-1] for request in asked]


@pytest.mark.parametrize(("half", "form"), [case for case in product(HALVES, FORMS) if case != NOT_READ_BY_KERAS])
def test_maps_are_those_of_float32_though_gradients_underflow_in_half_precision(half, form, policy, tmp_path):
    policy(half)
    model = built()
    policy("float32")
    weights = [np.asarray(values, np.float32) for values in model.get_weights()]
    for found, expected in zip(maps(written(model, tmp_path / form), 2), by_hand(weights, 2), strict=True):
        assert not found.findings
        np.testing.assert_allclose(found.values, expected, atol=1e-5 * expected.max())


def test_in_half_precision_those_gradients_would_have_been_nothing(policy):
    policy("mixed_float16")
    model = built()
    x = tf.constant(PIXELS[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = keras.Model(model.inputs, model.get_layer("scores").output)(x)[0, 0]
    assert not np.asarray(tape.gradient(score, x)).any()


def test_casts_and_policies_of_all_kinds_are_rewritten_and_names_are_not():
    half = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}
    full = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
    layer = {"name": "float16", "dtype": half, "units": 3}
    assert in_full_precision(layer) == {"name": "float16", "dtype": full, "units": 3}
    old = {"dtype": {"class_name": "Policy", "config": {"name": "mixed_bfloat16"}}}
    assert in_full_precision(old) == {"dtype": {"class_name": "Policy", "config": {"name": "float32"}}}
    by_path = {"class_name": "DTypePolicyMap", "config": {"default_policy": half, "policy_map": {"a/b": half}}}
    assert in_full_precision(by_path)["config"] == {"default_policy": full, "policy_map": {"a/b": full}}
    eighth = {"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8", "source_name": "mixed_float16"}}
    assert in_full_precision(eighth)["config"] == {"mode": "int8", "source_name": "float32"}
    tensor = {"class_name": "__keras_tensor__", "config": {"dtype": "float16", "keras_history": ["float16", 0, 0]}}
    call = in_full_precision({"args": [tensor, "float16"], "kwargs": {"dtype": "half"}})
    assert call["args"][0]["config"] == {"dtype": "float32", "keras_history": ["float16", 0, 0]}
    assert call["args"][1:] == ["float32"] and call["kwargs"] == {"dtype": "float32"}
    assert in_full_precision({"dtype": "int32", "axis": [1, 2]}) == {"dtype": "int32", "axis": [1, 2]}


def test_a_cast_inside_and_nested_layers_are_computed_in_float32_too(tmp_path, policy):
    policy("mixed_float16")
    keras.utils.set_random_seed(1)
    inputs = keras.Input((12, 12, 3))
    inner = keras.Sequential([keras.Input((12, 12, 3)), layers.Conv2D(4, 3, name="inside")], name="inner")
    x = layers.MultiHeadAttention(2, 3, name="attention")(inner(inputs), inner(inputs))
    x = keras.ops.cast(layers.GlobalAveragePooling2D()(x), "float16")
    keras.Model(inputs, layers.Dense(3, name="scores")(x)).save(tmp_path / "model.keras")
    policy("float32")
    model = load_keras_model(tmp_path / "model.keras")
    assert {layer.compute_dtype for layer in model._flatten_layers()} == {"float32"}
    assert {weights.dtype for weights in model.weights} == {"float32"}
    assert model(np.zeros((1, 12, 12, 3), np.float32)).dtype == tf.float32
    graph = tf.function(model).get_concrete_function(tf.TensorSpec((1, 12, 12, 3))).graph
    assert not {t.dtype for op in graph.get_operations() for t in op.outputs} & {tf.float16, tf.bfloat16}


def test_loops_and_branches_of_a_graph_are_widened(tmp_path):
    class Looped(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec((None, SIDE, SIDE, 3), tf.float16, name="photograph")])
        def serve(self, x):
            kernel = tf.ones((3, 3, 3, 4), tf.float16) * tf.constant(1e-3, tf.float16)
            y = tf.nn.conv2d(x, kernel, 1, "VALID", name="features")
            for _ in tf.range(3):
                y = y * tf.constant(0.02, tf.float16)
            y = tf.cond(tf.reduce_max(x) > 0, lambda: y, lambda: -y)
            return {"scores": tf.reduce_mean(y, axis=(1, 2)) * tf.constant([1, 2, 3, 4], tf.float16)}

    module = Looped()
    tf.saved_model.save(module, str(tmp_path / "looped"), signatures=module.serve)
    session = Session(open_classifier(tmp_path / "looped"), PIXELS, "0..255")
    scale = float(np.float16(1e-3)) * float(np.float16(0.02)) ** 3 * 3
    gradient = session.input_gradient(Target(2))
    inside = slice(3, -3)
    expected = 9 * scale / (SIDE - 2) ** 2  # as many windows hold each pixel
    np.testing.assert_allclose(gradient[inside, inside], expected, rtol=1e-5)


def test_a_graph_that_looks_at_the_bits_of_halves_and_one_of_float32_stay_as_they_are():
    def bits(x):
        return tf.bitcast(tf.cast(x, tf.float16), tf.uint16)

    for function in (bits, lambda x: x * 2):
        graph = tf.function(function).get_concrete_function(tf.TensorSpec((2,))).graph.as_graph_def()
        before = graph.SerializeToString(deterministic=True)
        assert not widen(graph)
        assert graph.SerializeToString(deterministic=True) == before
