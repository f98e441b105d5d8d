"""Where a graph normalises its batches: by one fused operation, or written out as x s + (offset - mean s)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from engine.network.graph.parts import node_name, tensor_name
from engine.network.interface import NEAR_INPUT

_FUSED = frozenset({"FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3"})
_SUBTRACTED = frozenset({"Sub", "Neg"})
_Users = Mapping[str, list[Any]]


class Tensors(NamedTuple):
    """Names of what is normalised, of the mean and of the variance; whether its channels come first."""

    given: str
    mean: str
    variance: str
    channels_first: bool = False


def normalisations(graph: Any, weighted: Collection[str], reached: Collection[str]) -> Iterator[Tensors]:
    """Yield the batch normalisations near an input of a `GraphDef`.

    weighted: the operations that have weights; reached: the nodes that rest on the input.
    """
    nodes = {node.name: node for node in graph.node}
    users: dict[str, list[Any]] = defaultdict(list)
    for node in graph.node:
        for source in node.input:
            users[node_name(source)].append(node)
    others = 0
    for node in graph.node:
        others += node.op in weighted and node.name in reached
        if others > NEAR_INPUT:
            return
        found: Tensors | None
        if node.op in _FUSED and not node.attr["is_training"].b:
            given, mean, variance = (tensor_name(node.input[index]) for index in (0, 3, 4))
            found = Tensors(given, mean, variance, node.attr["data_format"].s == b"NCHW")
        else:
            found = _written_out(node, nodes, users) if node.op == "Rsqrt" else None
        if found is not None and node_name(found.given) in reached:
            yield found


def _written_out(root: Any, nodes: Mapping[str, Any], users: _Users) -> Tensors | None:
    """Return the normalisation that takes the root of a variance and a small number; None where it is another."""
    inner = nodes.get(node_name(root.input[0]))
    if inner is None or inner.op not in ("Add", "AddV2"):
        return None
    scaled = [user for user in users[root.name] if user.op == "Mul"]
    factor = scaled[0].name if len(scaled) == 1 else root.name
    given: list[str] = []
    means: list[str] = []
    for user in users[factor]:
        others = [source for source in user.input if node_name(source) != factor]
        if user.op == "Mul" and len(others) == 1:
            subtracted = all(other.op in _SUBTRACTED for other in users[user.name])
            (means if subtracted else given).append(tensor_name(others[0]))
    if len(given) != 1 or len(means) != 1:
        return None
    return Tensors(given[0], means[0], tensor_name(inner.input[0]))
