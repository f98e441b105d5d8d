"""A TensorFlow Lite file: the operations it would run, the tensors it needs, and where its answers come from."""

from __future__ import annotations

import math
import mmap
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.lite.flatbuffer import Table, Vector, root
from engine.models.inspection.lite.rules import Shape
from engine.models.inspection.lite.steps import OPERATIONS, Operator, Run
from engine.models.inspection.lite.tensors import Tensor, read_tensors
from engine.models.inspection.operations import operations
from engine.models.inspection.refusals import bomb, readable
from engine.system.memory import GIB
from engine.system.quick_dataclass import dataclass

_HEADS = {"SOFTMAX": "softmax", "LOGISTIC": "sigmoid"}
_NAMES, _NAME_LENGTH = 4_000, 400  # of tensors, by which a published family is known
_CONVERSIONS = ("DEQUANTIZE", "QUANTIZE")
_SUBGRAPHS, _EDGES = 64, 500_000  # at most
_PEAK_FLOOR = 2 * GIB  # of tensors at once, which even a small file may need
_SOFTMAX_OPTIONS = 9  # the number of this kind of options in the schema
_SERVING = "serving_default"
_FREE_SIDE = 224  # of a picture of any size: the one it is looked at
# Fields, as numbered in TensorFlow Lite's schema.
_MODEL_CODES, _MODEL_SUBGRAPHS, _MODEL_BUFFERS, _MODEL_METADATA, _MODEL_SIGNATURES = 1, 2, 4, 6, 7
_MODEL_ELSEWHERE = (8, 9)  # buffers in other files
_CODE_OLD, _CODE_CUSTOM, _CODE_BUILTIN = 0, 1, 3
_TENSORS, _INPUTS, _OUTPUTS, _OPERATORS = 0, 1, 2, 3
_OPERATOR_CODE, _OPERATOR_INPUTS, _OPERATOR_OUTPUTS, _OPTIONS_KIND, _OPTIONS = 0, 1, 2, 3, 4
_OPERATOR_EXTRAS = (
    5,
    7,
    8,
    9,
    11,
    12,
)  # custom options, variables, intermediates, later options
_BUFFER_DATA, _BUFFER_OFFSET, _BUFFER_SIZE = 0, 1, 2


@dataclass(frozen=True)
class _Subgraph:
    tensors: list[Tensor]
    operators: list[Operator]
    inputs: list[int]
    outputs: list[int]


def read_lite(path: Path, limits: InspectionLimits) -> tuple[dict[str, Any], int]:
    """Inspect a file and return (what a loader needs, bytes of its weights).

    Raises SaliscopeError: MODEL_OPERATION_UNKNOWN, MODEL_STEP, MODEL_SWELLS, MODEL_OUTSIDE_FILE, MODEL_SIGNATURE,
    MODEL_BOMB, MODEL_STRUCTURE, MODEL_DAMAGED, MODEL_TOO_BIG.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        buffers = _buffers(root(data), limits)
        subgraph = _main_subgraph(data, buffers, limits)
        stored = sum(buffer.count for buffer in buffers)
        run = _followed(subgraph)
        _check_sizes(subgraph, run, stored, len(data), limits)
        return _facts(subgraph, run, _signature_names(root(data), limits)), stored


def _followed(subgraph: _Subgraph) -> Run:
    """Return what becomes of one photograph, step by step."""
    run = Run(subgraph.tensors, {index: _run_shape(subgraph.tensors[index]) for index in subgraph.inputs})
    for operator in subgraph.operators:
        run.follow(operator)
    if not all(index in run.shapes for index in subgraph.outputs):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return run


def _run_shape(tensor: Tensor) -> Shape:
    """Return the shape an input is given: one at a time, and a size where it is free."""
    side = _FREE_SIDE if len(tensor.shape) == 4 else 1
    shape = tuple(side if size is None else size for size in tensor.shape[1:])
    if not tensor.dtype or not tensor.shape or min(shape, default=1) < 1:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(tensor.name))
    return (1, *shape)


def _main_subgraph(data: mmap.mmap, buffers: list[Vector], limits: InspectionLimits) -> _Subgraph:
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
    # The old field is a byte; numbers beyond it stand in the new one, the old then holds 127.
    number = max(code.number(_CODE_OLD, "b"), code.number(_CODE_BUILTIN, "i"))
    known = operations().lite
    return f"CUSTOM {custom}" if custom else known[number] if 0 <= number < len(known) else f"CUSTOM {number}"


def _check_operation(name: str, place: str) -> None:
    if name not in OPERATIONS:
        raise SaliscopeError(
            Code.MODEL_OPERATION_UNKNOWN, operation=readable(name.removeprefix("CUSTOM ")), node=readable(place)
        )


def _buffers(model: Table, limits: InspectionLimits) -> list[Vector]:
    """Return where each buffer's bytes lie, in the tables or behind them."""
    return [_buffer(table) for table in model.tables(_MODEL_BUFFERS, limits.lite_items)]


def _buffer(table: Table) -> Vector:
    offset, size = table.number(_BUFFER_OFFSET, "Q"), table.number(_BUFFER_SIZE, "Q")
    if offset <= 1:  # 0 and 1 both say that the bytes are in the table
        return table.vector(_BUFFER_DATA, 1)
    if offset + size > len(table.data):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return Vector(offset, size)


def _subgraph(table: Table, names: list[str], buffers: list[Vector], limits: InspectionLimits) -> _Subgraph:
    tensors = read_tensors(table.tables(_TENSORS, limits.lite_items), buffers)
    operators: list[Operator] = []
    edges = 0
    for item in table.tables(_OPERATORS, limits.lite_items):
        operators.append(_operator(item, names, tensors))
        edges += len(operators[-1].inputs) + len(operators[-1].outputs)
        if edges > _EDGES:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{edges} connections")
    inputs, outputs = (table.numbers(field, "i", limits.lite_items) for field in (_INPUTS, _OUTPUTS))
    if not all(0 <= index < len(tensors) for index in (*inputs, *outputs)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return _Subgraph(tensors, operators, inputs, outputs)


def _operator(table: Table, names: list[str], tensors: list[Tensor]) -> Operator:
    code = table.number(_OPERATOR_CODE, "I")
    inputs, outputs = (table.numbers(field, "i", _EDGES) for field in (_OPERATOR_INPUTS, _OPERATOR_OUTPUTS))
    if code >= len(names) or not all(-1 <= index < len(tensors) for index in (*inputs, *outputs)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    place = tensors[outputs[0]].name if outputs else ""
    _check_operation(names[code], place)
    if any(table.has(field) for field in _OPERATOR_EXTRAS):
        raise SaliscopeError(Code.MODEL_STEP, operation=names[code], node=readable(place))
    kind = table.number(_OPTIONS_KIND, "B")
    return Operator(names[code], inputs, outputs, kind, table.table(_OPTIONS) if kind else None)


def _check_sizes(subgraph: _Subgraph, run: Run, stored: int, size: int, limits: InspectionLimits) -> None:
    peak = _peak(subgraph, run)
    if peak > max(_PEAK_FLOOR, limits.expansion * size):
        raise bomb(peak, size)
    check_memory(stored + peak, limits)


def _peak(subgraph: _Subgraph, run: Run) -> int:
    """Return the most bytes that computed tensors take at once, each kept from its making to its last use."""
    last = {index: step for step, operator in enumerate(subgraph.operators) for index in operator.inputs}
    last |= {index: len(subgraph.operators) for index in subgraph.outputs}
    sizes = [0 if tensor.constant else run.bytes(index) for index, tensor in enumerate(subgraph.tensors)]
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


def _facts(subgraph: _Subgraph, run: Run, names: dict[str, dict[int, str]]) -> dict[str, Any]:
    if not subgraph.inputs or not subgraph.outputs:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found="–")
    producers = {index: operator for operator in subgraph.operators for index in operator.outputs}
    outputs = []
    for index in subgraph.outputs:
        head, logits, slope = _head(index, producers, subgraph.tensors, run)
        described = _described(subgraph.tensors[index], index, names["outputs"], run)
        outputs.append({**described, "head": head, "logits": logits, "slope": slope})
    inputs = [_described(subgraph.tensors[index], index, names["inputs"], run) for index in subgraph.inputs]
    return {
        "inputs": [
            {
                **described,
                "run": list(run.shapes[described["index"]]),
                "quantised": _quantised(subgraph, described["index"]),
            }
            for described in inputs
        ],
        "outputs": outputs,
        "operations": [operator.name for operator in subgraph.operators],
        "names": [tensor.name[:_NAME_LENGTH] for tensor in subgraph.tensors[:_NAMES]],
        "parameters": sum(tensor.elements for tensor in subgraph.tensors if tensor.constant),
    }


def _described(tensor: Tensor, index: int, names: dict[int, str], run: Run) -> dict[str, Any]:
    if not tensor.dtype:
        raise SaliscopeError(Code.MODEL_SIGNATURE, found=readable(tensor.name))
    known, made = tensor.shape, run.shapes[index]
    free = known if len(known) == len(made) else [0] * len(made)
    return {
        "name": names.get(index, tensor.name),
        "index": index,
        "dtype": tensor.dtype,
        "shape": [None if wanted is None else size for wanted, size in zip(free, made, strict=True)],
        "scale": tensor.scale,
        "zero_point": tensor.zero_point,
    }


def _quantised(subgraph: _Subgraph, index: int) -> dict[str, Any] | None:
    """Return how an input of real numbers is stored at once, None where it is used as it is."""
    users = [operator for operator in subgraph.operators if index in operator.inputs]
    if len(users) != 1 or users[0].name != "QUANTIZE":
        return None
    tensor = subgraph.tensors[users[0].outputs[0]]
    return {"dtype": tensor.dtype, "scale": tensor.scale, "zero_point": tensor.zero_point}


def _head(
    output: int, producers: dict[int, Operator], tensors: list[Tensor], run: Run
) -> tuple[str, int | None, float]:
    """Return ("softmax" or "sigmoid", the tensor it is given, by what it multiplies that), or ("", None, 1.0)."""
    made = producers.get(output)
    for _ in _CONVERSIONS:  # a quantised model may convert its answers once or twice
        if made is not None and made.name in _CONVERSIONS:
            made = producers.get(made.inputs[0])
    if made is None or made.name not in _HEADS:
        return "", None, 1.0
    logits = made.inputs[0]
    slope = 1.0
    if made.name == "SOFTMAX":
        slope = made.options.real(0) if made.options is not None and made.kind == _SOFTMAX_OPTIONS else 0.0
    sound = math.isfinite(slope) and slope > 0 and run.shapes[logits] == run.shapes[output]
    usable = sound and logits in producers and tensors[logits].dtype
    return (_HEADS[made.name], logits, slope) if usable else ("", None, 1.0)


def _signature_names(model: Table, limits: InspectionLimits) -> dict[str, dict[int, str]]:
    """Return {"inputs", "outputs"}: what the first subgraph's signature calls tensors, by index."""
    every = model.tables(_MODEL_SIGNATURES, _SUBGRAPHS)
    # A loader takes them all apart, used or not.
    for table, field in ((model, _MODEL_METADATA), *((table, field) for table in every for field in (0, 1))):
        table.tables(field, limits.lite_items)
    signatures = [table for table in every if not table.number(4, "I")]
    signatures.sort(key=lambda table: table.text(2) != _SERVING)
    return {
        kind: {
            entry.number(1, "I"): entry.text(0)
            for table in signatures[:1]
            for entry in table.tables(field, limits.lite_items)
        }
        for field, kind in enumerate(("inputs", "outputs"))
    }
