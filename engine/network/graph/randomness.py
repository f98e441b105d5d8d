"""Chance taken out of a graph: what Keras exports still turns and flips its pictures, with another answer each time.

Layers of augmentation leave the picture as it is where chance lies in its middle: it is not flipped, turned, moved or
brightened. What takes its range from one side only, such as a contrast, stays at the middle of that. Dropout would keep
all at its middle, and scale it up nevertheless: it is taken out whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.graph.parts import node_name

_UNIFORM = frozenset({"RandomUniform", "StatelessRandomUniform", "StatelessRandomUniformV2"})
_STEPS = 4  # operations at most between a random number and what it is compared with
_NEAR = 0.01
_NORMAL = frozenset(
    {"RandomStandardNormal", "StatelessRandomNormal", "StatelessRandomNormalV2", "StatelessTruncatedNormal"}
    | {"StatelessTruncatedNormalV2", "TruncatedNormal"}
)


def settle(graph: Any) -> None:
    """Replace random numbers by their middle, in a `GraphDef` and its functions."""
    _settle(graph.node, ":0")
    for function in graph.library.function:
        _settle(function.node_def, ":output:0")


def _settle(nodes: Any, output: str) -> None:
    for node, source in list(_dropouts({node.name: node for node in nodes})):
        del node.input[:]
        node.input.append(source)
        if node.op == "Mul":  # its output keeps its name
            node.input.append(f"{_constant(nodes, f'{node.name}/one', tf.as_dtype(node.attr['T'].type), 1)}{output}")
        else:
            node.op = "Identity"
    for node in [node for node in nodes if node.op in _UNIFORM | _NORMAL]:
        dtype = tf.as_dtype(node.attr["dtype"].type or tf.float32)
        shape_type = node.attr["Tshape" if "Tshape" in node.attr else "T"].type
        middle = _constant(nodes, f"{node.name}/middle", dtype, _middle(node.op, dtype))
        del node.input[1:]
        node.input.append(f"{middle}{output}")
        node.op = "Fill"
        node.attr.clear()
        node.attr["T"].type = dtype.as_datatype_enum
        node.attr["index_type"].type = shape_type or tf.int32.as_datatype_enum


def _constant(nodes: Any, name: str, dtype: Any, value: Any) -> str:
    made = nodes.add(name=name, op="Const")
    made.attr["dtype"].type = dtype.as_datatype_enum
    made.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(value, dtype))
    return name


def _dropouts(nodes: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """Yield (node, x) where x is scaled by 1 / (1 - rate), and kept where chance is at least the rate."""
    for node in nodes.values():
        places = {"SelectV2": (1, 0), "Select": (1, 0), "Mul": (0, 1)}.get(node.op)
        if places is None or len(node.input) <= max(places):
            continue
        scaled, kept = (nodes.get(_name(node.input[place])) for place in places)
        if kept is not None and kept.op == "Cast" and kept.input:
            kept = nodes.get(_name(kept.input[0]))
        if scaled is None or kept is None or (scaled.op, kept.op) != ("Mul", "GreaterEqual"):
            continue
        if min(len(scaled.input), len(kept.input)) < 2:
            continue
        scale, rate = (_number(nodes, each.input[1]) for each in (scaled, kept))
        if scale and rate is not None and abs(scale * (1 - rate) - 1) < _NEAR and _by_chance(nodes, kept):
            yield node, scaled.input[0]


def _by_chance(nodes: dict[str, Any], node: Any) -> bool:
    """Tell whether the first input of a node is a random number, moved and scaled maybe."""
    for _ in range(_STEPS):
        if not node.input or (source := nodes.get(_name(node.input[0]))) is None:
            return False
        if source.op in _UNIFORM:
            return True
        node = source
    return False


def _number(nodes: dict[str, Any], tensor: str) -> float | None:
    node = nodes.get(_name(tensor))
    if node is None or node.op != "Const" or any(dim.size != 1 for dim in node.attr["value"].tensor.tensor_shape.dim):
        return None
    if not tf.as_dtype(node.attr["dtype"].type).is_floating:
        return None
    return float(tf.make_ndarray(node.attr["value"].tensor).reshape(()))


def _name(tensor: str) -> str:
    return node_name(tensor.removeprefix("^"))


def _middle(operation: str, dtype: Any) -> np.ndarray:
    """Return 0 of a normal distribution; just above 0.5 of a uniform one: at 0.5 pictures would be flipped."""
    kind = dtype.as_numpy_dtype
    if operation in _NORMAL:
        return np.zeros((), kind)
    return np.asarray(np.nextafter(np.float32(0.5), 1) if kind is np.float32 else 0.51, kind)
