"""SavedModel folders and TensorFlow Lite files answer, and have the gradients, of the Keras models they came from."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Head
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

SIDE = 16
PIXELS = np.random.default_rng(2).integers(0, 256, (SIDE, SIDE, 3), np.uint8)


def classifier_model(augmented: bool = False) -> keras.Model:
    keras.utils.set_random_seed(6)
    inputs = keras.Input((SIDE, SIDE, 3), name="photograph")
    x = layers.Rescaling(1 / 127.5, -1)(inputs)
    if augmented:
        x = layers.RandomTranslation(0.1, 0.1)(
            layers.RandomZoom(0.2)(layers.RandomRotation(0.1)(layers.RandomFlip()(x)))
        )
    x = layers.Conv2D(6, 3, padding="same", name="first")(x)
    if not augmented:  # Keras exports augmentation as it trains, and what normalises behind it too
        x = layers.BatchNormalization(name="norm")(x)
    x = layers.ReLU(name="relu")(x)
    x = layers.Conv2D(8, 3, strides=2, activation="swish", name="last")(x)
    x = layers.Dropout(0.3)(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, layers.Dense(4, activation="softmax", name="scores")(x))


def session_of(classifier: Classifier) -> Session:
    return Session(classifier, PIXELS, classifier.info.pixel_values)


@pytest.fixture(scope="module")
def model() -> keras.Model:
    return classifier_model()


@pytest.fixture(scope="module")
def original(model) -> Session:
    return session_of(Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), ""))


def export(model: keras.Model, path: Path) -> None:
    model.export(path, verbose=False)


SAVED = {"exported": export, "saved": lambda model, path: tf.saved_model.save(model, str(path))}


@pytest.fixture(scope="module", params=SAVED)
def saved(request, model, tmp_path_factory) -> Session:
    path = tmp_path_factory.mktemp("saved") / "network"
    SAVED[request.param](model, path)
    return session_of(open_classifier(path))


def test_a_saved_model_answers_as_the_model_it_was_made_from(saved, original):
    info = saved.classifier.info
    assert (info.kind, info.head, info.input_size, info.pixel_values) == (
        "saved-model",
        Head.SOFTMAX,
        (SIDE, SIDE),
        "0..255",
    )
    np.testing.assert_allclose(saved.logits, original.logits, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(saved.probabilities, original.probabilities, rtol=1e-5)


def test_its_gradients_are_the_model_s(saved, original):
    for target in (Target(0), Target(3, 1), Target(2, probability=True)):
        expected = original.input_gradient(target)
        np.testing.assert_allclose(saved.input_gradient(target), expected, atol=1e-5 * np.abs(expected).max())
    expected = original.guided_gradient(Target(1))
    np.testing.assert_allclose(saved.guided_gradient(Target(1)), expected, atol=1e-5 * np.abs(expected).max())


def test_its_operations_are_looked_at_like_layers(saved, original):
    path = next(layer.path for layer in saved.classifier.info.layers if "relu" in layer.path and layer.kind == "Relu")
    request = Request("p", Fit.STRETCH, "m", "0..255", "grad-cam", path, 1)
    *_, found = explain(saved, request)
    *_, expected = explain(original, Request("p", Fit.STRETCH, "m", "0..255", "grad-cam", "relu", 1))
    peak = max(np.abs(expected.values).max(), 1e-6)
    np.testing.assert_allclose(found.values, expected.values, atol=1e-5 * peak)
    activation, gradient = saved.activation_gradient(path, Target(1))
    step = np.zeros_like(activation)
    step[3, 4, 2] = 1e-2
    low, high = saved.scores_with_activation(path, np.stack([activation - step, activation + step]), Target(1))
    assert (high - low) / 2e-2 == pytest.approx(gradient[3, 4, 2], rel=2e-2, abs=1e-5)


def test_its_default_layer_shows_what_the_keras_model_s_does(saved, original):
    default = saved.classifier.info.default_layer
    assert "last" in default
    shapes = {layer.path: layer.shape for layer in saved.classifier.info.layers}
    assert shapes[default] == (7, 7, 8)


def test_a_model_with_augmentation_answers_without_it(tmp_path):
    model = classifier_model(augmented=True)
    export(model, tmp_path / "augmented")
    found = session_of(open_classifier(tmp_path / "augmented"))
    expected = session_of(Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), ""))
    np.testing.assert_allclose(found.probabilities, expected.probabilities, rtol=1e-4)
    gradient = expected.input_gradient(Target(0))
    np.testing.assert_allclose(found.input_gradient(Target(0)), gradient, atol=1e-3 * np.abs(gradient).max())
    assert found.classifier.info.parameters == model.count_params()


@pytest.mark.parametrize("rate", [0.2, 0.7])
@pytest.mark.parametrize("old", [False, True])
def test_dropout_that_was_saved_as_in_training_neither_drops_nor_scales(tmp_path, rate, old):
    def drop(x):
        if not old:
            return tf.nn.experimental.stateless_dropout(x, rate, seed=(1, 2))  # as Keras writes it
        kept = tf.cast(tf.random.uniform(tf.shape(x), seed=1) >= rate, tf.float32)  # as TensorFlow 2.0 wrote it
        return x * (1 / (1 - rate)) * kept

    kernel, weights = (tf.random.stateless_normal(shape, (1, 2)) / 3 for shape in ((3, 3, 3, 4), (4, 3)))

    @tf.function(input_signature=[tf.TensorSpec([None, SIDE, SIDE, 3], tf.float32)])
    def answer(x):
        return tf.nn.softmax(tf.reduce_mean(drop(tf.nn.conv2d(x, kernel, 1, "SAME")), (1, 2)) @ weights)

    module = tf.Module()
    module.answer = answer
    tf.saved_model.save(module, str(tmp_path / "m"), signatures=answer)
    found = session_of(open_classifier(tmp_path / "m"))
    maps = tf.nn.conv2d(found.x[None], kernel, 1, "SAME")
    expected = tf.nn.softmax(tf.reduce_mean(maps, (1, 2)) @ weights)[0]
    np.testing.assert_allclose(found.probabilities, expected, rtol=1e-4)


class Looped(tf.Module):
    """Three times the same convolution, in a loop, and a branch."""

    def __init__(self) -> None:
        self.kernel = tf.Variable(tf.random.stateless_normal([3, 3, 3, 3], (1, 2)) / 5)
        self.weights = tf.Variable(tf.random.stateless_normal([3, 2], (3, 4)))

    @tf.function(input_signature=[tf.TensorSpec([None, SIDE, SIDE, 3], tf.float32)])
    def __call__(self, x):
        for _ in tf.range(3):
            x = tf.nn.relu(tf.nn.conv2d(x, self.kernel, 1, "SAME"))
        if tf.reduce_sum(x) > 0:
            x = x * 2.0
        return tf.matmul(tf.reduce_mean(x, [1, 2]), self.weights)


def test_loops_and_branches_are_followed(tmp_path):
    module = Looped()
    tf.saved_model.save(module, str(tmp_path / "looped"))
    found = session_of(open_classifier(tmp_path / "looped"))
    x = tf.constant(found.x[None])
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = module(x)[:, 1]
    np.testing.assert_allclose(found.logits[1], score[0], rtol=1e-5)
    expected = tape.gradient(score, x)[0].numpy()
    np.testing.assert_allclose(found.input_gradient(Target(1)), expected, atol=1e-5 * np.abs(expected).max())


# TensorFlow Lite


def convert(model: keras.Model, path: Path, quantised: str = "") -> None:
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if quantised:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if quantised == "whole":
        rng = np.random.default_rng(0)
        pictures = [[rng.uniform(0, 255, (1, SIDE, SIDE, 3)).astype(np.float32)] for _ in range(20)]
        converter.representative_dataset = lambda: iter(pictures)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.uint8
    path.write_bytes(converter.convert())


@pytest.fixture(scope="module")
def lite(model, tmp_path_factory) -> Session:
    path = tmp_path_factory.mktemp("lite") / "m.tflite"
    convert(model, path)
    return Session(open_classifier(path), PIXELS, "0..255")


@pytest.mark.parametrize(("quantised", "near"), [("", 1e-5), ("weights", 0.05), ("whole", 0.1)])
def test_a_lite_model_answers_as_the_model_it_was_made_from(model, original, tmp_path, quantised, near):
    convert(model, tmp_path / "m.tflite", quantised)
    found = session_of(open_classifier(tmp_path / "m.tflite"))
    info = found.classifier.info
    assert (info.kind, info.head, info.pixel_gradients) == ("tflite", Head.SOFTMAX, True)
    assert (info.default_layer.split("_")[0], info.layers[-1].shape) == ("last", (7, 7, 8))
    if quantised == "whole":
        assert (info.pixel_values, info.pixel_values_from) == ("0..255", "inside")
    found = Session(found.classifier, PIXELS, "0..255")
    assert np.abs(found.logits - original.logits).max() < near * np.abs(original.logits).max() + 1e-6
    assert np.abs(found.probabilities - original.probabilities).max() < near


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_the_map_of_the_keras_model(model, original, lite, method):
    options = tuple(
        (option.name, option.low)
        for option in METHODS[method].options
        if option.name in ("masks", "samples", "designs")
    )
    request = Request("p", Fit.STRETCH, "m", "0..255", method, None, 1, options)
    (*_, expected), (*_, found) = (explain(session, request) for session in (original, lite))
    assert np.abs(expected.values).max() > 0
    np.testing.assert_allclose(found.values, expected.values, atol=1e-3 * np.abs(expected.values).max())
