"""Names of layers that can be read, from those an exporter gave.

PyTorch writes the modules that a step stands in, "/layer4/layer4.1/conv2/Conv": that is layer4.1.conv2. Where it names
steps by their operator and a number, the weights tell: "layer4.1.conv2.weight".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

_WEIGHTS = (".weight", ".kernel")
_PREFIXES = ("StatefulPartitionedCall/",)  # tf2onnx's


def layer_names(nodes: Sequence[Mapping[str, Any]], constants: Collection[str]) -> list[str]:
    """Return a name for each node; several may have the same."""
    modules = [_module(node, constants) for node in nodes]
    alone = Counter(module for module in modules if module)
    return [
        module if alone[module] == 1 else f"{module}.{_last(node)}" if module else _plain(node)
        for node, module in zip(nodes, modules, strict=True)
    ]


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


def _last(node: Mapping[str, Any]) -> str:
    return str(node["name"].rpartition("/")[2] or node["op"])


def _plain(node: Mapping[str, Any]) -> str:
    name: str = node["name"] or next((output for output in node["outputs"] if output), node["op"])
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.strip("/") or str(node["op"])
