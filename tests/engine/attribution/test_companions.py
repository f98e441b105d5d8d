"""Models of several pictures, each with a photograph of its own: what is fed, varied and explained."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
import tensorflow as tf
import tifffile
from helpers.model_files.two_pictures import LEFT, RIGHT, pixels_of, siamese, two_branches
from keras import layers

from engine.attribution.explain import explain, look_ahead
from engine.attribution.question import ask
from engine.attribution.request import Companion, Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images import decode_image, image_from_pixels
from engine.images.preprocessing import PixelValues, prepare
from engine.images.projection import Fit, Projection
from engine.images.reading import Reading, Window
from engine.models.classifier import Classifier
from engine.network.description import FurtherInput, Port
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

GREY = np.float32([0.299, 0.587, 0.114])
ONE, OTHER, THIRD = pixels_of(1, LEFT), pixels_of(2, RIGHT), pixels_of(3, RIGHT)
FIRST, SECOND = Reading(0, Window(0, 2000)), Reading(1, Window(1000, 3000))


def classifier_of(model: keras.Model, port: Port | None = None) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "", port=port)


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def unit(pixels: np.ndarray) -> np.ndarray:
    return pixels[None] / np.float32(255)


def saliency(model: keras.Model, given: list[np.ndarray], index: int, target: int) -> np.ndarray:
    """Return Simonyan's map at one input: the largest of the channels' |dz/dx|, by a tape over plain Keras."""
    cut = keras.Model(model.inputs, model.layers[-1].input)
    kernel, bias = model.layers[-1].get_weights()
    tensors = [tf.constant(x) for x in given]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        logits = cut(tensors) @ kernel + bias
        score = logits[0, target] if logits.shape[-1] > 1 else (2 * target - 1) * logits[0, 0]
    return np.abs(tape.gradient(score, tensors)[index][0]).max(-1)


def mapped(session: Session, method: str = "saliency", target: int = 1, **fields) -> np.ndarray:
    request = Request("p", Fit.STRETCH, "m", "0..1", method, target=target, **fields)
    *_, found = explain(session, request)
    return found.values


# Values


def test_the_answer_is_that_of_the_pair_and_changes_with_the_other_photograph():
    model = two_branches()
    opened = classifier_of(model)
    alone = Session(opened, ONE, "0..1").probabilities
    np.testing.assert_allclose(alone, model([unit(ONE), unit(OTHER) * 0])[0], rtol=1e-5)
    for other in (OTHER, THIRD):
        said = Session(opened, ONE, "0..1", companions={1: other}).probabilities
        np.testing.assert_allclose(said, model([unit(ONE), unit(other)])[0], rtol=1e-5)
        assert np.abs(said - alone).max() > 1e-3


@pytest.mark.parametrize(("make", "values"), [(two_branches, unit), (siamese, lambda x: x[None].astype(np.float32))])
@pytest.mark.parametrize("index", [0, 1])
def test_saliency_of_each_input_is_its_own_gradient_with_the_other_photograph_in_place(make, values, index):
    model = make()
    pair = [ONE, OTHER if make is two_branches else pixels_of(5, LEFT)]
    opened = classifier_of(model, Port(index))
    convention = "0..1" if make is two_branches else "0..255"
    session = Session(opened, pair[index], convention, companions={1 - index: pair[1 - index]})
    expected = saliency(model, [values(x) for x in pair], index, 1)
    found = mapped(session)
    assert found.shape == pair[index].shape[:2]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6 * expected.max())
    held = mapped(Session(opened, pair[index], convention))
    assert np.abs(held - found).max() > 0.01 * found.max()


def test_of_a_pair_as_it_was_trained_the_probability_is_the_model_s_own():
    model = siamese()
    pair = [ONE, pixels_of(5, LEFT)]
    opened = classifier_of(model)
    assert (opened.info.pixel_values, opened.info.pixel_values_from) == ("0..255", "inside")
    for index in (0, 1):
        seen = opened.through(Port(index))
        assert (seen.info.pixel_values, seen.info.pixel_values_from) == ("0..255", "inside")
        session = Session(seen, pair[index], "0..255", companions={1 - index: pair[1 - index]})
        yes = float(model([x[None].astype(np.float32) for x in pair])[0, 0])
        np.testing.assert_allclose(session.probabilities, [1 - yes, yes], rtol=1e-5)


@pytest.mark.parametrize("index", [0, 1])
def test_activations_and_gradients_of_a_branch_are_those_beside_the_other_photograph(index):
    model = two_branches()
    pair, name = [ONE, OTHER], ("left-maps", "right-maps")[index]
    session = Session(classifier_of(model, Port(index)), pair[index], "0..1", companions={1 - index: pair[1 - index]})
    activation, gradient = session.activation_gradient(name, Target(2))
    inner = keras.Model(model.inputs, [model.get_layer(name).output, model.layers[-1].input])
    kernel, bias = model.layers[-1].get_weights()
    maps, features = inner([unit(x) for x in pair])
    score = (features @ kernel + bias)[0, 2]
    np.testing.assert_allclose(activation, maps[0], rtol=1e-5, atol=1e-6)
    raised = session.scores_with_activation(name, np.stack([activation, activation + 1e-2 * gradient]), Target(2))
    assert raised[0] == pytest.approx(float(score), rel=1e-4)
    assert raised[1] - raised[0] == pytest.approx(1e-2 * float((gradient**2).sum()), rel=0.05)
    again = session.activation_gradient(name, Target(2))[1]  # from the head this time
    np.testing.assert_allclose(gradient, again, atol=1e-8)


def test_batches_and_masks_vary_the_explained_input_alone():
    model = two_branches()
    session = Session(classifier_of(model), ONE, "0..1", companions={1: OTHER})
    session.batches.size = 2
    batch = np.concatenate([unit(ONE), unit(ONE) * 0.5, unit(ONE) * 0])
    said = model([batch, np.repeat(unit(OTHER), 3, 0)]).numpy()
    scores = session.scores(batch, Target(1, probability=True))
    np.testing.assert_allclose(scores, said[:, 1], rtol=1e-5)
    masks = np.broadcast_to(np.float32([1, 0.5, 0])[:, None, None], (3, *ONE.shape[:2]))
    shares = session.masked_shares(masks, np.zeros_like(session.x), Target(1))
    np.testing.assert_allclose(shares, said[:, 1], rtol=1e-5)
    gradients, _ = session.input_gradients(batch, Target(1))
    np.testing.assert_allclose(gradients[0], session.input_gradient(Target(1)), atol=1e-7)


def test_occlusion_covers_the_explained_photograph_beside_the_other_one():
    model = two_branches()
    opened = classifier_of(model)
    found = mapped(Session(opened, ONE, "0..1", companions={1: OTHER}), "occlusion")
    held = mapped(Session(opened, ONE, "0..1"), "occlusion")
    assert np.abs(found - held).max() > 1e-3 * np.abs(found).max()


def test_photographs_looked_at_together_keep_each_its_own_companion():
    opened = classifier_of(two_branches())
    pairs = [(ONE, OTHER), (pixels_of(7, LEFT), THIRD), (pixels_of(8, LEFT), pixels_of(9, RIGHT))]
    together = [Session(opened, one, "0..1", companions={1: other}) for one, other in pairs]
    request = Request("p", Fit.STRETCH, "m", "0..1", "grad-cam", "left-maps")
    look_ahead(together, request)
    for session, (one, other) in zip(together, pairs, strict=True):
        alone = Session(opened, one, "0..1", companions={1: other})
        np.testing.assert_allclose(session.probabilities, alone.probabilities, rtol=1e-5)


@pytest.mark.parametrize("index", [0, 1])
def test_grad_cam_of_a_shared_encoder_is_that_of_each_photograph_s_own_call(index):
    model = siamese()
    pair = [ONE, pixels_of(5, LEFT)]
    session = Session(classifier_of(model, Port(index)), pair[index], "0..255", companions={1 - index: pair[1 - index]})
    found = mapped(session, "grad-cam")
    encoder = model.get_layer("encoder")
    maps = keras.Model(encoder.inputs, encoder.get_layer("maps").output)
    kernel, bias = model.layers[-1].get_weights()
    given = [maps(x[None].astype(np.float32)) for x in pair]
    with tf.GradientTape() as tape:
        tape.watch(given)
        one, other = (tf.reduce_mean(a, axis=(1, 2)) for a in given)
        score = (tf.abs(one - other) @ kernel + bias)[0, 0]
    weights = tape.gradient(score, given)[index].numpy().mean(axis=(0, 1, 2))
    expected = np.maximum(given[index].numpy()[0] @ weights, 0)
    assert expected.any()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5 * expected.max())


# What goes in


def test_a_companion_is_fed_in_the_layout_channels_and_values_of_its_own_input():
    model = two_branches(right_channels=1)
    opened = classifier_of(model)
    assert opened.info.further_inputs == (FurtherInput(1, "right", RIGHT, 1),)
    grey = (OTHER.astype(np.float32) @ GREY / 255)[None, ..., None]
    said = Session(opened, ONE, "0..1", companions={1: OTHER}).probabilities
    np.testing.assert_allclose(said, model([unit(ONE), grey])[0], rtol=1e-5)


def test_channels_first_at_the_other_input():
    left, right = keras.Input((8, 8, 3), name="left"), keras.Input((3, 8, 8), name="right")
    parts = [layers.Flatten()(left), layers.Flatten()(layers.Permute((2, 3, 1))(right))]
    model = keras.Model([left, right], layers.Dense(2)(layers.Subtract()(parts)))
    one, other = pixels_of(1, (8, 8)), pixels_of(2, (8, 8))
    session = Session(classifier_of(model), one, "0..1", companions={1: other})
    np.testing.assert_allclose(session.logits, model([unit(one), np.moveaxis(unit(other), -1, 1)])[0], rtol=1e-4)


def test_whole_numbers_at_the_other_input_are_pixels_as_they_are():
    left, right = keras.Input((8, 8, 3), name="left"), keras.Input((8, 8, 3), dtype="uint8", name="right")
    parts = [layers.Flatten()(layers.Conv2D(2, 3)(x)) for x in (left, layers.Rescaling(1 / 255)(right))]
    model = keras.Model([left, right], layers.Dense(2)(layers.Subtract()(parts)))
    opened = classifier_of(model)
    assert opened.info.further_inputs[0].pixel_values == "0..255"
    one, other = pixels_of(1, (8, 8)), pixels_of(2, (8, 8))
    session = Session(opened, one, "0..1", companions={1: other})
    np.testing.assert_allclose(session.logits, model([unit(one), other[None]])[0], rtol=1e-4)


@pytest.mark.parametrize(
    ("scales", "index", "values", "further"),
    [
        ((1 / 255, 1 / 255), 0, "0..255", ""),
        ((1 / 255, 1 / 255), 1, "0..255", ""),
        ((None, 1 / 255), 0, "0..1", "0..255"),
        ((None, 1 / 255), 1, "0..255", ""),
    ],
)
def test_each_input_is_asked_by_its_own_first_layers(scales, index, values, further):
    info = classifier_of(two_branches(scales=scales), Port(index)).info
    assert (info.pixel_values, info.further_inputs[0].pixel_values) == (values, further)


def test_where_both_inputs_take_any_size_both_are_fed_alike():
    model = siamese(None)
    opened = classifier_of(model)
    assert (opened.info.input_size, opened.info.further_inputs[0].size) == ((224, 224), (224, 224))
    pair = [pixels_of(seed, (224, 224)) for seed in (1, 2)]
    session = Session(opened, pair[0], "0..255", companions={1: pair[1]})
    yes = float(model([x[None].astype(np.float32) for x in pair])[0, 0])
    assert session.probabilities[1] == pytest.approx(yes, rel=1e-5)


def test_a_question_fits_every_photograph_to_its_own_input():
    model = two_branches()
    opened = classifier_of(model)
    one, other = (image_from_pixels(pixels_of(seed, (50, 40)), f"{seed}.png") for seed in (1, 2))
    asked = ask(opened, one, "saliency", fit=Fit.LETTERBOX, companions={1: other})
    assert asked.request.companions == (Companion(1, other.sha256, Fit.LETTERBOX),)
    given = [
        prepare(Projection.make((50, 40), size, Fit.LETTERBOX).apply(image.pixels), PixelValues.UNIT, 3)
        for image, size in ((one, LEFT), (other, RIGHT))
    ]
    np.testing.assert_allclose(asked.session.probabilities, model(given)[0], rtol=1e-5)


@pytest.mark.parametrize(("make", "code"), [(two_branches, Code.COMPANION_INPUT), (None, Code.COMPANION_NONE)])
def test_a_second_photograph_without_a_place_is_refused(make, code):
    inputs = keras.Input((8, 8, 3))
    model = make() if make else keras.Model(inputs, layers.Dense(2)(layers.Flatten()(inputs)))
    one = image_from_pixels(ONE, "one.png")
    with pytest.raises(SaliscopeError) as refused:
        ask(classifier_of(model), one, "saliency", companions={0: one})
    assert refused.value.code is code


def deep_pages() -> bytes:
    """Return a TIFF of two pages of 16 bits, 50 × 40."""
    buffer = io.BytesIO()
    with tifffile.TiffWriter(buffer) as writer:
        for seed in (5, 6):
            page = np.random.default_rng(seed).integers(0, 4000, (40, 50), np.uint16)
            writer.write(page, contiguous=False)
    return buffer.getvalue()


def test_each_photograph_is_read_in_its_own_way():
    model, data = two_branches(), deep_pages()
    opened = classifier_of(model)
    first, second = (decode_image(data, "pages.tif", None, reading) for reading in (FIRST, SECOND))
    asked = ask(opened, first, "saliency", companions={1: second})
    assert (asked.request.reading, asked.request.companions) == (FIRST, (Companion(1, first.sha256, reading=SECOND),))
    given = []
    for seed, (low, high), size in ((5, (0, 2000), LEFT), (6, (1000, 3000), RIGHT)):
        page = np.random.default_rng(seed).integers(0, 4000, (40, 50), np.uint16)
        shown = np.rint((page.astype(float).clip(low, high) - low) * 255 / (high - low)).astype(np.uint8)
        view = cv2.resize(shown, size, interpolation=cv2.INTER_AREA)
        given.append(np.dstack([view] * 3)[None] / np.float32(255))
    np.testing.assert_allclose(asked.session.probabilities, model(given)[0], rtol=1e-4)
    by_rule = ask(opened, first, "saliency", companions={1: decode_image(data, "pages.tif")})
    assert by_rule.request.companions[0].reading == Reading(0, Window(0, 4095))
    assert by_rule.request != asked.request


def test_a_companion_of_other_channels_is_given_all_of_its_file():
    model = two_branches(right_channels=5)
    opened = classifier_of(model)
    bands = np.random.default_rng(7).integers(0, 256, (RIGHT[1], RIGHT[0], 5), np.uint8)
    one, five = image_from_pixels(ONE, "one.png"), decode_image(npy(bands), "five.npy")
    assert opened.info.further_inputs == (FurtherInput(1, "right", RIGHT, 5),)
    asked = ask(opened, one, "saliency", pixel_values="0..1", companions={1: five})
    np.testing.assert_allclose(asked.session.probabilities, model([unit(ONE), unit(bands)])[0], rtol=1e-5)
    with pytest.raises(SaliscopeError) as refused:
        ask(opened, one, "saliency", companions={1: one})
    assert (refused.value.code, refused.value.params) == (Code.CHANNELS_DIFFER, {"expected": 5, "found": 3})


def test_numbers_that_may_be_a_table_are_no_place_beside_a_picture():
    picture, table = keras.Input((12, 16, 3), name="picture"), keras.Input((784,), name="table")
    both = layers.Concatenate()([layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(picture)), table])
    opened = classifier_of(keras.Model([picture, table], layers.Dense(3, activation="softmax")(both)))
    assert (opened.info.port.input, opened.info.further_inputs) == (0, ())
