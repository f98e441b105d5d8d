"""The tap against the same models cut in two by hand, and what it leaves behind: nothing."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.networks import (
    CLASSES,
    SHAPE,
    SPLITS,
    Subclassed,
    bare,
    conv,
    dense,
    network_of,
    one_hot,
    pictures,
    seeded,
    tap_of,
    unreplaced,
)
from keras import layers

from engine.errors import Code, SaliscopeError
from engine.network.description import Head, Port
from engine.network.keras_network import walk_layers
from engine.network.tap import Tap


def _relative(found, expected) -> float:
    found, expected = np.asarray(found, np.float64), np.asarray(expected, np.float64)
    return float(np.abs(found - expected).max() / np.abs(expected).max())


@pytest.fixture(params=SPLITS, ids=lambda name: name.replace("_", " "))
def split(request):
    return seeded(SPLITS[request.param])


@pytest.mark.slow
def test_the_layer_s_output_and_the_logits_are_the_model_s_own(split):
    x = pictures(2)
    activation, logits = tap_of(split).forward(x)
    expected = split.front(x)
    assert _relative(activation, expected) < 5e-7
    assert _relative(logits, split.back(expected, x)) < 1e-6
    np.testing.assert_allclose(tf.nn.softmax(logits), split.model(x, training=False), rtol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("target", range(CLASSES))
def test_gradients_at_the_layer_equal_an_eager_computation(split, target):
    x = pictures()
    tap = tap_of(split)
    activation, _ = tap.forward(x)
    with tf.GradientTape() as tape:
        tape.watch(activation)
        score = split.back(activation, x)[:, target]
    expected = tape.gradient(score, activation)
    assert np.abs(expected).max() > 1e-4
    assert _relative(tap.head(x, activation, one_hot(target)), expected) < 5e-7


@pytest.mark.slow
def test_gradients_at_the_input_equal_an_eager_computation(split):
    x = pictures()
    gradient, _, _ = tap_of(split).input_gradient(x, one_hot(2))
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = split.back(split.front(x), x)[:, 2]
    assert _relative(gradient, tape.gradient(score, x)) < 5e-7


@pytest.mark.slow
def test_a_comparison_of_two_classes_is_the_difference_of_their_gradients(split):
    x = pictures()
    tap = tap_of(split)
    activation, _ = tap.forward(x)
    one, other = (tap.head(x, activation, one_hot(target)).numpy() for target in (0, 3))
    assert _relative(tap.head(x, activation, one_hot(0) - one_hot(3)), one - other) < 1e-6


@pytest.mark.slow
def test_head_answers_for_the_activation_it_is_given_not_for_the_model_s_own(split):
    x = pictures()
    tap = tap_of(split)
    given = tf.random.stateless_normal(tap.forward(x)[0].shape, (1, 2))
    with tf.GradientTape() as tape:
        tape.watch(given)
        score = split.back(given, x)[:, 1]
    assert _relative(tap.head(x, given, one_hot(1)), tape.gradient(score, given)) < 5e-7


def test_behind_a_bottleneck_the_picture_is_not_looked_at():
    tap = tap_of(seeded(SPLITS["flattened"]))
    activation, _ = tap.forward(pictures())
    nothing = tf.fill((1, *SHAPE), np.float32("nan"))
    np.testing.assert_array_equal(
        tap.head(nothing, activation, one_hot(1)), tap.head(pictures(), activation, one_hot(1))
    )


def test_layer_gradients_agree_with_finite_differences():
    split = seeded(SPLITS["flattened"])
    x = pictures()
    tap = tap_of(split)
    activation, _ = tap.forward(x)
    hidden, last = (
        [weight.numpy().astype(np.float64) for weight in split.model.get_layer(name).weights]
        for name in ("hidden", "scores")
    )

    def score(a: np.ndarray) -> np.ndarray:
        return (np.tanh(a @ hidden[0] + hidden[1]) @ last[0] + last[1])[:, 2]

    flat = activation.numpy().astype(np.float64).reshape(1, -1)
    expected = _central_differences(score, flat).reshape(activation.shape)
    assert _relative(tap.head(x, activation, one_hot(2)), expected) < 2e-6


def test_input_gradients_agree_with_finite_differences():
    split = seeded(SPLITS["flattened"])
    weights = {
        name: [tf.cast(weight.value, tf.float64) for weight in split.model.get_layer(name).weights]
        for name in ("first", "hidden", "scores")
    }

    def score(flat: np.ndarray) -> np.ndarray:
        (kernel, bias), hidden, last = weights["first"], weights["hidden"], weights["scores"]
        x = tf.reshape(flat, (-1, *SHAPE))
        a = tf.tanh(tf.nn.conv2d(x, kernel, 1, "SAME") + bias)
        return (tf.tanh(tf.reshape(a, (len(a), -1)) @ hidden[0] + hidden[1]) @ last[0] + last[1])[:, 0].numpy()

    x = pictures()
    gradient, _, _ = tap_of(split).input_gradient(x, one_hot(0))
    expected = _central_differences(score, x.numpy().astype(np.float64).reshape(1, -1)).reshape(x.shape)
    assert _relative(gradient, expected) < 2e-6


def _central_differences(score, at: np.ndarray, step: float = 1e-5) -> np.ndarray:
    moves = np.eye(at.size) * step
    return (score(at + moves) - score(at - moves)) / (2 * step)


def test_input_gradient_without_weights_explains_the_first_answer_of_each_picture():
    split = seeded(SPLITS["flattened"])
    x = pictures(6, seed=5) * 4 - 2
    tap = tap_of(split)
    gradient, logits, _ = tap.input_gradient(x, tf.zeros(CLASSES))
    answers = np.argmax(logits, axis=-1)
    assert len(set(answers)) > 1
    for picture, (answer, found) in enumerate(zip(answers, gradient.numpy(), strict=True)):
        expected = tap.input_gradient(x[picture : picture + 1], one_hot(answer))[0][0]
        assert _relative(found, expected) < 1e-6


# The score head


def _scores(ending) -> tuple[keras.Model, keras.layers.Dense]:
    keras.utils.set_random_seed(1)
    last = dense(activation=None)
    inputs = keras.Input(SHAPE)
    x = last(layers.GlobalAveragePooling2D()(conv("first")(inputs)))
    return keras.Model(inputs, ending(x)), last


def _in_a_model_of_its_own(x):
    inner = keras.Input((CLASSES,))
    return keras.Model(inner, layers.Softmax()(inner), name="head")(x)


ENDINGS = {
    "softmax activation layer": (layers.Activation("softmax"), Head.SOFTMAX),
    "softmax layer": (layers.Softmax(), Head.SOFTMAX),
    "softmax operation": (lambda x: keras.ops.softmax(x), Head.SOFTMAX),
    "softmax in a nested model": (_in_a_model_of_its_own, Head.SOFTMAX),
    "softmax, reshaped": (lambda x: layers.Reshape((CLASSES,))(layers.Softmax()(x)), Head.SOFTMAX),
    "softmax, renamed": (lambda x: layers.Identity(name="out")(layers.Softmax()(x)), Head.SOFTMAX),
    "softmax, cast": (lambda x: keras.ops.cast(keras.ops.softmax(keras.ops.cast(x, "float16")), "float32"), None),
    "sigmoid activation layer": (layers.Activation("sigmoid"), Head.SIGMOID),
    "sigmoid operation": (lambda x: keras.ops.sigmoid(x), Head.SIGMOID),
    "bare logits": (lambda x: x, Head.LOGITS),
    "linear activation layer": (layers.Activation("linear"), Head.LOGITS),
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_logits_are_found_behind_every_ending(ending):
    end, kind = ENDINGS[ending]
    model, last = _scores(end)
    tap = Tap(network_of(model), Port(), lambda calls: calls[-1])
    x = pictures(3)
    _, logits = tap.forward(x)
    expected = bare(last, tf.reduce_mean(model.get_layer("first")(x), axis=(1, 2)))
    assert tap.head_kind is (kind or Head.SOFTMAX)
    assert _relative(logits, expected) < (1e-6 if kind else 2e-3)  # half precision has 11 bits
    assert (tap.classes, tap.two_sided) == (CLASSES, False)


@pytest.mark.parametrize(("activation", "kind"), [("softmax", Head.SOFTMAX), ("sigmoid", Head.SIGMOID)])
def test_logits_are_found_behind_the_last_layer_s_own_activation(activation, kind):
    keras.utils.set_random_seed(2)
    model = keras.Sequential([keras.Input(SHAPE), layers.Flatten(), dense(activation=activation)])
    tap = Tap(network_of(model), Port(), lambda calls: None)
    x = pictures()
    _, logits = tap.forward(x)
    assert tap.head_kind is kind
    assert _relative(logits, bare(model.get_layer("scores"), tf.reshape(x, (1, -1)))) < 1e-6


def test_one_sigmoid_unit_has_two_classes_of_opposite_logits():
    keras.utils.set_random_seed(2)
    model = keras.Sequential([keras.Input(SHAPE), conv("first"), layers.Flatten(), dense("scores", 1, "sigmoid")])
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    x = pictures(2)
    activation, logits = tap.forward(x)
    z = bare(model.get_layer("scores"), tf.reshape(model.get_layer("first")(x), (2, -1))).numpy()
    assert (tap.classes, tap.two_sided, tap.head_kind) == (2, True, Head.SIGMOID)
    assert _relative(logits, np.concatenate([-z, z], axis=1)) < 1e-6
    against, in_favour = (tap.head(x, activation, one_hot(target, 2)).numpy() for target in (0, 1))
    kernel = model.get_layer("scores").kernel.numpy().reshape(activation.shape[1:])
    np.testing.assert_allclose(in_favour[0], kernel, rtol=1e-6)
    np.testing.assert_array_equal(against, -in_favour)


def test_a_saturated_softmax_still_gives_gradients():
    model, last = _scores(layers.Softmax())
    last.set_weights([weight * 1e4 for weight in last.get_weights()])
    tap = Tap(network_of(model), Port(), lambda calls: next(call for call in calls if call.path == "first"))
    x = pictures()
    activation, logits = tap.forward(x)
    top = int(np.argmax(logits))
    with tf.GradientTape() as tape:
        tape.watch(x)
        probability = model(x)[:, top]
    assert probability.numpy() == 1
    assert not np.any(tape.gradient(probability, x))
    expected = last.kernel.numpy()[:, top] / (SHAPE[0] * SHAPE[1])
    assert _relative(tap.head(x, activation, one_hot(top))[0, 4, 4], expected) < 1e-6


@pytest.mark.parametrize(
    ("build", "found"),
    [
        (lambda x: layers.Reshape((-1, 3))(x), "64x3"),
        (lambda x: [layers.Reshape((-1, 3))(x), layers.Reshape((2, 2, 4, 12))(x)], "64x3 + 2x2x4x12"),
    ],
    ids=["a sequence", "two outputs"],
)
def test_a_model_that_does_not_answer_with_a_row_of_scores_is_refused(build, found):
    inputs = keras.Input(SHAPE)
    model = keras.Model(inputs, build(inputs))
    with pytest.raises(SaliscopeError) as refused:
        Tap(network_of(model), Port(), lambda calls: None)
    assert (refused.value.code, refused.value.params) == (Code.MODEL_OUTPUT, {"found": found})
    assert unreplaced(model)


# What is left behind


@pytest.mark.slow
def test_the_model_is_unchanged_by_looking(split):
    model, x = split.model, pictures()
    weights = [weight.numpy() for weight in model.weights]
    config = None if isinstance(model, Subclassed) else model.to_json()
    before = model(x, training=False).numpy()
    tap = tap_of(split)
    activation, _ = tap.forward(x)
    tap.head(x, activation, one_hot(1))
    tap.input_gradient(x, one_hot(1))
    assert unreplaced(model)
    assert all(np.array_equal(*pair) for pair in zip(weights, [w.numpy() for w in model.weights], strict=True))
    assert config is None or model.to_json() == config
    np.testing.assert_array_equal(model(x, training=False), before)


class Fuse(layers.Layer):
    """Raises once it is lit."""

    lit = False

    def call(self, x):
        if self.lit:
            raise RuntimeError("blown")
        return x


@pytest.mark.parametrize("stage", ["forward", "head", "input gradient"])
def test_the_model_is_unchanged_after_a_fault_while_tracing(stage):
    fuse = Fuse()
    model = keras.Sequential([keras.Input(SHAPE), conv("first"), fuse, layers.Flatten(), dense()])
    x = pictures()
    before = model(x).numpy()
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    activation, _ = tap.forward(x)
    fuse.lit = True
    trace = {
        "forward": lambda: Tap(network_of(model), Port(), lambda calls: calls[0]),
        "head": lambda: tap.head(x, activation, one_hot(0)),
        "input gradient": lambda: tap.input_gradient(x, one_hot(0)),
    }[stage]
    with pytest.raises(RuntimeError, match="blown"):
        trace()
    assert unreplaced(model)
    fuse.lit = False
    np.testing.assert_array_equal(model(x), before)
    assert np.any(tap.head(x, activation, one_hot(0)))


class Counted(layers.Dense):
    """Counts how often Python comes by."""

    calls = 0

    def call(self, x):
        Counted.calls += 1
        return super().call(x)


@pytest.mark.slow
def test_each_function_is_traced_once_however_many_classes_are_asked(monkeypatch):
    model = keras.Sequential(
        [keras.Input(SHAPE), conv("first"), layers.GlobalAveragePooling2D(), Counted(50, activation="softmax")]
    )
    monkeypatch.setattr(Counted, "calls", 0)
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    activation, _ = tap.forward(pictures())
    maps = [tap.head(pictures(), activation, one_hot(target, 50)).numpy() for target in range(50)]
    gradients = [tap.input_gradient(pictures(2), one_hot(target, 50))[0].numpy() for target in range(50)]
    assert Counted.calls == 3  # forward, head, input gradient
    assert len({array.tobytes() for array in maps}) == len({array.tobytes() for array in gradients}) == 50


def test_layers_of_nested_models_are_listed_by_path():
    paths = [path for path, _ in walk_layers(seeded(SPLITS["nested_functional"]).model)]
    assert "backbone" not in paths
    assert [path for path in paths if not path.rpartition("/")[2].startswith(("input", "global"))] == [
        "backbone/first",
        "backbone/second",
        "backbone/relu",
        "scores",
    ]


def test_calls_are_recorded_in_the_order_of_execution():
    paths = [call.path for call in tap_of(seeded(SPLITS["shared_last_call"])).calls]
    assert [path for path in paths if path.startswith(("widen", "shared"))] == ["widen", "shared#1", "shared#2"]
