"""Bodies of graphs and functions: what a name in them stands for, and in which order their nodes can run."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from tensorflow.core.framework import node_def_pb2
from tensorflow.python.framework import op_def_registry

from engine.errors import Code, SaliscopeError

CALLS = frozenset({"PartitionedCall", "StatefulPartitionedCall"})
_KEPT = frozenset({"_num_original_outputs"})  # gradients of loops look at it
_Key = TypeVar("_Key", bound=Hashable)
Output = tuple[str, int]  # a node of a body, or an argument of a function, and which of its outputs


class Body:
    """The nodes of a graph (`function` None) or of a function, found by name."""

    def __init__(self, nodes: Iterable[Any], library: Mapping[str, Any], function: Any = None) -> None:
        self.nodes = {node.name: node for node in nodes}
        self.function = function
        self._library = library
        arguments = function.signature.input_arg if function is not None else ()
        if any(argument.number_attr or argument.type_list_attr for argument in arguments):
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=function.signature.name)
        self.arguments = {argument.name: index for index, argument in enumerate(arguments)}

    def output(self, name: str) -> Output:
        """Return what the name of a tensor stands for: "node:1" in graphs, "argument" or "node:y:1" in functions."""
        node, *place = name.split(":")
        if node in self.arguments:
            return node, 0
        if node not in self.nodes:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        if self.function is None:
            return node, int(place[0]) if place else 0
        begins = {argument: begin for argument, begin, _ in outputs_of(self.nodes[node], self._library)}
        return node, begins[place[0]] + (int(place[1]) if len(place) > 1 else 0)

    def inputs(self, node: Any) -> list[Output]:
        """Return what a node computes with; what only has to come before it is left out."""
        return [self.output(name) for name in node.input if not name.startswith("^")]

    def results(self) -> list[Output]:
        """Return what a function returns, in order."""
        return [self.output(self.function.ret[argument.name]) for argument in self.function.signature.output_arg]


def outputs_of(node: Any, library: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield (name, index of the first, count) of the named outputs of a node."""
    signature = library[node.op].signature if node.op in library else op_def_registry.get(node.op)
    begin = 0
    for argument in signature.output_arg:
        count = 1
        if argument.number_attr:
            count = node.attr[argument.number_attr].i
        elif argument.type_list_attr:
            count = len(node.attr[argument.type_list_attr].list.type)
        yield argument.name, begin, count
        begin += count


def output_name(node: Any, index: int) -> str:
    """Return how a function names an output of one of its nodes."""
    for name, begin, count in outputs_of(node, {}):
        if begin <= index < begin + count:
            return f"{node.name}:{name}:{index - begin}"
    raise SaliscopeError(Code.MODEL_DAMAGED)


def called_function(node: Any, library: Mapping[str, Any]) -> Any | None:
    """Return the function that a node does nothing but call; None for other nodes."""
    if node.op in library:
        return library[node.op]
    return library[node.attr["f"].func.name] if node.op in CALLS else None


def ordered(roots: Iterable[_Key], before: Callable[[_Key], Iterable[_Key]], most: int) -> list[_Key]:
    """Return the roots and all that comes before them, each after what it rests on. Loops are cut open.

    Raises SaliscopeError(MODEL_STRUCTURE) beyond `most`.
    """
    # With a stack of its own: a graph may be deeper than Python's recursion goes.
    found: list[_Key] = []
    seen: set[_Key] = set()
    for root in roots:
        stack: list[tuple[_Key, Iterator[_Key]]] = []
        _enter(root, before, seen, stack)
        while stack:
            key, waiting = stack[-1]
            following = next(waiting, None)
            if following is None:
                stack.pop()
                found.append(key)
            else:
                _enter(following, before, seen, stack)
            if len(seen) > most:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"> {most} operations")
    return found


def _enter(key: _Key, before: Callable[[_Key], Iterable[_Key]], seen: set[_Key], stack: list[Any]) -> None:
    if key not in seen:
        seen.add(key)
        stack.append((key, iter(before(key))))


def bare(node: Any, name: str) -> Any:
    """Return a copy of a node without inputs, and without what says where and how to run it."""
    copy = node_def_pb2.NodeDef(name=name, op=node.op)
    for key, value in node.attr.items():
        if not key.startswith("_") or key in _KEPT:
            copy.attr[key].CopyFrom(value)
    return copy
