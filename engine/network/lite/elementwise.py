"""Operations of TensorFlow Lite on every number by itself, on two tensors number by number, and along the channels."""

from __future__ import annotations

import math
from typing import Any

import tensorflow as tf

from engine.network.lite.operation import Operation
from engine.network.lite.quantised import as_real, as_stored
from engine.network.lite.tensors import UnsupportedError

_LEAST_NORM = 1e-6


def unary(function: Any) -> Any:
    """Return an operation that is a function of each number."""
    return lambda _, x: function(x)


def binary(function: Any) -> Any:
    """Return an operation that is a function of two numbers, or of a truth and two numbers."""
    return lambda _, *given: function(*given)


def hard_swish(x: Any) -> Any:
    """HARD_SWISH: x ReLU6(x + 3) / 6."""
    return x * (tf.nn.relu6(x + 3.0) * (1 / 6))


def leaky(op: Operation, x: Any) -> Any:
    """LEAKY_RELU."""
    return tf.nn.leaky_relu(x, op.option("alpha", 0.0))


def sloped(x: Any, slopes: Any) -> Any:
    """PRELU, as Keras computes it."""
    return tf.nn.relu(x) - slopes * tf.nn.relu(-x)


def gelu(op: Operation, x: Any) -> Any:
    """GELU."""
    return tf.nn.gelu(x, approximate=op.option("approximate", False))


def softmax(op: Operation, x: Any) -> Any:
    """SOFTMAX of numbers times beta."""
    beta = op.option("beta", 0.0)
    return tf.nn.softmax(x if beta == 1 else x * beta)


def normalised(x: Any) -> Any:
    """L2_NORMALIZATION along the channels."""
    return x / tf.maximum(tf.norm(x, axis=-1, keepdims=True), _LEAST_NORM)


def local_response(op: Operation, x: Any) -> Any:
    """LOCAL_RESPONSE_NORMALIZATION."""
    settings = (op.option(name, 0.0) for name in ("bias", "alpha", "beta"))
    return tf.nn.local_response_normalization(x, op.option("radius"), *settings)


def converted(op: Operation, x: Any) -> Any:
    """QUANTIZE, DEQUANTIZE: real numbers stay what they are, and are rounded behind every operation that says so."""
    if x.dtype != tf.float32 or op.dtype != tf.float32:
        raise UnsupportedError(op.name)
    return x


def cast(op: Operation, x: Any) -> Any:
    """CAST of numbers as they are stored, whatever they stand for."""
    given, made = op.source(0), op.made[0]
    if given.meaning is not None and given.scaled:
        x = as_stored(x, given.meaning)
        x = x + tf.stop_gradient(tf.round(x) - x)
    if made.meaning is None:
        return tf.cast(x, op.dtype)
    whole = tf.cast(x, tf.float32)
    return as_real(whole + tf.stop_gradient(_towards_zero(whole) - whole), made.meaning)


def _towards_zero(x: Any) -> Any:
    return tf.sign(x) * tf.floor(tf.abs(x))


_BOUNDED = frozenset({"ADD", "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "SUB", "TRANSPOSE_CONV"})
ACTIVATIONS: dict[int, Any] = {  # that are part of another operation, by number
    1: tf.nn.relu,
    2: lambda x: tf.clip_by_value(x, -1.0, 1.0),
    3: tf.nn.relu6,
    4: tf.tanh,
}


def activated(op: Operation, x: Any) -> Any:
    """Return x behind the activation that is part of an operation.

    Features that cannot be stored below 0 are behind a ReLU, which old converters leave out.
    """
    number = op.option("fusedActivationFunction")
    if number:
        if number not in ACTIVATIONS:
            raise UnsupportedError(op.name)
        return ACTIVATIONS[number](x)
    meaning = op.made[0].meaning
    if op.answers or op.name not in _BOUNDED or meaning is None or not op.made[0].scaled or meaning.zero != meaning.low:
        return x
    return tf.nn.relu6(x) if math.isclose(meaning.bounds[1], 6, abs_tol=meaning.scale) else tf.nn.relu(x)
