"""Operators that normalise: by what training kept, or by what they are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.operators.reductions import reduced
from engine.network.onnx.reshaping import reshaped
from engine.network.onnx.values import Value, need, positive, together

_SCALE_FOR_CHANNELS = 21  # since this version a group normalisation has a scale for each channel, not for each group


def batch_normalisation(node: Node, x: Value, scale: Value, offset: Value, mean: Value, variance: Value) -> Value:
    """BatchNormalization by the mean and variance of training: x s + (offset - mean s)."""
    need(node.outputs == 1 and x.rank >= 2)
    gamma, beta, mu, var = (value.array.astype(np.float64) for value in (scale, offset, mean, variance))
    need(gamma.shape == beta.shape == mu.shape == var.shape == (x.shape[1],))
    factor = gamma / np.sqrt(var + node.number("epsilon", 1e-5))
    shift = beta - mu * factor
    made = x.turned() * tf.constant(factor, tf.float32) + tf.constant(shift, tf.float32)
    return Value(made, x.batch, last=x.rank > 2)


def _standardised(x: Value, axes: Sequence[int], epsilon: float) -> Value:
    centred = together(x, reduced(x, axes, True, tf.reduce_mean), by=tf.subtract)
    variance = reduced(centred.like(tf.square(centred.data)), axes, True, tf.reduce_mean)
    return together(centred, variance, by=lambda a, b: a * tf.math.rsqrt(b + epsilon))


def _for_channels(value: Value, rank: int) -> Value:
    """Return (c,) as (1, c, 1...), to be broadcast."""
    return Value(tf.reshape(value.plain(), [1, -1] + [1] * (rank - 2)))


def _scaled(x: Value, scale: Value, offset: Value | None) -> Value:
    made = together(x, scale, by=tf.multiply)
    return made if offset is None else together(made, offset, by=tf.add)


def instance_normalisation(node: Node, x: Value, scale: Value, offset: Value) -> Value:
    """InstanceNormalization: each channel of each picture by itself."""
    even = _standardised(x, range(2, x.rank), node.number("epsilon", 1e-5))
    return _scaled(even, _for_channels(scale, x.rank), _for_channels(offset, x.rank))


def group_normalisation(node: Node, x: Value, scale: Value, offset: Value) -> Value:
    """GroupNormalization: some channels of each picture together."""
    groups, (first, channels, *places) = int(node.number("num_groups")), x.shape
    need(groups >= 1 and channels % groups == 0)
    apart = reshaped(x, [first, groups, channels // groups, *places])
    even = reshaped(_standardised(apart, range(2, apart.rank), node.number("epsilon", 1e-5)), x.shape)
    if node.version < _SCALE_FOR_CHANNELS:
        scale, offset = (Value(tf.repeat(value.plain(), channels // groups)) for value in (scale, offset))
    return _scaled(even, _for_channels(scale, x.rank), _for_channels(offset, x.rank))


def layer_normalisation(node: Node, x: Value, scale: Value, offset: Value | None = None) -> Value:
    """LayerNormalization over an axis and all behind it."""
    need(node.outputs == 1)
    axes = range(positive(int(node.number("axis", -1)), x.rank), x.rank)
    return _scaled(_standardised(x, axes, node.number("epsilon", 1e-5)), scale, offset)


def root_normalisation(node: Node, x: Value, scale: Value) -> Value:
    """RMSNormalization: by the root of the mean square."""
    axes = range(positive(int(node.number("axis", -1)), x.rank), x.rank)
    square = reduced(x.like(tf.square(x.data)), axes, True, tf.reduce_mean)
    epsilon = node.number("epsilon", 1e-5)
    return _scaled(together(x, square, by=lambda a, b: a * tf.math.rsqrt(b + epsilon)), scale, None)


def mean_variance(node: Node, x: Value) -> Value:
    """MeanVarianceNormalization over axes."""
    axes = node.numbers("axes") or [0, 2, 3]
    centred = together(x, reduced(x, axes, True, tf.reduce_mean), by=tf.subtract)
    variance = reduced(centred.like(tf.square(centred.data)), axes, True, tf.reduce_mean)
    return together(centred, variance, by=lambda a, b: a / (tf.sqrt(b) + 1e-9))


def norm(node: Node, x: Value) -> Value:
    """LpNormalization along an axis, of p 1 or 2."""
    power, axis = node.number("p", 2), int(node.number("axis", -1))
    need(power in (1, 2))
    sizes = x.like(tf.abs(x.data) if power == 1 else tf.square(x.data))
    total = reduced(sizes, [axis], True, tf.reduce_sum)
    return together(x, total if power == 1 else total.like(tf.sqrt(total.data)), by=tf.math.divide_no_nan)


def local_response(node: Node, x: Value) -> Value:
    """LRN over neighbouring channels."""
    size = int(node.number("size", 1))
    need(x.rank == 4 and size % 2 == 1)
    made = tf.nn.local_response_normalization(
        x.turned(), size // 2, node.number("bias", 1.0), node.number("alpha", 1e-4) / size, node.number("beta", 0.75)
    )
    return Value(made, x.batch, last=True)


OPERATORS: dict[str, Callable[..., Any]] = {
    "BatchNormalization": batch_normalisation,
    "GroupNormalization": group_normalisation,
    "InstanceNormalization": instance_normalisation,
    "LRN": local_response,
    "LayerNormalization": layer_normalisation,
    "LpNormalization": norm,
    "MeanVarianceNormalization": mean_variance,
    "RMSNormalization": root_normalisation,
}
