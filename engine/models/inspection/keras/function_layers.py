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


def _normalised(x: Any, axis: Any = None, epsilon: float = 1e-12) -> Any:
    """Return x / sqrt(max(sum x^2, epsilon))."""
    total = ops.sum(ops.square(x), axis=tuple(axis) if isinstance(axis, list) else axis, keepdims=True)
    return ops.multiply(x, ops.rsqrt(ops.maximum(total, epsilon)))


def _resized(
    images: Any, size: Any, method: str = "bilinear", preserve_aspect_ratio: bool = False, antialias: bool = False
) -> Any:
    if method not in ("bilinear", "nearest") or preserve_aspect_ratio:
        raise SaliscopeError(Code.MODEL_SETTING, layer="tf.image.resize", setting=readable(f"method = {method}"))
    return ops.image.resize(images, tuple(size), interpolation=method, antialias=antialias)


def _patches(images: Any, sizes: Any, strides: Any, rates: Any, padding: str) -> Any:
    inner = [tuple(values)[1:3] for values in (sizes, strides, rates)]
    return ops.image.extract_patches(images, inner[0], inner[1], inner[2][0], padding.lower())


def _multiplied(a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False) -> Any:
    turned = [ops.swapaxes(x, -1, -2) if turn else x for x, turn in ((a, transpose_a), (b, transpose_b))]
    return ops.matmul(*turned)


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
    **dict.fromkeys(("math.reduce_min", "reduce_min"), _reduced(ops.min)),
    **dict.fromkeys(("math.reduce_std",), _reduced(ops.std)),
    **dict.fromkeys(("math.reduce_variance",), _reduced(ops.var)),
    **dict.fromkeys(("math.rsqrt", "rsqrt"), _one(ops.rsqrt)),
    **dict.fromkeys(("math.log", "log"), _one(ops.log)),
    **dict.fromkeys(("math.softplus", "nn.softplus"), _one(ops.softplus)),
    **dict.fromkeys(("nn.selu",), _one(ops.selu)),
    **dict.fromkeys(("math.sin", "sin"), _one(ops.sin)),
    **dict.fromkeys(("math.cos", "cos"), _one(ops.cos)),
    **dict.fromkeys(("math.squared_difference",), _two(lambda x, y: ops.square(ops.subtract(x, y)))),
    **dict.fromkeys(("math.l2_normalize", "nn.l2_normalize", "linalg.l2_normalize"), _normalised),
    **dict.fromkeys(("linalg.matmul", "matmul"), _multiplied),
    "image.resize": _resized,
    "image.rgb_to_grayscale": lambda images: ops.image.rgb_to_grayscale(images),
    "image.flip_left_right": lambda image: ops.flip(image, -2),
    "image.extract_patches": _patches,
    "reverse": lambda tensor, axis: ops.flip(tensor, tuple(axis) if isinstance(axis, list) else axis),
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
