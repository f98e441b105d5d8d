"""A graph as its file holds it: what its nodes rest on, and which functions they call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.operations import operations
from engine.models.inspection.refusals import readable
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Part:
    """What some nodes rest on: names of nodes of the graph itself, and of the functions called, directly or not."""

    nodes: frozenset[str]
    functions: frozenset[str]


class Graph:
    """A `GraphDef`, indexed. Within a function everything counts as needed, as what has effects is run there.

    Raises SaliscopeError(MODEL_STRUCTURE) where a name stands for two things.
    """

    def __init__(self, graph: Any, limits: InspectionLimits) -> None:
        library = graph.library
        count = len(graph.node) + sum(len(body.node) for body in library.function)
        if count > limits.graph_nodes or len(library.function) > limits.graph_functions:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{count} operations")
        self.nodes = _by_name((node.name, node) for node in graph.node)
        self.functions = _by_name((body.signature.name, body) for body in library.function)
        self._gradients = {item.function: item.gradient for item in library.gradient}
        self._registered = {item.operation.encode(): item.gradient for item in library.registered}
        shadowed = self.functions.keys() & operations().known
        if shadowed:  # TensorFlow would refuse it too
            raise _twice(min(shadowed))

    def every_node(self) -> Iterator[tuple[str, Any]]:
        """Yield (the function a node is in, "" for the graph itself; the node)."""
        for node in self.nodes.values():
            yield "", node
        for name, body in self.functions.items():
            for node in body.node:
                yield name, node

    def part(self, tensors: Iterable[str], fed: Collection[str] = ()) -> Part:
        """Return what tensors or nodes, by name, rest on, those with them that give the `fed` tensors, "x:0".

        Raises SaliscopeError(MODEL_DAMAGED) where something is missing.
        """
        nodes = {node_name(tensor) for tensor in fed}
        stack = list(tensors)
        while stack:
            tensor = stack.pop()
            name = node_name(tensor)
            if name not in nodes:
                nodes.add(name)
                stack += [source for source in self._node(name).input if whole_name(source) not in fed]
        called = [name for node in nodes for name in self.called(self.nodes[node])]
        return Part(frozenset(nodes), frozenset(self._with_callees(called)))

    def nodes_of(self, part: Part) -> Iterator[tuple[str, Any]]:
        """Yield (function, node) of a part."""
        return (
            (where, node)
            for where, node in self.every_node()
            if (where in part.functions if where else node.name in part.nodes)
        )

    def called(self, node: Any) -> Iterator[str]:
        """Yield the names of the functions that a node calls or differentiates by."""
        if node.op in self.functions:
            yield node.op
        for name, value in node.attr.items():
            yield from _named(value)
            if name == "_gradient_op_type" and value.s in self._registered:
                yield self._registered[value.s]

    def _with_callees(self, names: list[str]) -> set[str]:
        found: set[str] = set()
        while names:
            name = names.pop()
            if name in found:
                continue
            if name not in self.functions:
                raise SaliscopeError(Code.MODEL_DAMAGED)
            found.add(name)
            body = self.functions[name]
            names += [self._gradients[name]] if name in self._gradients else []
            names += [callee for node in body.node for callee in self.called(node)]
        return found

    def _node(self, name: str) -> Any:
        if name not in self.nodes:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return self.nodes[name]


def node_name(tensor: str) -> str:
    """Return the name of the node that gives a tensor, or that must come first: of "x:0", "x" or "^x"."""
    return tensor.removeprefix("^").split(":")[0]


def whole_name(tensor: str) -> str:
    """Return the name of a tensor with the output it is: of "x" it is "x:0"."""
    return tensor if ":" in tensor else f"{tensor}:0"


def _named(value: Any) -> Iterator[str]:
    """Yield the names of functions in a node's setting, and of those that they are given in turn."""
    stack = [value.func] if value.HasField("func") else []
    stack += value.list.func if value.HasField("list") else []
    while stack:
        function = stack.pop()
        if function.name:
            yield function.name
        for inner in function.attr.values():
            stack += [inner.func] if inner.HasField("func") else []
            stack += inner.list.func if inner.HasField("list") else []


def _by_name(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, item in items:
        if name in found:
            raise _twice(name)
        found[name] = item
    return found


def _twice(name: str) -> SaliscopeError:
    return SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))
