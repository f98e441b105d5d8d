"""What graphs of TensorFlow 1 ask beside the picture, answered for good: it is not training.

Flags are false, what may be given but has a default keeps that, and of branches by a known flag only the one that runs
is left, for gradients do not find their way through TensorFlow 1's. A single number stays an input: it is given as one
number for each picture, of which the graph, that takes one for all, gets the largest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.description import TensorInfo
from engine.network.graph.bodies import ordered
from engine.network.graph.parts import node_name, tensor_name

_PLACEHOLDERS = frozenset({"Placeholder", "PlaceholderV2"})
_MOST_NODES = 500_000
_STEPS = 16  # from a branch back to its flag


def hold(graph: Any, inputs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Change a `GraphDef` so that it takes pictures and numbers only. Returns the inputs that are left.

    inputs: as `engine.models.inspection` tells tensors. One of a single number is marked "single".
    """
    pictured = any(_takes_picture(tensor) for tensor in inputs)
    kept = [tensor for tensor in inputs if not (tensor["dtype"] == "bool" and not tensor["shape"])]
    fed = {tensor_name(tensor["tensor"]) for tensor in kept}
    for node in graph.node:
        if f"{node.name}:0" not in fed:
            _answer(node)
    _choose_branches(graph.node)
    return [
        _single(graph, tensor) if tensor["shape"] == [] or (tensor["shape"] is None and pictured) else tensor
        for tensor in kept
    ]


def _takes_picture(tensor: dict[str, Any]) -> bool:
    return bool(tensor["shape"]) and TensorInfo("", tuple(tensor["shape"][1:]), tensor["dtype"]).takes_picture


def _answer(node: Any) -> None:
    """Let a node that nothing is given to stand for itself."""
    dtype = node.attr["dtype"].type if node.op.startswith("Placeholder") else 0
    if node.op == "PlaceholderWithDefault":
        node.op = "Identity"
        node.attr.clear()
        node.attr["T"].type = dtype
    elif node.op in _PLACEHOLDERS and dtype == tf.bool.as_datatype_enum:
        node.op = "Const"
        node.attr.clear()
        node.attr["dtype"].type = dtype
        node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(False))


def _single(graph: Any, tensor: dict[str, Any]) -> dict[str, Any]:
    """Let the node of a single number take the largest of a row. Returns the input of that row."""
    node = next(node for node in graph.node if node.name == node_name(tensor["tensor"]))
    given, axis = (graph.node.add(name=f"{node.name}/{part}") for part in ("given", "axis"))
    given.op, axis.op = "Placeholder", "Const"
    given.attr["dtype"].CopyFrom(node.attr["dtype"])
    axis.attr["dtype"].type = tf.int32.as_datatype_enum
    axis.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(np.zeros(1, np.int32)))
    dtype = node.attr["dtype"].type
    node.op = "Max"
    node.attr.clear()
    node.attr["T"].type = dtype
    node.attr["Tidx"].type = tf.int32.as_datatype_enum
    node.input[:] = [given.name, axis.name]
    return {**tensor, "tensor": f"{given.name}:0", "shape": [None], "single": True}


def _choose_branches(nodes: Any) -> None:
    """Leave of TensorFlow 1's branches by a constant only what runs."""
    by_name = {node.name: node for node in nodes}
    taken = {
        node.name: flag
        for node in nodes
        if node.op == "Switch" and len(node.input) > 1 and (flag := _flag(by_name, node.input[1])) is not None
    }
    if not taken:
        return
    for merge, source in _merged(by_name, taken):
        _hand_on(merge, source)
    for name in taken:
        _hand_on(by_name[name], by_name[name].input[0])
    both = {f"{name}:1": name for name in taken}  # there is one output left
    for node in nodes:
        node.input[:] = [both.get(source, source) for source in node.input]


def _merged(by_name: dict[str, Any], taken: dict[str, bool]) -> list[tuple[Any, str]]:
    """Return the nodes behind branches of which one runs, and what that one gives."""
    dead = {f"{name}:{0 if flag else 1}" for name, flag in taken.items()}
    stopped: set[str] = set()
    found = []

    def runs(source: str) -> bool:
        return node_name(source.removeprefix("^")) not in stopped and tensor_name(source) not in dead

    def before(name: str) -> Iterable[str]:
        sources = (node_name(source.removeprefix("^")) for source in by_name[name].input)
        return [source for source in sources if source in by_name]

    for name in ordered(by_name, before, _MOST_NODES):
        node = by_name[name]
        running = [source for source in node.input if runs(source)]
        if node.op == "Merge" and running:
            if len(running) == 1 and len(node.input) > 1:
                found.append((node, running[0]))
        elif len(running) < len(node.input):
            stopped.add(name)
    return found


def _hand_on(node: Any, source: str) -> None:
    dtype = node.attr["T"].type
    node.op = "Identity"
    node.attr.clear()
    node.attr["T"].type = dtype
    node.input[:] = [source]


def _flag(by_name: dict[str, Any], tensor: str) -> bool | None:
    """Return the constant that a tensor is; None where it is none."""
    turned = False
    for _ in range(_STEPS):
        node = by_name.get(node_name(tensor))
        if node is None:
            return None
        if node.op == "Const" and node.attr["dtype"].type == tf.bool.as_datatype_enum:
            value = tf.make_ndarray(node.attr["value"].tensor)
            return bool(value.reshape(-1)[0]) != turned if value.size == 1 else None
        if node.op not in ("Identity", "LogicalNot") or not node.input:
            return None
        turned ^= node.op == "LogicalNot"
        tensor = node.input[0]
    return None
