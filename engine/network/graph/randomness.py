"""Chance taken out of a graph: what Keras exports still turns and flips its pictures, with another answer each time.

Layers of augmentation leave the picture as it is where chance lies in its middle: it is not flipped, turned, moved or
brightened. What takes its range from one side only, such as a contrast, stays at the middle of that. Dropout would keep
all at its middle, and scale it up nevertheless: it is taken out whole.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.graph.dropout import UNIFORM, dropouts

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
    for node, source in list(dropouts({node.name: node for node in nodes})):
        del node.input[:]
        node.input.append(source)
        if node.op == "Mul":  # its output keeps its name
            node.input.append(f"{_constant(nodes, f'{node.name}/one', tf.as_dtype(node.attr['T'].type), 1)}{output}")
        else:
            node.op = "Identity"
    for node in [node for node in nodes if node.op in UNIFORM | _NORMAL]:
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


def _middle(operation: str, dtype: Any) -> np.ndarray:
    """Return 0 of a normal distribution; just above 0.5 of a uniform one: at 0.5 pictures would be flipped."""
    kind = dtype.as_numpy_dtype
    if operation in _NORMAL:
        return np.zeros((), kind)
    return np.asarray(np.nextafter(np.float32(0.5), 1) if kind is np.float32 else 0.51, kind)
