"""Operators over some of the axes: sums, means, the largest, softmax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.reshaping import reshaped
from engine.network.onnx.values import Batch, Value, need, positive

_ALONE = 13  # since this version a softmax runs over one axis, not over all behind it


def reduction(function: Callable[..., Any]) -> Callable[..., Value]:
    """Return the operator that reduces axes by `function`."""

    def reduce(node: Node, x: Value, axes: Value | None = None) -> Value:
        wanted = axes.integers() if axes is not None else node.numbers("axes")
        if not wanted and node.number("noop_with_empty_axes"):
            return x
        return reduced(x, wanted or range(x.rank), bool(node.number("keepdims", 1)), function)

    return reduce


def reduced(x: Value, axes: Sequence[int], keeps: bool, function: Callable[..., Any]) -> Value:
    """Return `x` reduced along axes. That of the pictures, where it has one place for each, stays as it is."""
    over = sorted({positive(axis, x.rank) for axis in axes})
    if x.batch is not None and x.batch.axis in over:
        need(x.batch.each == 1 and keeps)
        over.remove(x.batch.axis)
    places_only = over == list(range(2, x.rank))
    if x.last and (keeps or places_only):
        made = function(x.data, axis=[x.axis(axis) for axis in over], keepdims=keeps)
        return Value(made, x.batch, last=keeps)
    made = function(x.plain(), axis=over, keepdims=keeps)
    return Value(made, x.batch if keeps else without_axes(x.batch, over))


def without_axes(batch: Batch | None, axes: Sequence[int]) -> Batch | None:
    """Return where the pictures lie when axes are gone. Raises MisfitError where theirs is."""
    if batch is None:
        return None
    need(batch.axis not in axes)
    return batch._replace(axis=batch.axis - sum(axis < batch.axis for axis in axes))


def position(function: Callable[..., Any]) -> Callable[..., Value]:
    """Return the operator that tells where the largest or smallest is."""

    def find(node: Node, x: Value) -> Value:
        axis = positive(int(node.number("axis")), x.rank)
        need(not node.number("select_last_index"))

        def found(tensor: Any, axis: list[int], keepdims: bool) -> Any:
            made = function(tensor, axis=axis[0], output_type=tf.int64)
            return tf.expand_dims(made, axis[0]) if keepdims else made

        need(x.batch is None or x.batch.axis != axis)
        return reduced(x, [axis], bool(node.number("keepdims", 1)), found)

    return find


def softmax(function: Callable[..., Any]) -> Callable[..., Value]:
    """Return the operator that makes shares of axes."""

    def shares(node: Node, x: Value) -> Value:
        axes = softmax_axes(node, x)
        if len(axes) > 1:
            need(x.batch is None or x.batch.axis < axes[0])
            flat = reshaped(x, [*x.shape[: axes[0]], -1])
            return reshaped(flat.like(function(flat.plain(), axis=-1)), x.shape)
        need(x.batch is None or x.batch.axis not in axes)
        return x.like(function(x.data, axis=x.axis(axes[0])))

    return shares


def softmax_axes(node: Node, x: Value) -> list[int]:
    """Return the axes whose shares a softmax makes: one, or several in a row."""
    axis = positive(int(node.number("axis", -1 if node.version >= _ALONE else 1)), x.rank)
    if node.version >= _ALONE:
        return [axis]
    sizes = x.shape
    longer = [each for each in range(axis, x.rank) if sizes[each] > 1]
    return list(range(longer[0], x.rank)) if len(longer) > 1 else longer or [axis]


def _norm_1(x: Any, axis: Any, keepdims: bool) -> Any:
    return tf.reduce_sum(tf.abs(x), axis, keepdims)


def _norm_2(x: Any, axis: Any, keepdims: bool) -> Any:
    return tf.sqrt(tf.reduce_sum(tf.square(x), axis, keepdims))


def _log_sum(x: Any, axis: Any, keepdims: bool) -> Any:
    return tf.math.log(tf.reduce_sum(x, axis, keepdims))


def _sum_of_squares(x: Any, axis: Any, keepdims: bool) -> Any:
    return tf.reduce_sum(tf.square(x), axis, keepdims)


OPERATORS: dict[str, Callable[..., Any]] = {
    "ArgMax": position(tf.argmax),
    "ArgMin": position(tf.argmin),
    "LogSoftmax": softmax(tf.nn.log_softmax),
    "ReduceL1": reduction(_norm_1),
    "ReduceL2": reduction(_norm_2),
    "ReduceLogSum": reduction(_log_sum),
    "ReduceLogSumExp": reduction(tf.reduce_logsumexp),
    "ReduceMax": reduction(tf.reduce_max),
    "ReduceMean": reduction(tf.reduce_mean),
    "ReduceMin": reduction(tf.reduce_min),
    "ReduceProd": reduction(tf.reduce_prod),
    "ReduceSum": reduction(tf.reduce_sum),
    "ReduceSumSquare": reduction(_sum_of_squares),
    "Softmax": softmax(tf.nn.softmax),
}
