"""What stands at a network's end: scores made twice, a softmax over one number, one number that tells two classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.networks import CLASSES, SHAPE, bare, conv, dense, network_of, one_hot, pictures
from keras import layers

from engine.network.description import Caution, Head, Port
from engine.network.tap import Tap


def scores(ending: Callable[[Any], Any], units: int = CLASSES) -> tuple[keras.Model, keras.layers.Dense]:
    keras.utils.set_random_seed(1)
    last = dense(units=units, activation=None)
    inputs = keras.Input(SHAPE)
    x = last(layers.GlobalAveragePooling2D()(conv("first")(inputs)))
    return keras.Model(inputs, ending(x)), last


def one_number(ending: Callable[[Any], Any]) -> tuple[keras.Model, keras.layers.Dense]:
    return scores(ending, units=1)


def relative(found: Any, expected: Any) -> float:
    return float(np.abs(found - expected).max() / np.abs(expected).max())


SCORED_TWICE = {
    "softmax of softmax": (tf.nn.softmax, tf.nn.softmax, Head.SOFTMAX),
    "softmax of sigmoid": (tf.sigmoid, tf.nn.softmax, Head.SOFTMAX),
    "sigmoid of softmax": (tf.nn.softmax, tf.sigmoid, Head.SIGMOID),
}


@pytest.mark.parametrize("case", SCORED_TWICE)
def test_behind_scores_made_twice_are_the_logits_before_both(case):
    first, second, kind = SCORED_TWICE[case]
    model, last = scores(lambda x: layers.Lambda(second)(layers.Reshape((CLASSES,))(layers.Lambda(first)(x))))
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    x = pictures(2)
    activation, logits = tap.forward(x)
    z = bare(last, tf.reduce_mean(model.get_layer("first")(x), axis=(1, 2)))
    assert (tap.head_kind, tap.cautions) == (kind, (Caution.SCORED_TWICE,))
    assert relative(logits, z) < 1e-6
    np.testing.assert_allclose(tap.predict(x)[1], second(first(z)), rtol=1e-6)
    with tf.GradientTape() as tape:
        tape.watch(activation)
        score = bare(last, tf.reduce_mean(activation, axis=(1, 2)))[:, 1]
    gradient = tap.head(x, activation, one_hot(1))
    assert relative(gradient, tape.gradient(score, activation)) < 1e-6


def test_a_mask_scored_twice_with_turns_between_has_the_logits_before_both():
    keras.utils.set_random_seed(1)
    last = layers.Conv2D(CLASSES, 1, name="last")
    inputs = keras.Input(SHAPE)
    first = layers.Permute((3, 1, 2))(layers.Softmax()(last(inputs)))  # channels first
    model = keras.Model(inputs, layers.Softmax()(layers.Permute((2, 3, 1))(first)))
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    x = pictures(2)
    logits, said = tap.predict(x)
    z = tf.einsum("nhwc,ck->nhwk", x, last.kernel[0, 0]) + last.bias
    assert (tap.head_kind, tap.cautions, tap.mask) == (Head.SOFTMAX, (Caution.SCORED_TWICE,), True)
    assert relative(logits, z) < 1e-5
    np.testing.assert_allclose(said, tf.nn.softmax(tf.nn.softmax(z)), rtol=1e-5)


def test_a_single_sigmoid_of_a_sigmoid_answers_as_the_model_does():
    """Of z before both, z < 0 would be the other class, while the model says more than a half whatever it is shown."""
    model, _ = one_number(lambda x: keras.ops.sigmoid(keras.ops.sigmoid(x)))
    tap = Tap(network_of(model), Port(), lambda calls: calls[0])
    x = pictures(3)
    logits, said = (values.numpy() for values in tap.predict(x))
    assert (tap.two_sided, tap.cautions) == (True, (Caution.SCORED_TWICE,))
    np.testing.assert_array_equal(logits.argmax(axis=-1), said.argmax(axis=-1))


@pytest.mark.parametrize("ending", [tf.nn.softmax, tf.sigmoid, tf.identity])
def test_scores_made_once_raise_no_caution(ending):
    model, _ = scores(layers.Lambda(ending))
    assert Tap(network_of(model), Port(), lambda calls: calls[0]).cautions == ()


def test_a_softmax_over_one_number_is_told_and_what_comes_before_it_explained():
    model, last = one_number(lambda x: layers.Lambda(tf.nn.softmax)(x))
    for two_classes in (False, True):  # what never was trained is no score of yes
        tap = Tap(network_of(model), Port(two_classes=two_classes), lambda calls: calls[0])
        x = pictures(2)
        logits, said = tap.predict(x)
        assert (tap.head_kind, tap.cautions, tap.classes) == (Head.VALUE, (Caution.ALWAYS_ONE,), 1)
        assert not tap.port.two_classes
        np.testing.assert_array_equal(said, np.ones((2, 1)))
        assert relative(logits, bare(last, tf.reduce_mean(model.get_layer("first")(x), axis=(1, 2)))) < 1e-6


def test_one_bare_number_is_two_classes_where_the_user_says_so():
    model, last = one_number(lambda x: x)
    x = pictures(3)
    z = bare(last, tf.reduce_mean(model.get_layer("first")(x), axis=(1, 2))).numpy()
    value = Tap(network_of(model), Port(), lambda calls: calls[0])
    assert (value.head_kind, value.classes, value.two_sided) == (Head.VALUE, 1, False)
    tap = Tap(network_of(model), Port(two_classes=True), lambda calls: calls[0])
    assert (tap.head_kind, tap.classes, tap.two_sided) == (Head.SIGMOID, 2, True)
    assert tap.port.two_classes
    logits, said = tap.predict(x)
    np.testing.assert_allclose(logits, np.concatenate([-z, z], axis=1), rtol=1e-5)
    yes = 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(said, np.concatenate([1 - yes, yes], axis=1), rtol=1e-5)
    activation, _ = tap.forward(x)
    kernel = np.broadcast_to(last.kernel.numpy().reshape(1, 1, 1, -1), activation.shape) / np.prod(SHAPE[:2])
    np.testing.assert_allclose(tap.head(x, activation, one_hot(1, 2)), kernel, rtol=1e-5)
    np.testing.assert_allclose(tap.head(x, activation, one_hot(0, 2)), -kernel, rtol=1e-5)


def test_two_classes_are_not_taken_up_where_there_are_several_numbers():
    tap = Tap(network_of(scores(lambda x: x)[0]), Port(two_classes=True), lambda calls: calls[0])
    assert (tap.port.two_classes, tap.classes, tap.head_kind) == (False, CLASSES, Head.LOGITS)
