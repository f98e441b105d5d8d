"""The mean of a gradient over the places of a layer, from the gradient at the dense layer behind them.

Let A be (h, w, K), and between it and y = F W, the dense layer, only steps that hand each value on within its channel
and a gradient back without loss: pooling, flattening, turning round. Then for each channel k

    sum over places of ds/dA_k = sum over u of ds/dy_u V_ku,    V_ku = sum of W_fu over the features f of channel k.

V is h w times smaller than W and the same for every picture and class; ds/dA itself takes all of W at each change of
class.
"""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from engine.network.graph.parts import Parts, has_effects, without_order
from engine.network.influence import OWN_GRADIENT, SIZES_ONLY, behind, operations_behind
from engine.network.interface import LayerCall
from engine.network.layout.layouts import from_channels_last

# Steps whose gradients neither lose nor add anything. Pooling at a border counts no more than what is there, unlike
# where zeros were put round the picture before; what is below zero, a ReLU would lose.
_POOLING = frozenset({"AvgPool", "MaxPool"})
_HAND_ON = _POOLING | {"EnsureShape", "ExpandDims", "Identity", "Reshape", "Squeeze", "Transpose"}
_ROUNDED = 1e-3


class Dense(NamedTuple):
    """The tensors of a graph where the places of A meet in a dense layer, y = F W.

    activation: A, as it lies there; features: F, (N, features); kernel: W, (features, units), or turned; product: y.
    """

    activation: Any
    features: Any
    kernel: Any
    product: Any

    @property
    def turned(self) -> bool:
        """Whether the kernel is (units, features)."""
        return bool(self.product.op.get_attr("transpose_b"))


def dense_behind(activation: Any, result: Any, call: LayerCall) -> Dense | None:
    """Return the dense layer in which the places of what a call gave meet, on the only way to a result.

    None where there is no such layer, or one with a single feature for each channel, from which nothing is gained, or
    one that takes a picture in several rows; and for tokens, of which some are no places.
    """
    if len(call.sizes) != 4 or None in call.sizes[1:]:
        return None
    live, tensor, numbers = behind(result), activation, prod(size or 0 for size in call.sizes[1:])
    while True:
        following = [
            operation
            for operation in tensor.consumers()
            if operation.type not in SIZES_ONLY and any(id(output) in live for output in operation.outputs)
        ]
        if len(following) != 1 or [source is tensor for source in following[0].inputs].count(True) != 1:
            return None
        (operation,) = following
        if operation.inputs[0] is not tensor or OWN_GRADIENT in operation.node_def.attr:
            return None
        if operation.type == "MatMul":
            found = Dense(activation, tensor, operation.inputs[1], operation.outputs[0])
            return found if tensor.shape[-1] == numbers and _is_usable(found, call.sizes[-1] or 0) else None
        if operation.type not in _HAND_ON:
            return None
        tensor = operation.outputs[0]
        if operation.type in _POOLING:
            before, after = (each.shape[1:] for each in (operation.inputs[0], tensor))
            if not (before.is_fully_defined() and after.is_fully_defined()):
                return None
            numbers = numbers * after.num_elements() // before.num_elements()


def _is_usable(dense: Dense, channels: int) -> bool:
    if dense.product.op.get_attr("transpose_a") or dense.features.shape[-1] <= channels:
        return False
    captured = {id(inner) for _, inner in dense.kernel.graph.captures}
    operations = operations_behind([dense.kernel])
    given = (operation.outputs[0] for operation in operations if operation.type == "Placeholder")
    return all(id(tensor) in captured for tensor in given) and not has_effects(operations)


def mean_kernel(function: Any, dense: Dense, call: LayerCall) -> np.ndarray | None:
    """Return V / (h w), (K, units) float32: multiplied with ds/dy it is the mean of ds/dA over the places.

    function: the concrete one that the tensors are of. call: that gave A.
    None where a feature is made of several channels, or channels have more features than others.
    """
    *places, channels = (size or 0 for size in call.sizes[1:])
    digits = np.arange(channels) >> np.arange(max(1, (channels - 1).bit_length()))[:, None] & 1
    features, kernel = _found(function, dense, call, np.concatenate([digits, 1 - digits]))
    channel = _numbers(features, 2 * len(digits))
    if channel is None or len(set(np.bincount(channel, minlength=channels))) != 1:
        return None
    axis = 1 if dense.turned else 0
    total = np.zeros((kernel.shape[0], channels) if dense.turned else (channels, kernel.shape[1]))
    # One feature of each channel after the other: all at once would be the kernel a second time.
    for rows in np.argsort(channel, kind="stable").reshape(channels, -1).T:
        total += kernel.take(rows, axis)
    return np.ascontiguousarray((total.T if dense.turned else total) / prod(places), np.float32)


def _numbers(features: np.ndarray, count: int) -> np.ndarray | None:
    """Return of each feature the number of its channel, (features,); None where one is made of several channels.

    features: what is made of the numbers' binary digits, and below of their opposites: of two that differ a mean is
    neither, and a maximum is 1 of both. count: of digits and opposites.
    """
    whole = np.rint(features).astype(np.int64)
    if len(features) != count or np.abs(features - whole).max() > _ROUNDED:
        return None
    digits, opposites = np.split(whole, 2)
    return None if (digits + opposites != 1).any() else (digits << np.arange(len(digits))[:, None]).sum(axis=0)


def _found(function: Any, dense: Dense, call: LayerCall, channels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of each A that has (N, K) numbers, the same ones everywhere, and the kernel."""
    graph = function.graph.as_graph_def()
    without_order(graph.node)
    parts = Parts(graph, {inner.name: outer for outer, inner in function.graph.captures})
    activations = tf.broadcast_to(channels[:, None, None].astype(np.float32), [len(channels), *call.sizes[1:]])
    given = from_channels_last(activations, call.layout)
    wanted = [dense.features.name, dense.kernel.name]
    run = tf.function(lambda tensor: parts.imported({dense.activation.name: tensor}, wanted), autograph=False)
    features, kernel = run(given)
    return np.asarray(features), np.asarray(kernel)
