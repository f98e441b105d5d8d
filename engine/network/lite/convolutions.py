"""Convolutions, pooling, dense layers and products of matrices of TensorFlow Lite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.lite.operation import Operation
from engine.network.lite.quantised import as_real, as_stored
from engine.network.lite.tensors import UnsupportedError

_PADDINGS = ("SAME", "VALID")
_MOST_GROUPS = 256  # each is an operation of its own
_Constants = dict[int, np.ndarray]
_Slide = Callable[[Any, list[int], str, list[int]], Any]  # (x, strides, padding, dilations) to what windows give


def convolution_weights(op: Operation) -> _Constants:
    """Return filters (h, w, c, K) of those stored as (K, h, w, c), and biases."""
    return {1: op.known(1).transpose(1, 2, 3, 0), **_bias(op, 2, given=0, weights=1)}


def convolution(op: Operation, x: Any, filters: Any, bias: Any = None) -> Any:
    """CONV_2D, in groups where the filters have fewer channels than x."""
    rows, columns, depth, kernels = filters.shape
    groups = x.shape[-1] // depth
    if groups > 1 and depth == 1:
        return depthwise(op, x, tf.reshape(filters, [rows, columns, groups, kernels // groups]), bias)
    if groups > _MOST_GROUPS:
        raise UnsupportedError(op.name)
    filters = tf.split(filters, groups, axis=-1) if groups > 1 else [filters]

    def slide(x: Any, strides: list[int], padding: str, dilations: list[int]) -> Any:
        parts = tf.split(x, groups, axis=-1) if groups > 1 else [x]
        made = [
            tf.nn.convolution(part, kernel, strides, padding, dilations=dilations)
            for part, kernel in zip(parts, filters, strict=True)
        ]
        return tf.concat(made, axis=-1) if groups > 1 else made[0]

    return _with_bias(_slid(op, x, (rows, columns), slide), bias)


def depthwise_weights(op: Operation) -> _Constants:
    """Return filters (h, w, c, multiplier) of those stored as (1, h, w, c multiplier), and biases."""
    stored = op.known(1)
    channels = op.source(0).shape[-1]
    return {1: stored.reshape(*stored.shape[1:3], channels, -1), **_bias(op, 2, given=0, weights=1)}


def depthwise(op: Operation, x: Any, filters: Any, bias: Any = None) -> Any:
    """DEPTHWISE_CONV_2D."""

    def slide(x: Any, strides: list[int], padding: str, dilations: list[int]) -> Any:
        return tf.nn.depthwise_conv2d(x, filters, [1, *strides, 1], padding, dilations=dilations)

    return _with_bias(_slid(op, x, filters.shape[:2], slide, alike=True), bias)


def transposed_weights(op: Operation) -> _Constants:
    """Return filters (h, w, K, c) of those stored as (K, h, w, c), and biases."""
    return {1: op.known(1).transpose(1, 2, 0, 3), **_bias(op, 3, given=2, weights=1)}


def transposed(op: Operation, wanted: Any, filters: Any, x: Any, bias: Any = None) -> Any:
    """TRANSPOSE_CONV to the sizes that are wanted."""
    if op.values[0] is not None:
        wanted = [tf.shape(x)[0], *(int(size) for size in op.values[0][1:])]
    strides = [op.option("strideH", 1), op.option("strideW", 1)]
    found = tf.nn.conv2d_transpose(x, filters, wanted, strides, _PADDINGS[op.option("padding")])
    return _with_bias(found, bias)


def dense_weights(op: Operation) -> _Constants:
    """Return weights (c, units) of those stored as (units, c), where they are not computed, and biases."""
    stored = op.values[1]
    weights = {} if stored is None else {1: np.ascontiguousarray(stored.T)}
    return {**weights, **_bias(op, 2, given=0, weights=1)}


def dense(op: Operation, x: Any, weights: Any, bias: Any = None) -> Any:
    """FULLY_CONNECTED."""
    if op.option("weightsFormat") or op.batched[1]:
        raise UnsupportedError(op.name)
    if 1 not in op.prepared:
        weights = tf.transpose(weights)
    depth, units = weights.shape
    found = _with_bias(tf.matmul(tf.reshape(x, [-1, depth]), weights), bias)
    if not op.option("keepNumDims", False) or x.shape.rank == 2:
        return found
    return tf.ensure_shape(tf.reshape(found, [*_sizes(x)[:-1], units]), [*x.shape[:-1], units])


def product(op: Operation, left: Any, right: Any) -> Any:
    """BATCH_MATMUL."""
    return tf.matmul(left, right, transpose_a=op.option("adjX", False), transpose_b=op.option("adjY", False))


def largest(op: Operation, x: Any) -> Any:
    """MAX_POOL_2D."""
    return tf.nn.max_pool2d(x, *_window(op))


def average(op: Operation, x: Any) -> Any:
    """AVERAGE_POOL_2D; of whole numbers, the middle between two is rounded away from 0."""
    meaning = op.source(0).meaning
    found = tf.nn.avg_pool2d(x, *_window(op))
    if meaning is None or not op.source(0).scaled:
        return found
    numbers = as_stored(found, meaning)
    whole = as_real(tf.sign(numbers) * tf.floor(tf.abs(numbers) + 0.5 + 1e-4), meaning)
    return found + tf.stop_gradient(whole - found)


def _window(op: Operation) -> tuple[list[int], list[int], str]:
    sizes = [op.option("filterHeight", 1), op.option("filterWidth", 1)]
    return sizes, [op.option("strideH", 1), op.option("strideW", 1)], _PADDINGS[op.option("padding")]


def _slid(op: Operation, x: Any, window: Any, slide: _Slide, alike: bool = False) -> Any:
    """Slide a window over x. alike: whether TensorFlow wants the strides of both axes to be the same."""
    strides = [op.option("strideH", 1), op.option("strideW", 1)]
    dilations = [op.option("dilationHFactor", 1), op.option("dilationWFactor", 1)]
    padding = _PADDINGS[op.option("padding")]
    if max(strides) == 1 or (max(dilations) == 1 and not (alike and strides[0] != strides[1])):
        return slide(x, strides, padding, dilations)
    # TensorFlow does not take these: the window stands everywhere, and what it gives where it should not is left out.
    if padding == "SAME":
        x = tf.pad(x, [[0, 0], *map(_ends, x.shape[1:3], window, strides, dilations), [0, 0]])
    return slide(x, [1, 1], "VALID", dilations)[:, :: strides[0], :: strides[1]]


def _ends(size: int | None, window: int, stride: int, dilation: int) -> list[int]:
    """Return how much SAME adds before and after an axis."""
    if size is None:
        raise UnsupportedError
    total = max((-(-size // stride) - 1) * stride + (window - 1) * dilation + 1 - size, 0)
    return [total // 2, total - total // 2]


def _bias(op: Operation, index: int, given: int, weights: int) -> _Constants:
    """Return the biases as real numbers: whole ones are multiples of the scales of what is given and of the weights."""
    if len(op.given) <= index or op.given[index] is None:
        return {}
    bias = op.known(index)
    if bias.dtype.kind == "f":
        return {index: bias}
    scales = op.source(given).scales * op.source(weights).scales
    return {index: (bias * scales.astype(np.float64)).astype(np.float32)}


def _with_bias(x: Any, bias: Any) -> Any:
    return x if bias is None else tf.nn.bias_add(x, bias)


def _sizes(tensor: Any) -> list[Any]:
    """Return the sizes of a tensor, computed where they are not known."""
    shape = tf.shape(tensor)
    return [shape[axis] if size is None else size for axis, size in enumerate(tensor.shape)]
