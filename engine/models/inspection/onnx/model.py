"""An ONNX file: its steps, held against what may run, and where its weights lie."""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.onnx.messages import Graph, Reader, pair, size_of
from engine.models.inspection.onnx.operators import BRANCH, OPERATORS, VERSIONS
from engine.models.inspection.onnx.texts import class_texts
from engine.models.inspection.onnx.wire import Message
from engine.models.inspection.refusals import readable

_OWN = ("", "ai.onnx")  # names of ONNX's own domain of operators
_NAME = 1_000  # bytes
_CONSTANTS = {"value_float": "float32", "value_floats": "float32", "value_int": "int64", "value_ints": "int64"}


def read_onnx(path: Path, limits: InspectionLimits) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Return (what a loader needs, bytes of the weights, texts that may name the classes).

    Raises SaliscopeError: MODEL_ONNX_OPERATOR, MODEL_ONNX_CUSTOM, MODEL_ONNX_VERSION, MODEL_ONNX_STRUCTURE,
    MODEL_OUTSIDE_FILE, MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            return _read(Message(data, 0, len(data)), limits)
        except SaliscopeError as refusal:
            if refusal.code is Code.MODEL_STRUCTURE:  # whose sentence speaks of Keras
                raise SaliscopeError(Code.MODEL_ONNX_STRUCTURE, **refusal.params) from refusal
            raise


def _read(model: Message, limits: InspectionLimits) -> tuple[dict[str, Any], int, dict[str, str]]:
    graph: Graph | None = None
    versions: dict[str, int] = {}
    producer = ""
    extras: dict[str, str] = {}
    for each in model.fields():
        if each.key == 2:
            producer = model.text(each, _NAME)
        elif each.key == 7:
            if graph is not None:
                raise SaliscopeError(Code.MODEL_DAMAGED)
            graph = Reader(limits.onnx_parts).graph(model.inner(each))
        elif each.key == 8:
            versions |= [_version(model.inner(each))]
        elif each.key == 14:
            key, text = pair(model.inner(each), limits.text_bytes)
            extras |= class_texts(key, text)
        elif each.key == 25:
            raise SaliscopeError(Code.MODEL_ONNX_STRUCTURE, found="functions")
    if graph is None:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    version = max((versions.get(name, 0) for name in _OWN), default=0)
    if version not in VERSIONS:
        raise SaliscopeError(Code.MODEL_ONNX_VERSION, found=version, first=VERSIONS[0], last=VERSIONS[-1])
    _without_constant_steps(vars(graph))
    _check_steps(vars(graph), frozenset())
    weights = sum(size_of(tensor) for tensor in _tensors(vars(graph)))
    check_memory(weights, limits)
    return _facts(graph, version, producer), weights, extras


def _version(message: Message) -> tuple[str, int]:
    domain, version = "", 0
    for each in message.fields():
        if each.key == 1:
            domain = message.text(each, _NAME)
        elif each.key == 2:
            version = each.number
    return domain, version


def _check_steps(graph: dict[str, Any], outer: Collection[str]) -> None:
    """Check that every step may run, takes what was made before, and makes what nothing made before."""
    made = {value["name"] for value in graph["inputs"]} | graph["constants"].keys() | set(outer)
    own: set[str] = set()
    for node in graph["nodes"]:
        _check_operator(node)
        if not made.issuperset(name for name in node["inputs"] if name):
            raise SaliscopeError(Code.MODEL_DAMAGED)
        for branch in branches(node):
            _check_steps(branch, made)
        for name in node["outputs"]:
            if name and name in made:
                raise SaliscopeError(Code.MODEL_DAMAGED)
            made.add(name)
            own.add(name)
    if not graph["outputs"] or not all(value["name"] in made for value in graph["outputs"]):
        raise SaliscopeError(Code.MODEL_DAMAGED)


def branches(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the graphs within a step."""
    for value in node["attributes"].values():
        if isinstance(value, dict) and "graph" in value:
            yield value["graph"]


def _tensors(graph: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the constants of a graph and of the graphs within it."""
    yield from graph["constants"].values()
    for node in graph["nodes"]:
        for branch in branches(node):
            yield from _tensors(branch)


def _check_operator(node: dict[str, Any]) -> None:
    place = readable(node["name"] or next(iter(node["outputs"]), ""))
    if node["domain"] not in _OWN:
        operation = readable(f"{node['domain']}.{node['op']}")
        raise SaliscopeError(Code.MODEL_ONNX_CUSTOM, operation=operation, node=place)
    if node["op"] not in OPERATORS or (node["op"] != BRANCH and any(branches(node))):
        raise SaliscopeError(Code.MODEL_ONNX_OPERATOR, operation=readable(node["op"]), node=place)


def _facts(graph: Graph, version: int, producer: str) -> dict[str, Any]:
    given = [value for value in graph.inputs if value["name"] not in graph.constants]
    for value in given:
        if not value["dtype"] or value["shape"] is None:
            raise SaliscopeError(Code.MODEL_ONNX_STRUCTURE, found=readable(f"input {value['name']}"))
    if not given:
        raise SaliscopeError(Code.MODEL_ONNX_STRUCTURE, found="no input")
    return {
        "producer": readable(producer),
        "version": version,
        "inputs": given,
        "outputs": [value["name"] for value in graph.outputs],
        "nodes": graph.nodes,
        "constants": graph.constants,
        "files": sorted({tensor["file"] for tensor in _tensors(vars(graph)) if tensor.get("file")}),
    }


def _without_constant_steps(graph: dict[str, Any]) -> None:
    """Put what Constant steps give among the constants."""
    kept = []
    for node in graph["nodes"]:
        for branch in branches(node):
            _without_constant_steps(branch)
        if node["op"] != "Constant" or node["domain"] not in _OWN:
            kept.append(node)
            continue
        if len(node["outputs"]) != 1 or node["outputs"][0] in graph["constants"]:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        graph["constants"][node["outputs"][0]] = _constant(node)
    graph["nodes"] = kept


def _constant(node: dict[str, Any]) -> dict[str, Any]:
    for name, value in node["attributes"].items():
        if name == "value" and isinstance(value, dict) and "tensor" in value:
            found: dict[str, Any] = value["tensor"]
            return found
        if name in _CONSTANTS:
            several = isinstance(value, list)
            values = value if several else [value]
            return {"dtype": _CONSTANTS[name], "shape": [len(values)] if several else [], "values": values}
    raise SaliscopeError(Code.MODEL_ONNX_OPERATOR, operation="Constant", node=readable(node["name"]))
