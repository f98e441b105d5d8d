"""How a picture lies in the tensors of a traced graph: which axes are its height, its width and its channels.

Convolutions and pooling say it and transpositions change it. What says nothing has the layout of what it is given or
else of what takes it. It is never guessed from sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf
from tensorflow.python.framework import tensor_util

from engine.network.layout.axes import (
    CHANNELS_LAST,
    FIRST,
    LAST,
    inverse,
    is_usual,
    last_layout,
    order,
    regrouped,
    transposed,
)

# What says where the channels are by its data format: which of its inputs lies like its output.
_STATED = dict.fromkeys(
    ("AvgPool", "BiasAdd", "Conv2D", "DepthToSpace", "DepthwiseConv2dNative", "FusedBatchNorm", "FusedBatchNormV2",
     "FusedBatchNormV3", "MaxPool", "MaxPoolV2", "SpaceToDepth"), 0
) | {"Conv2DBackpropInput": 2, "DepthwiseConv2dNativeBackpropInput": 2}  # fmt: skip
_ALWAYS_LAST = frozenset(
    {"CropAndResize", "Dilation2D", "ExtractImagePatches", "LRN", "ResizeArea", "ResizeBicubic", "ResizeBilinear",
     "ResizeNearestNeighbor"}
)  # fmt: skip
_REGROUPING = frozenset({"ExpandDims", "Reshape", "Squeeze"})
_REDUCING = frozenset({"Max", "Mean", "Min", "Prod", "Sum"})
_PARTS = {"SpaceToBatchND": "P", "BatchToSpaceND": "N"}  # what becomes of the first axis
_MIXING = frozenset({"BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum", "MatMul", "Pack", "Unpack"})


class Layouts:
    """The layouts of all tensors of a graph. picture: its (N, h, w, c) input."""

    def __init__(self, picture: Any) -> None:
        self._known: dict[str, str] = {picture.name: CHANNELS_LAST}
        operations = picture.graph.get_operations()  # each after what it rests on
        self._hand_on(operations)
        for operation in reversed(operations):
            self._hand_back(operation)
        self._hand_on(operations)

    def of(self, tensor: Any) -> str:
        """Return the layout of a tensor; where nothing says it, channels are last."""
        rank = tensor.shape.rank
        return self._known.get(tensor.name) or (last_layout(rank) if rank else "")

    def _hand_on(self, operations: Sequence[Any]) -> None:
        for operation in operations:
            if not operation.outputs or operation.outputs[0].name in self._known:
                continue
            found = self._given(operation)
            if found:
                self._note(operation.outputs, found)

    def _note(self, tensors: Sequence[Any], layout: str) -> None:
        for tensor in tensors:
            if tensor.shape.rank == len(layout):
                self._known.setdefault(tensor.name, layout)

    def _given(self, operation: Any) -> str | None:
        """Return the layout of what an operation gives; None where that is not known yet."""
        kind, result = operation.type, operation.outputs[0]
        if _says_it(operation):
            return _stated(operation, self._known.get(operation.inputs[_STATED.get(kind, 0)].name))
        if kind == "MatMul":
            return LAST[2]
        first = self._known.get(operation.inputs[0].name) if operation.inputs else None
        if kind == "Transpose":
            return transposed(first, permutation(operation)) if first else None
        if kind in _PARTS:
            return _PARTS[kind] + first[1:] if first else None
        if kind in _REGROUPING:
            return regrouped(first, operation.inputs[0].shape, result.shape) if first else None
        if kind in _REDUCING and result.shape.rank != operation.inputs[0].shape.rank:
            return _without(first, _axes(operation)) if first else None
        return None if kind in _MIXING else self._alike(operation.inputs, result)

    def _alike(self, sources: Sequence[Any], result: Any) -> str | None:
        """Return the layout of the inputs of the same rank; of one of the same sizes, where they differ."""
        known = [source for source in sources if source.name in self._known and source.shape.rank == result.shape.rank]
        known.sort(key=lambda source: source.shape.as_list() != result.shape.as_list())
        return self._known[known[0].name] if known else None

    def _hand_back(self, operation: Any) -> None:
        """Note the layout of what an operation is given, where it says that or its result tells."""
        if not operation.inputs or not operation.outputs:
            return
        kind = operation.type
        first, found = operation.inputs[0], self._known.get(operation.outputs[0].name)
        if _says_it(operation):
            self._note([operation.inputs[_STATED.get(kind, 0)]], _stated(operation, None))
        elif kind in _REDUCING and first.shape.rank == 4 and sorted(_axes(operation)) in ([1, 2], [2, 3]):
            self._note([first], LAST[4] if 1 in _axes(operation) else FIRST[4])
        elif not found or kind in _MIXING or kind in _REDUCING or kind in _PARTS:
            return
        elif kind == "Transpose":
            self._note([first], transposed(found, inverse(permutation(operation))) or "")
        elif kind in _REGROUPING:
            self._note([first], regrouped(found, operation.outputs[0].shape, first.shape) or "")
        else:
            self._note(operation.inputs, found)


def permutation(operation: Any) -> list[int]:
    """Return the order of axes of a Transpose; empty where it is not constant."""
    return _constant(operation.inputs[1])


def to_channels_last(tensor: Any, layout: str) -> Any:
    """Return a tensor of four axes as (N, h, w, K); any other as it is."""
    return tensor if is_usual(layout) else tf.transpose(tensor, order(layout))


def from_channels_last(tensor: Any, layout: str) -> Any:
    """Undo `to_channels_last`."""
    return tensor if is_usual(layout) else tf.transpose(tensor, inverse(order(layout)))


def _says_it(operation: Any) -> bool:
    return operation.outputs[0].shape.rank == 4 and (operation.type in _STATED or operation.type in _ALWAYS_LAST)


def _stated(operation: Any, given: str | None) -> str:
    """Return the layout that an operation states; which of height and width comes first is as it is given."""
    if operation.type == "BiasAdd" and given:  # Keras takes a width that equals the channels for them
        return given
    batch, places = (given or CHANNELS_LAST)[0], "".join(axis for axis in given or CHANNELS_LAST if axis in "HW")
    first = operation.type in _STATED and operation.get_attr("data_format").startswith(b"NC")
    return f"{batch}C{places}" if first else f"{batch}{places}C"


def _axes(operation: Any) -> list[int]:
    """Return the axes a reduction runs over; empty where they are not constant."""
    rank = operation.inputs[0].shape.rank or 1
    return [axis % rank for axis in _constant(operation.inputs[1])]


def _without(layout: str, axes: Sequence[int]) -> str | None:
    return "".join(letter for axis, letter in enumerate(layout) if axis not in axes) or None


def _constant(tensor: Any) -> list[int]:
    value = tensor_util.constant_value(tensor)
    if value is None:  # computed, as `tf.nn.softmax` does of the axes it exchanges
        value = tensor_util.try_evaluate_constant(tensor)
    return [] if value is None else [int(number) for number in value.reshape(-1)]
