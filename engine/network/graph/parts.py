"""A graph of which parts are imported: what the fetches rest on, up to what is given in its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import tensorflow as tf

from engine.network.influence import SIZES_ONLY

_HARMLESS_STATE = frozenset({"Placeholder", "ReadVariableOp"})


class Parts:
    """The nodes of a `GraphDef` without control edges.

    values: {tensor name: an eager tensor, or the handle of a variable}, which the importing function captures.
    """

    def __init__(self, graph: Any, values: Mapping[str, Any]) -> None:
        self._graph = graph
        self._values = values
        self.by_name = {node.name: node for node in graph.node}
        self.order = {node.name: index for index, node in enumerate(graph.node)}

    def imported(
        self, feeds: Mapping[str, Any], fetches: Sequence[str], copied: Callable[[Any], Any] = lambda node: node
    ) -> list[Any]:
        """Import what the fetches rest on into the function being traced, and no more: weights cost time at each call.

        feeds: {tensor name: what stands in its place}; copied: what becomes of each node. Returns a tensor per fetch.
        """
        needed = self.needed(fetches, feeds)
        capture = tf.compat.v1.get_default_graph().capture
        given = {name: capture(value) for name, value in self._values.items() if node_name(name) in needed}
        used = {source for name in needed for source in self.sources(name)} | set(fetches)
        given |= {name: value for name, value in feeds.items() if name in used}
        part = tf.compat.v1.GraphDef(versions=self._graph.versions, library=self._graph.library)
        part.node.extend(placeholder(name, value.dtype.as_datatype_enum) for name, value in given.items())
        fed = {node.name for node in part.node}
        part.node.extend(copied(self.by_name[name]) for name in sorted(needed - fed, key=self.order.__getitem__))
        wanted = [name for name in fetches if name not in given]
        found = iter(tf.graph_util.import_graph_def(part, input_map=given, return_elements=wanted, name=""))
        return [given[name] if name in given else next(found) for name in fetches]

    def needed(self, fetches: Sequence[str], feeds: Collection[str] = ()) -> set[str]:
        """Return the names of the nodes that the fetches rest on, up to the feeds."""
        needed: set[str] = set()
        stack = [name for name in fetches if name not in feeds]
        while stack:
            name = node_name(stack.pop())
            if name not in needed:
                needed.add(name)
                stack += [source for source in self.sources(name) if source not in feeds]
        return needed

    def sources(self, node: str) -> Iterator[str]:
        """Yield the names of the tensors that a node computes with."""
        return map(tensor_name, self.by_name[node].input)


def without_order(nodes: Iterable[Any]) -> None:
    """Take off nodes, in place, control edges, which put side effects in order, and whose device they are to share."""
    for node in nodes:
        computing = [source for source in node.input if not source.startswith("^")]
        del node.input[:]
        node.input.extend(computing)
        node.attr.pop("_class", None)


def has_effects(operations: Iterable[Any]) -> bool:
    """Tell whether any of a traced graph's operations does more, or rests on more, than its inputs say."""
    return any(operation.op_def.is_stateful and operation.type not in _HARMLESS_STATE for operation in operations)


def reached_from(nodes: Iterable[Any], tensors: Iterable[str]) -> set[str]:
    """Return the names of the nodes that rest on tensors, and of those that give them.

    nodes: each after what it is given.
    """
    found = {node_name(name) for name in tensors}
    for node in nodes:
        if node.op not in SIZES_ONLY and any(node_name(name) in found for name in node.input):
            found.add(node.name)
    return found


def placeholder(tensor: str, dtype: int) -> Any:
    """Return a node in the place of the one that gives a tensor. dtype: as graphs write it."""
    node = tf.compat.v1.NodeDef(name=node_name(tensor), op="Placeholder")
    node.attr["dtype"].type = dtype
    return node


def tensor_name(name: str) -> str:
    """Return the name of a tensor as an input of a node gives it: the first of a node goes by the node's own."""
    return name if ":" in name else f"{name}:0"


def node_name(tensor: str) -> str:
    """Return the name of the node that gives a tensor."""
    return tensor.split(":")[0]
