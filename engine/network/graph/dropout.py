"""Dropout in a graph: x scaled by 1 / keep, and set to 0 by chance. A network that answers has none.

As TensorFlow wrote it in the course of time, with rate = 1 - keep:

- (x / keep) floor(keep + chance)
- (x scale) (chance >= rate), or x scale where chance >= rate; scale a number, or 1 / (1 - rate)
- x / (1 - rate) where chance >= rate

The rate may be a number, or something that the graph is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import tensorflow as tf

from engine.network.graph.parts import node_name

UNIFORM = frozenset({"RandomUniform", "StatelessRandomUniform", "StatelessRandomUniformV2"})
_PLACES = {"SelectV2": (1, 0), "Select": (1, 0), "Mul": (0, 1)}  # of what is scaled, and of what is kept
_SUMS = frozenset({"Add", "AddV2"})
_DIVISIONS = frozenset({"Div", "RealDiv"})
_STEPS = 4  # operations at most between a random number and what it is compared with
_NEAR = 0.01
_Nodes = Mapping[str, Any]


def dropouts(nodes: _Nodes) -> Iterator[tuple[Any, str]]:
    """Yield (node, x) where a node gives what is left of x."""
    for node in nodes.values():
        places = _PLACES.get(node.op)
        if places is None or len(node.input) <= max(places):
            continue
        scaled, kept = (nodes.get(_name(node.input[place])) for place in places)
        if kept is not None and kept.op == "Cast" and kept.input:
            kept = nodes.get(_name(kept.input[0]))
        if scaled is None or kept is None or len(scaled.input) < 2 or not kept.input:
            continue
        if _undone_by_rate(nodes, scaled, kept) or _undone_by_keep(nodes, scaled, kept):
            yield node, scaled.input[0]


def _undone_by_rate(nodes: _Nodes, scaled: Any, kept: Any) -> bool:
    """Tell whether chance is at least the rate where x is kept, and x scaled as much up."""
    if kept.op != "GreaterEqual" or len(kept.input) < 2 or not _by_chance(nodes, kept.input[0]):
        return False
    factor, rate = scaled.input[1], kept.input[1]
    if scaled.op in _DIVISIONS:
        return _is_rest(nodes, factor, rate)
    if scaled.op != "Mul":
        return False
    numbers = _number(nodes, factor), _number(nodes, rate)
    if numbers[0] is not None and numbers[1] is not None:
        return abs(numbers[0] * (1 - numbers[1]) - 1) < _NEAR
    divided = nodes.get(_name(factor))
    if divided is None or divided.op not in _DIVISIONS or _number(nodes, divided.input[0]) != 1:
        return False
    return _is_rest(nodes, divided.input[1], rate)


def _undone_by_keep(nodes: _Nodes, scaled: Any, kept: Any) -> bool:
    """Tell floor(keep + chance) of what is divided by keep."""
    added = nodes.get(_name(kept.input[0])) if kept.op == "Floor" and scaled.op in _DIVISIONS else None
    if added is None or added.op not in _SUMS:
        return False
    others = [source for source in added.input if _name(source) != _name(scaled.input[1])]
    return len(others) == 1 and _by_chance(nodes, others[0])


def _is_rest(nodes: _Nodes, tensor: str, rate: str) -> bool:
    """Tell 1 - rate."""
    numbers = _number(nodes, tensor), _number(nodes, rate)
    if numbers[0] is not None and numbers[1] is not None:
        return abs(numbers[0] + numbers[1] - 1) < _NEAR
    node = nodes.get(_name(tensor))
    return (
        node is not None
        and node.op == "Sub"
        and _number(nodes, node.input[0]) == 1
        and _name(node.input[1]) == _name(rate)
    )


def _by_chance(nodes: _Nodes, tensor: str) -> bool:
    """Tell whether a tensor is a random number, moved and scaled maybe."""
    for _ in range(_STEPS + 1):
        node = nodes.get(_name(tensor))
        if node is None or node.op in UNIFORM or not node.input:
            return node is not None and node.op in UNIFORM
        tensor = node.input[0]
    return False


def _number(nodes: _Nodes, tensor: str) -> float | None:
    node = nodes.get(_name(tensor))
    if node is None or node.op != "Const" or any(dim.size != 1 for dim in node.attr["value"].tensor.tensor_shape.dim):
        return None
    if not tf.as_dtype(node.attr["dtype"].type).is_floating:
        return None
    return float(tf.make_ndarray(node.attr["value"].tensor).reshape(()))


def _name(tensor: str) -> str:
    return node_name(tensor.removeprefix("^"))
