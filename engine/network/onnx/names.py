"""Names of layers that can be read, from those an exporter gave.

PyTorch writes the modules that a step stands in, "/layer4/layer4.1/conv2/Conv": that is layer4.1.conv2. Where it names
steps by their operator and a number, the weights tell: "layer4.1.conv2.weight".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

_WEIGHTS = (".weight", ".kernel")
_PREFIXES = ("StatefulPartitionedCall/",)  # tf2onnx's


def layer_names(nodes: Sequence[Mapping[str, Any]], constants: Collection[str]) -> list[str]:
    """Return a name for each node; several may have the same."""
    modules = [_module(node, constants) for node in nodes]
    operators: dict[str, set[str]] = defaultdict(set)
    for node, module in zip(nodes, modules, strict=True):
        operators[module].add(node["op"])
    return [
        _within(node, module, len(operators[module]) == 1) if module else _plain(node)
        for node, module in zip(nodes, modules, strict=True)
    ]


def _within(node: Mapping[str, Any], module: str, alike: bool) -> str:
    """Return the module's name where it does one thing only, however often: "relu", "relu_1"."""
    last = str(node["name"].rpartition("/")[2] or node["op"])
    return module + last.removeprefix(node["op"]) if alike and last.startswith(node["op"]) else f"{module}.{last}"


def _module(node: Mapping[str, Any], constants: Collection[str]) -> str:
    """Return the module a node stands in, "" where that is not known."""
    if node["name"].startswith("/"):
        return _joined(node["name"].split("/")[1:-1])
    weights = [name for name in node["inputs"][1:2] if name in constants and name.endswith(_WEIGHTS)]
    return weights[0].rpartition(".")[0] if weights and "/" not in weights[0] else ""


def _joined(scopes: Sequence[str]) -> str:
    """Return "layer4.1.conv2" of "layer4", "layer4.1" and "conv2": a scope may repeat those around it."""
    found = ""
    for scope in scopes:
        found = scope if not found or scope.startswith(f"{found}.") else f"{found}.{scope}"
    return found


def _plain(node: Mapping[str, Any]) -> str:
    name: str = node["name"] or next((output for output in node["outputs"] if output), node["op"])
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.strip("/") or str(node["op"])
