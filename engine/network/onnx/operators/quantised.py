"""Quantisation in steps of its own: computed in real numbers that only take the values whole ones stand for.

The gradient goes straight through the rounding (Bengio et al., 2013, arXiv:1308.3432), and is 0 where a number is cut
at the ends of its type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.operators.numbers import TYPES
from engine.network.onnx.values import Value, need, positive, together


def quantise(node: Node, x: Value, scale: Value, zero: Value | None = None) -> Value:
    """QuantizeLinear: round(x / scale) + zero, as real numbers."""
    kind = np.dtype(zero.data.dtype if zero is not None else TYPES[node.number("output_dtype", 2)].as_numpy_dtype)
    need(kind.kind in "iu" and not node.number("block_size"))
    low, high = np.iinfo(kind).min, np.iinfo(kind).max
    steps, zeros = _along_axis(node, x, scale), _along_axis(node, x, zero or Value(np.zeros((), kind)))
    zeros = zeros.like(tf.cast(zeros.data, tf.float32))
    divided = together(x, steps, by=tf.divide)
    kept = together(divided, zeros, by=lambda a, b: tf.clip_by_value(a + b, low, high))
    whole = together(divided, zeros, by=lambda a, b: tf.clip_by_value(tf.round(a) + b, low, high))
    return kept.like(kept.data + tf.stop_gradient(whole.data - kept.data))


def dequantise(node: Node, x: Value, scale: Value, zero: Value | None = None) -> Value:
    """DequantizeLinear: (x - zero) scale."""
    need(not node.number("block_size"))
    real = x.like(tf.cast(x.data, tf.float32))
    if zero is not None:
        zeros = _along_axis(node, x, zero)
        real = together(real, zeros.like(tf.cast(zeros.data, tf.float32)), by=tf.subtract)
    return together(real, _along_axis(node, x, scale), by=tf.multiply)


def _along_axis(node: Node, x: Value, value: Value) -> Value:
    """Return one number, or one for each place along an axis, so that it can be broadcast."""
    if value.data.shape in ((), (1,)):
        return Value(value.array.reshape(()))
    axis = positive(int(node.number("axis", 1)), x.rank)
    need(value.rank == 1 and value.shape[0] == x.shape[axis])
    return Value(value.array.reshape([-1 if at == axis else 1 for at in range(x.rank)]))


OPERATORS: dict[str, Callable[..., Any]] = {"DequantizeLinear": dequantise, "QuantizeLinear": quantise}
