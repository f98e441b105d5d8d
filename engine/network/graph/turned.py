"""Operations with channels first, run with channels last between two transpositions.

Graphs from machines with a graphics card often have them, but on a processor TensorFlow runs them only where it is
built with oneDNN, and some of them never. What is turned back keeps the name, so that all else in the graph fits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np
import tensorflow as tf

# Which input holds features, and which one their sizes: None where none does.
_TURNED: dict[str, tuple[int, int | None]] = {
    **dict.fromkeys(("AvgPool", "Conv2D", "DepthToSpace", "DepthwiseConv2dNative"), (0, None)),
    **dict.fromkeys(("MaxPool", "SpaceToDepth"), (0, None)),
    **dict.fromkeys(("Conv2DBackpropInput", "DepthwiseConv2dNativeBackpropInput"), (2, 0)),
}
_FOR_EACH_AXIS = {"dilations": 1, "ksize": 1, "strides": 1, "explicit_paddings": 2}  # how many numbers
_TO_LAST, _TO_FIRST = (0, 2, 3, 1), (0, 3, 1, 2)
_INT32 = tf.int32.as_datatype_enum


def turn_operations(graph: Any) -> None:
    """Turn the operations of a `GraphDef` and of its functions."""
    _replace(graph.node, _Turning(graph.node, in_function=False))
    for function in graph.library.function:
        turned = {f"{node.name}:output:0": f"{node.name}:y:0" for node in function.node_def if _is_turned(node)}
        if not turned:
            continue
        _replace(function.node_def, _Turning(function.node_def, in_function=True))
        for node in function.node_def:
            sources = [turned.get(source, source) for source in node.input]
            del node.input[:]
            node.input.extend(sources)
        for result, source in function.ret.items():
            function.ret[result] = turned.get(source, source)


class _Turning:
    """The nodes of a graph or a function with all that is turned; functions name outputs, graphs count them."""

    def __init__(self, nodes: Iterable[Any], in_function: bool) -> None:
        self._nodes = list(nodes)
        self._by_name = {node.name: node for node in self._nodes}
        self._taken = set(self._by_name)
        self._in_function = in_function

    def __iter__(self) -> Iterator[Any]:
        for node in self._nodes:
            yield from self._turned(node) if _is_turned(node) else (node,)

    def _turned(self, node: Any) -> list[Any]:
        features, sizes = _TURNED[node.op]
        to_last = _constant(self._new(f"{node.name}/to_last"), _TO_LAST)
        to_first = _constant(self._new(f"{node.name}/to_first"), _TO_FIRST)
        order = self._output(to_last, "output")
        before = _taking("Transpose", self._new(f"{node.name}/before"), node.input[features], order, T=_type(node))
        inner = tf.compat.v1.NodeDef()
        inner.CopyFrom(node)
        inner.name = self._new(f"{node.name}/turned")
        inner.input[features] = self._output(before, "y")
        _set_channels_last(inner)
        made = [to_last, to_first, before, inner]
        if sizes is not None:
            reordered = self._reordered(self._new(f"{node.name}/sizes"), node.input[sizes], order)
            inner.input[sizes] = self._output(reordered, "output")
            made.insert(2, reordered)
        ends = self._output(inner, "output"), self._output(to_first, "output")
        return [*made, _taking("Transpose", node.name, *ends, T=_type(node))]

    def _reordered(self, name: str, sizes: str, order: str) -> Any:
        """Return a node that gives four sizes channels last."""
        node = self._by_name.get(sizes.split(":")[0])
        if node is None or node.op != "Pack":
            return _taking("Gather", name, sizes, order, Tparams=_INT32)
        # What is packed one by one TensorFlow looks through, so that the sizes which are known stay known.
        packed = tf.compat.v1.NodeDef()
        packed.CopyFrom(node)
        packed.name = name
        packed.input[:] = [node.input[axis] for axis in _TO_LAST]
        return packed

    def _output(self, node: Any, output: str) -> str:
        return f"{node.name}:{output}:0" if self._in_function else node.name

    def _new(self, wanted: str) -> str:
        while wanted in self._taken:
            wanted += "_"
        self._taken.add(wanted)
        return wanted


def _is_turned(node: Any) -> bool:
    # Asking for a setting that is not there would make one.
    return node.op in _TURNED and "data_format" in node.attr and node.attr["data_format"].s == b"NCHW"


def _type(node: Any) -> int:
    return int(node.attr["T"].type) if "T" in node.attr else tf.float32.as_datatype_enum  # files leave out defaults


def _set_channels_last(node: Any) -> None:
    node.attr["data_format"].s = b"NHWC"
    for setting, each in _FOR_EACH_AXIS.items():
        numbers: Any = node.attr[setting].list.i if setting in node.attr else ()
        if len(numbers) == each * len(_TO_LAST):
            numbers[:] = [numbers[axis * each + place] for axis in _TO_LAST for place in range(each)]


def _constant(name: str, order: Collection[int]) -> Any:
    node = tf.compat.v1.NodeDef(name=name, op="Const")
    node.attr["dtype"].type = _INT32
    node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(np.array(order, np.int32)))
    return node


def _taking(operation: str, name: str, source: str, order: str, **types: int) -> Any:
    """Return a node that takes a tensor and an order of axes."""
    node = tf.compat.v1.NodeDef(name=name, op=operation, input=[source, order])
    for setting, number in (types | {"Tindices" if operation == "Gather" else "Tperm": _INT32}).items():
        node.attr[setting].type = number
    return node


def _replace(nodes: Any, new: Iterable[Any]) -> None:
    made = list(new)
    del nodes[:]
    nodes.extend(made)
