"""Frozen graphs: a `GraphDef` in a file, its weights as constants, with nothing that says what goes in or comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model import proto
from engine.models.inspection.saved_model.model import answering_part, checked_graph, declared_numbers
from engine.models.inspection.saved_model.ports import find_ports
from engine.models.inspection.saved_model.restoring import VARIABLES
from engine.models.inspection.varint import varint

_NODE, _NAME, _OPERATION = 0x0A, 0x0A, 0x12  # fields as protobuf tags them: of a graph; of a node
_FLOAT = 4  # bytes
_MARKS = frozenset(b"_.-/\\>")  # in names beside letters and digits


def is_graph(head: bytes) -> bool:
    """Tell a graph by its first bytes: it begins with a node, and that with a name, which its operation follows."""
    try:
        _, at = varint(head, 1, len(head))
        length, behind = varint(head, at + 1, len(head))
    except SaliscopeError:
        return False
    if head[0] != _NODE or head[at] != _NAME:
        return False
    name, follows = head[behind : behind + length], head[behind + length : behind + length + 1]
    fits = all(letter in _MARKS or chr(letter).isalnum() for letter in name)
    return bool(name) and name.isascii() and fits and follows in (b"", bytes([_OPERATION]))


def read_frozen(path: Path, limits: InspectionLimits) -> tuple[dict[str, Any], int]:
    """Inspect a file and return (what a loader needs, its bytes, most of which are weights).

    Raises SaliscopeError: MODEL_NOT_FROZEN, MODEL_PORTS, MODEL_OPERATION, MODEL_OPERATION_UNKNOWN, MODEL_BOMB,
    MODEL_STRUCTURE, MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    size = path.stat().st_size
    if size > limits.frozen_bytes:
        raise SaliscopeError(Code.MODEL_TOO_BIG, needed=size >> 20, available=limits.frozen_bytes >> 20)
    check_memory(size, limits)
    graph = checked_graph(proto.message("Graph", path.read_bytes()), size, limits)
    check_memory(_FLOAT * declared_numbers(graph), limits)
    inputs, outputs = find_ports(graph)
    fed = {tensor["tensor"] for tensor in inputs}
    answering = answering_part(graph, [tensor["tensor"] for tensor in outputs], fed)
    variables = sorted(name for name in answering.nodes if graph.nodes[name].op in VARIABLES)
    if variables:
        raise SaliscopeError(Code.MODEL_NOT_FROZEN, found=readable(variables[0]))
    count = sum(1 for _ in graph.nodes_of(answering))
    return {"signature": {"name": "", "inputs": inputs, "outputs": outputs}, "node_count": count}, size
