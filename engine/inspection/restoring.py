"""Where a saver's restoring takes the name of its file from: from what it is given, and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.inspection.archive import readable
from engine.inspection.graph import Graph, Part

_MOST_CALLS = 1_000
_MOST_COPIES = 64  # of the name, one of the other


def check_file_names(graph: Graph, part: Part, filename_tensor: str) -> None:
    """Refuse a restoring part that reads a file of its own choice, instead of the one `filename_tensor` names."""
    given = frozenset({_tensor(filename_tensor)})
    seen: set[tuple[str, frozenset[str]]] = set()
    stack = [("", given)]
    while stack:
        where, known = stack.pop()
        if (where, known) in seen:
            continue
        seen.add((where, known))
        if len(seen) > _MOST_CALLS:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(where))
        stack += _check_body(graph, part, where, known)


def _check_body(graph: Graph, part: Part, where: str, known: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """Check one body, and return its calls: (function, which of its arguments are the file's name)."""
    body = graph.functions[where].node if where else [graph.nodes[name] for name in part.nodes]
    nodes = {node.name: node for node in body}
    calls = []
    for node in body:
        if node.op == "RestoreV2" and not (node.input and _is_known(node.input[0], nodes, known)):
            raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(node.name), layer=readable(where))
        for function in graph.called(node):
            calls.append((function, _arguments(graph.functions[function], node.input, nodes, known)))
    return calls


def _arguments(body: Any, inputs: Iterable[str], nodes: Mapping[str, Any], known: frozenset[str]) -> frozenset[str]:
    arguments = body.signature.input
    if any(argument.number or argument.types for argument in arguments):  # they do not stand for one input each
        return frozenset()
    given = [source for source in inputs if not source.startswith("^")]
    pairs = zip(arguments, given, strict=False)
    return frozenset(_tensor(argument.name) for argument, source in pairs if _is_known(source, nodes, known))


def _is_known(tensor: str, nodes: Mapping[str, Any], known: frozenset[str]) -> bool:
    """Tell whether a tensor is one of the known, or its copy."""
    for _ in range(_MOST_COPIES):
        if _tensor(tensor) in known:
            return True
        node = nodes.get(tensor.split(":")[0])
        if node is None or node.op != "Identity" or not node.input:
            return False
        tensor = node.input[0]
    return False


def _tensor(name: str) -> str:
    return name if ":" in name else f"{name}:0"
