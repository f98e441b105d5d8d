"""SavedModel folders of all kinds of networks: what each needs to open, to be explained, or to say why it cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from keras.src.applications.convnext import ConvNeXt
from keras.src.applications.resnet import ResNet, stack_residual_blocks_v1

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence
from engine.images.projection import Fit
from engine.methods import METHODS
from engine.methods.offers import obstacle
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Head, Port
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

SIDE = 16
PIXELS = np.random.default_rng(2).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
ONE, TWO = Target(1), Target(2, 0)


def session_of(classifier: Classifier, side: int = SIDE) -> Session:
    pixels = np.random.default_rng(2).integers(0, 256, (side, side, 3), np.uint8)
    return Session(classifier, pixels, classifier.info.pixel_values)


def exported(model: Any, folder: Path) -> Path:
    model.export(folder, verbose=False)
    return folder


def both(model: Any, folder: Path, port: Port | None = None, side: int = SIDE) -> tuple[Session, Session]:
    """Return sessions of an exported model and of the model itself."""
    own = Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), "", port=port)
    return session_of(open_classifier(exported(model, folder / "m"), port), side), session_of(own, side)


def agree(found: np.ndarray, expected: np.ndarray, within: float = 1e-4) -> None:
    np.testing.assert_allclose(found, expected, atol=within * max(np.abs(expected).max(), 1e-6))


def agree_in_all(found: Session, expected: Session, target: Target = ONE) -> None:
    agree(found.logits, expected.logits)
    agree(found.input_gradient(target), expected.input_gradient(target))
    for one, other in zip(
        found.activation_gradient(None, target), expected.activation_gradient(None, target), strict=True
    ):
        agree(one, other)


def head(x: Any, classes: int = 3) -> Any:
    return layers.Dense(classes, activation="softmax")(layers.GlobalAveragePooling2D()(x))


def convolved(x: Any, filters: int = 8) -> Any:
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(x)


def recurrent(kind: str) -> Any:
    x = inputs = keras.Input((SIDE, SIDE, 3))
    x = layers.Reshape((SIDE, SIDE * 8))(convolved(x))
    x = layers.LSTM(6)(x) if kind == "LSTM" else layers.Flatten()(layers.GRU(6, return_sequences=True)(x))
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(x))


@pytest.fixture(autouse=True)
def same_names():
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(4)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_recurrent_layers_are_followed(tmp_path, kind):
    agree_in_all(*both(recurrent(kind), tmp_path))


def test_functions_marked_for_xla_are_followed(tmp_path):
    x = inputs = keras.Input((SIDE, SIDE, 3))
    x = convolved(x)

    class Marked(layers.Layer):
        def call(self, x: Any) -> Any:
            return tf.function(lambda x: x * tf.nn.sigmoid(x), jit_compile=True)(x)

    found, expected = both(keras.Model(inputs, head(convolved(Marked()(x)))), tmp_path)
    agree_in_all(found, expected)
    agree(found.guided_gradient(ONE), expected.guided_gradient(ONE))


class Module(tf.Module):
    """A classifier of four classes; `step` is given the module and the picture."""

    def __init__(self, step: Callable[[Any, Any], Any], shape: Any = (None, SIDE, SIDE, 3)) -> None:
        self.kernel = tf.Variable(tf.random.stateless_normal([3, 3, 3, 3], (1, 2)) / 3)
        self.weights = tf.Variable(tf.random.stateless_normal([3, 4], (3, 4)))
        self.answer = tf.function(lambda x: {"y": step(self, x)}, [tf.TensorSpec(shape, tf.float32)])

    def convolve(self, x: Any) -> Any:
        return tf.nn.relu(tf.nn.conv2d(x, self.kernel, 1, "SAME"))

    def head(self, x: Any) -> Any:
        return tf.nn.softmax(tf.reduce_mean(x, [1, 2]) @ self.weights)

    def opened(self, folder: Path) -> Session:
        tf.saved_model.save(self, str(folder), signatures=self.answer)
        return session_of(open_classifier(folder))


def one_row(count: int) -> Callable[[Any, Any], Any]:
    """Return what works for so many pictures only."""
    return lambda module, x: tf.nn.softmax(
        tf.reshape(tf.reduce_mean(module.convolve(x), [1, 2]), [count, 3]) @ module.weights
    )


@pytest.mark.parametrize("count", [1, 4])
def test_a_signature_for_so_many_pictures_answers_for_any(tmp_path, count):
    module = Module(one_row(count), (count, SIDE, SIDE, 3))
    found = module.opened(tmp_path / "m")
    batch = np.stack([found.x, found.x / 2, found.x * 0])
    gradients, scores = found.input_gradients(batch, Target(1, probability=True))
    for picture, gradient, score in zip(batch, gradients, scores, strict=True):
        pictures = tf.constant(np.stack([picture] * count))
        with tf.GradientTape() as tape:
            tape.watch(pictures)
            expected = module.answer(pictures)["y"][0, 1]
        agree(gradient, tape.gradient(expected, pictures)[0])
        assert score == pytest.approx(float(expected), rel=1e-5)
    assert np.ptp(scores) > 0


def test_layers_of_a_signature_for_one_picture_are_looked_at(tmp_path):
    module = Module(one_row(1), (1, SIDE, SIDE, 3))
    found, free = module.opened(tmp_path / "m"), Module(lambda module, x: module.head(module.convolve(x)))
    expected = free.opened(tmp_path / "free")
    agree_in_all(found, expected)
    for session in (found, expected):
        session.prepare_gradients(None, [Target(0), Target(2)])
    agree(found.activation_gradient(None, Target(2))[1], expected.activation_gradient(None, Target(2))[1])
    A = np.stack([found.activation_gradient(None, ONE)[0] * factor for factor in (1, 0.5, 0)])
    layers = [session.classifier.info.default_layer for session in (found, expected)]
    agree(found.scores_with_activation(layers[0], A, ONE), expected.scores_with_activation(layers[1], A, ONE))


def test_branches_are_followed(tmp_path):
    def step(module: Any, x: Any) -> Any:
        mean = tf.reduce_mean(x)
        return tf.cond(mean > 0.5, lambda: module.head(module.convolve(x)), lambda: module.head(x * mean))

    module = Module(step)
    found = module.opened(tmp_path / "m")
    x = tf.constant(found.x[None])
    for picture in (x, x / 4 + 0.75, x / 4):
        with tf.GradientTape() as tape:
            tape.watch(picture)
            score = module.answer(picture)["y"][:, 1]
        agree(
            found.input_gradients(picture.numpy(), Target(1, probability=True))[0][0], tape.gradient(score, picture)[0]
        )
    assert found.classifier.info.default_layer is None
    assert obstacle(METHODS["grad-cam"], found.classifier.info) is Code.LAYER_NONE
    assert obstacle(METHODS["saliency"], found.classifier.info) is None


BLOCKED: dict[str, tuple[Callable[[Any, Any], Any], list[str]]] = {
    "rounded": (lambda module, x: module.head(module.convolve(tf.round(x * 3))), ["Conv2D", "Relu"]),
    "whole numbers": (
        lambda module, x: module.head(module.convolve(tf.cast(tf.cast(x * 9, tf.int32), tf.float32))),
        ["Conv2D", "Relu"],
    ),
    "no gradient": (
        lambda module, x: module.head(module.convolve(tf.raw_ops.ResizeArea(images=module.convolve(x), size=[8, 8]))),
        ["Conv2D_1", "Relu_1"],
    ),
    "stopped": (lambda module, x: module.head(tf.stop_gradient(module.convolve(x))), []),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_where_gradients_end_methods_by_them_say_so_and_later_layers_are_offered(tmp_path, case):
    step, offered = BLOCKED[case]
    found = Module(step).opened(tmp_path / "m")
    info = found.classifier.info
    assert [layer.path for layer in info.layers] == offered
    assert obstacle(METHODS["saliency"], info) is Code.GRADIENT_NONE
    assert obstacle(METHODS["grad-cam"], info) is (None if offered else Code.LAYER_NONE)
    with pytest.raises(SaliscopeError, match="gradient-none"):
        list(explain(found, Request("p", Fit.STRETCH, "m", "0..1", "saliency", None, 1)))
    if offered:
        assert found.activation_gradient(None, ONE)[1].any()


def test_an_input_of_any_rank_takes_no_picture(tmp_path):
    module = Module(lambda module, x: module.head(tf.ensure_shape(x, (None, SIDE, SIDE, 3))), None)
    with pytest.raises(SaliscopeError) as refused:
        module.opened(tmp_path / "m")
    assert refused.value.code is Code.MODEL_INPUT


@pytest.mark.parametrize("resources", [False, True])
def test_a_model_of_tensorflow_1_answers(tmp_path, resources):
    x = np.random.default_rng(3).random((1, SIDE, SIDE, 3), np.float32)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        picture = tf.compat.v1.placeholder(tf.float32, (None, SIDE, SIDE, 3), "picture")
        kernel, weights = (
            tf.compat.v1.get_variable(name, shape, use_resource=resources)
            for name, shape in (("kernel", (3, 3, 3, 5)), ("weights", (5, 3)))
        )
        last = tf.nn.relu(tf.nn.conv2d(picture, kernel, 1, "SAME"), "last")
        scores = tf.nn.softmax(tf.reduce_mean(last, (1, 2)) @ weights)
        (slope,) = tf.gradients(tf.math.log(scores)[:, 1] - tf.math.log(scores)[:, 0], picture)
        session.run(tf.compat.v1.global_variables_initializer())
        expected, gradient = session.run([scores, slope], {picture: x})
        tf.compat.v1.saved_model.simple_save(session, str(tmp_path / "m"), {"x": picture}, {"y": scores})
    found = session_of(open_classifier(tmp_path / "m"))
    assert (found.classifier.info.default_layer, found.classifier.info.parameters) == ("last", 150)
    gradients, _ = found.input_gradients(x, Target(1, 0))
    agree(gradients, gradient)
    agree(found.scores(x, Target(1, probability=True)), expected[:, 1])


def test_a_folder_without_variables_and_one_with_other_files_answer(tmp_path):
    module = Module(lambda module, x: tf.nn.softmax(tf.reduce_mean(x, [1, 2]) @ tf.ones((3, 2))))
    module.kernel = module.weights = None
    (tmp_path / "words.txt").write_text("a\nb\n")
    module.asset = tf.saved_model.Asset(str(tmp_path / "words.txt"))
    found = module.opened(tmp_path / "m")
    agree(found.probabilities, np.array([0.5, 0.5]))
    shutil.rmtree(tmp_path / "m" / "variables")
    agree(session_of(open_classifier(tmp_path / "m")).probabilities, np.array([0.5, 0.5]))


def test_one_that_does_not_run_says_why_in_one_line(tmp_path):
    def step(module: Any, x: Any) -> Any:
        side = 5 + tf.cast(tf.reduce_max(x) * 0, tf.int32)  # known only when it runs
        return module.head(module.convolve(tf.reshape(x, (-1, side, side, 3))))

    module = Module(step)
    with pytest.raises(SaliscopeError) as refused:
        module.opened(tmp_path / "m")
    assert refused.value.code is Code.MODEL_UNREADABLE
    assert "reshape" in refused.value.params["reason"]
    assert "\n" not in refused.value.params["reason"]


def transformer(heads_apart: bool) -> Any:
    x = inputs = keras.Input((SIDE, SIDE, 3))
    x = layers.Reshape((16, 8))(layers.Conv2D(8, 4, strides=4, name="patches")(x))
    x = x + layers.Embedding(16, 8)(keras.ops.arange(16))
    for _ in range(2):
        y = layers.LayerNormalization()(x)
        x = x + (layers.MultiHeadAttention(2, 4)(y, y) if heads_apart else layers.Attention()([y, y]))
        x = x + layers.Dense(8, activation="gelu")(layers.LayerNormalization()(x))
    x = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(x))
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(x))


@pytest.mark.parametrize("heads_apart", [True, False])
def test_a_vision_transformer_s_tokens_are_looked_at_and_its_heads_are_not(tmp_path, heads_apart):
    found, expected = both(transformer(heads_apart), tmp_path)
    agree_in_all(found, expected)
    shapes = {layer.shape for layer in found.classifier.info.layers}
    assert shapes == {(4, 4, 8)}


def test_of_two_inputs_each_gets_its_own(tmp_path):
    picture, depth = keras.Input((SIDE, SIDE, 3), name="b_picture"), keras.Input((SIDE, SIDE, 1), name="a_depth")
    x = layers.Concatenate()([convolved(picture), convolved(depth, 4)])
    model = keras.Model([picture, depth], {"classes": head(x), "value": layers.Dense(1)(layers.Flatten()(x))})
    opened = open_classifier(exported(model, tmp_path / "m"))
    names = [info.name for info in opened.info.inputs]
    index = next(index for index, info in enumerate(opened.info.inputs) if info.shape[-1] == 3)
    assert len(names) == 2
    port = Port(index, [info.name for info in opened.info.outputs].index("classes"), (0.5, 0.5))
    found = session_of(opened.through(port))
    pins = np.full((1, SIDE, SIDE, 1), 0.5, np.float32)
    agree(found.probabilities, model([found.x[None], pins], training=False)["classes"][0])
    assert found.classifier.info.head is Head.SOFTMAX


def small_resnet() -> Any:
    """As ResNet50 is made, but of four blocks instead of 16."""

    def stacks(x: Any) -> Any:
        for number, filters in enumerate((8, 16, 24, 32), 2):
            x = stack_residual_blocks_v1(x, filters, 1, name=f"conv{number}")
        return x

    return ResNet(stacks, preact=False, use_bias=True, weights=None, input_shape=(32, 32, 3), classes=4)


def small_mobilenet() -> Any:
    """The first three blocks of MobileNetV2, of 17."""
    whole = keras.applications.MobileNetV2(weights=None, include_top=False, input_shape=(32, 32, 3), alpha=0.35)
    return keras.Model(whole.input, head(whole.get_layer("block_2_add").output, 4))


FAMILIES = {
    "MobileNetV2": small_mobilenet,
    "ResNet50": small_resnet,
    # The smallest that is published has 18 blocks.
    "ConvNeXt": lambda: ConvNeXt((1, 1, 1, 1), (8, 16, 24, 32), name="own", input_shape=(32, 32, 3), classes=4),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_what_keras_publishes_is_recognised_and_explained_when_exported(tmp_path, family):
    model = FAMILIES[family]()
    found, expected = both(model, tmp_path, side=32)
    info, own = found.classifier.info, expected.classifier.info
    assert (info.family, info.pixel_values, info.pixel_values_from) == (family, own.pixel_values, own.pixel_values_from)
    assert info.pixel_values_from in (Evidence.FAMILY, Evidence.INSIDE)
    assert info.parameters == model.count_params()
    agree(found.logits, expected.logits)
    agree(found.input_gradient(TWO), expected.input_gradient(TWO), 1e-3)
