"""A function in two halves gives what the whole gives, and the second half does none of the first one's work."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from engine.network.halves import halves

X, ROW = tf.TensorSpec([None, 6]), tf.TensorSpec([3])
GIVEN = tf.constant(np.linspace(-1, 1, 12, dtype=np.float32).reshape(2, 6))
HIDDEN = tf.Variable(np.random.default_rng(0).normal(size=(6, 4)).astype(np.float32))
LAST = tf.Variable(np.random.default_rng(1).normal(size=(4, 3)).astype(np.float32))


def _gradient(x, row):
    return tf.gradients(tf.reduce_sum(tf.nn.relu(x @ HIDDEN) @ LAST * row), x)[0]


def _counted(x, row):
    COUNT.assign_add(1.0)
    return x * row[0] + COUNT


def _parted(function, *early):
    whole = tf.function(function, autograph=False).get_concrete_function(*early, ROW)
    return whole, halves(whole, early, ROW, [])


COUNT = tf.Variable(0.0)
ROWS = [tf.constant(row, tf.float32) for row in ([1, 0, 0], [0, -2, 1])]


@pytest.mark.parametrize(
    "function",
    [_gradient, lambda x, row: tf.concat([part * row[0] for part in tf.split(x, 2)], 0), lambda x, row: x + 1],
    ids=["a gradient", "several tensors of one operation", "nothing rests on the last argument"],
)
def test_the_halves_give_what_the_whole_gives_for_every_last_argument(function):
    whole, (first, second) = _parted(function, X)
    kept = first(GIVEN)
    for row in ROWS:
        np.testing.assert_array_equal(second(*kept, row), whole(GIVEN, row))


def test_what_does_not_rest_on_the_last_argument_is_in_the_first_half_alone():
    _, parted = _parted(_gradient, X)
    products = [[operation.type for operation in half.graph.get_operations()].count("MatMul") for half in parted]
    assert products == [2, 2]  # forward; and back, where the whole would have both
    assert not parted[1].captured_inputs  # the weights are handed on


def test_a_function_with_side_effects_stays_whole():
    whole, (first, second) = _parted(_counted, X)
    kept = first(GIVEN)
    COUNT.assign(0.0)
    second(*kept, ROWS[0]), second(*kept, ROWS[1])
    assert float(COUNT) == 2
    assert second is whole
