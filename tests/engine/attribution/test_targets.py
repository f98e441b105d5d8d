"""What is explained: a class, its probability, one class against another; several at once; several layers together."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from engine.attribution.answers import over_places, places_in
from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork

SIDE = 12
PIXELS = np.random.default_rng(8).integers(0, 256, (SIDE, SIDE, 3), np.uint8)


def request_for(method: str = "grad-cam", layer: str | None = None, **more) -> Request:
    return Request("p", Fit.STRETCH, "m", "0..1", method, layer, **more)


def answer(session: Session, request: Request):
    *_, last = explain(session, request)
    return last


@pytest.fixture(scope="module")
def model() -> keras.Model:
    keras.utils.set_random_seed(4)
    inputs = keras.Input((SIDE, SIDE, 3))
    x = layers.Conv2D(5, 3, activation="tanh", name="early")(inputs)
    x = layers.Conv2D(6, 3, strides=2, activation="tanh", name="late")(x)
    x = layers.Dense(8, activation="tanh")(layers.Flatten()(x))
    return keras.Model(inputs, layers.Dense(4, activation="softmax", kernel_initializer="he_normal")(x))


@pytest.fixture
def session(model) -> Session:
    return Session(Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), ""), PIXELS, "0..1")


def test_the_mean_of_a_large_mask_is_exact():
    values = (0.1 + 0.01 * np.random.default_rng(1).random((1, 512, 512, 3))).astype(np.float32)
    exact = values.astype(np.float64)
    np.testing.assert_allclose(over_places(values, None), exact.mean(axis=(1, 2)), rtol=1e-7)
    part = over_places(values, places_in((512, 512), (0.25, 0.25, 0.5, 0.5)))
    np.testing.assert_allclose(part, exact[:, 128:384, 128:384].mean(axis=(1, 2)), rtol=1e-7)


@pytest.mark.slow
def test_one_class_against_another_is_the_difference_of_their_gradients(session):
    a, b = (session.activation_gradient("late", Target(index))[1] for index in (0, 3))
    _, both = session.activation_gradient("late", Target(0, 3, 0.7))
    np.testing.assert_allclose(both, a - 0.7 * b, atol=1e-7)
    x = session.x[None]
    contrast = session.scores(x, Target(0, 3, 0.7))[0]
    assert contrast == pytest.approx(session.logits[0] - 0.7 * session.logits[3], rel=1e-5)
    gradients, scores = session.input_gradients(x, Target(0, 3, 0.7))
    assert scores[0] == pytest.approx(contrast)
    np.testing.assert_allclose(gradients[0], session.input_gradient(Target(0, 3, 0.7)), atol=1e-7)


@pytest.mark.slow
def test_the_probability_s_gradient_is_the_model_s_own(session, model):
    x = tf.constant(session.x[None])
    with tf.GradientTape() as tape:
        tape.watch(x)
        share = model(x)[:, 2]
    expected = tape.gradient(share, x)[0]
    target = Target(2, probability=True)
    np.testing.assert_allclose(session.input_gradient(target), expected, atol=1e-7)
    np.testing.assert_allclose(session.input_gradients(session.x[None], target)[0][0], expected, atol=1e-7)
    assert session.scores(session.x[None], target)[0] == pytest.approx(float(share[0]), rel=1e-5)
    activation, gradient = session.activation_gradient("late", target)
    step = np.zeros_like(activation)
    step[1, 1, 2] = 1e-2
    low, high = session.scores_with_activation("late", np.stack([activation - step, activation + step]), target)
    assert (high - low) / 2e-2 == pytest.approx(gradient[1, 1, 2], rel=1e-2, abs=1e-6)


def test_a_map_against_another_class_differs_with_the_balance_and_is_remembered_apart(session):
    plain = answer(session, request_for(target=0))
    against = answer(session, request_for(target=0, against=3))
    half = answer(session, request_for(target=0, against=3, balance=0.5))
    assert not np.array_equal(plain.values, against.values)
    assert not np.array_equal(half.values, against.values)
    none = answer(session, request_for(target=0, against=3, balance=0.0))
    np.testing.assert_allclose(none.values, plain.values, atol=1e-7)


def test_the_first_answer_can_be_held_against_the_second_without_naming_it(session):
    first, second = (int(index) for index in np.argsort(-session.logits)[:2])
    found = answer(session, request_for(against=second))
    assert found.request.target == first
    np.testing.assert_array_equal(found.values, answer(session, request_for(target=first, against=second)).values)


def test_a_class_to_be_held_against_must_be_one_of_the_model_s(session):
    with pytest.raises(SaliscopeError) as refused:
        answer(session, request_for(against=4))
    assert (refused.value.code, refused.value.params["target"]) == (Code.CLASS_UNKNOWN, 4)


@pytest.mark.parametrize("layer", ["early", "late"])
def test_several_classes_at_once_are_each_what_they_are_alone(session, model, layer):
    alone = Session(session.classifier, PIXELS, "0..1")
    targets = [Target(index) for index in (3, 1, 0)]
    session.prepare_gradients(layer, targets)
    for target in targets:
        for found, expected in zip(
            session.activation_gradient(layer, target), alone.activation_gradient(layer, target), strict=True
        ):
            np.testing.assert_allclose(found, expected, atol=1e-7)


def test_what_lies_behind_a_layer_is_run_once_for_all_classes(session, monkeypatch):
    from engine.network.tap import Tap

    runs, behind = [], Tap.behind
    monkeypatch.setattr(Tap, "behind", lambda *given: runs.append(1) or behind(*given))
    session.activation_gradient("late", None)
    gradients = [session.activation_gradient("late", Target(index))[1] for index in (0, 1, 2, 0)]
    assert len(runs) == 1
    np.testing.assert_array_equal(gradients[0], gradients[3])
    assert not np.array_equal(gradients[0], gradients[1])


def test_of_what_lies_behind_a_layer_no_more_is_kept_than_there_is_room_for(session, monkeypatch):
    from engine.attribution import session as module

    tap = session.classifier.tap("early")
    activation = tap.forward(session._x)[0]
    kept = tap.behind(session._x, activation)
    size = tap.size_of(kept)
    assert 0 < size < sum(each.numpy().nbytes for each in tf.nest.flatten(kept))  # which has weights, too
    found = {}
    for room in (size - 1, size):
        monkeypatch.setattr(module, "_MOST_BEHIND", room)
        fresh = Session(session.classifier, PIXELS, "0..1")
        fresh.activation_gradient("early", None)
        found[room] = fresh.activation_gradient("early", Target(2))[1]
        assert (fresh._behind is not None) == (room == size)
    np.testing.assert_array_equal(found[size - 1], found[size])


@pytest.mark.slow
def test_several_layers_are_the_mean_of_their_maps_each_at_its_own_scale(session):
    maps = [answer(session, request_for(layer=layer, target=1)).values for layer in ("early", "late")]
    both = answer(session, request_for(layer="late", further_layers=("early",), target=1))
    assert both.values.shape == maps[0].shape
    assert both.fraction == 1
    import cv2

    fine = [cv2.resize(values / (values.max() or 1), maps[0].shape[::-1]) for values in maps]
    np.testing.assert_allclose(both.values, np.mean(fine, axis=0), atol=1e-5)


def test_the_same_layer_twice_counts_once(session):
    maps = [answer(session, request_for(layer="late", target=target)).values for target in range(4)]
    target = next(index for index, values in enumerate(maps) if values.any())
    once = answer(session, request_for(layer="late", further_layers=("late",), target=target)).values
    alone = maps[target]
    np.testing.assert_allclose(once, alone / alone.max(), atol=1e-6)


def test_a_strip_holds_the_first_classes_each_as_it_is_alone(session, model):
    from engine.attribution.explain import explain_several

    found = explain_several(session, request_for(layer="late", target=2), 3)
    assert [each.request.target for each in found] == [int(index) for index in np.argsort(-session.logits)[:3]]
    alone = Session(session.classifier, PIXELS, "0..1")
    for each in found:
        expected = answer(alone, request_for(layer="late", target=each.request.target)).values
        np.testing.assert_allclose(each.values, expected, atol=1e-7)
    assert explain_several(session, request_for("rise"), 3) == ()
