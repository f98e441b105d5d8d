"""How large a graph's tensors get, as far as its constants say: before TensorFlow, which computes with them at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.system.memory import LARGEST_TENSOR, MIB

_FEW = 64  # numbers at most in a constant that says a shape
_STEPS = 50  # from a shape back to the constants it is made of
_ENDLESS = 1 << 62  # numbers are cut here, so that products of many stay short
_FLOAT = 4  # bytes
# Which input says a shape, or how often something is repeated. Of the others the largest that is known counts.
_SHAPES = {
    "Bincount": 1, "BroadcastTo": 1, "Conv2DBackpropInput": 0, "Conv3DBackpropInputV2": 0, "CropAndResize": 3,
    "DenseBincount": 1, "DepthwiseConv2dNativeBackpropInput": 1, "Empty": 0, "ExtractGlimpse": 1, "Fill": 0,
    "ImageProjectiveTransformV2": 1, "ImageProjectiveTransformV3": 1, "LinSpace": 2, "MirrorPad": 1, "OneHot": 1,
    "Pad": 1, "PadV2": 1, "ParameterizedTruncatedNormal": 0, "RandomStandardNormal": 0, "RandomUniform": 0,
    "RandomUniformInt": 0, "Range": 1, "ResizeArea": 1, "ResizeBicubic": 1, "ResizeBilinear": 1,
    "ResizeNearestNeighbor": 1, "ScaleAndTranslate": 1, "ScatterNd": 2, "SparseToDense": 1, "TensorListReserve": 1,
    "Tile": 1, "TruncatedNormal": 0, "UnsortedSegmentMax": 2, "UnsortedSegmentMin": 2, "UnsortedSegmentProd": 2,
    "UnsortedSegmentSum": 2,
}  # fmt: skip
_ARITHMETIC = {
    "Add": np.add, "AddV2": np.add, "Maximum": np.maximum, "Minimum": np.minimum, "Mul": np.multiply,
    "Sub": np.subtract,
}  # fmt: skip
_COPIES = frozenset({"Cast", "EnsureShape", "ExpandDims", "Identity", "Reshape", "Squeeze", "StopGradient"})


def check_sizes(graph: Any) -> None:
    """Refuse a flat graph that makes a tensor of more than LARGEST_TENSOR from a constant shape.

    Raises SaliscopeError(MODEL_SWELLS).
    """
    for nodes in (graph.node, *(function.node_def for function in graph.library.function)):
        constants = _Constants({node.name: node for node in nodes})
        largest = max(map(constants.bytes_made, constants.nodes.values()), default=0)
        if largest > LARGEST_TENSOR:
            raise SaliscopeError(Code.MODEL_SWELLS, needed=-(-largest // MIB), limit=LARGEST_TENSOR // MIB)


class _Constants:
    """The whole numbers of a graph or function that do not depend on what it is given."""

    def __init__(self, nodes: Mapping[str, Any]) -> None:
        self.nodes = nodes
        self._found: dict[str, np.ndarray | None] = {}

    def bytes_made(self, node: Any) -> int:
        """Return the least that a node's output takes by the shape it is given; 0 where that is not known."""
        place = _SHAPES.get(node.op, 0 if node.op.startswith("StatelessRandom") else None)
        if place is None or place >= len(node.input):
            return 0
        shape = self.known(node.input[place], _STEPS)
        return math.prod(max(1, int(length)) for length in shape.flat) * _FLOAT if shape is not None else 0

    def known(self, tensor: str, steps: int) -> np.ndarray | None:
        """Return the numbers of a tensor as Python's, which do not overflow; None where they are not known."""
        name = tensor.split(":")[0]
        if name not in self._found and steps and name in self.nodes:
            self._found[name] = self._computed(self.nodes[name], steps - 1)
        return self._found.get(name)

    def _computed(self, node: Any, steps: int) -> np.ndarray | None:
        if node.op == "Const":
            return _constant(node)
        if node.op in _COPIES and node.input:
            return self.known(node.input[0], steps)
        if node.op not in ("Pack", "ConcatV2", *_ARITHMETIC):
            return None
        inputs = node.input[:-1] if node.op == "ConcatV2" else node.input
        parts = [self.known(source, steps) for source in inputs[:_FEW]]
        return _joined(node.op, [part for part in parts if part is not None], len(parts))


def _joined(operation: str, parts: list[np.ndarray], count: int) -> np.ndarray | None:
    """Return what an operation makes of its inputs; of a shape that is known in part, that part."""
    if operation not in _ARITHMETIC:
        return np.concatenate([part.reshape(-1) for part in parts])[:_FEW] if parts else None
    if len(parts) < 2 or len(parts) < count or max(part.size for part in parts) > _FEW:
        return None
    try:
        return np.asarray(np.clip(_ARITHMETIC[operation](*parts[:2]), -_ENDLESS, _ENDLESS), object)
    except ValueError:  # they do not fit each other
        return None


def _constant(node: Any) -> np.ndarray | None:
    tensor = node.attr["value"].tensor
    if (
        math.prod(max(0, dim.size) for dim in tensor.tensor_shape.dim) > _FEW
        or not tf.as_dtype(tensor.dtype).is_integer
    ):
        return None
    return np.asarray(tf.make_ndarray(tensor).tolist(), object)
