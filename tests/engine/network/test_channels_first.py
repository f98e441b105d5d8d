"""Networks with channels first against GradientTape, and against twins of the same weights with channels last."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.networks import unreplaced
from keras import layers

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Head
from engine.network.keras_network import KerasNetwork

HEIGHT, WIDTH = 40, 60
PIXELS = np.random.default_rng(4).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
FIRST, LAST = "channels_first", "channels_last"
AT_A_LAYER = [name for name, method in METHODS.items() if method.needs_layer]


def classifier_of(model: keras.Model) -> Classifier:
    return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "")


def session_of(model: keras.Model | Classifier, pixels: np.ndarray = PIXELS, region=None) -> Session:
    return Session(model if isinstance(model, Classifier) else classifier_of(model), pixels, "0..1", region)


def shapes(classifier: Classifier) -> dict[str, tuple]:
    return {layer.path: layer.shape for layer in classifier.info.layers}


def map_of(session: Session, method: str, layer: str | None, target: int = 1) -> np.ndarray:
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "0..1", method, layer, target))
    return found.values


def assert_close(found, expected, share: float = 1e-5) -> None:
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=0, atol=share * np.abs(expected).max())


def input_of(data_format: str, channels: int = 3, height=HEIGHT, width=WIDTH):
    return keras.Input((channels, height, width) if data_format == FIRST else (height, width, channels))


def shaken(model: keras.Model) -> keras.Model:
    """Give every weight and statistic a value of its own; variances stay positive."""
    rng = np.random.default_rng(8)
    model.set_weights([0.3 * rng.standard_normal(w.shape) + (w.ndim == 1) for w in model.get_weights()])
    for layer in model._flatten_layers():
        if isinstance(layer, layers.BatchNormalization):
            layer.moving_variance.assign(rng.uniform(0.5, 2, layer.moving_variance.shape))
    return model


def simple(data_format: str) -> keras.Model:
    x = inputs = input_of(data_format)
    x = layers.Conv2D(6, 3, data_format=data_format, name="first")(x)
    x = layers.MaxPooling2D(2, data_format=data_format, name="pool")(x)
    x = layers.Conv2D(5, 3, data_format=data_format, name="last")(x)
    x = layers.GlobalAveragePooling2D(data_format=data_format)(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", name="scores")(x))


def varied(data_format: str) -> keras.Model:
    """Every kind of layer that has a data format or an axis, and between them layers that have none."""
    given, axis = {"data_format": data_format}, 1 if data_format == FIRST else -1
    x = inputs = input_of(data_format)
    x = layers.ZeroPadding2D(1, **given, name="padded")(x)
    x = layers.BatchNormalization(axis=axis, name="norm")(x)
    x = layers.Conv2D(6, 3, activation="relu", **given, name="first")(x)
    x = layers.DepthwiseConv2D(3, padding="same", **given, name="depthwise")(x)
    x = layers.Activation("swish", name="swish")(x)
    x = layers.SeparableConv2D(8, 3, padding="same", **given, name="separable")(x)
    x = layers.MaxPooling2D(2, **given, name="pool")(x)
    up = layers.Conv2DTranspose(4, 2, strides=2, **given, activation="relu", name="transposed")(x)
    down = layers.AveragePooling2D(2, **given, name="average")(up)
    x = layers.Concatenate(axis=axis, name="joined")([x, down])
    gate = layers.GlobalAveragePooling2D(keepdims=True, **given, name="squeezed")(x)
    gate = layers.Conv2D(12, 1, activation="sigmoid", **given, name="gate")(gate)
    x = layers.Multiply(name="gated")([gate, x])
    x = layers.Add(name="added")([x, layers.Conv2D(12, 3, padding="same", **given, name="branch")(x)])
    x = layers.UpSampling2D(2, **given, name="upsampled")(x)
    x = layers.Cropping2D(2, **given, name="cropped")(x)
    x = layers.Conv2D(5, 3, dilation_rate=2, activation="tanh", **given, name="last")(x)
    x = layers.ReLU(name="relu")(x)
    x = layers.GlobalMaxPooling2D(**given)(x)
    return keras.Model(inputs, layers.Dense(3, name="scores")(x))


def nested(data_format: str) -> keras.Model:
    inner = simple(data_format)
    backbone = keras.Model(inner.input, inner.get_layer("last").output, name="backbone")
    inputs = input_of(data_format)
    x = layers.GlobalAveragePooling2D(data_format=data_format)(backbone(inputs))
    return keras.Model(inputs, layers.Dense(3, name="scores")(x))


BUILDS = {"simple": simple, "varied": varied, "nested": nested}


@cache
def twins(name: str) -> tuple[Session, Session]:
    first, last = BUILDS[name](FIRST), shaken(BUILDS[name](LAST))
    first.set_weights(last.get_weights())
    return session_of(first), session_of(last)


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


# Files


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_keras_file_with_channels_first_opens_as_its_model(tmp_path, suffix):
    first, _ = twins("varied")
    path = tmp_path / f"model{suffix}"
    first.classifier._network.model.save(path)
    found = session_of(open_classifier(path))
    assert found.classifier.info.layers == first.classifier.info.layers
    assert_close(map_of(found, "grad-cam", "last"), map_of(first, "grad-cam", "last"))


SAVED_LAYERS = {  # the operations behind which a layer ends
    "simple": {"first_1/BiasAdd": "first", "last_1/BiasAdd": "last"},
    "varied": {"first_1/Relu": "first", "joined_1/concat": "joined", "last_1/Tanh": "last"},
    "nested": {"first_1/BiasAdd": "backbone/first", "last_1/BiasAdd": "backbone/last"},
}


@pytest.mark.parametrize("name", BUILDS)
def test_a_saved_model_with_channels_first_gives_the_twin_s_maps(tmp_path, name):
    first, last = twins(name)
    first.classifier._network.model.export(tmp_path / "saved", verbose=False)
    found = session_of(open_classifier(tmp_path / "saved"))
    assert_close(found.logits, last.logits)
    assert_close(found.input_gradient(Target(1)), last.input_gradient(Target(1)))
    for end, wanted in SAVED_LAYERS[name].items():
        (path,) = (path for path in shapes(found.classifier) if path.endswith(end))
        assert shapes(found.classifier)[path] == shapes(last.classifier)[wanted]
        for method in ("grad-cam", "layercam"):
            assert_close(map_of(found, method, path), map_of(last, method, wanted))


def convolved(x, order: str, weights, inside: bool):
    """Every operation that has a data format. inside: the first convolution in the body of a branch."""
    first = order == "NCHW"

    def each(sizes):
        return [1, 1, *sizes] if first else [1, *sizes, 1]

    convolve = partial(tf.nn.conv2d, filters=weights[0], strides=each([2, 1]), data_format=order)
    explicit = [[0, 0], [0, 0], [1, 0], [2, 1]] if first else [[0, 0], [1, 0], [2, 1], [0, 0]]
    if inside:
        x = tf.cond(
            tf.reduce_sum(x) > -1, lambda: convolve(x, padding=explicit), lambda: 2 * convolve(x, padding=explicit)
        )
    else:
        x = convolve(x, padding=explicit)
    x = tf.nn.bias_add(x, weights[1], data_format=order, name="biased")
    x = tf.raw_ops.FusedBatchNormV3(
        x=x, scale=weights[1], offset=weights[1] / 2, mean=weights[1], variance=tf.exp(weights[1]), data_format=order,
        is_training=False,
    )[0]  # fmt: skip
    x = tf.nn.max_pool2d(tf.nn.relu(x), [2, 2], [1, 2], "SAME", order, name="pooled")
    x = tf.nn.depthwise_conv2d(x, weights[2], each([1, 1]), "SAME", order, dilations=None)
    sizes = tf.shape(x)
    height, width = (sizes[2], sizes[3]) if first else (sizes[1], sizes[2])
    shape = [sizes[0], 8, 2 * height, 2 * width] if first else [sizes[0], 2 * height, 2 * width, 8]
    x = tf.nn.conv2d_transpose(x, weights[3], shape, each([2, 2]), "SAME", order)
    x = tf.nn.depth_to_space(tf.tanh(tf.nn.space_to_depth(x, 2, order)), 2, order, name="spread")
    x = tf.nn.avg_pool2d(x, [2, 3], [2, 3], "VALID", order, name="averaged")
    return tf.reduce_max(x, axis=[2, 3] if first else [1, 2]) @ weights[4]


class Plain(tf.Module):
    def __init__(self, order: str, inside: bool) -> None:
        super().__init__()
        rng = np.random.default_rng(3)
        sizes = [(3, 3, 3, 4), (4,), (3, 3, 4, 1), (3, 3, 8, 4), (8, 3)]
        self.weights = [tf.Variable(rng.normal(0, 0.4, size).astype(np.float32)) for size in sizes]
        self.order, self.inside = order, inside

    def save(self, path: Path) -> None:
        shape = [None, 3, HEIGHT, WIDTH] if self.order == "NCHW" else [None, HEIGHT, WIDTH, 3]
        traced = tf.function(lambda x: convolved(x, self.order, self.weights, self.inside))
        tf.saved_model.save(self, str(path), traced.get_concrete_function(tf.TensorSpec(shape, tf.float32, "x")))


@pytest.mark.parametrize("inside", [False, True])
def test_a_graph_of_operations_with_channels_first_gives_the_twin_s_maps(tmp_path, inside):
    Plain("NCHW", inside).save(tmp_path / "first")
    Plain("NHWC", inside).save(tmp_path / "last")
    first, last = (session_of(open_classifier(tmp_path / name)) for name in ("first", "last"))
    assert first.classifier.info.layers == last.classifier.info.layers
    assert first.classifier.info.layers[0].shape == (20, 61, 4)
    assert_close(first.logits, last.logits)
    assert_close(first.input_gradient(Target(2)), last.input_gradient(Target(2)))
    for layer in last.classifier.info.layers:
        for method in ("grad-cam", "layercam"):
            assert_close(map_of(first, method, layer.path), map_of(last, method, layer.path))


@pytest.mark.parametrize("order", ["NCHW", "NHWC"])
def test_a_convolution_that_runs_on_parts_of_the_picture_is_no_place_to_look_at(tmp_path, order):
    first = order == "NCHW"
    weights = tf.Variable(tf.random.stateless_normal([3, 3, 3, 4], [1, 2]))

    def answer(x):
        y = tf.nn.convolution(x, weights, padding="SAME", dilations=2, data_format=order)
        return tf.reduce_mean(tf.nn.relu(y), axis=[2, 3] if first else [1, 2])

    shape = [None, 3, HEIGHT, WIDTH] if first else [None, HEIGHT, WIDTH, 3]
    module = tf.Module()
    module.weights = weights
    signature = tf.function(answer).get_concrete_function(tf.TensorSpec(shape, tf.float32, "x"))
    tf.saved_model.save(module, str(tmp_path / "saved"), signature)
    assert shapes(open_classifier(tmp_path / "saved")) == {"Relu": (HEIGHT, WIDTH, 4)}
