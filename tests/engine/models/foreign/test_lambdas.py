"""Lambda layers of plain expressions compute what their source says, held to the same formula in NumPy."""

from __future__ import annotations

import json
from pathlib import Path

import helpers
import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.legacy_files import save_as_keras_2, shaken
from keras import layers, ops
from keras.applications import densenet, mobilenet_v2, vgg16

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import open_classifier
from engine.models.inspection import inspect_model
from engine.models.inspection.keras.lambdas import known_lambda
from engine.models.inspection.keras.lambdas.functions import BACKEND, OPS
from engine.models.legacy import load_keras_model
from engine.models.legacy.expressions import BACKEND_FUNCTIONS, ExpressionLayer

KEPT = json.loads(
    (Path(helpers.__file__).parent / "model_files" / "kept_files" / "lambda_codes.json").read_text(encoding="utf-8")
)
A = np.random.default_rng(1).normal(size=(2, 6, 6, 3)).astype(np.float32)
ROW = A[:, 0, 0]
COLUMN = A[:, :1, 0]


def norm(x, axis):
    return x / np.sqrt(np.maximum(np.sum(x * x, axis, keepdims=True), 1e-12))


# {source: (inputs, what NumPy says)}
FORMULAS = {
    "lambda x: x / 255": (A, A / 255),
    "lambda x: x / 255.0": (A, A / 255),
    "lambda x: x / 127.5 - 1": (A, A / 127.5 - 1),
    "lambda x: x * 2 - 1": (A, A * 2 - 1),
    "lambda x: (x - 128.0) / 128.0": (A, (A - 128) / 128),
    "lambda x: -x + 1": (A, 1 - A),
    "lambda x: 1 - x ** 2": (A, 1 - A * A),
    "lambda x: K.l2_normalize(x, axis=1)": (ROW, norm(ROW, 1)),
    "lambda x: K.l2_normalize(x, 1)": (ROW, norm(ROW, 1)),
    "lambda x: tf.nn.l2_normalize(x, axis=-1)": (A, norm(A, -1)),
    "lambda x: tf.math.l2_normalize(x, axis=1)": (ROW, norm(ROW, 1)),
    "lambda x: K.mean(x, axis=[1, 2])": (A, A.mean((1, 2))),
    "lambda x: K.mean(x, axis=[1, 2, 3], keepdims=True)": (A, A.mean((1, 2, 3), keepdims=True)),
    "lambda x: tf.reduce_mean(x, axis=-1, keepdims=True)": (A, A.mean(-1, keepdims=True)),
    "lambda x: ops.mean(x, axis=(1, 2))": (A, A.mean((1, 2))),
    "lambda x: K.abs(x[0] - x[1])": ([ROW, 2 * ROW[::-1]], np.abs(ROW - 2 * ROW[::-1])),
    "lambda tensors: abs(tensors[0] - tensors[1])": ([ROW, 2 * ROW[::-1]], np.abs(ROW - 2 * ROW[::-1])),
    "lambda x: tf.math.abs(x[0] - x[1])": ([ROW, 2 * ROW[::-1]], np.abs(ROW - 2 * ROW[::-1])),
    "lambda x: keras.backend.sqrt(keras.backend.sum(keras.backend.square(x[0] - x[1]), axis=1, keepdims=True))": (
        [ROW, 2 * ROW[::-1]],
        np.sqrt(np.sum((ROW - 2 * ROW[::-1]) ** 2, 1, keepdims=True)),
    ),
    "lambda x: K.squeeze(x, axis=1)": (COLUMN, COLUMN[:, 0]),
    "lambda x: K.expand_dims(x, axis=-1)": (ROW, ROW[..., None]),
    "lambda x: tf.expand_dims(x, -1)": (ROW, ROW[..., None]),
    "lambda x: x[:, :, :, :1]": (A, A[..., :1]),
    "lambda x: x[..., ::-1]": (A, A[..., ::-1]),
    "lambda x: x[:, 0]": (A, A[:, 0]),
    "lambda x: x[:1]": (A, A[:1]),
    "lambda x: tf.image.resize(x, (4, 4))": (A, tf.image.resize(A, (4, 4)).numpy()),
    "lambda x, scale: x * scale": (A, 3 * A),
    "lambda x: tf.concat([x, x], axis=-1)": (A, np.concatenate([A, A], -1)),
}


def described(function, **more):
    return {"class_name": "Lambda", "config": {"name": "step", "trainable": True, "function": function, **more}}


def of_source(source, version="3.8"):
    given = {"scale": 3} if "scale" in source else {}
    return described([KEPT[version][source], None, None], function_type="lambda", arguments=given)


@pytest.mark.parametrize("source", FORMULAS)
def test_an_expression_computes_what_numpy_says(source):
    inputs, expected = FORMULAS[source]
    layer = ExpressionLayer(known_lambda(of_source(source)), "step")
    np.testing.assert_allclose(np.asarray(layer(inputs)), expected, atol=1e-6)


def test_every_source_that_is_read_has_its_formula():
    from references.lambda_codes import SOURCES

    assert set(FORMULAS) == set(SOURCES)


def test_every_function_that_may_be_called_can_be_computed():
    assert BACKEND_FUNCTIONS.keys() == BACKEND
    assert all(callable(getattr(ops, name)) for name in OPS)


# {name in BACKEND: (arguments, what NumPy says)}
BACKEND_FORMULAS = {
    "abs": ((A,), np.abs(A)),
    "cast": ((A, "int32"), A.astype(np.int32)),
    "clip": ((A, -0.5, 0.5), A.clip(-0.5, 0.5)),
    "concatenate": (([A, A],), np.concatenate([A, A], -1)),
    "epsilon": ((), 1e-7),
    "exp": ((A,), np.exp(A)),
    "expand_dims": ((A,), A[..., None]),
    "l2_normalize": ((A, [1, 2]), norm(A, (1, 2))),
    "log": ((np.abs(A) + 1,), np.log(np.abs(A) + 1)),
    "max": ((A, 1), A.max(1)),
    "maximum": ((A, 0.5), np.maximum(A, 0.5)),
    "mean": ((A, [1, 2], True), A.mean((1, 2), keepdims=True)),
    "min": ((A, 1), A.min(1)),
    "minimum": ((A, 0.5), np.minimum(A, 0.5)),
    "permute_dimensions": ((A, [0, 3, 1, 2]), A.transpose(0, 3, 1, 2)),
    "pow": ((A, 2), A * A),
    "relu": ((A, 0.1, 1.0), np.where(A < 0, 0.1 * A, np.minimum(A, 1))),
    "reverse": ((A, 1), A[:, ::-1]),
    "sigmoid": ((A,), 1 / (1 + np.exp(-A))),
    "softmax": ((A,), np.exp(A) / np.exp(A).sum(-1, keepdims=True)),
    "sqrt": ((A,), np.sqrt(A.clip(0))),
    "square": ((A,), A * A),
    "squeeze": ((A[:, :1], 1), A[:, 0]),
    "stack": (([A, A],), np.stack([A, A])),
    "std": ((A, 1), A.std(1)),
    "sum": ((A, 1), A.sum(1)),
    "tanh": ((A,), np.tanh(A)),
    "var": ((A, 1), A.var(1)),
}


@pytest.mark.parametrize("name", sorted(BACKEND))
def test_a_function_of_keras_2_s_backend_computes_what_numpy_says(name):
    given, expected = BACKEND_FORMULAS[name]
    np.testing.assert_allclose(np.asarray(BACKEND_FUNCTIONS[name](*given)), expected, atol=2e-6)


@pytest.mark.parametrize(
    ("family", "module"), [("vgg16", vgg16), ("densenet", densenet), ("mobilenet_v2", mobilenet_v2)]
)
@pytest.mark.parametrize("old", [True, False])
def test_a_named_preparation_is_keras_s_own(family, module, old):
    x = np.abs(A) * 100
    where = f"keras.applications.{family}"
    new = {"class_name": "function", "config": "preprocess_input", "module": f"keras.src.applications.{family}"}
    part = described("preprocess_input", function_type="function", module=where) if old else described(new)
    layer = ExpressionLayer(known_lambda(part), "step")
    np.testing.assert_allclose(np.asarray(layer(x)), module.preprocess_input(np.array(x)), atol=2e-5)


# Whole files


def classifier(step):
    stack = [step, layers.Conv2D(4, 3, name="conv"), layers.GlobalAveragePooling2D(), layers.Dense(3, name="scores")]
    return shaken(keras.Sequential([keras.Input((12, 12, 3)), *stack, layers.Softmax()]))


def swapped(model, part, path):
    """Save a network with another first layer."""

    def edit(config):
        config["config"]["layers"][1] = part

    return save_as_keras_2(model, path, edit)


@pytest.mark.slow
@pytest.mark.parametrize("version", ["2.7", "3.6", "3.11"])
def test_a_file_with_a_lambda_opens_and_tells_its_pixel_values(tmp_path, version):
    part = of_source("lambda x: x / 255.0", version)
    original = classifier(layers.Rescaling(1 / 255))
    opened = open_classifier(swapped(original, part, tmp_path / "model.h5"))
    assert (opened.info.pixel_values, opened.info.pixel_values_from) == (PixelValues.RAW, Evidence.INSIDE)
    x = np.random.default_rng(0).uniform(0, 255, (2, 12, 12, 3)).astype(np.float32)
    logits, scores = opened.default_tap.predict(tf.constant(x))
    np.testing.assert_allclose(scores, original(x), atol=1e-5)
    assert np.asarray(logits).shape == (2, 3)


@pytest.mark.slow
def test_a_siamese_network_s_distance_is_computed(tmp_path):
    left, right = keras.Input((8, 8, 3), name="left"), keras.Input((8, 8, 3), name="right")
    encoder = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(3, 3), layers.GlobalAveragePooling2D()], name="e")
    distance = layers.Subtract(name="step")([encoder(left), encoder(right)])
    original = shaken(keras.Model([left, right], layers.Dense(1, activation="sigmoid", name="same")(distance)))

    def edit(config):
        part = next(part for part in config["config"]["layers"] if part["class_name"] == "Subtract")
        part.update({**of_source("lambda x: K.abs(x[0] - x[1])"), "name": "step"})

    model = load_keras_model(save_as_keras_2(original, tmp_path / "siamese.h5", edit))
    pair = [np.random.default_rng(seed).normal(size=(2, 8, 8, 3)).astype(np.float32) for seed in (3, 4)]
    kernel, bias = original.get_layer("same").get_weights()
    inner = original.get_layer("e")
    apart = np.abs(np.asarray(inner(pair[0])) - np.asarray(inner(pair[1])))
    np.testing.assert_allclose(model(pair), 1 / (1 + np.exp(-(apart @ kernel + bias))), atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("functional", [True, False])
def test_what_keras_3_saves_with_a_lambda_opens(tmp_path, ending, functional):
    step = layers.Lambda(lambda x: x / 127.5 - 1, name="step")
    stack = [step, layers.Conv2D(4, 3), layers.GlobalAveragePooling2D(), layers.Dense(3)]
    if functional:
        inputs = x = keras.Input((12, 12, 3))
        for layer in stack:
            x = layer(x)
        original = shaken(keras.Model(inputs, x))
    else:
        original = shaken(keras.Sequential([keras.Input((12, 12, 3)), *stack]))
    path = tmp_path / f"model{ending}"
    original.save(path)
    inspect_model(path)
    x = np.random.default_rng(0).uniform(0, 255, (2, 12, 12, 3)).astype(np.float32)
    np.testing.assert_allclose(load_keras_model(path)(x), original(x), atol=1e-5)
