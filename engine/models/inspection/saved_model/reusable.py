"""What TensorFlow Hub's layer would call of a SavedModel, and which variables that layer has.

The layer calls the object itself and has the variables that the object lists, those that are trained first. Here the
serving signature is called, so it must do nothing but call the same function.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from engine.models.inspection.saved_model.checkpoint import Stored
from engine.models.inspection.saved_model.graph import Graph, node_name
from engine.models.inspection.saved_model.restoring import VARIABLES

_CALLS = frozenset({"PartitionedCall", "StatefulPartitionedCall"})
_HANDED_ON = frozenset({"Identity", "NoOp"})
# What it is called by: its own function, or the one that Keras 2 makes of a model for its signature.
_OWN_CALLS = ("__call__", "_default_save_signature")
_DEEPEST = 8  # functions that only call the next


def reusable(meta: Any, graph: Graph, signature: dict[str, Any], values: Mapping[str, Stored]) -> list[Any] | None:
    """Return [[name in Keras files, node of the graph, sizes], ...] of the variables that the layer has, in order.

    meta: the `MetaGraph`; values: what is stored for each variable's node. None where the signature does something else
    than the object, gives several things, or the variables cannot be told apart.
    """
    objects = meta.objects.nodes
    if not objects or len(signature["inputs"]) != 1 or len(signature["outputs"]) != 1:
        return None
    root = _children(objects, 0)
    functions = {name for own in _OWN_CALLS if own in root for name in objects[root[own]].function.concrete}
    if "__call__" not in root or not _calls(graph, signature["outputs"][0]["tensor"], functions):
        return None
    listed = list(dict.fromkeys([*_items(objects, root, "trainable_variables"), *_items(objects, root, "variables")]))
    nodes = _nodes_by_name(graph)
    found = [(objects[at].variable.name, nodes[objects[at].variable.name]) for at in listed]
    if any(len(own) != 1 or own[0] not in values for _, own in found) or len({name for name, _ in found}) < len(found):
        return None
    return [[name, own[0], list(values[own[0]].shape)] for name, own in found]


def _children(objects: Any, at: int) -> dict[str, int]:
    found = {child.name: child.node for child in objects[at].children} if 0 <= at < len(objects) else {}
    return {name: node for name, node in found.items() if 0 <= node < len(objects)}


def _items(objects: Any, root: Mapping[str, int], name: str) -> Iterator[int]:
    """Yield the places of the objects in a list."""
    items = _children(objects, root[name]) if name in root else {}
    yield from (items[key] for key in sorted((key for key in items if key.isdecimal()), key=int))


def _nodes_by_name(graph: Graph) -> Mapping[str, list[str]]:
    """Return the nodes of variables by the names that they bear outside the graph."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, node in graph.nodes.items():
        if node.op in VARIABLES:
            found[node.attr["shared_name"].s.decode(errors="replace") or name].append(name)
    return found


def _calls(graph: Graph, tensor: str, functions: Collection[str]) -> bool:
    """Tell whether a tensor is what one of the functions gives, and nothing is done before or after.

    TensorFlow may have traced a function once more for the signature: then one of the same content is called.
    """
    content = _Contents(graph)
    wanted = {content.of(name) for name in functions if name in graph.functions}
    node = graph.nodes[node_name(tensor)]
    for _ in range(_DEEPEST):
        called = list(graph.called(node))
        if node.op not in _CALLS or len(called) != 1 or called[0] not in graph.functions:
            return False
        if content.of(called[0]) in wanted:
            return True
        body = graph.functions[called[0]].node
        calls = [inner for inner in body if inner.op in _CALLS]
        if len(calls) != 1 or any(inner.op not in _HANDED_ON for inner in body if inner.op not in _CALLS):
            return False
        node = calls[0]
    return False


class _Contents:
    """Fingerprints of functions, without the names of those that they call: these are numbered anew at each trace."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, bytes] = {}

    def of(self, name: str, depth: int = 0) -> bytes:
        """Return the same bytes for functions of the same content; of what never ends, the name."""
        if depth > _DEEPEST:
            return name.encode()
        if name not in self._known:
            body = self._graph.functions[name]
            digest = hashlib.sha256(repr((_arguments(body), sorted(body.ret.items()))).encode())
            for node in sorted(body.node, key=lambda node: node.name):
                digest.update(repr(self._described(node, depth)).encode())
            self._known[name] = digest.digest()
        return self._known[name]

    def _described(self, node: Any, depth: int) -> tuple[Any, ...]:
        called = [self.of(name, depth + 1) for name in self._graph.called(node) if name in self._graph.functions]
        settings = [
            (key, value.SerializeToString(deterministic=True))
            for key, value in sorted(node.attr.items())
            if not key.startswith("_") and not value.HasField("func") and not value.list.func
        ]
        kind = "" if node.op in self._graph.functions else node.op
        return node.name, kind, list(node.input), settings, called


def _arguments(body: Any) -> list[str]:
    return [argument.name for argument in body.signature.input]
