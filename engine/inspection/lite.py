"""A TensorFlow Lite file: the operations it would run, the tensors it needs, and where its answers come from."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.inspection import memory
from engine.inspection.archive import bomb, readable
from engine.inspection.flatbuffer import Table, root
from engine.inspection.limits import GIB, InspectionLimits
from engine.inspection.lite_tensors import Tensor, read_tensors
from engine.inspection.operations import operations

_HEADS = {"SOFTMAX": "softmax", "LOGISTIC": "sigmoid"}
_CONVERSIONS = ("DEQUANTIZE", "QUANTIZE")
_SUBGRAPHS, _EDGES = 64, 500_000
_PEAK_FLOOR = 2 * GIB
_INDEX = struct.Struct("<i")
_SERVING = "serving_default"
# Fields, as numbered in TensorFlow Lite's schema.
_MODEL_CODES, _MODEL_SUBGRAPHS, _MODEL_BUFFERS, _MODEL_SIGNATURES = 1, 2, 4, 7
_MODEL_ELSEWHERE = (8, 9)  # buffers in other files
_CODE_OLD, _CODE_CUSTOM, _CODE_BUILTIN = 0, 1, 3
_TENSORS, _INPUTS, _OUTPUTS, _OPERATORS = 0, 1, 2, 3
_OPERATOR_CODE, _OPERATOR_INPUTS, _OPERATOR_OUTPUTS = 0, 1, 2
_BUFFER_DATA, _BUFFER_OFFSET, _BUFFER_SIZE = 0, 1, 2


@dataclass(frozen=True)
class _Operator:
    name: str
    inputs: list[int]
    outputs: list[int]


@dataclass(frozen=True)
class _Subgraph:
    table: Table
    tensors: list[Tensor]
    operators: list[_Operator]
    inputs: list[int]
    outputs: list[int]


def read_lite(path: Path, limits: InspectionLimits) -> tuple[dict[str, Any], int]:
    """Inspect a file and return (what a loader needs, bytes of its weights).

    Raises SaliscopeError: MODEL_OPERATION_UNKNOWN, MODEL_OUTSIDE_FILE, MODEL_SIGNATURE, MODEL_BOMB, MODEL_STRUCTURE,
    MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as data:
        buffers = _buffers(root(data), limits)
        subgraph = _main_subgraph(data, buffers, limits)
        _check_sizes(subgraph, sum(buffers), len(data), limits)
        facts = _facts(subgraph, _signature_names(root(data), limits))
        if not _stays_itself(data, subgraph, facts, buffers, limits):
            for output in facts["outputs"]:
                output |= {"head": "", "logits": None}
        return facts, sum(buffers)


def _main_subgraph(data: mmap.mmap, buffers: list[int], limits: InspectionLimits) -> _Subgraph:
    """Check all subgraphs and return the first, which is the one that answers."""
    model = root(data)
    names = [_operation(code) for code in model.tables(_MODEL_CODES, limits.lite_items)]
    subgraphs = [_subgraph(table, names, buffers, limits) for table in model.tables(_MODEL_SUBGRAPHS, _SUBGRAPHS)]
    for name in names:  # those that no operator uses
        _check_operation(name, "")
    if any(model.has(field) for field in _MODEL_ELSEWHERE):
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part="external buffers", layer="")
    if not subgraphs:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return subgraphs[0]


def _operation(code: Table) -> str:
    """Return an operation's name; a custom one's own, however it is numbered."""
    custom = code.text(_CODE_CUSTOM)
    number = max(code.number(_CODE_OLD, "b"), code.number(_CODE_BUILTIN, "i"))
    known = operations().lite
    return f"CUSTOM {custom}" if custom else known[number] if 0 <= number < len(known) else f"CUSTOM {number}"


def _check_operation(name: str, place: str) -> None:
    if name not in operations().lite_run:
        raise SaliscopeError(
            Code.MODEL_OPERATION_UNKNOWN, operation=readable(name.removeprefix("CUSTOM ")), node=readable(place)
        )


def _buffers(model: Table, limits: InspectionLimits) -> list[int]:
    """Return how many bytes each buffer stores, in the tables or behind them."""
    return [_buffer(table) for table in model.tables(_MODEL_BUFFERS, limits.lite_items)]


def _buffer(table: Table) -> int:
    offset, size = table.number(_BUFFER_OFFSET, "Q"), table.number(_BUFFER_SIZE, "Q")
    if offset <= 1:
        return table.vector(_BUFFER_DATA, 1).count
    if offset + size > len(table.data):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return size


def _subgraph(table: Table, names: list[str], buffers: list[int], limits: InspectionLimits) -> _Subgraph:
    tensors = read_tensors(table.tables(_TENSORS, limits.lite_items), buffers)
    operators: list[_Operator] = []
    edges = 0
    for item in table.tables(_OPERATORS, limits.lite_items):
        operators.append(_operator(item, names, tensors))
        edges += len(operators[-1].inputs) + len(operators[-1].outputs)
        if edges > _EDGES:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{edges} connections")
    inputs, outputs = (table.numbers(field, "i", limits.lite_items) for field in (_INPUTS, _OUTPUTS))
    if not all(0 <= index < len(tensors) for index in (*inputs, *outputs)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return _Subgraph(table, tensors, operators, inputs, outputs)


def _operator(table: Table, names: list[str], tensors: list[Tensor]) -> _Operator:
    code = table.number(_OPERATOR_CODE, "I")
    inputs, outputs = (table.numbers(field, "i", _EDGES) for field in (_OPERATOR_INPUTS, _OPERATOR_OUTPUTS))
    if code >= len(names) or not all(-1 <= index < len(tensors) for index in (*inputs, *outputs)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    _check_operation(names[code], tensors[outputs[0]].name if outputs else "")
    return _Operator(names[code], inputs, outputs)


def _check_sizes(subgraph: _Subgraph, stored: int, size: int, limits: InspectionLimits) -> None:
    peak = _peak(subgraph)
    if peak > max(_PEAK_FLOOR, limits.expansion * size):
        raise bomb(peak, size)
    memory.check_memory(stored + peak, limits)


def _peak(subgraph: _Subgraph) -> int:
    """Return the most bytes that computed tensors take at once, each kept from its making to its last use."""
    last = {index: step for step, operator in enumerate(subgraph.operators) for index in operator.inputs}
    last |= {index: len(subgraph.operators) for index in subgraph.outputs}
    sizes = [0 if tensor.constant else tensor.size for tensor in subgraph.tensors]
    alive = set(subgraph.inputs)
    held = peak = sum(sizes[index] for index in alive)
    for step, operator in enumerate(subgraph.operators):
        made = set(operator.outputs) - alive - {-1}
        held += sum(sizes[index] for index in made)
        peak = max(peak, held)
        alive |= made
        done = {index for index in (*operator.inputs, *made) if index in alive and last.get(index, -1) <= step}
        held -= sum(sizes[index] for index in done)
        alive -= done
    return peak


def _facts(subgraph: _Subgraph, names: dict[str, dict[int, str]]) -> dict[str, Any]:
    if not subgraph.inputs or not subgraph.outputs:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found="–")
    producers = {index: operator for operator in subgraph.operators for index in operator.outputs}
    place = subgraph.table.vector(_OUTPUTS, 4).at
    outputs = []
    for number, index in enumerate(subgraph.outputs):
        head, logits = _head(index, producers, subgraph.tensors)
        described = _described(subgraph.tensors, index, names["outputs"])
        outputs.append({**described, "head": head, "logits": logits, "at": place + 4 * number})
    return {
        "inputs": [_described(subgraph.tensors, index, names["inputs"]) for index in subgraph.inputs],
        "outputs": outputs,
        "operations": [operator.name for operator in subgraph.operators],
        "parameters": sum(tensor.elements for tensor in subgraph.tensors if tensor.constant),
    }


def _described(tensors: list[Tensor], index: int, names: dict[int, str]) -> dict[str, Any]:
    tensor = tensors[index]
    if not tensor.dtype:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(tensor.name))
    return {
        "name": names.get(index, tensor.name),
        "index": index,
        "dtype": tensor.dtype,
        "shape": tensor.shape,
        "scale": tensor.scale,
        "zero_point": tensor.zero_point,
    }


def _head(output: int, producers: dict[int, _Operator], tensors: list[Tensor]) -> tuple[str, int | None]:
    """Return ("softmax" or "sigmoid", the tensor it is given), or ("", None) where neither makes the output."""
    made = producers.get(output)
    for _ in _CONVERSIONS:
        if made is not None and made.name in _CONVERSIONS and made.inputs:
            made = producers.get(made.inputs[0])
    if made is None or made.name not in _HEADS or not made.inputs:
        return "", None
    logits = made.inputs[0]
    usable = logits in producers and tensors[logits].dtype and tensors[logits].shape == tensors[output].shape
    return (_HEADS[made.name], logits) if usable else ("", None)


def _stays_itself(
    data: mmap.mmap, subgraph: _Subgraph, facts: dict[str, Any], buffers: list[int], limits: InspectionLimits
) -> bool:
    """Lead the outputs past their heads, as a loader will, and tell whether nothing else of the model changes.

    A stranger's tables may overlap. The changes stay in this process's view of the file.
    """
    for output in facts["outputs"]:
        if output["logits"] is not None:
            _INDEX.pack_into(data, output["at"], output["logits"])
    try:
        changed = _main_subgraph(data, buffers, limits)
    except SaliscopeError:
        return False
    wanted = [output["index"] if output["logits"] is None else output["logits"] for output in facts["outputs"]]
    return changed == replace(subgraph, outputs=wanted)


def _signature_names(model: Table, limits: InspectionLimits) -> dict[str, dict[int, str]]:
    """Return {"inputs", "outputs"}: what the first subgraph's signature calls tensors, by index."""
    signatures = [table for table in model.tables(_MODEL_SIGNATURES, _SUBGRAPHS) if not table.number(4, "I")]
    signatures.sort(key=lambda table: table.text(2) != _SERVING)
    return {
        kind: {
            entry.number(1, "I"): entry.text(0)
            for table in signatures[:1]
            for entry in table.tables(field, limits.lite_items)
        }
        for field, kind in enumerate(("inputs", "outputs"))
    }
