"""Inputs of rows or of plain numbers: which are taken for pictures, how they are filled, and that maps are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Caution, TensorInfo, picture_inputs
from engine.network.keras_network import KerasNetwork


@pytest.fixture(autouse=True)
def seeded():
    keras.utils.set_random_seed(12)


def sequential(shape: tuple[int, ...], *parts: Any) -> Any:
    return keras.Sequential([keras.Input(shape), *parts])


def classifier_of(model: Any) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "")


def session_of(classifier: Classifier) -> Session:
    width, height = classifier.info.input_size
    pixels = np.random.default_rng(5).integers(0, 256, (height, width, 3), np.uint8)
    return Session(classifier, pixels, "0..1")


def grey(session: Session) -> np.ndarray:
    """The photograph as (h, w) numbers from 0 to 1, by another library."""
    return cv2.cvtColor(session.pixels.astype(np.float32) / 255, cv2.COLOR_RGB2GRAY)


def map_of(session: Session, method: str, target: int = 1) -> np.ndarray:
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "0..1", method, None, target))
    return found.values


def close(found: Any, expected: Any, share: float = 1e-5) -> None:
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=share * np.abs(expected).max())


def dense(*shape: int) -> Any:
    return sequential(shape, layers.Flatten(), layers.Dense(9, "tanh"), layers.Dense(4, "softmax"))


@pytest.mark.parametrize(
    ("shape", "picture"),
    [
        ((28, 28), (28, 28, 1)),
        ((8, 30), (8, 30, 1)),
        ((784,), (28, 28, 1)),
        ((64,), (8, 8, 1)),
        ((1024,), (32, 32, 1)),
        ((3072,), (32, 32, 3)),
        ((2352,), (28, 28, 3)),
        ((12288,), (64, 64, 3)),
    ],
)
def test_as_many_numbers_as_a_picture_has_are_assumed_to_be_one(shape, picture):
    info = TensorInfo("x", shape, "float32")
    assert (info.takes_picture, info.assumed, info.picture_shape) == (True, True, picture)


@pytest.mark.parametrize(
    "shape",
    [
        (),
        (1,),
        (30,),
        (4,),
        (49,),
        (63,),
        (300,),
        (768,),
        (2048,),
        (None,),
        (60, 5),
        (None, 28),
        (7, 7),
        (5, 28, 28, 3),
    ],
)
def test_tables_series_and_word_vectors_are_none(shape):
    assert not TensorInfo("x", shape, "float32").takes_picture


@pytest.mark.parametrize("dtype", ["int32", "int64", "bool"])
def test_counts_words_and_flags_are_no_pixels(dtype):
    assert not TensorInfo("x", (784,), dtype).takes_picture
    assert TensorInfo("x", (28, 28, 1), dtype).takes_picture


def test_what_is_a_picture_for_sure_goes_before_what_is_assumed_to_be_one():
    table, photograph = TensorInfo("a", (64,), "float32"), TensorInfo("b", (20, 20, 3), "float32")
    assert picture_inputs((table, photograph)) == (1,)
    assert not photograph.assumed
    assert picture_inputs((TensorInfo("c", (30,), "float32"), table, table)) == (1, 2)
    assert picture_inputs((TensorInfo("c", (30,), "float32"),)) == ()


@pytest.mark.parametrize("shape", [(28, 28), (784,), (12, 20)])
def test_a_network_of_numbers_answers_to_the_grey_photograph_row_by_row(shape):
    model = dense(*shape)
    found = session_of(classifier_of(model))
    x = tf.constant(grey(found).reshape(1, *shape))
    with tf.GradientTape() as tape:
        tape.watch(x)
        scores = model(x)
        logit = tf.math.log(scores)[0, 2] - tf.math.log(scores)[0, 0]
    gradient = tape.gradient(logit, x).numpy()
    close(found.probabilities, scores[0])
    height, width = grey(found).shape
    close(found.input_gradient(Target(2, 0))[..., 0], gradient.reshape(height, width), 1e-4)
    assert found.classifier.info.channels == 1


def test_colours_lie_side_by_side_in_a_row_of_numbers():
    model = dense(3072)
    found = session_of(classifier_of(model))
    row = (found.pixels / np.float32(255)).reshape(1, 3072)
    close(found.probabilities, model(row)[0])
    assert found.classifier.info.channels == 3


def test_it_is_said_that_the_picture_is_assumed():
    assert classifier_of(dense(64)).info.cautions == (Caution.ASSUMED_PICTURE,)
    assert classifier_of(dense(28, 28, 1)).info.cautions == ()


def test_a_table_and_words_are_refused():
    for model in (
        sequential((30,), layers.Dense(3, "softmax")),
        sequential((100,), layers.Embedding(50, 4), layers.GlobalAveragePooling1D(), layers.Dense(3, "softmax")),
    ):
        with pytest.raises(SaliscopeError) as refused:
            classifier_of(model)
        assert refused.value.code is Code.MODEL_INPUT


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(28, 28), (784,)])
def test_all_methods_of_the_pixels_work_and_those_of_layers_say_why_not(shape):
    found = session_of(classifier_of(dense(*shape)))
    reasons = {name: obstacle(method, found.classifier.info) for name, method in METHODS.items()}
    assert {name for name, reason in reasons.items() if reason is Code.LAYER_NONE} >= {"grad-cam", "score-cam"}
    usable = [name for name, reason in reasons.items() if reason is None]
    assert {"saliency", "occlusion", "rise", "integrated-gradients", "lime"} <= set(usable)
    for name in usable:
        values = map_of(found, name)
        assert np.isfinite(values).all()
        assert values.any(), name


def test_occlusion_weighs_what_a_covered_patch_takes_away():
    """Of a linear network the fall of the score is the sum of weight x (pixel - grey) over the patch."""
    model = sequential((256,), layers.Dense(2))
    weights = np.zeros((256, 2), np.float32)
    weights[16 * 5 + 6, 1] = 3.0  # row 5, column 6
    model.set_weights([weights, np.zeros(2, np.float32)])
    found = session_of(classifier_of(model))
    values = map_of(found, "occlusion")
    y, x = np.unravel_index(np.abs(values).argmax(), values.shape)
    scale = 16 / np.array(values.shape)
    assert abs((y + 0.5) * scale[0] - 5.5) <= 2
    assert abs((x + 0.5) * scale[1] - 6.5) <= 2


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("shape", [(28, 28), (784,)])
def test_where_it_is_reshaped_into_a_picture_cams_are_those_of_a_picture_s_network(shape, data_format):
    first = data_format == "channels_first"
    conv = layers.Conv2D(5, 3, activation="tanh", data_format=data_format, name="maps")
    last = layers.Dense(4, "softmax")
    pool = layers.GlobalAveragePooling2D(data_format=data_format)
    model = sequential(shape, layers.Reshape((1, 28, 28) if first else (28, 28, 1)), conv, pool, last)
    found = session_of(classifier_of(model))
    assert found.classifier.info.default_layer == "maps"
    (maps,) = [layer for layer in found.classifier.info.layers if layer.path == "maps"]
    assert maps.shape == (26, 26, 5)
    picture = tf.constant(grey(found)[None, ..., None])
    A = tf.tanh(tf.nn.conv2d(picture, conv.kernel, 1, "VALID") + conv.bias)
    with tf.GradientTape() as tape:
        tape.watch(A)
        logit = (tf.reduce_mean(A, (1, 2)) @ last.kernel + last.bias)[0, 1]
    weights = tf.reduce_mean(tape.gradient(logit, A), (1, 2))
    close(map_of(found, "grad-cam"), tf.nn.relu(tf.reduce_sum(weights[:, None, None] * A, -1))[0], 1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(28, 28), (784,), (3072,)])
def test_a_saved_model_of_numbers_has_the_gradients_of_the_model_it_was_made_from(tmp_path, shape):
    model = dense(*shape)
    own = session_of(classifier_of(model))
    model.export(tmp_path / "saved", verbose=False)
    model.save(tmp_path / "model.keras")
    for name in ("saved", "model.keras"):
        found = session_of(open_classifier(tmp_path / name))
        assert found.classifier.info.pixel_gradients
        close(found.probabilities, own.probabilities)
        close(found.input_gradient(Target(2, 0)), own.input_gradient(Target(2, 0)), 1e-4)


def test_pixel_values_are_read_from_a_rescaling_inside():
    for shape in ((28, 28), (784,), (3072,)):
        model = sequential(shape, layers.Rescaling(1 / 255), layers.Flatten(), layers.Dense(3, "softmax"))
        info = classifier_of(model).info
        assert (info.pixel_values, info.pixel_values_from) == ("0..255", "inside")
