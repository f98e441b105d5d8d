"""Which operations of a graph are calls of one layer: a graph has no layers, but calls share what the layer holds."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any

from engine.network.graph.parts import node_name, reached_from

_WEIGHTS = 1  # which input of an operation with weights they are
_FEW = 16  # numbers: a constant of more is told by its name, not by what it holds


def find_uses(nodes: Sequence[Any], inputs: Iterable[str], weighted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return {operation: all calls of its layer, in order} for each that is called more than once.

    nodes: of a graph, each after what it is given; inputs: names of the tensors that come from outside; weighted: the
    kinds of operations that hold weights. Those with the same weights are calls of one layer, and so are equal
    operations that are given the results of such calls.
    """
    numbers: dict[Hashable, int] = {}  # of what is computed alike
    of_node: dict[str, int] = {}
    moving = reached_from(nodes, inputs)  # what is not the same at every run
    calls: dict[int, dict[tuple[str, ...], str]] = {}  # {number: {what it is given: operation}}
    for node in nodes:
        given = tuple(name for name in node.input if not name.startswith("^"))
        alike = numbers.setdefault(_kind(node, given, of_node, weighted), len(numbers))
        if given and node.name in moving:
            if given in calls.get(alike, {}):  # another layer that is given the same
                alike = numbers.setdefault(node.name, len(numbers))
            calls.setdefault(alike, {})[given] = node.name
        of_node[node.name] = alike
    uses = (tuple(found.values()) for found in calls.values() if len(found) > 1)
    return {name: names for names in uses for name in names}


def _kind(node: Any, given: tuple[str, ...], of_node: dict[str, int], weighted: Collection[str]) -> Hashable:
    """Return what an operation computes: equal for calls of one layer."""
    if not given:
        return ("Const", _content(node)) if node.op == "Const" and _is_small(node) else node.name
    sources = [(of_node.get(node_name(name), name), name.partition(":")[2]) for name in given]
    return node.op, *(sources[_WEIGHTS:] if node.op in weighted else sources)


def _is_small(node: Any) -> bool:
    value = node.attr["value"].tensor
    sizes = [dimension.size for dimension in value.tensor_shape.dim]
    return all(size == 1 for size in sizes[:-1]) and (not sizes or 0 < sizes[-1] <= _FEW)


def _content(node: Any) -> bytes:
    return bytes(node.attr["value"].tensor.SerializeToString(deterministic=True))
