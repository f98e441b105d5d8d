"""Operators that compute each number by itself, or several of the same place with each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.values import Value, need, together

# What ONNX's numbers of types are here: all real ones are float32.
TYPES = {
    1: tf.float32, 2: tf.uint8, 3: tf.int8, 4: tf.uint16, 5: tf.int16, 6: tf.int32, 7: tf.int64, 9: tf.bool,
    10: tf.float32, 11: tf.float32, 12: tf.uint32, 13: tf.uint64, 16: tf.float32,
}  # fmt: skip


def _by_itself(function: Callable[[Any], Any]) -> Callable[..., Value]:
    """Return the operator that computes each number by itself."""
    return lambda node, x: x.like(function(x.data))


def _activation(function: Callable[..., Any], **defaults: float) -> Callable[..., Value]:
    """Return an operator that takes settings of these names."""
    return lambda node, x: x.like(
        function(x.data, **{name: node.number(name, each) for name, each in defaults.items()})
    )


def _clip(node: Node, x: Value, low: Value | None = None, high: Value | None = None) -> Value:
    below = node.number("min", -np.inf) if low is None else float(low.array.item())
    above = node.number("max", np.inf) if high is None else float(high.array.item())
    if (below, above) == (0, 6):
        return x.like(tf.nn.relu6(x.data))
    if below == 0 and (above == np.inf or above > 1e30):
        return x.like(tf.nn.relu(x.data))
    made = x.data
    # Whole numbers have no infinite bounds.
    made = made if below == -np.inf else tf.maximum(made, tf.cast(below, made.dtype))
    return x.like(made if above == np.inf else tf.minimum(made, tf.cast(above, made.dtype)))


def _cast(node: Node, x: Value) -> Value:
    kind = TYPES.get(node.number("to"))
    need(kind is not None)
    return x.like(tf.cast(x.data, kind))


def _cast_like(node: Node, x: Value, like: Value) -> Value:
    return x.like(tf.cast(x.data, like.data.dtype))


def _gelu(node: Node, x: Value) -> Value:
    return x.like(tf.nn.gelu(x.data, approximate=node.text("approximate", "none") == "tanh"))


def _prelu(node: Node, x: Value, slope: Value) -> Value:
    return together(x, slope, by=lambda a, b: tf.nn.relu(a) + b * tf.minimum(a, 0))


def _infinite(node: Node, x: Value) -> Value:
    ends = [end for end, name in ((np.inf, "detect_positive"), (-np.inf, "detect_negative")) if node.number(name, 1)]
    return x.like(reduce(tf.logical_or, (tf.equal(x.data, end) for end in ends), tf.zeros_like(x.data, tf.bool)))


def _power(node: Node, x: Value, exponent: Value) -> Value:
    if exponent.known and exponent.data.size == 1:
        # Roots and squares have gradients where a power in general has none.
        simple = {2.0: tf.square, 0.5: tf.sqrt, 1.0: tf.identity}.get(float(exponent.data.item()))
        if simple is not None and exponent.rank <= x.rank:
            return x.like(simple(x.data))
    return together(x, exponent, by=lambda a, b: tf.pow(a, tf.cast(b, a.dtype)))


def _quotient(a: Any, b: Any) -> Any:
    whole = tf.as_dtype(a.dtype).is_integer
    return tf.truncatediv(a, b) if whole else tf.divide(a, b)


def _remainder(node: Node, x: Value, y: Value) -> Value:
    return together(x, y, by=tf.truncatemod if node.number("fmod") else tf.math.floormod)


def _of_two(function: Callable[..., Any]) -> Callable[..., Value]:
    return lambda node, x, y: together(x, y, by=function)


def _of_many(function: Callable[..., Any]) -> Callable[..., Value]:
    return lambda node, *values: reduce(lambda x, y: together(x, y, by=function), values)


def _mean(node: Node, *values: Value) -> Value:
    total = _of_many(tf.add)(node, *values)
    return total.like(total.data / len(values))


def _dropout(node: Node, x: Value, *_: Value) -> Value | list[Value]:
    return x if node.outputs == 1 else [x, x.like(tf.ones_like(x.data, tf.bool))]


def _celu(x: Any, alpha: float) -> Any:
    return tf.maximum(x, 0) + tf.minimum(alpha * (tf.exp(tf.minimum(x, 0) / alpha) - 1), 0)


def _elu(x: Any, alpha: float) -> Any:
    return tf.nn.elu(x) if alpha == 1 else tf.maximum(x, 0) + alpha * (tf.exp(tf.minimum(x, 0)) - 1)


def _selu(x: Any, alpha: float, gamma: float) -> Any:
    return gamma * _elu(x, alpha)


def _hard_sigmoid(x: Any, alpha: float, beta: float) -> Any:
    return tf.clip_by_value(alpha * x + beta, 0.0, 1.0)


OPERATORS: dict[str, Callable[..., Any]] = {
    **{
        name: _by_itself(function)
        for name, function in {
            "Abs": tf.abs, "Acos": tf.acos, "Asin": tf.asin, "Atan": tf.atan, "Ceil": tf.math.ceil, "Cos": tf.cos,
            "Cosh": tf.cosh, "Erf": tf.math.erf, "Exp": tf.exp, "Floor": tf.floor,
            "HardSwish": lambda x: x * tf.nn.relu6(x + 3) / 6, "Identity": tf.identity,
            "IsNaN": tf.math.is_nan, "Log": tf.math.log, "Mish": lambda x: x * tf.tanh(tf.nn.softplus(x)),
            "Neg": tf.negative, "Not": tf.logical_not, "Reciprocal": lambda x: 1 / x, "Relu": tf.nn.relu,
            "Round": tf.round, "Sigmoid": tf.sigmoid, "Sign": tf.sign, "Sin": tf.sin, "Sinh": tf.sinh,
            "Softplus": tf.nn.softplus, "Softsign": tf.nn.softsign, "Sqrt": tf.sqrt, "Tan": tf.tan, "Tanh": tf.tanh,
        }.items()
    },
    "Cast": _cast,
    "CastLike": _cast_like,
    "Celu": _activation(_celu, alpha=1.0),
    "Clip": _clip,
    "Dropout": _dropout,
    "Elu": _activation(_elu, alpha=1.0),
    "Gelu": _gelu,
    "IsInf": _infinite,
    "HardSigmoid": _activation(_hard_sigmoid, alpha=0.2, beta=0.5),
    "LeakyRelu": _activation(lambda x, alpha: tf.nn.leaky_relu(x, alpha), alpha=0.01),
    "PRelu": _prelu,
    "Selu": _activation(_selu, alpha=1.67326319217681884765625, gamma=1.05070102214813232421875),
    "Swish": _activation(lambda x, alpha: x * tf.sigmoid(alpha * x), alpha=1.0),
    "ThresholdedRelu": _activation(lambda x, alpha: tf.where(x > alpha, x, tf.zeros_like(x)), alpha=1.0),
    "Add": _of_two(tf.add),
    "And": _of_two(tf.logical_and),
    "Div": _of_two(_quotient),
    "Equal": _of_two(tf.equal),
    "Greater": _of_two(tf.greater),
    "GreaterOrEqual": _of_two(tf.greater_equal),
    "Less": _of_two(tf.less),
    "LessOrEqual": _of_two(tf.less_equal),
    "Max": _of_many(tf.maximum),
    "Mean": _mean,
    "Min": _of_many(tf.minimum),
    "Mod": _remainder,
    "Mul": _of_two(tf.multiply),
    "Or": _of_two(tf.logical_or),
    "Pow": _power,
    "Sub": _of_two(tf.subtract),
    "Sum": _of_many(tf.add),
    "Where": lambda node, condition, x, y: together(condition, x, y, by=tf.where),
    "Xor": _of_two(tf.math.logical_xor),
}  # fmt: skip
