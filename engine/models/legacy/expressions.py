"""Lambda layers of plain expressions, computed by our own operations and never by the code in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from engine.images.preprocessing import BGR_MEAN, RGB_DEVIATION, RGB_MEAN
from engine.models.inspection.keras.function_layers import operation
from engine.models.inspection.keras.lambdas.expression import (
    AllOther,
    Binary,
    Call,
    Constant,
    Expression,
    Input,
    Item,
    Negative,
    Several,
    Slice,
)

_TINY = 1e-12  # under the root of a norm, as TensorFlow has it


class ExpressionLayer(keras.layers.Layer):
    """What a Lambda layer's expression says, of one tensor or a list of them."""

    def __init__(self, expression: Expression, name: str) -> None:
        super().__init__(name=name, trainable=False)
        self._expression = expression

    def call(self, inputs: Any, mask: Any = None, training: Any = None) -> Any:  # noqa: ARG002 - files hand them over
        """Compute it, whatever is masked, in training or not."""
        return computed(self._expression, inputs)


def computed(expression: Expression, inputs: Any) -> Any:
    """Return the value of an expression. inputs: a tensor, or a list of them."""

    def of(part: Expression) -> Any:
        return computed(part, inputs)

    match expression:
        case Input():
            return inputs
        case Constant(value):
            return list(value) if isinstance(value, tuple) else value
        case Negative(value):
            return ops.negative(of(value))
        case Binary(sign, left, right):
            return _SIGNS[sign](_number_like(of(left)), _number_like(of(right)))
        case Item(value, key):
            return _item(of(value), key)
        case Several(values):
            return [of(value) for value in values]
        case Call(function, values, named):
            return _function(function)(*map(of, values), **{name: of(value) for name, value in named})


def _number_like(value: Any) -> Any:
    return np.asarray(value, np.float32) if isinstance(value, list) else value


def _item(value: Any, key: tuple[Any, ...]) -> Any:
    if isinstance(value, list):
        (index,) = key
        return value[index]
    return value[tuple(_in_python(part) for part in key)]


def _in_python(part: Any) -> Any:
    match part:
        case AllOther():
            return ...
        case Slice(start, stop, step):
            return slice(start, stop, step)
    return part


def _function(name: str) -> Callable[..., Any]:
    kind, _, own = name.partition(".")
    if kind == "tf":
        return operation(own, "Lambda")
    if kind == "ops":
        return _with_axes(getattr(ops, own))
    return BACKEND_FUNCTIONS[own] if kind == "backend" else _PREPARATIONS[own]


def _with_axes(compute: Callable[..., Any]) -> Callable[..., Any]:
    """Several axes are a list in an expression, and a tuple for keras.ops."""

    def of(*values: Any, axis: Any = None, **named: Any) -> Any:
        chosen = {} if axis is None else {"axis": _axes(axis)}
        return compute(*values, **chosen, **named)

    return of


def _axes(axis: Any) -> Any:
    return tuple(axis) if isinstance(axis, list) else axis


def _reduced(compute: Callable[..., Any]) -> Callable[..., Any]:
    return lambda x, axis=None, keepdims=False: compute(x, axis=_axes(axis), keepdims=keepdims)


def _normalised(x: Any, axis: Any = None) -> Any:
    """Return x / sqrt(max(sum x^2, 1e-12))."""
    return x * ops.rsqrt(ops.maximum(ops.sum(ops.square(x), axis=_axes(axis), keepdims=True), _TINY))


# By the names and arguments of Keras 2's backend.
BACKEND_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": lambda x: ops.absolute(x),
    "cast": lambda x, dtype: ops.cast(x, dtype),
    "clip": lambda x, min_value, max_value: ops.clip(x, min_value, max_value),
    "concatenate": lambda tensors, axis=-1: ops.concatenate(tensors, axis=axis),
    "epsilon": lambda: 1e-7,
    "exp": lambda x: ops.exp(x),
    "expand_dims": lambda x, axis=-1: ops.expand_dims(x, axis),
    "l2_normalize": _normalised,
    "log": lambda x: ops.log(x),
    "max": _reduced(ops.max),
    "maximum": lambda x, y: ops.maximum(x, y),
    "mean": _reduced(ops.mean),
    "min": _reduced(ops.min),
    "minimum": lambda x, y: ops.minimum(x, y),
    "permute_dimensions": lambda x, pattern: ops.transpose(x, pattern),
    "pow": lambda x, a: ops.power(x, a),
    "relu": lambda x, alpha=0.0, max_value=None: keras.activations.relu(x, negative_slope=alpha, max_value=max_value),
    "reverse": lambda x, axes: ops.flip(x, axis=_axes(axes)),
    "sigmoid": lambda x: ops.sigmoid(x),
    "softmax": lambda x, axis=-1: ops.softmax(x, axis=axis),
    "sqrt": lambda x: ops.sqrt(ops.maximum(x, 0.0)),
    "square": lambda x: ops.square(x),
    "squeeze": lambda x, axis: ops.squeeze(x, axis),
    "stack": lambda x, axis=0: ops.stack(x, axis=axis),
    "std": _reduced(ops.std),
    "sum": _reduced(ops.sum),
    "tanh": lambda x: ops.tanh(x),
    "var": _reduced(ops.var),
}

_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": ops.add,
    "-": ops.subtract,
    "*": ops.multiply,
    "/": ops.true_divide,
    "**": ops.power,
}

_PREPARATIONS: dict[str, Callable[[Any], Any]] = {
    "as_it_is": lambda x: x,
    "caffe": lambda x: x[..., ::-1] - np.asarray(BGR_MEAN, np.float32),
    "tf": lambda x: x / 127.5 - 1.0,
    "torch": lambda x: (x / 255.0 - np.asarray(RGB_MEAN, np.float32)) / np.asarray(RGB_DEVIATION, np.float32),
}
