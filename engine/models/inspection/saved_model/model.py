"""A SavedModel folder: what one signature of it reaches may run, and nothing else. Everything is looked at.

The part that restores its variables is only read, for which value belongs to which: see `restoring`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.operations import operations
from engine.models.inspection.refusals import bomb, readable
from engine.models.inspection.saved_model import proto as saved_model_proto
from engine.models.inspection.saved_model.checkpoint import Stored, read_index
from engine.models.inspection.saved_model.graph import Graph, Part, node_name
from engine.models.inspection.saved_model.restoring import variable_keys
from engine.models.inspection.saved_model.reusable import reusable
from engine.models.inspection.saved_model.signatures import chosen_signature

_TABLE_FILES = "InitializeTableFromTextFile"
_GRAPHS = 16  # one for each purpose, such as serving and training
_WIDEST = 16  # bytes of the widest number
_TENSOR_FLOOR = 64 << 20  # bytes that constants may declare beyond `expansion` times what is stored


def read_saved_model(folder: Path, limits: InspectionLimits) -> tuple[dict[str, Any], int]:
    """Inspect a folder and return (what a loader needs, bytes of its variables).

    Raises SaliscopeError: MODEL_OPERATION, MODEL_OPERATION_UNKNOWN, MODEL_OUTSIDE_FILE, MODEL_SIGNATURE, MODEL_BOMB,
    MODEL_STRUCTURE, MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    path = folder / "saved_model.pb"
    size = path.stat().st_size
    if size > limits.graph_bytes:
        raise SaliscopeError(Code.MODEL_TOO_BIG, needed=size >> 20, available=limits.graph_bytes >> 20)
    weights = sum(file.stat().st_size for file in (folder / "variables").glob("variables.data-*"))
    check_memory(weights + size, limits)
    metas = saved_model_proto.parse(path).meta_graphs
    if len(metas) > _GRAPHS:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{len(metas)} graphs")
    graphs = [checked_graph(meta.graph, size, limits) for meta in metas]
    index = _served(metas)
    stored = read_index(folder / "variables", limits) if weights else {}
    return {**_facts(metas[index], graphs[index], stored), "meta_graph": index}, weights


def _served(metas: Any) -> int:
    """Return the index of the graph that is meant to answer."""
    if not metas:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    # TensorFlow tags the graph that answers; others are for training. Modules of TensorFlow Hub tag only those.
    serving = [index for index, meta in enumerate(metas) if "serve" in meta.info.tags]
    others = [index for index, meta in enumerate(metas) if "train" not in meta.info.tags]
    if serving:
        return serving[0]
    if len(metas) > 1 and len(others) != 1:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found="?")
    return others[0] if len(others) == 1 else 0


def checked_graph(message: Any, size: int, limits: InspectionLimits) -> Graph:
    """Return a graph, or refuse one that holds, anywhere, what reaches out, or numbers without end.

    message: a `Graph`; size: bytes of its file. Raises SaliscopeError: see `read_saved_model`.
    """
    graph = Graph(message, limits)
    nowhere = operations().dangerous - operations().never_run
    for where, node in graph.every_node():
        if node.op in nowhere:
            raise _refused(node, where)
    _check_constants(graph, size, limits)
    return graph


def _facts(meta: Any, graph: Graph, stored: Mapping[str, Stored]) -> dict[str, Any]:
    signature = chosen_signature(meta.signatures)
    tensors = [tensor["tensor"] for tensor in (*signature["inputs"], *signature["outputs"])]
    answering = answering_part(graph, tensors)
    restoring = graph.part(filter(None, [meta.saver.restore_op]))
    keys = {variable: key for variable, key in variable_keys(graph, restoring).items() if key in stored}
    return {
        "signature": signature,
        "variables": keys,
        "reusable": reusable(meta, graph, signature, {variable: stored[key] for variable, key in keys.items()}),
        "node_count": sum(1 for _ in graph.nodes_of(answering)),
    }


def answering_part(graph: Graph, tensors: Iterable[str], fed: Collection[str] = ()) -> Part:
    """Return what tensors rest on, as far as the fed ones, if all of it may run.

    Raises SaliscopeError: MODEL_OPERATION, MODEL_OPERATION_UNKNOWN, MODEL_OUTSIDE_FILE, MODEL_DAMAGED.
    """
    answering = graph.part(tensors, fed)
    sources = {node_name(tensor) for tensor in fed}
    refused = [
        _refused(node, where)
        for where, node in graph.nodes_of(answering)
        if node.op not in operations().run and node.op not in graph.functions and (where or node.name not in sources)
    ]
    if refused:  # the worst is told first
        raise min(refused, key=lambda refusal: refusal.code is Code.MODEL_OPERATION_UNKNOWN)
    return answering


def _refused(node: Any, where: str) -> SaliscopeError:
    place = readable(f"{where}/{node.name}" if where else node.name)
    if node.op.startswith(_TABLE_FILES):
        return SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=place, layer=node.op)
    code = Code.MODEL_OPERATION if node.op in operations().dangerous else Code.MODEL_OPERATION_UNKNOWN
    return SaliscopeError(code, operation=readable(node.op), node=place)


def _check_constants(graph: Graph, stored: int, limits: InspectionLimits) -> None:
    """Refuse constants that unfold: a tensor of any shape may be stored as one number."""
    declared = _WIDEST * declared_numbers(graph)
    if declared > _TENSOR_FLOOR + limits.expansion * stored:
        raise bomb(declared, stored)


def declared_numbers(graph: Graph) -> int:
    """Return how many numbers the constants of a graph hold once they are unfolded."""
    return sum(_declared(node.attr.values()) for _, node in graph.every_node())


def _declared(settings: Iterable[Any]) -> int:
    tensors = [value.tensor for value in settings if value.HasField("tensor")]
    tensors += [tensor for value in settings if value.HasField("list") for tensor in value.list.tensor]
    return sum(math.prod(max(0, dim.size) for dim in tensor.shape.dim) for tensor in tensors)
