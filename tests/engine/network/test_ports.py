"""Inputs and outputs of every kind: what is fed, what is explained, and that its gradients are right."""

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
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.models.classifier import Classifier
from engine.network.batches import size_for
from engine.network.description import Head, Port, TensorInfo
from engine.network.feeding import feed
from engine.network.keras_network import KerasNetwork

SIDE = 8
PIXELS = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 3), np.uint8)


def classifier_of(model: keras.Model, port: Port | None = None) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "", port=port)


def session_of(model: keras.Model, port: Port | None = None, region=None) -> Session:
    return Session(classifier_of(model, port), PIXELS, "0..1", region)


def picture(name: str = "picture", channels: int = 3) -> keras.KerasTensor:
    return keras.Input((SIDE, SIDE, channels), name=name)


def trunk(x):
    return layers.Conv2D(4, 3, padding="same", activation="tanh", name="maps")(x)


def two_heads() -> keras.Model:
    inputs = picture()
    pooled = layers.GlobalAveragePooling2D()(trunk(inputs))
    age = layers.Dense(1, name="age")(pooled)
    species = layers.Dense(3, activation="softmax", name="species")(pooled)
    return keras.Model(inputs, {"age": age, "species": species})


@pytest.fixture(autouse=True)
def seeded():
    keras.utils.set_random_seed(11)


# Heads


@pytest.mark.slow
def test_the_first_output_that_can_be_explained_is_taken_and_another_can_be_chosen():
    classifier = classifier_of(two_heads())
    assert [tensor.name for tensor in classifier.info.outputs] == ["age", "species"]
    assert classifier.info.usable_outputs == (0, 1)
    assert (classifier.info.port, classifier.info.head, classifier.info.labels) == (Port(0, 0), Head.VALUE, ("age",))
    other = classifier.through(Port(0, 1))
    assert (other.info.head, len(other.info.labels)) == (Head.SOFTMAX, 3)
    assert other.through(other.info.port) is other


@pytest.mark.slow
def test_each_head_gives_its_own_answer_and_gradient():
    model = two_heads()
    x = tf.constant(PIXELS[None] / np.float32(255))
    said = model(x)
    for index, name in enumerate(("age", "species")):
        session = session_of(model, Port(0, index))
        np.testing.assert_allclose(session.probabilities, said[name][0], rtol=1e-5)
        with tf.GradientTape() as tape:
            tape.watch(x)
            out = model(x)[name][:, 0]
            score = out if name == "age" else tf.math.log(out)
        expected = tape.gradient(score, x)[0]
        found = session.input_gradient(Target(0))
        if name == "species":  # d log p_0 = d z_0 - sum p_k d z_k
            found = found - sum(p * session.input_gradient(Target(k)) for k, p in enumerate(session.probabilities))
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_a_single_output_in_a_dictionary_is_explained():
    inputs = picture()
    model = keras.Model(inputs, {"probabilities": layers.Dense(2, activation="softmax")(layers.Flatten()(inputs))})
    assert classifier_of(model).info.outputs[0].name == "probabilities"


def test_only_layers_that_an_output_rests_on_are_offered_for_it():
    inputs = picture()
    first, second = (layers.Conv2D(2, 3, name=name)(inputs) for name in ("first", "second"))
    ends = [layers.Dense(3, activation="softmax")(layers.Flatten()(maps)) for maps in (first, second)]
    opened = classifier_of(keras.Model(inputs, ends))
    for output, name in enumerate(("first", "second")):
        info = opened.through(Port(0, output)).info
        assert ([layer.path for layer in info.layers], info.default_layer) == ([name], name)


@pytest.mark.slow
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("apart", [True, False])
def test_what_comes_after_a_mask_s_logits_is_no_layer_to_look_at(activation, apart):
    last = layers.Conv2D(1 if activation == "sigmoid" else 3, 1, name="last", activation=None if apart else activation)
    inputs = picture()
    scores = last(trunk(inputs))
    scores = layers.Activation(activation, name="after")(scores) if apart else scores
    session = session_of(keras.Model(inputs, scores))
    assert [layer.path for layer in session.classifier.info.layers] == (["maps", "last"] if apart else ["maps"])
    target = Target(int(session.logits.argmax()))
    (maps, gradient), (_, again) = (session.activation_gradient("maps", wanted) for wanted in (None, target))
    assert gradient.any()
    np.testing.assert_allclose(gradient, again, atol=1e-7)
    assert session.activation_gradient(None, None)[1].any()
    assert maps.shape == (SIDE, SIDE, 4)


def test_an_output_that_cannot_be_explained_is_passed_over_and_refused_when_asked_for():
    inputs = picture()
    model = keras.Model(inputs, [layers.Reshape((16, 12))(inputs), layers.Dense(2)(layers.Flatten()(inputs))])
    assert classifier_of(model).info.port.output == 1
    with pytest.raises(SaliscopeError) as refused:
        classifier_of(model, Port(0, 0))
    assert refused.value.code is Code.MODEL_OUTPUT


def test_a_regression_is_explained_by_what_raises_its_value():
    inputs = picture()
    model = keras.Model(inputs, layers.Dense(1, name="weight")(layers.GlobalAveragePooling2D()(trunk(inputs))))
    session = session_of(model)
    info = session.classifier.info
    assert (info.head, info.labels, info.two_sided) == (Head.VALUE, ("weight",), False)
    np.testing.assert_allclose(session.probabilities, model(PIXELS[None] / np.float32(255))[0], rtol=1e-5)
    request = Request("p", Fit.STRETCH, "m", "0..1", "grad-cam", "maps", port=info.port)
    *_, attribution = explain(session, request)
    activation, gradient = session.activation_gradient("maps", Target(0))
    np.testing.assert_allclose(attribution.values, np.maximum(activation @ gradient.mean((0, 1)), 0), atol=1e-7)


def test_what_already_are_probabilities_is_not_turned_into_some_again():
    inputs = picture()
    flat = layers.Flatten()(inputs)
    heads = [layers.Dense(3, activation="softmax")(flat) for _ in range(2)]
    session = session_of(keras.Model(inputs, layers.Average()(heads)))
    assert session.classifier.info.head is Head.LOGITS
    np.testing.assert_array_equal(session.probabilities, session.logits)


# Masks


def segmenter(activation: str | None = "softmax", classes: int = 3) -> keras.Model:
    inputs = picture()
    small = layers.MaxPooling2D()(trunk(inputs))
    return keras.Model(inputs, layers.Conv2D(classes, 1, activation=activation, name="mask")(small))


def test_a_mask_s_class_is_its_mean_over_all_places():
    model = segmenter()
    session = session_of(model)
    assert (session.classifier.info.mask, session.classifier.info.head) == (True, Head.SOFTMAX)
    said = model(PIXELS[None] / np.float32(255)).numpy()[0]
    np.testing.assert_allclose(session.probabilities, said.mean((0, 1)), rtol=1e-5)
    bare = segmenter(None)
    bare.set_weights(model.get_weights())
    logits = bare(PIXELS[None] / np.float32(255)).numpy()[0]
    np.testing.assert_allclose(session.logits, logits.mean((0, 1)), rtol=1e-4, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("region", [None, (0.0, 0.0, 0.5, 0.25), (0.51, 0.51, 0.01, 0.01)])
def test_gradients_of_a_mask_are_those_of_the_mean_over_its_region(region):
    model = segmenter(None)
    session = session_of(model, region=region)
    x = tf.constant(PIXELS[None] / np.float32(255))
    rows, columns = {
        None: (slice(None), slice(None)),
        (0.0, 0.0, 0.5, 0.25): (slice(0, 1), slice(0, 2)),
        (0.51, 0.51, 0.01, 0.01): (slice(2, 3), slice(2, 3)),
    }[region]
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = tf.reduce_mean(model(x)[0, rows, columns, 1])
    assert session.logits[1] == pytest.approx(float(score), rel=1e-5)
    np.testing.assert_allclose(session.input_gradient(Target(1)), tape.gradient(score, x)[0], atol=1e-7)
    activation, gradient = session.activation_gradient("maps", Target(1))
    activation, again = session.activation_gradient("maps", Target(1))  # from the head this time
    np.testing.assert_allclose(gradient, again, atol=1e-8)
    epsilon = np.zeros_like(activation)
    epsilon[1, 2, 0] = 1e-2
    raised = session.scores_with_activation("maps", np.stack([activation, activation + epsilon]), Target(1))
    assert raised[1] - raised[0] == pytest.approx(1e-2 * gradient[1, 2, 0], abs=1e-5)


@pytest.mark.slow
def test_the_first_answer_of_a_mask_is_explained_where_no_class_is_asked():
    session = session_of(segmenter())
    first = int(session.logits.argmax())
    _, wanted = session.activation_gradient("maps", Target(first))
    _, found = session_of(session.classifier._network.model).activation_gradient("maps", None)
    np.testing.assert_allclose(found, wanted, atol=1e-7)


def test_a_yes_or_no_mask_has_two_classes():
    session = session_of(segmenter("sigmoid", 1))
    assert session.classifier.info.two_sided
    assert session.probabilities.sum() == pytest.approx(1)


# Inputs


def with_age(order: tuple[str, ...] = ("picture", "age")) -> keras.Model:
    by_name = {"picture": picture(), "age": keras.Input((2,), name="age")}
    joined = layers.Concatenate()([layers.GlobalAveragePooling2D()(trunk(by_name["picture"])), by_name["age"]])
    return keras.Model([by_name[name] for name in order], layers.Dense(2, name="scores")(joined))


@pytest.mark.slow
@pytest.mark.parametrize("order", [("picture", "age"), ("age", "picture")])
def test_the_photograph_goes_to_the_input_that_takes_it_and_the_others_are_held(order):
    model = with_age(order)
    place = order.index("picture")
    pins = tuple(0.0 if name == "picture" else 3.0 for name in order)
    x = PIXELS[None] / np.float32(255)
    for port, age in ((None, 0.0), (Port(place, 0, pins), 3.0)):
        given = {"picture": x, "age": np.full((1, 2), age, np.float32)}
        session = session_of(model, port)
        assert session.classifier.info.port.input == place
        np.testing.assert_allclose(session.logits, model([given[name] for name in order])[0], rtol=1e-5)


def test_of_two_pictures_one_gets_the_photograph_and_the_other_can_be_chosen():
    one, other = picture("one"), picture("other")
    parts = [layers.Flatten()(layers.Conv2D(2, 3, name=f"maps-{name}")(x)) for name, x in (("a", one), ("b", other))]
    model = keras.Model({"one": one, "other": other}, layers.Dense(2)(layers.Subtract()(parts)))
    x = PIXELS[None] / np.float32(255)
    for index, names in enumerate((("one", "other"), ("other", "one"))):
        session = session_of(model, Port(index))
        np.testing.assert_allclose(session.logits, model({names[0]: x, names[1]: x * 0})[0], rtol=1e-4, atol=1e-6)


def test_a_model_with_channels_first_is_fed_as_it_asks():
    inputs = keras.Input((3, SIDE, SIDE))
    model = keras.Model(inputs, layers.Dense(2)(layers.Flatten()(trunk(layers.Permute((2, 3, 1))(inputs)))))
    session = session_of(model)
    assert (session.classifier.info.input_size, session.classifier.info.channels) == ((SIDE, SIDE), 3)
    expected = model(np.moveaxis(PIXELS[None] / np.float32(255), -1, 1))[0]
    np.testing.assert_allclose(session.logits, expected, rtol=1e-5)
    assert session.input_gradient(Target(0)).shape == (SIDE, SIDE, 3)
    assert session.input_gradient(Target(0)).any()


def test_whole_number_inputs_take_pixels_as_they_are_and_have_no_gradient():
    inputs = keras.Input((SIDE, SIDE, 3), dtype="uint8")
    scaled = layers.Rescaling(1 / 255)(inputs)
    model = keras.Model(inputs, layers.Dense(2)(layers.GlobalAveragePooling2D()(trunk(scaled))))
    classifier = classifier_of(model)
    assert (classifier.info.pixel_values, classifier.info.pixel_values_from) == ("0..255", "inside")
    assert not classifier.info.pixel_gradients
    session = Session(classifier, PIXELS, "0..255")
    np.testing.assert_allclose(session.logits, model(PIXELS[None])[0], rtol=1e-5)
    with pytest.raises(SaliscopeError) as refused:
        session.input_gradient(Target(0))
    assert refused.value.code is Code.GRADIENT_NONE
    assert session.activation_gradient("maps", Target(0))[1].any()


@pytest.mark.parametrize(
    ("shape", "size", "channels"),
    [
        ((28, 28, 1), (28, 28), 1),
        ((1, 28, 20), (20, 28), 1),
        ((3, 28, 20), (20, 28), 3),
        ((None, None, 3), (None, None), 3),
    ],
)
def test_how_a_picture_lies_in_an_input_is_told_by_its_channels(shape, size, channels):
    height, width, found = TensorInfo("x", shape, "float32").picture_shape
    assert ((width, height), found) == (size, channels)


def test_pins_fill_inputs_of_any_shape():
    infos = (TensorInfo("x", (4, 4, 3), "float32"), TensorInfo("k", (None, 2), "int32"))
    _, pinned = feed(infos, Port(0, pins=(0.0, 7.0)), tf.zeros([5, 4, 4, 3]))
    assert (pinned.shape, pinned.dtype, int(pinned[4, 0, 1])) == ((5, 1, 2), tf.int32, 7)


# Batches


def test_a_batch_is_answered_like_its_pictures_one_by_one():
    session = session_of(segmenter())
    batch = np.stack([session.x, session.x * 0.5, session.x * 0])
    session.batches.size = 2
    scores = session.scores(batch, Target(2))
    masks = np.broadcast_to(np.float32([1, 0.5, 0])[:, None, None], (3, *session.x.shape[:2]))
    nothing = np.zeros_like(session.x)
    np.testing.assert_allclose(session.masked_scores(masks, nothing, Target(2)), scores, rtol=1e-5)
    shares = session.masked_shares(masks, nothing, Target(2))
    gradients, same = session.input_gradients(batch, Target(2))
    assert scores[0] == pytest.approx(session.logits[2], rel=1e-5)
    assert shares[0] == pytest.approx(session.probabilities[2], rel=1e-5)
    np.testing.assert_allclose(same, scores, rtol=1e-5)
    np.testing.assert_allclose(gradients[0], session.input_gradient(Target(2)), atol=1e-7)


def test_a_batch_that_does_not_fit_is_halved_until_it_does(monkeypatch):
    session = session_of(two_heads(), Port(0, 1))
    tap, sizes = session.classifier.default_tap, []
    honest = tap.predict

    def small_memory(x, companions):
        sizes.append(len(x))
        if len(x) > 3:
            raise tf.errors.ResourceExhaustedError(None, None, "no room")
        return honest(x, companions)

    monkeypatch.setattr(tap, "predict", small_memory)
    batch = np.repeat(session.x[None], 10, axis=0)
    np.testing.assert_allclose(session.scores(batch, Target(0)), session.logits[0], rtol=1e-5)
    assert sizes == [10, 5, 2, 2, 2, 2, 2]
    assert session.batches.size == 2


def test_fewer_pictures_at_once_where_the_memory_at_hand_is_small():
    tap = session_of(segmenter()).classifier.default_tap
    assert size_for(tap, available=10**12) == 16
    one = size_for(tap, available=1)
    assert one == 1
    roomy = [size_for(tap, available=2**power) for power in range(10, 30)]
    assert roomy == sorted(roomy)
    assert {1, 16} < set(roomy)
