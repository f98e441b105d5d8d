"""TensorFlow functions that Keras 2 wrote into its networks as layers (TFOpLambda), each as the one of Keras 3.

Only what is listed here is computed; any other is refused by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from engine.errors import Code, SaliscopeError
from engine.models.inspection.refusals import readable

OPERATION_LAYERS = ("TFOpLambda", "SlicingOpLambda")


class OperationLayer(keras.layers.Layer):
    """A function of tensors under the name that Keras 2 gave it. Each call is one layer, as it was there."""

    def __init__(self, compute: Callable[..., Any], name: str) -> None:
        super().__init__(name=name, autocast=False, trainable=False)
        self._compute = compute
        self._filled: Callable[[list[Any]], Any] | None = None
        self._copies = 0

    def applied(self, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Call it with tensors and numbers among each other, at any depth."""
        if self._filled is not None:
            self._copies += 1
            return OperationLayer(self._compute, f"{self.name}.{self._copies}").applied(args, kwargs)
        flat = keras.tree.flatten((args, kwargs))
        places = [place for place, value in enumerate(flat) if isinstance(value, keras.KerasTensor)]

        def filled(tensors: list[Any]) -> Any:
            values = list(flat)
            for place, tensor in zip(places, tensors, strict=True):
                values[place] = tensor
            given, others = keras.tree.pack_sequence_as((args, kwargs), values)
            return self._compute(*given, **others)

        self._filled = filled
        return self([flat[place] for place in places])

    def call(self, tensors: list[Any]) -> Any:
        """Compute it anew from other tensors in the same places."""
        assert self._filled is not None, "it is applied before it is called"
        return self._filled(tensors)


def operation(function: str, layer: str) -> Callable[..., Any]:
    """Return what computes a TensorFlow function, such as "math.multiply", from its own arguments."""
    if function not in _OPERATIONS:
        raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=readable(f"tf.{function}"), layer=readable(layer))
    compute = _OPERATIONS[function]

    def computed(*args: Any, **kwargs: Any) -> Any:
        kwargs.pop("name", None)
        return compute(*args, **kwargs)

    return computed


def _two(compute: Callable[..., Any]) -> Callable[..., Any]:
    def of(x: Any, y: Any) -> Any:
        return compute(*(np.asarray(value, np.float32) if isinstance(value, list) else value for value in (x, y)))

    return of


def _one(compute: Callable[..., Any]) -> Callable[..., Any]:
    """The argument is called x, features or logits, as each function of TensorFlow likes."""

    def of(*args: Any, **kwargs: Any) -> Any:
        return compute(*args, *kwargs.values())

    return of


def _reduced(compute: Callable[..., Any]) -> Callable[..., Any]:
    def of(input_tensor: Any, axis: Any = None, keepdims: bool = False) -> Any:
        return compute(input_tensor, axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=keepdims)

    return of


def _sliced(x: Any, slice_spec: Any) -> Any:
    parts = [
        slice(part.get("start"), part.get("stop"), part.get("step")) if isinstance(part, dict) else part
        for part in slice_spec
    ]
    return x[tuple(parts)]


def _bias_added(value: Any, bias: Any, data_format: Any = None) -> Any:
    if str(data_format).startswith("NC"):
        raise SaliscopeError(Code.MODEL_SETTING, layer="tf.nn.bias_add", setting=f"data_format = {data_format}")
    return ops.add(value, np.asarray(bias, np.float32) if isinstance(bias, list) else bias)


_OPERATIONS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("__operators__.add", "math.add", "add"), _two(ops.add)),
    **dict.fromkeys(("math.subtract", "subtract"), _two(ops.subtract)),
    **dict.fromkeys(("math.multiply", "multiply"), _two(ops.multiply)),
    **dict.fromkeys(("math.truediv", "math.divide", "divide", "truediv"), _two(ops.true_divide)),
    **dict.fromkeys(("math.maximum", "maximum"), _two(ops.maximum)),
    **dict.fromkeys(("math.minimum", "minimum"), _two(ops.minimum)),
    **dict.fromkeys(("math.pow", "pow"), _two(ops.power)),
    **dict.fromkeys(("nn.relu",), _one(ops.relu)),
    **dict.fromkeys(("nn.relu6",), _one(ops.relu6)),
    **dict.fromkeys(("math.sigmoid", "nn.sigmoid", "sigmoid"), _one(ops.sigmoid)),
    **dict.fromkeys(("math.tanh", "nn.tanh", "tanh"), _one(ops.tanh)),
    **dict.fromkeys(("math.exp", "exp"), _one(ops.exp)),
    **dict.fromkeys(("math.sqrt", "sqrt"), _one(ops.sqrt)),
    **dict.fromkeys(("math.square", "square"), _one(ops.square)),
    **dict.fromkeys(("math.abs", "abs"), _one(ops.absolute)),
    **dict.fromkeys(("math.negative", "negative"), _one(ops.negative)),
    **dict.fromkeys(("math.reduce_mean", "reduce_mean"), _reduced(ops.mean)),
    **dict.fromkeys(("math.reduce_sum", "reduce_sum"), _reduced(ops.sum)),
    **dict.fromkeys(("math.reduce_max", "reduce_max"), _reduced(ops.max)),
    "nn.softmax": lambda logits, axis=-1: ops.softmax(logits, axis=-1 if axis is None else axis),
    "nn.silu": lambda features, beta=1.0: ops.multiply(features, ops.sigmoid(ops.multiply(features, beta))),
    "nn.gelu": lambda features, approximate=False: ops.gelu(features, approximate=approximate),
    "nn.elu": _one(ops.elu),
    "nn.leaky_relu": lambda features, alpha=0.2: ops.leaky_relu(features, negative_slope=alpha),
    "nn.bias_add": _bias_added,
    "reshape": lambda tensor, shape: ops.reshape(tensor, tuple(shape)),
    "concat": lambda values, axis: ops.concatenate(values, axis=axis),
    "stack": lambda values, axis=0: ops.stack(values, axis=axis),
    "expand_dims": lambda input, axis: ops.expand_dims(input, axis),
    "squeeze": lambda input, axis=None: ops.squeeze(input, tuple(axis) if isinstance(axis, list) else axis),
    "transpose": lambda a, perm=None, conjugate=False: ops.transpose(a, perm),  # noqa: ARG005
    "cast": lambda x, dtype: ops.cast(x, dtype),
    "clip_by_value": lambda t, clip_value_min, clip_value_max: ops.clip(t, clip_value_min, clip_value_max),
    "identity": _one(lambda x: x),
    "__operators__.getitem": _sliced,
}
_OPERATIONS["nn.swish"] = _OPERATIONS["nn.silu"]
KNOWN_OPERATIONS = frozenset(_OPERATIONS)
