"""Normalisations folded into the convolutions before them: the same numbers, up to rounding, by fewer operations.

Behind a convolution with weights W, a normalisation y s + b is a convolution with W s, and b as its bias. TensorFlow
does so itself only where the weights are constants, and not to depthwise convolutions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from engine.network.graph.parts import Parts, has_effects, placeholder, without_order
from engine.network.influence import OWN_GRADIENT, operations_behind

_CONVOLUTIONS = frozenset({"Conv2D", "DepthwiseConv2dNative"})
_MOST_FOLDED = 2**28  # bytes of convolutions' weights that are held a second time
_REMEMBERED = 2**16  # numbers: a larger constant is the weights of one convolution, and asked for once
_VALUES: dict[str, Callable[..., np.ndarray]] = {
    "Identity": np.asarray,
    "Add": np.add,
    "AddV2": np.add,
    "Mul": np.multiply,
    "Sub": np.subtract,
    "RealDiv": np.divide,
    "Rsqrt": lambda x: 1 / np.sqrt(x),
    "Sqrt": np.sqrt,
    "Square": np.square,
    "Neg": np.negative,
    "Cast": np.asarray,
}
_LAID_OUT = frozenset({"ExpandDims", "Reshape", "Squeeze"})


class Affine(NamedTuple):
    """y -> y scale + shift, for each channel; float64."""

    scale: np.ndarray
    shift: np.ndarray

    def then(self, other: Affine) -> Affine:
        """Return this one with another behind it."""
        return Affine(self.scale * other.scale, self.shift * other.scale + other.shift)


class _Chain(NamedTuple):
    """A convolution, its weights and bias with all folded in, and the tensor that it now gives."""

    convolution: Any
    weights: np.ndarray
    bias: np.ndarray
    end: Any


def folded(function: Any, kept: Sequence[Any]) -> Parts | None:
    """Return the graph of a concrete function, folded.

    kept: tensors of its graph that are read or replaced later: they keep their values. Returns None where there is
    nothing to fold, where it is not known what an operation does, or where the folded weights do not fit into memory.
    """
    try:
        return _folded(function, kept)
    except (MemoryError, tf.errors.ResourceExhaustedError):
        return None


def _folded(function: Any, kept: Sequence[Any]) -> Parts | None:
    operations = operations_behind(kept)
    if has_effects(operations):
        return None
    graph = function.graph.as_graph_def()
    if graph.library.function:  # what loops and branches do is not seen from here
        return None
    if any(OWN_GRADIENT in node.attr for node in graph.node):  # such as swish's: it holds on to tensors of this graph
        return None
    chains = list(_chains(operations, kept, _Constants(function)))
    if not chains or sum(chain.weights.nbytes for chain in chains) > _MOST_FOLDED:
        return None
    return _edited(graph, function, operations, chains)


class _Constants:
    """The values of what does not depend on a function's own arguments, in double precision."""

    def __init__(self, function: Any) -> None:
        self._captured = {id(inner): outer for outer, inner in function.graph.captures}
        self._known: dict[int, np.ndarray | None] = {}

    def value(self, tensor: Any) -> np.ndarray | None:
        """Return it; None where it depends on an argument, or on an operation that is not followed."""
        if id(tensor) in self._known:
            return self._known[id(tensor)]
        found = self._computed(tensor)
        if found is not None and found.dtype.kind == "f":
            found = found.astype(np.float64)
        if found is None or found.size <= _REMEMBERED:
            self._known[id(tensor)] = found
        return found

    def _computed(self, tensor: Any) -> np.ndarray | None:
        operation = tensor.op
        if operation.type == "Placeholder":
            outer = self._captured.get(id(tensor))
            return outer.numpy() if outer is not None and outer.dtype != tf.resource else None
        if operation.type == "ReadVariableOp":
            handle = self._captured.get(id(operation.inputs[0]))
            return None if handle is None else tf.raw_ops.ReadVariableOp(resource=handle, dtype=tensor.dtype).numpy()
        if operation.type == "Const":
            return tf.make_ndarray(operation.get_attr("value"))
        if operation.type in _LAID_OUT:
            value = self.value(operation.inputs[0])
            return value.reshape(tensor.shape) if value is not None and tensor.shape.is_fully_defined() else None
        if operation.type not in _VALUES or _loses_digits(operation):
            return None
        given = [self.value(source) for source in operation.inputs]
        if any(value is None for value in given):
            return None
        with np.errstate(all="ignore"):  # what is not finite is not folded
            return _VALUES[operation.type](*given)


def _loses_digits(operation: Any) -> bool:
    """Tell a cast to a narrower type: computed here in double precision, it would not round as the model does."""
    return operation.type == "Cast" and operation.outputs[0].dtype.size < operation.inputs[0].dtype.size


def _chains(operations: Sequence[Any], kept: Sequence[Any], constants: _Constants) -> Iterator[_Chain]:
    """Yield each convolution that a scale follows, with all that can be folded into it."""
    live = {operation.name for operation in operations}
    stops = {id(tensor) for tensor in kept}
    for convolution in operations:
        if convolution.type not in _CONVOLUTIONS or convolution.get_attr("data_format") != b"NHWC":
            continue
        affine, end, normalised = _affine_behind(convolution.outputs[0], live, stops, constants)
        weights = constants.value(convolution.inputs[1]) if normalised else None
        if affine is None or weights is None:
            continue
        scale = affine.scale.reshape(weights.shape[2:]) if "Depthwise" in convolution.type else affine.scale
        chain = _Chain(convolution, (weights * scale).astype(np.float32), affine.shift.astype(np.float32), end)
        if np.isfinite(chain.weights).all() and np.isfinite(chain.bias).all():
            yield chain


def _affine_behind(
    tensor: Any, live: set[str], stops: set[int], constants: _Constants
) -> tuple[Affine | None, Any, bool]:
    """Return what the steps behind a tensor do to each channel, the tensor behind them, and whether they scale."""
    channels = tensor.shape[-1]
    if channels is None or tensor.dtype != tf.float32:
        return None, tensor, False
    affine, scales = Affine(np.ones(channels), np.zeros(channels)), False
    while id(tensor) not in stops:
        following = [operation for operation in tensor.consumers() if operation.name in live]
        step = _as_affine(following[0], tensor, constants) if len(following) == 1 else None
        if step is None or any(used.name in live for other in following[0].outputs[1:] for used in other.consumers()):
            break
        affine = affine.then(step)
        scales = scales or following[0].type in ("Mul", "FusedBatchNormV3")
        tensor = following[0].outputs[0]
    return affine, tensor, scales


def _as_affine(operation: Any, tensor: Any, constants: _Constants) -> Affine | None:
    """Return what an operation does to each channel of a tensor; None where it does anything else."""
    channels = tensor.shape[-1]
    if operation.type == "FusedBatchNormV3":
        return _normalisation(operation, constants)
    if operation.type not in ("Add", "AddV2", "BiasAdd", "Mul", "Sub") or operation.outputs[0].shape.rank != 4:
        return None
    left, right = operation.inputs
    if left is right or (right is tensor and operation.type == "Sub"):
        return None
    value = constants.value(right if left is tensor else left)
    if value is None or value.size not in (1, channels) or (value.size > 1 and value.shape[-1] != channels):
        return None
    each = np.broadcast_to(value.reshape(-1), channels)
    if operation.type == "Mul":
        return Affine(each, np.zeros(channels))
    return Affine(np.ones(channels), -each if operation.type == "Sub" else each)


def _normalisation(operation: Any, constants: _Constants) -> Affine | None:
    if operation.get_attr("is_training") or operation.get_attr("data_format") != b"NHWC":
        return None
    scale, offset, mean, variance = (constants.value(source) for source in operation.inputs[1:])
    if scale is None or offset is None or mean is None or variance is None:
        return None
    with np.errstate(all="ignore"):
        scale = scale / np.sqrt(variance + operation.get_attr("epsilon"))
        return Affine(scale, offset - mean * scale)


def _edited(whole: Any, function: Any, operations: Sequence[Any], chains: Sequence[_Chain]) -> Parts:
    """Return the graph without what nothing rests on, each chain made one convolution and its bias."""
    live = {operation.name for operation in operations}
    graph = tf.compat.v1.GraphDef(versions=whole.versions)
    graph.node.extend(node for node in whole.node if node.name in live)
    nodes = {node.name: node for node in graph.node}
    without_order(graph.node)  # nothing here has side effects
    values = {inner.name: outer for outer, inner in function.graph.captures}
    for index, chain in enumerate(chains):
        weights, bias = f"folded/{index}/weights", f"folded/{index}/bias"
        graph.node.extend(placeholder(name, tf.float32.as_datatype_enum) for name in (weights, bias))
        values |= {f"{weights}:0": tf.constant(chain.weights), f"{bias}:0": tf.constant(chain.bias)}
        nodes[chain.convolution.name].input[1] = weights
        end = nodes[chain.end.op.name]
        end.CopyFrom(tf.compat.v1.NodeDef(name=end.name, op="BiasAdd", input=[chain.convolution.name, bias]))
        end.attr["T"].type = tf.float32.as_datatype_enum
        end.attr["data_format"].s = b"NHWC"
    return Parts(graph, values)
