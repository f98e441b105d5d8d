"""Networks with channels first against GradientTape, and against twins of the same weights with channels last."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.channels_first import (
    BUILDS,
    FIRST,
    HEIGHT,
    LAST,
    PIXELS,
    WIDTH,
    assert_close,
    classifier_of,
    input_of,
    map_of,
    session_of,
    shaken,
    shapes,
    simple,
    twins,
)
from helpers.networks import unreplaced
from keras import layers

from engine.attribution.request import Target
from engine.methods import METHODS
from engine.network.description import Head

pytestmark = pytest.mark.slow

AT_A_LAYER = [name for name, method in METHODS.items() if method.needs_layer]


# Values by hand


def convolve(layer, x):
    """A convolution with channels first by hand: TensorFlow does not run them on every machine."""
    sums = tf.nn.conv2d(tf.transpose(x, [0, 2, 3, 1]), layer.kernel, 1, "VALID") + layer.bias
    return tf.transpose(sums, [0, 3, 1, 2])


def test_grad_cam_is_the_channels_first_model_s_own_by_a_gradient_tape():
    keras.utils.set_random_seed(2)
    model = shaken(simple(FIRST))
    classifier = classifier_of(model)
    assert shapes(classifier) == {"first": (38, 58, 6), "pool": (19, 29, 6), "last": (17, 27, 5)}
    scores = model.get_layer("scores")
    x = tf.constant(np.moveaxis(PIXELS, -1, 0)[None] / np.float32(255))
    a = convolve(model.get_layer("last"), model.get_layer("pool")(convolve(model.get_layer("first"), x)))
    with tf.GradientTape() as tape:
        tape.watch(a)
        score = (tf.reduce_mean(a, axis=(2, 3)) @ scores.kernel + scores.bias)[0, 2]
    gradient = tape.gradient(score, a)
    weights = np.mean(gradient, axis=(2, 3))[0]
    expected = np.maximum(np.einsum("k,khw->hw", weights, a[0]), 0)
    assert expected.shape == (17, 27) and expected.max() > 0
    assert_close(map_of(session_of(classifier), "grad-cam", "last", 2), expected)
    assert unreplaced(model)


def test_a_grey_input_with_channels_first_has_layers_of_its_height_and_width():
    inputs = keras.Input((1, 15, 20))
    x = layers.Conv2D(6, 3, data_format=FIRST, name="only")(inputs)
    model = keras.Model(inputs, layers.Dense(2)(layers.GlobalAveragePooling2D(data_format=FIRST)(x)))
    session = session_of(model, PIXELS[:15, :20])
    assert shapes(session.classifier) == {"only": (13, 18, 6)}
    assert map_of(session, "grad-cam", None).shape == (13, 18)


# Twins


@pytest.mark.parametrize("name", BUILDS)
def test_layers_and_answers_are_those_of_the_twin_with_channels_last(name):
    first, last = twins(name)
    assert first.classifier.info.layers == last.classifier.info.layers
    assert first.classifier.info.default_layer == last.classifier.info.default_layer
    assert_close(first.logits, last.logits)
    assert_close(first.probabilities, last.probabilities)


@pytest.mark.parametrize("name", BUILDS)
def test_activations_and_gradients_are_those_of_the_twin_at_layers_of_every_kind(name):
    first, last = twins(name)
    for layer in last.classifier.info.layers[::2]:
        pairs = (session.activation_gradient(layer.path, Target(2)) for session in (first, last))
        for found, expected in zip(*pairs, strict=True):
            assert np.abs(expected).max() > 0, layer.path
            assert_close(found, expected)


@pytest.mark.parametrize("name", BUILDS)
def test_gradients_at_the_pixels_are_those_of_the_twin(name):
    first, last = twins(name)
    assert_close(first.input_gradient(Target(0)), last.input_gradient(Target(0)))
    assert_close(first.guided_gradient(Target(0)), last.guided_gradient(Target(0)))
    assert first.unguided == last.unguided


@pytest.mark.parametrize("method", AT_A_LAYER)
def test_every_method_that_looks_at_a_layer_gives_the_twin_s_map(method):
    first, last = twins("varied")
    for layer in ("first", "joined", "last"):
        found, expected = (map_of(session, method, layer) for session in (first, last))
        assert_close(found, expected, 1e-4 if method == "eigen-cam" else 2e-5)


def test_a_width_that_equals_the_count_of_channels_is_not_taken_for_them():
    """Keras adds a bias to the last axis wherever its length fits."""

    def build(data_format: str) -> keras.Model:
        inputs = input_of(data_format, 3, 9, 8)
        x = layers.Conv2D(6, 3, data_format=data_format, name="maps")(inputs)
        return keras.Model(inputs, layers.Dense(2)(layers.GlobalMaxPooling2D(data_format=data_format)(x)))

    last = shaken(build(LAST))
    first = build(FIRST)
    first.set_weights(last.get_weights())
    pair = [session_of(model, PIXELS[:9, :8]) for model in (first, last)]
    assert_close(pair[0].logits, pair[1].logits)
    assert_close(map_of(pair[0], "hirescam", "maps"), map_of(pair[1], "hirescam", "maps"))


def test_no_convolution_is_left_that_only_some_machines_can_run():
    for session in twins("varied"):
        kinds = [
            operation.get_attr("data_format")
            for operation in session.classifier.default_tap.graph.get_operations()
            if operation.type in ("Conv2D", "Conv2DBackpropInput", "DepthwiseConv2dNative", "MaxPool", "AvgPool")
        ]
        assert len(kinds) > 8
        assert set(kinds) == {b"NHWC"}


# In between


def mixed(permuted: bool) -> keras.Model:
    """Channels last, then first, then last again; or last all the way."""
    inner = FIRST if permuted else LAST
    x = inputs = keras.Input((HEIGHT, WIDTH, 3))
    x = layers.Conv2D(4, 3, name="before")(x)
    x = layers.Permute((3, 1, 2), name="turned")(x) if permuted else x
    x = layers.Activation("tanh", name="between")(x)
    x = layers.Conv2D(6, 3, data_format=inner, name="within")(x)
    x = layers.Permute((2, 3, 1), name="back")(x) if permuted else x
    x = layers.Conv2D(5, 3, name="after")(x)
    return keras.Model(inputs, layers.Dense(3)(layers.GlobalMaxPooling2D()(x)))


def test_layers_on_either_side_of_a_permutation_are_each_seen_in_their_own_order():
    last = shaken(mixed(False))
    first = mixed(True)
    first.set_weights(last.get_weights())
    found, expected = session_of(first), session_of(last)
    listed = shapes(found.classifier)
    assert (listed["turned"], listed["back"]) == ((38, 58, 4), (36, 56, 6))
    assert shapes(expected.classifier).items() <= listed.items()
    for layer in ("before", "between", "within", "after"):
        for method in ("grad-cam", "layercam", "ablation-cam"):
            assert_close(map_of(found, method, layer), map_of(expected, method, layer))


def test_height_and_width_that_a_network_exchanges_are_put_back():
    def build(exchanged: bool) -> keras.Model:
        inputs = keras.Input((HEIGHT, WIDTH, 3))
        x = layers.Permute((2, 1, 3))(inputs) if exchanged else inputs
        x = layers.Conv2D(5, (3, 5) if exchanged else (5, 3), name="maps")(x)
        return keras.Model(inputs, layers.Dense(3)(layers.GlobalMaxPooling2D()(x)))

    last = shaken(build(False))
    exchanged = build(True)
    kernel, *rest = last.get_weights()
    exchanged.set_weights([kernel.transpose(1, 0, 2, 3), *rest])
    pair = [session_of(model) for model in (exchanged, last)]
    assert shapes(pair[0].classifier)["maps"] == (36, 58, 5)
    assert_close(map_of(pair[0], "layercam", "maps"), map_of(pair[1], "layercam", "maps"))


def test_a_reshaped_vector_takes_its_layout_from_what_uses_it():
    def build(data_format: str) -> keras.Model:
        inputs = input_of(data_format, 3, 4, 6)
        x = layers.Dense(4 * 6 * 3)(layers.GlobalMaxPooling2D(data_format=data_format)(inputs))
        x = layers.Reshape((3, 4, 6) if data_format == FIRST else (4, 6, 3), name="grid")(x)
        x = layers.Activation("tanh", name="smooth")(x)
        x = layers.Conv2D(5, 3, data_format=data_format, name="maps")(x)
        return keras.Model(inputs, layers.Dense(2)(layers.Flatten()(x)))

    for data_format in (FIRST, LAST):
        listed = shapes(classifier_of(build(data_format)))
        assert (listed["grid"], listed["smooth"], listed["maps"]) == ((4, 6, 3), (4, 6, 3), (2, 4, 5))


def test_tokens_of_patches_with_channels_first_lie_as_the_patches_did():
    """As many channels as patches: only the layout tells them apart."""

    def build(data_format: str) -> keras.Model:
        inputs = input_of(data_format)
        x = layers.Conv2D(24, 10, 10, data_format=data_format, name="patches")(inputs)
        x = layers.Reshape((24, 24), name="row")(x)
        x = layers.Permute((2, 1), name="tokens")(x) if data_format == FIRST else x
        x = layers.LayerNormalization(name="norm")(x)
        x = layers.MultiHeadAttention(2, 4, name="attention")(x, x)
        return keras.Model(inputs, layers.Dense(3)(layers.GlobalMaxPooling1D()(x)))

    last = shaken(build(LAST))
    first = build(FIRST)
    first.set_weights(last.get_weights())
    found, expected = session_of(first), session_of(last)
    assert shapes(found.classifier)["tokens"] == (4, 6, 24)
    assert "row" not in shapes(found.classifier)
    assert_close(map_of(found, "layercam", "norm"), map_of(expected, "layercam", "norm"))


# Masks


def segmenter(data_format: str, end: str) -> keras.Model:
    axis = 1 if data_format == FIRST else -1
    x = inputs = input_of(data_format)
    x = layers.Conv2D(6, 3, strides=2, activation="tanh", data_format=data_format, name="maps")(x)
    x = layers.Conv2D(1 if end == "sigmoid" else 4, 3, data_format=data_format, name="scores")(x)
    if end == "softmax":
        x = layers.Softmax(axis=axis, name="shares")(x)
    return keras.Model(inputs, layers.Activation("sigmoid")(x) if end == "sigmoid" else x)


@pytest.mark.parametrize("region", [None, (0.5, 0.0, 0.5, 0.25)])
@pytest.mark.parametrize("end", ["softmax", "sigmoid", "bare"])
def test_masks_with_classes_first_are_explained_like_the_twin_s(end, region):
    last = shaken(segmenter(LAST, end))
    first = segmenter(FIRST, end)
    first.set_weights(last.get_weights())
    found, expected = (session_of(model, region=region) for model in (first, last))
    assert found.classifier.info.mask
    heads = {"softmax": Head.SOFTMAX, "sigmoid": Head.SIGMOID, "bare": Head.LOGITS}
    assert found.classifier.info.head is heads[end]
    assert len(found.classifier.info.labels) == (2 if end == "sigmoid" else 4)
    assert_close(found.logits, expected.logits)
    assert_close(found.probabilities, expected.probabilities)
    assert_close(map_of(found, "grad-cam", "maps"), map_of(expected, "grad-cam", "maps"))
    assert_close(map_of(found, "hirescam", "maps"), map_of(expected, "hirescam", "maps"))


# Pixel values


def test_padding_before_the_first_weights_is_not_taken_for_rescaling():
    inputs = keras.Input((3, 12, 12))
    x = layers.ZeroPadding2D(3, data_format=FIRST)(inputs)
    x = layers.Conv2D(4, 3, data_format=FIRST)(x)
    model = keras.Model(inputs, layers.Dense(2)(layers.GlobalAveragePooling2D(data_format=FIRST)(x)))
    assert classifier_of(model).info.pixel_values_from == "assumed"
