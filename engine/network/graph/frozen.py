"""A frozen graph as a network. Its weights are constants, which are taken for what variables stand for elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

from engine.errors import Code, SaliscopeError
from engine.network.graph.inlining import Inlined
from engine.network.graph.network import GraphNetwork
from engine.network.graph.precision import full_type
from engine.network.graph.served import served

_FEWEST = 2  # numbers of what counts as weights; others are settings, such as a rate


def load_frozen(path: Path, facts: dict[str, Any]) -> GraphNetwork:
    """Load an inspected copy. facts: what `engine.models.inspection` found. Raises SaliscopeError: see `served`."""
    graph = tf.compat.v1.GraphDef()
    try:
        graph.ParseFromString(path.read_bytes())
    except DecodeError as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    weights = _take_weights(graph)

    def values_of(flat: Inlined, widened: bool) -> tuple[dict[str, Any], int]:
        names = set(flat.variables.values())
        used = {name: _widened(weights[name]) if widened else weights[name] for name in names}
        count = sum(int(tf.size(value, tf.int64)) for value in used.values())
        return {node: used[name] for node, name in flat.variables.items()}, count

    signature = facts["signature"]
    return served(graph, signature["inputs"], signature["outputs"], values_of)


def _take_weights(graph: Any) -> dict[str, Any]:
    """Take the real numbers out of a `GraphDef`, by the names of their nodes, so that no copy of it holds them too."""
    found = {}
    for node in graph.node:
        value = node.attr["value"].tensor if node.op == "Const" else None
        if value is None or not tf.as_dtype(value.dtype).is_floating:
            continue
        array = _array(value)
        if array.size >= _FEWEST:
            found[node.name] = tf.constant(array)
            node.op = "VariableV2"
            node.attr["shape"].shape.CopyFrom(value.tensor_shape)
            del node.attr["value"]
    return found


def _array(value: Any) -> np.ndarray:
    try:
        return np.asarray(tf.make_ndarray(value))
    except ValueError as fault:  # more or fewer numbers than the shape says
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


def _widened(value: Any) -> Any:
    return tf.cast(value, full_type(value.dtype.name))
