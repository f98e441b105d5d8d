"""Methods by hand-derived numbers, and against other people's libraries at feature resolution."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers
from references import models

from engine.attribution.explain import explain, look_ahead
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import PixelValues, prepare
from engine.images.projection import Fit
from engine.methods.method import Finding
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork

RED, GREEN, BLUE = [[1, 2], [3, 4]], [[4, 3], [2, 1]], [[1, 1], [1, 1]]
TINY = np.stack([RED, GREEN, BLUE], axis=-1).astype(np.uint8)


def request_for(method: str, target: int | None = None, layer: str | None = None, values: str = "0..255") -> Request:
    return Request("photograph", Fit.STRETCH, "model", values, method, layer, target)


def answer(session: Session, request: Request):
    *_, last = explain(session, request)
    assert last.fraction == 1
    return last


def session_on(model: keras.Model, pixels: np.ndarray = TINY) -> Session:
    return Session(Classifier(KerasNetwork(model), Path("model.keras"), ""), pixels, "0..255")


def with_weights(model: keras.Model, **weights: list) -> keras.Model:
    for name, values in weights.items():
        model.get_layer(name).set_weights([np.array(value, np.float32) for value in values])
    return model


@pytest.fixture
def averaged() -> Session:
    """A = (red, green - blue), averaged over the four pixels; the classes weigh them (4, 8), (-4, 0), (4, -8)."""
    model = keras.Sequential(
        [
            keras.Input((2, 2, 3)),
            layers.Conv2D(2, 1, name="conv"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(3, activation="softmax", name="scores"),
        ]
    )
    return session_on(
        with_weights(
            model,
            conv=[[[[[1, 0], [0, 1], [0, -1]]]], [0, 0]],
            scores=[[[4, -4, 4], [8, 0, -8]], [0, 0, 0]],
        )
    )


# Grad-CAM


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (0, [[1 * 1 + 2 * 3, 1 * 2 + 2 * 2], [1 * 3 + 2 * 1, 1 * 4 + 2 * 0]]),  # G is (4, 8) / 4 pixels
        (2, [[0, 0], [1 * 3 - 2 * 1, 1 * 4 - 2 * 0]]),  # 1 - 6 and 2 - 4 are rectified
    ],
)
def test_grad_cam_is_the_rectified_sum_of_maps_by_mean_gradients(averaged, target, expected):
    np.testing.assert_array_equal(answer(averaged, request_for("grad-cam", target)).values, expected)


def test_grad_cam_takes_the_mean_of_gradients_that_differ_from_place_to_place():
    model = keras.Sequential(
        [
            keras.Input((2, 2, 3)),
            layers.Conv2D(1, 1, name="conv"),
            layers.Flatten(),
            layers.Dense(2, activation="softmax", name="scores"),
        ]
    )
    kernel = [[4, 0], [8, 0], [-4, 0], [0, 1]]  # the mean of 4, 8, -4 and 0 is 2
    session = session_on(with_weights(model, conv=[[[[[1], [0], [0]]]], [0]], scores=[kernel, [0, 0]]))
    np.testing.assert_array_equal(answer(session, request_for("grad-cam", 0)).values, 2 * np.array(RED))
    np.testing.assert_array_equal(answer(session, request_for("grad-cam", 1)).values, np.array(RED) / 4)


def test_a_map_without_positive_evidence_is_zero_and_says_so(averaged):
    nothing = answer(averaged, request_for("grad-cam", 1))
    np.testing.assert_array_equal(nothing.values, np.zeros((2, 2)))
    assert nothing.findings == (Finding.NO_POSITIVE_EVIDENCE,)
    assert answer(averaged, request_for("grad-cam", 0)).findings == ()


def test_an_answer_beyond_doubt_is_explained_as_any_other(averaged):
    model = averaged.classifier._network.model
    with_weights(model, scores=[[[4e4, -4e4, 4e4], [8e4, 0, -8e4]], [0, 0, 0]])
    sure = session_on(model)
    assert sure.probabilities.tolist() == [1, 0, 0]
    np.testing.assert_array_equal(answer(sure, request_for("grad-cam", 0)).values, [[7e4, 6e4], [5e4, 4e4]])
    np.testing.assert_array_equal(answer(sure, request_for("saliency", 0)).values, np.full((2, 2), 2e4))


def test_the_first_answer_is_explained_where_no_class_is_asked(averaged):
    assert averaged.logits.argmax() == 0
    other = session_on(averaged.classifier._network.model)
    first, named = answer(averaged, request_for("grad-cam")), answer(other, request_for("grad-cam", 0))
    assert first.request == named.request
    assert first.request.target == 0
    np.testing.assert_array_equal(first.values, named.values)


# Saliency


def test_saliency_is_the_largest_size_of_the_gradient_over_colours(averaged):
    # ds/d(red, green, blue) is (1, 2, -2) for class 0 and (-1, 0, 0) for class 1
    np.testing.assert_array_equal(answer(averaged, request_for("saliency", 0)).values, np.full((2, 2), 2))
    np.testing.assert_array_equal(answer(averaged, request_for("saliency", 1)).values, np.full((2, 2), 1))


def test_saliency_is_taken_where_the_picture_is():
    inputs = keras.Input((2, 2, 3))
    squares = layers.Flatten()(layers.Multiply()([inputs, inputs]))
    model = keras.Model(inputs, layers.Dense(2, name="scores")(squares))
    colours = np.tile([1.0, -3.0, 2.0], 4)  # s = R^2 - 3 G^2 + 2 B^2, so ds/dx = (2 R, -6 G, 4 B)
    session = session_on(with_weights(model, scores=[np.stack([colours, 0 * colours], axis=1), [0, 0]]))
    np.testing.assert_array_equal(answer(session, request_for("saliency", 0)).values, [[24, 18], [12, 8]])
    nothing = answer(session, request_for("saliency", 1))
    assert not nothing.values.any()
    assert nothing.findings == (Finding.NO_EVIDENCE,)


# Answers


def test_an_answer_carries_scores_probabilities_and_the_whole_request(averaged):
    found = answer(averaged, request_for("grad-cam"))
    logits = np.array([4 * 2.5 + 8 * 1.5, -4 * 2.5, 4 * 2.5 - 8 * 1.5])
    np.testing.assert_allclose(found.logits, logits, rtol=1e-6)
    np.testing.assert_allclose(found.probabilities, np.exp(logits) / np.exp(logits).sum(), rtol=1e-6)
    assert found.request == request_for("grad-cam", 0, "conv")
    assert found.values.dtype == np.float32
    assert not found.values.flags.writeable
    assert answer(averaged, request_for("saliency")).request == request_for("saliency", 0, None)


def test_probabilities_of_several_sigmoids_are_each_their_own():
    model = keras.Sequential(
        [keras.Input((2, 2, 3)), layers.GlobalAveragePooling2D(), layers.Dense(3, activation="sigmoid", name="scores")]
    )
    session = session_on(with_weights(model, scores=[np.eye(3), [0, -2.5, 0]]))
    logits = np.array([2.5, 0, 1])  # the means of the three colours
    np.testing.assert_allclose(session.probabilities, 1 / (1 + np.exp(-logits)), rtol=1e-6)


def test_one_sigmoid_unit_gives_two_probabilities_and_mirrored_maps():
    model = keras.Sequential(
        [
            keras.Input((2, 2, 3)),
            layers.Conv2D(1, 1, name="conv"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(1, activation="sigmoid", name="scores"),
        ]
    )
    with_weights(model, conv=[[[[[1], [-1], [0]]]], [0]], scores=[[[4]], [0.5]])  # A = red - green, s = sum(A) + 0.5
    session = session_on(model)
    np.testing.assert_allclose(session.logits, [-0.5, 0.5])
    sigmoid = 1 / (1 + np.exp(-0.5))
    np.testing.assert_allclose(session.probabilities, [1 - sigmoid, sigmoid], rtol=1e-6)
    np.testing.assert_array_equal(answer(session, request_for("grad-cam", 1)).values, [[0, 0], [1, 3]])
    np.testing.assert_array_equal(answer(session, request_for("grad-cam", 0)).values, [[3, 1], [0, 0]])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (request_for("grad-cam", 3), Code.CLASS_UNKNOWN),
        (request_for("grad-cam", -1), Code.CLASS_UNKNOWN),
        (request_for("grad-cam", 0, "dense"), Code.LAYER_UNKNOWN),
        (request_for("guesswork", 0), Code.METHOD_UNKNOWN),
    ],
    ids=["class too high", "class below zero", "no such layer", "no such method"],
)
def test_what_the_model_does_not_have_is_refused(averaged, asked, code):
    with pytest.raises(SaliscopeError) as refused:
        answer(averaged, asked)
    assert refused.value.code is code


@pytest.mark.parametrize("method", ["grad-cam", "saliency"])
@pytest.mark.parametrize("fault", [np.nan, np.inf])
def test_a_model_that_answers_with_no_number_is_refused(averaged, method, fault):
    model = with_weights(averaged.classifier._network.model, scores=[np.full((2, 3), fault), [0, 0, 0]])
    with pytest.raises(SaliscopeError) as refused:
        answer(session_on(model), request_for(method, 0))
    assert refused.value.code is Code.NOT_FINITE


@pytest.mark.parametrize("method", ["occlusion", "sobol"])
def test_an_answer_that_is_no_number_is_not_taken_for_one_to_come(averaged, monkeypatch, method):
    found = Session._answers_to

    def spoilt(session, pictures):
        logits, shares = (values.copy() for values in found(session, pictures))
        logits[1:2] = np.nan  # of several
        return logits, shares

    monkeypatch.setattr(Session, "_answers_to", spoilt)
    with pytest.raises(SaliscopeError) as refused:
        answer(Session(averaged.classifier, TINY, "0..255"), request_for(method, 0))
    assert refused.value.code is Code.NOT_FINITE


def test_an_equal_request_is_answered_from_memory(averaged, monkeypatch):
    first = answer(averaged, request_for("grad-cam"))
    monkeypatch.setattr(averaged, "activation_gradient", None)
    assert answer(averaged, request_for("grad-cam")) is first
    assert answer(averaged, request_for("grad-cam", 0, "conv")) is first
    with pytest.raises(TypeError):
        answer(averaged, request_for("grad-cam", 1))


def test_a_change_of_class_does_not_run_the_backbone_again(averaged, monkeypatch):
    tap = averaged.classifier.default_tap
    runs = []
    monkeypatch.setattr(tap, "_look", lambda *given, look=tap._look: runs.append(1) or look(*given))
    for target in range(3):
        answer(averaged, request_for("grad-cam", target))
    assert len(runs) == 1


@pytest.mark.slow
def test_a_class_asked_first_and_asked_after_another_gives_the_same_bits(default_classifier, reference_classifiers):
    pixels = np.random.default_rng(0).integers(0, 256, (224, 224, 3), np.uint8)
    for classifier in (default_classifier, *reference_classifiers.values()):
        width, height = classifier.info.input_size
        asked_first, asked_after = (Session(classifier, pixels[:height, :width], "0..255") for _ in range(2))
        answer(asked_after, request_for("grad-cam", 0))
        one, other = (answer(session, request_for("grad-cam", 1)) for session in (asked_first, asked_after))
        assert one.values.tobytes() == other.values.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["grad-cam", "saliency"])
def test_the_same_request_gives_the_same_bits(default_classifier, reference_classifiers, method):
    pixels = np.random.default_rng(0).integers(0, 256, (224, 224, 3), np.uint8)
    for classifier in (default_classifier, reference_classifiers["nested"]):
        width, height = classifier.info.input_size
        one, other = (
            answer(Session(classifier, pixels[:height, :width], "0..255"), request_for(method)) for _ in range(2)
        )
        assert one is not other
        assert one.values.any()
        assert one.values.tobytes() == other.values.tobytes()
        assert one.logits.tobytes() == other.logits.tobytes()


# Other people's libraries


@pytest.fixture(params=models.SPECS)
def reference(request, reference_classifiers):
    """One of the five models: its name, its stored arrays and a session for each of its pictures."""
    name = request.param
    classifier, stored = reference_classifiers[name], models.load(name)
    whole = np.rint(stored["inputs"] * (255 / models.SPECS[name].largest)).astype(np.uint8)
    values = models.SPECS[name].pixel_values
    for pixels, expected in zip(whole, stored["inputs"], strict=True):
        np.testing.assert_array_equal(prepare(pixels, PixelValues(values), 3)[0], expected)
    return name, stored, [Session(classifier, pixels, values) for pixels in whole]


def from_library(stored, library: str, method: str) -> np.ndarray:
    """Return the library's maps; of a nested model it cannot reach into, those of the flat twin."""
    return stored[f"{library}/{method}" if f"{library}/{method}" in stored else f"{library}_twin/{method}"]


def relative(found: np.ndarray, expected: np.ndarray) -> float:
    return float(np.abs(found - expected).max() / np.abs(expected).max())


@pytest.mark.parametrize("library", ["xplique", "tf_keras_vis", "tf64"])
def test_grad_cam_equals_other_libraries(reference, library):
    name, stored, sessions = reference
    expected = from_library(stored, library, "gradcam")
    for picture, session in enumerate(sessions):
        for column, target in enumerate(stored["classes"]):
            found = answer(session, request_for("grad-cam", int(target), models.SPECS[name].tapped)).values
            assert relative(found, expected[picture, column]) < 1e-5


@pytest.mark.parametrize("library", ["xplique", "tf_keras_vis", "tf64"])
def test_saliency_equals_other_libraries(reference, library):
    _, stored, sessions = reference
    expected = (
        np.abs(stored["tf64/input_gradient"]).max(-1)
        if library == "tf64"
        else from_library(stored, library, "saliency")
    )
    for picture, session in enumerate(sessions):
        for column, target in enumerate(stored["classes"]):
            found = answer(session, request_for("saliency", int(target))).values
            assert relative(found, expected[picture, column]) < 1e-5


def test_activations_gradients_and_logits_equal_a_float64_computation(reference):
    name, stored, sessions = reference
    for picture, session in enumerate(sessions):
        assert relative(session.logits, stored["logits"][picture]) < 1e-5
        for column, target in enumerate(stored["classes"]):
            activation, gradient = session.activation_gradient(models.SPECS[name].tapped, Target(int(target)))
            assert relative(activation, stored["tf64/activations"][picture]) < 1e-5
            assert relative(gradient, stored["tf64/gradients"][picture, column]) < 1e-5
            signed = session.input_gradient(Target(int(target)))
            assert relative(signed, stored["tf64/input_gradient"][picture, column]) < 1e-5


@pytest.mark.parametrize("method", ["grad-cam", "layercam", "guided-grad-cam"])
@pytest.mark.parametrize("target", [None, 2])
def test_several_photographs_in_one_pass_are_explained_as_each_by_itself(averaged, method, target, monkeypatch):
    rng, model = np.random.default_rng(5), averaged.classifier
    photographs = [rng.integers(0, 256, TINY.shape, np.uint8) for _ in range(5)]
    asked, tap = request_for(method, target), type(model.default_tap)
    alone = [answer(Session(model, each, "0..255"), asked) for each in photographs]
    sessions = [Session(model, each, "0..255") for each in photographs]
    sessions[0].batches.size = 2
    passes = []
    look = tap.look
    monkeypatch.setattr(tap, "look", lambda self, x, *rest: passes.append(len(x)) or look(self, x, *rest))
    look_ahead(sessions, asked)
    together = [answer(session, asked) for session in sessions]
    assert passes == [2, 2, 1]
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one.values, other.values, rtol=1e-5)
        np.testing.assert_allclose(one.probabilities, other.probabilities, rtol=1e-5)
        assert one.request == other.request


def test_a_photograph_without_a_finite_answer_does_not_spoil_those_beside_it(averaged):
    model = averaged.classifier
    sessions = [Session(model, TINY, "0..255") for _ in range(2)]
    sessions[0].x = np.full_like(sessions[0].x, np.nan)
    sessions[0]._x = sessions[0].x[None]
    look_ahead(sessions, request_for("grad-cam", 0))
    with pytest.raises(SaliscopeError) as refused:
        answer(sessions[0], request_for("grad-cam", 0))
    assert refused.value.code is Code.NOT_FINITE
    expected = answer(Session(model, TINY, "0..255"), request_for("grad-cam", 0))
    np.testing.assert_allclose(answer(sessions[1], request_for("grad-cam", 0)).values, expected.values, rtol=1e-6)
