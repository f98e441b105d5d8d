"""Shuffled weights: the copy computes what a network of those weights computes, whatever file it came from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files import graph_files, onnx_files
from helpers.model_files.lite_files import converted
from references import models

from engine.models.classifier import Classifier, open_classifier
from engine.network import halves
from engine.network.keras_network import KerasNetwork

SEED = 6
FOUR = ("predictions", "hidden", "conv_2", "conv_1")  # the layers with kernels, from the logits back


def kernels_shuffled(count, draw=0):
    """The model with the kernels of its top layers shuffled, made anew."""
    model, _ = models.build("flatten_head")
    for index, name in enumerate(FOUR[:count]):
        kernel, *rest = model.get_layer(name).get_weights()
        rng = np.random.default_rng([SEED, draw, index, *kernel.shape])
        model.get_layer(name).set_weights([rng.permutation(kernel.ravel()).reshape(kernel.shape), *rest])
    return model


@pytest.fixture(scope="module")
def as_keras():
    return Classifier(KerasNetwork(models.build("flatten_head")[0]), Path("m.keras"), "")


@pytest.fixture(scope="module")
def as_saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "saved"
    models.build("flatten_head")[0].export(path, verbose=False)
    return open_classifier(path)


@pytest.mark.parametrize("kind", ["as_keras", pytest.param("as_saved", marks=pytest.mark.slow)])
def test_the_copy_answers_as_a_model_of_those_weights(request, kind):
    classifier = request.getfixturevalue(kind)
    x = tf.constant(models.pictures("flatten_head"))
    weights = classifier.default_tap.shuffled(SEED)
    copy = classifier.with_weights(weights)
    assert weights.layers == 4
    kernels = [models.build("flatten_head")[0].get_layer(name).get_weights()[0] for name in FOUR]
    assert weights.numbers == sum(kernel.size for kernel in kernels)
    for count in range(5):
        weights.count = count
        expected = kernels_shuffled(count)(x).numpy()
        np.testing.assert_allclose(copy.default_tap.predict(x)[1], expected, rtol=1e-4, atol=1e-6)
        _, _, scores, _ = copy.tap().look(x, classifier.default_tap.no_weights)
        np.testing.assert_allclose(scores, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(classifier.default_tap.predict(x)[1], kernels_shuffled(0)(x), rtol=1e-4, atol=1e-6)


def test_gradients_of_the_copy_are_those_of_a_model_of_its_weights(as_keras):
    x = tf.constant(models.pictures("flatten_head"))
    row = tf.one_hot(2, 5)
    weights = as_keras.default_tap.shuffled(SEED)
    weights.count = 4
    copy = as_keras.with_weights(weights).default_tap
    other = Classifier(KerasNetwork(kernels_shuffled(4)), Path("m.keras"), "").default_tap
    for name in ("input_gradient", "guided_gradient"):
        found, expected = (np.asarray(getattr(tap, name)(x, row)[0]) for tap in (copy, other))
        np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("parted", [True, False])
def test_what_a_layer_gets_of_the_copy_is_by_its_weights_whether_its_head_is_parted_or_not(parted, monkeypatch):
    if not parted:
        monkeypatch.setattr(halves, "has_effects", lambda operations: True)
    x, row = tf.constant(models.pictures("flatten_head")), tf.one_hot(2, 5)
    classifier = Classifier(KerasNetwork(models.build("flatten_head")[0]), Path("m.keras"), "")
    weights = classifier.default_tap.shuffled(SEED)
    weights.count = 4
    copy = classifier.with_weights(weights).tap()
    other = Classifier(KerasNetwork(kernels_shuffled(4)), Path("m.keras"), "").tap()
    activation = other.forward(x)[0]
    found, expected = (np.asarray(tap.head(x, activation, row)) for tap in (copy, other))
    assert expected.any()
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-6)


def test_another_draw_shuffles_the_same_layers_otherwise(as_keras):
    x = tf.constant(models.pictures("flatten_head"))
    first = as_keras.default_tap.shuffled(SEED)
    first.count = 2
    other = first.drawn(3)
    assert (other.layers, other.count, first.count) == (4, 0, 2)
    other.count = 2
    for weights, draw in ((first, 0), (other, 3), (first, 0)):
        found = as_keras.with_weights(weights).default_tap.predict(x)[1]
        np.testing.assert_allclose(found, kernels_shuffled(2, draw)(x), rtol=1e-4, atol=1e-6)


def test_rows_alone_are_shuffled_where_that_is_asked_for(as_keras):
    weights = as_keras.default_tap.shuffled(SEED, rows=True)
    weights.count = 1
    kernel, bias = as_keras._network.model.get_layer("predictions").get_weights()
    model, _ = models.build("flatten_head")
    model.get_layer("predictions").set_weights(
        [np.random.default_rng([SEED, 0, 0, *kernel.shape]).permutation(kernel), bias]
    )
    x = tf.constant(models.pictures("flatten_head"))
    found = as_keras.with_weights(weights).default_tap.predict(x)[1]
    np.testing.assert_allclose(found, model(x), rtol=1e-4, atol=1e-6)


def test_normalisations_stay(reference_classifiers):
    classifier = reference_classifiers["flat"]
    weights = classifier.default_tap.shuffled(SEED)
    assert weights.layers == 3  # two convolutions and the head; nothing of the normalisation
    weights.count = 3
    x = tf.constant(models.pictures("flat"))
    found = classifier.with_weights(weights).default_tap.predict(x)[0].numpy()
    assert np.isfinite(found).all()
    assert np.abs(found - classifier.default_tap.predict(x)[0].numpy()).max() > 0.1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["float", "int8"])
def test_the_weights_of_a_lite_file_are_found(tmp_path, kind):
    model, _ = models.build("flatten_head")
    classifier = open_classifier(converted(tmp_path / "m.tflite", model, (16, 16, 3), kind))
    changes_from_the_top(classifier, models.pictures("flatten_head"), 4)


@pytest.mark.slow
def test_the_weights_of_an_onnx_file_are_found(tmp_path):
    rng = np.random.default_rng(0)
    net = onnx_files.Net()
    first = net.add("Conv", "x", net.constant("k", rng.standard_normal((8, 3, 3, 3)).astype(np.float32)), pads=[1] * 4)
    pooled = net.add("GlobalAveragePool", net.add("Relu", first))
    flat = net.add("Flatten", pooled)
    head = net.add("Gemm", flat, net.constant("w", rng.standard_normal((5, 8)).astype(np.float32)), transB=1)
    path = onnx_files.saved(net.model([1, 3, 16, 16], head), tmp_path / "m.onnx")
    changes_from_the_top(open_classifier(path), rng.random((2, 16, 16, 3)).astype(np.float32), 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plain", "channels_first"])
def test_the_weights_of_a_frozen_graph_are_found(tmp_path, name):
    with graph_files.session_of(graph_files.BUILDERS[name]) as (session, _):
        path = graph_files.frozen(tmp_path / "m.pb", session)
    rng = np.random.default_rng(0)
    pictures = rng.random((2, graph_files.SIDE, graph_files.SIDE, 3)).astype(np.float32)
    changes_from_the_top(open_classifier(path), pictures, 2)


def changes_from_the_top(classifier, pictures, layers):
    x = tf.constant(pictures[:1])
    before = classifier.default_tap.predict(x)[0].numpy()
    weights = classifier.default_tap.shuffled(SEED)
    copy = classifier.with_weights(weights).default_tap
    assert weights.layers == layers
    answers = []
    for count in range(layers + 1):
        weights.count = count
        answers.append(copy.predict(x)[0].numpy().tobytes())
    assert answers[0] == before.tobytes()
    assert len(set(answers)) == layers + 1
    assert classifier.default_tap.predict(x)[0].numpy().tobytes() == before.tobytes()
