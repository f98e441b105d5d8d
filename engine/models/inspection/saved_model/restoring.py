"""Which of a checkpoint's values each variable of a graph is filled with: told from the graph. Nothing of it is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.graph import Graph, Part, node_name

VARIABLES = frozenset({"VarHandleOp", "Variable", "VariableV2"})
_ASSIGNMENTS = frozenset({"Assign", "AssignVariableOp"})
_COPIES = frozenset({"Identity", "Reshape"})
_MOST_CALLS = 1_000
_MOST_COPIES = 64  # in a row, each of the one before
_Known = Mapping[str, str]  # the variables of the graph, by what they are called within a function


def variable_keys(graph: Graph, restoring: Part) -> dict[str, str]:
    """Return {name of a variable's node: the key of its value}.

    Raises SaliscopeError(MODEL_STRUCTURE) where the part calls functions without end.
    """
    variables = {name: name for name, node in graph.nodes.items() if node.op in VARIABLES}
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    stack: list[tuple[str, _Known]] = [("", variables)]
    while stack:
        where, known = stack.pop()
        call = (where, frozenset(known.items()))
        if call in seen:
            continue
        seen.add(call)
        if len(seen) > _MOST_CALLS:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(where))
        body = graph.functions[where].node if where else [graph.nodes[name] for name in sorted(restoring.nodes)]
        nodes = {node.name: node for node in body}
        found |= dict(_filled(nodes, known))
        for node in body:
            stack += [(name, _arguments(graph, name, node, nodes, known)) for name in graph.called(node)]
    return found | _copied(graph, found)


def _filled(nodes: Mapping[str, Any], known: _Known) -> Iterator[tuple[str, str]]:
    """Yield (variable, key) of the assignments of one body."""
    for node in nodes.values():
        if node.op in _ASSIGNMENTS and len(node.input) > 1:
            variable = known.get(_source(node.input[0], nodes))
            key = _key(_source(node.input[1], nodes), nodes)
            if variable is not None and key:
                yield variable, key


def _copied(graph: Graph, found: Mapping[str, str]) -> dict[str, str]:
    """Return {variable: key} of the variables that are not filled themselves, but whose copies are.

    `tf.saved_model.save` of a Keras 3 model leaves copies of its variables in the graph and fills only those, while the
    signature takes the others.
    """
    copies = {}
    for node in graph.nodes.values():
        if node.op == "AssignVariableOp" and len(node.input) > 1:
            read = graph.nodes.get(_source(node.input[1], graph.nodes))
            copy = node_name(node.input[0])
            if read is not None and read.op == "ReadVariableOp" and read.input and copy in found:
                copies[node_name(read.input[0])] = found[copy]
    return {name: key for name, key in copies.items() if name not in found}


def _arguments(graph: Graph, function: str, node: Any, nodes: Mapping[str, Any], known: _Known) -> dict[str, str]:
    """Return which arguments of a called function are variables."""
    arguments = graph.functions[function].signature.input
    if any(argument.number or argument.types for argument in arguments):  # they do not stand for one input each
        return {}
    given = [_source(name, nodes) for name in node.input if not name.startswith("^")]
    return {argument.name: known[name] for argument, name in zip(arguments, given, strict=False) if name in known}


def _source(tensor: str, nodes: Mapping[str, Any]) -> str:
    """Return what a tensor is a copy of: the name of a node or argument, or "node:...:3" for another output."""
    for _ in range(_MOST_COPIES):
        name, _, output = tensor.partition(":")
        node = nodes.get(name)
        if node is None or node.op not in _COPIES or not node.input:
            return name if output.rpartition(":")[2] in ("", "0") else tensor
        tensor = node.input[0]
    return tensor


def _key(tensor: str, nodes: Mapping[str, Any]) -> str:
    """Return the key that an output of a RestoreV2 is read by, "" where it is none."""
    name, _, output = tensor.partition(":")
    restored = nodes.get(name)
    if restored is None or restored.op != "RestoreV2" or len(restored.input) < 3:
        return ""
    index = output.rpartition(":")[2] or "0"
    key, part = (_text(nodes.get(node_name(source)), index) for source in restored.input[1:3])
    return "" if part else key


def _text(node: Any, index: str) -> str:
    """Return a text of a constant, "" where it is none: TensorFlow leaves the end out where it repeats the last."""
    texts = node.attr["value"].tensor.texts if node is not None and node.op == "Const" else ()
    if not texts or not index.isdecimal():
        return ""
    return str(texts[min(int(index), len(texts) - 1)].decode(errors="replace"))
