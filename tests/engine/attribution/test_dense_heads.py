"""Behind a dense layer that takes all places a class costs little: the gradient stops there where its mean will do."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.channels_first import FIRST, LAST, assert_close, classifier_of, input_of, map_of, session_of
from helpers.model_files.lite_files import converted
from keras import layers

from engine.attribution.explain import explain_several
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import open_classifier
from engine.network.tap import Tap

CLASSES = 5
SIZES = {"height": 14, "width": 18}
PIXELS = np.random.default_rng(3).integers(0, 256, (14, 18, 3), np.uint8)


def built(data_format: str = LAST) -> keras.Model:
    keras.utils.set_random_seed(2)
    x = inputs = input_of(data_format, **SIZES)
    x = layers.Conv2D(6, 3, activation="relu", data_format=data_format, name="last")(x)
    x = layers.MaxPooling2D(3, 2, "same", data_format=data_format)(x)
    x = layers.Flatten()(x)  # of channels first, one channel's places after the other's
    x = layers.Dense(16, activation="relu", name="hidden")(x)
    return keras.Model(inputs, layers.Dense(CLASSES, activation="softmax", name="scores")(x))


@pytest.fixture(scope="module")
def classifier():
    return classifier_of(built())


@pytest.fixture
def session(classifier) -> Session:
    return session_of(classifier, PIXELS)


@pytest.fixture
def runs(monkeypatch) -> list[int]:
    """How many gradients each run to the layer gave."""
    found: list[int] = []
    gradient = Tap.gradient

    def run(tap, x, *given):
        found.append(len(x))
        return gradient(tap, x, *given)

    monkeypatch.setattr(Tap, "gradient", run)
    return found


def request_for(method: str) -> Request:
    return Request("p", Fit.STRETCH, "m", "0..1", method, "last")


def test_the_means_are_those_of_the_gradient(session, runs):
    for target in (None, *map(Target, range(CLASSES)), Target(1, 3, 0.5), Target(2, probability=True)):
        runs.clear()
        A, means = session.mean_gradient("last", target)
        assert not runs
        whole, G = session.activation_gradient("last", target)
        np.testing.assert_array_equal(A, whole)
        assert_close(means, G.mean(axis=(0, 1)))


def test_grad_cam_needs_no_gradient_at_the_layer_and_others_do(session, runs):
    map_of(session, "grad-cam", "last", 0)
    map_of(session, "grad-cam", "last", 1)
    assert not runs
    map_of(session, "hirescam", "last", 1)
    assert runs == [1]


def test_a_class_asked_first_and_asked_after_another_gives_the_same_bits(classifier, session):
    for method in ("grad-cam", "layercam"):
        map_of(session, method, "last", 0)
        first = map_of(session_of(classifier, PIXELS), method, "last", 1)
        assert first.any()
        assert map_of(session, method, "last", 1).tobytes() == first.tobytes()


@pytest.mark.parametrize("method", ["grad-cam", "hirescam"])
def test_of_several_classes_the_gradients_come_at_once_if_at_all(classifier, session, runs, method):
    found = explain_several(session, request_for(method), 3)
    assert runs == ([] if method == "grad-cam" else [3])
    alone = session_of(classifier, PIXELS)
    for each in found:
        assert_close(each.values, map_of(alone, method, "last", each.request.target))


def test_with_other_weights_the_mean_is_that_of_their_gradient(classifier, session):
    weights = classifier.default_tap.shuffled(6)
    weights.count = 2  # the scores and the hidden layer
    other = session.on(PIXELS, classifier.with_weights(weights))
    _, means = other.mean_gradient("last", Target(1))
    _, G = other.activation_gradient("last", Target(1))
    assert_close(means, G.mean(axis=(0, 1)))
    assert np.abs(means - session.mean_gradient("last", Target(1))[1]).max() > 0.1 * np.abs(means).max()


def test_features_whose_channels_lie_one_behind_the_other_are_told_apart():
    session = session_of(built(FIRST), PIXELS)
    assert session.classifier.tap("last").mean_kernel() is not None
    _, G = session.activation_gradient("last", Target(1))
    assert_close(session.mean_gradient("last", Target(1))[1], G.mean(axis=(0, 1)))


@pytest.mark.slow
def test_a_kernel_that_lies_the_other_way_round_is_added_up_along_its_rows(tmp_path: Path):
    model = built()
    found = Session(open_classifier(converted(tmp_path / "m.tflite", model, (14, 18, 3))), PIXELS, "0..1")
    tap = found.classifier.tap()
    assert tap.mean_kernel() is not None
    _, G = found.activation_gradient(None, Target(1))
    assert_close(found.mean_gradient(None, Target(1))[1], G.mean(axis=(0, 1)))
