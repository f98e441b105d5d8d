"""The parts of an ONNX file as plain values: nodes, attributes, tensors and where their numbers lie.

Field numbers are those of ONNX's schema, which never change their meaning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.onnx.wire import LENGTH, VARINT, Field, Message, signed
from engine.models.inspection.refusals import readable

# Types of numbers by ONNX's own numbers, as NumPy names them.
DTYPES = {
    1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64", 9: "bool", 10: "float16",
    11: "float64", 12: "uint32", 13: "uint64", 16: "bfloat16",
}  # fmt: skip
_BYTES = {"bfloat16": 2, "bool": 1} | {
    name: int(name.lstrip("uintfloa")) // 8 for name in DTYPES.values() if name[-1].isdigit() and name != "bfloat16"
}
_NAME, _TEXT, _NUMBERS, _EDGES, _PARTS, _RANK, _DEPTH = 1_000, 1 << 20, 1 << 16, 1 << 12, 256, 16, 4  # at most
_LONGEST = 1 << 31  # of one dimension
_FLOAT, _INT, _STRING, _TENSOR, _FLOATS, _INTS, _STRINGS = 1, 2, 3, 4, 6, 7, 8  # types of attributes
_GRAPH_TYPE = 5
_TAKEN_BY_ONE = {2: _FLOAT, 3: _INT, 4: _STRING, 5: _TENSOR, 6: _GRAPH_TYPE, 7: _FLOATS, 8: _INTS, 9: _STRINGS}
_EXTERNAL = 1  # where a tensor's numbers lie: in another file


@dataclass
class Graph:
    """A network, or a branch of it. constants: by name; inputs, outputs: {"name", "dtype", "shape"}."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    constants: dict[str, dict[str, Any]] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    outputs: list[dict[str, Any]] = field(default_factory=list)


class Reader:
    """Reads graphs, and counts what they are made of. most: parts of each kind at most.

    Raises SaliscopeError: MODEL_DAMAGED, MODEL_STRUCTURE.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0

    def graph(self, message: Message, depth: int = 0) -> Graph:
        """Return a graph."""
        if depth > _DEPTH:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{depth} graphs within each other")
        found = Graph()
        for each in message.fields():
            if each.key in (1, 5, 11, 12):
                self._counted()
            if each.key == 1:
                found.nodes.append(self._node(message.inner(each), depth))
            elif each.key == 5:
                name, tensor = self.tensor(message.inner(each))
                if not name or name in found.constants:
                    raise SaliscopeError(Code.MODEL_DAMAGED)
                found.constants[name] = tensor
            elif each.key in (11, 12):
                (found.inputs if each.key == 11 else found.outputs).append(_value(message.inner(each)))
            elif each.key == 15:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found="sparse weights")
        return found

    def tensor(self, message: Message) -> tuple[str, dict[str, Any]]:
        """Return (its name, {"dtype", "shape"} and either {"values"} or {"at", "bytes", "file"}, where they lie)."""
        name, kind, elsewhere = "", 0, False
        shape: list[int] = []
        external: dict[str, str] = {}
        stored: list[Field] = []
        for each in message.fields():
            if each.key == 1:
                shape += message.numbers(each, _RANK)
            elif each.key == 2:
                kind = each.number
            elif each.key == 8:
                name = message.text(each, _NAME)
            elif each.key == 13:
                external |= [pair(message.inner(each), _NAME)]
            elif each.key == 14:
                elsewhere = each.number == _EXTERNAL
            elif each.key in (4, 5, 7, 9, 10, 11) and (each.kind != LENGTH or each.size):
                stored.append(each)
        dtype = DTYPES.get(kind)
        if dtype is None:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"{name}: numbers of kind {kind}"))
        if len(shape) > _RANK or any(not 0 <= size < _LONGEST for size in shape):
            raise SaliscopeError(Code.MODEL_DAMAGED)
        found: dict[str, Any] = {"dtype": dtype, "shape": shape}
        if elsewhere:
            return name, found | _elsewhere(external, size_of(found))
        return name, found | _stored(message, stored, found)

    def _counted(self) -> None:
        self._count += 1
        if self._count > self._most:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{self._count} parts")

    def _node(self, message: Message, depth: int) -> dict[str, Any]:
        node: dict[str, Any] = {"op": "", "name": "", "domain": "", "inputs": [], "outputs": [], "attributes": {}}
        texts = {3: "name", 4: "op", 7: "domain"}
        for each in message.fields():
            if each.key in (1, 2):
                names = node["inputs" if each.key == 1 else "outputs"]
                names.append(message.text(each, _NAME))
                if len(names) > _EDGES:
                    raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{len(names)} connections")
            elif each.key in texts:
                node[texts[each.key]] = message.text(each, _NAME)
            elif each.key == 5:
                name, value = self._attribute(message.inner(each), depth)
                node["attributes"][name] = value
                if len(node["attributes"]) > _PARTS:
                    raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{_PARTS} settings")
        return node

    def _attribute(self, message: Message, depth: int) -> tuple[str, Any]:
        name, said = "", 0
        found: dict[int, Any] = {}
        for each in message.fields():
            if each.key == 1:
                name = message.text(each, _NAME)
            elif each.key == 20:
                said = each.number
            elif each.key == 21:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"{name}: a function's setting"))
            elif each.key in _TAKEN_BY_ONE:
                kind = _TAKEN_BY_ONE[each.key]
                value = self._setting(kind, message, each, depth)
                found[kind] = found[kind] + value if isinstance(value, list) and kind in found else value
                if isinstance(value, list) and len(found[kind]) > _NUMBERS:
                    raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{_NUMBERS} numbers")
            elif each.key in (10, 11, 14, 15, 22, 23):
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"setting {name}"))
        kind = said or next(iter(found), 0)
        empty: dict[int, Any] = {_FLOAT: 0.0, _INT: 0, _STRING: "", _FLOATS: [], _INTS: [], _STRINGS: []}
        if kind not in found and kind not in empty:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return name, found.get(kind, empty.get(kind))

    def _setting(self, kind: int, message: Message, each: Field, depth: int) -> Any:
        if kind == _FLOAT:
            return message.reals(each, 1)[0]
        if kind == _INT:
            return message.numbers(each, 1)[0]
        if kind == _STRING:
            return message.text(each, _TEXT)
        if kind == _STRINGS:
            return [message.text(each, _TEXT)]
        if kind == _TENSOR:
            return {"tensor": self.tensor(message.inner(each))[1]}
        if kind == _GRAPH_TYPE:
            return {"graph": vars(self.graph(message.inner(each), depth + 1))}
        return message.reals(each, _NUMBERS) if kind == _FLOATS else message.numbers(each, _NUMBERS)


def size_of(tensor: dict[str, Any]) -> int:
    """Return how many bytes a tensor has by its shape."""
    return math.prod(tensor["shape"]) * _BYTES[tensor["dtype"]]


def _stored(message: Message, stored: list[Field], found: dict[str, Any]) -> dict[str, Any]:
    """Return where a tensor's numbers lie, or the numbers where they are few and packed."""
    count, size = math.prod(found["shape"]), size_of(found)
    if not count and not stored:
        return {"values": []}
    if {each.key for each in stored} - {9, 4, 10} == set() and len(stored) == 1 and stored[0].kind == LENGTH:
        # Numbers as they lie in memory: raw, or float32 and float64 packed.
        (each,) = stored
        if each.size != size or (each.key, found["dtype"]) in ((4, "float64"), (10, "float32")):
            raise SaliscopeError(Code.MODEL_DAMAGED)
        return {"at": each.at, "bytes": each.size, "file": ""}
    if count > _NUMBERS:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{count} numbers one by one")
    values: list[Any] = []
    for each in stored:
        values += message.reals(each, count) if each.key == 4 else _whole(message, each, count)
    if len(values) != count:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return {"values": values, "bits": found["dtype"] in ("float16", "bfloat16")}


def _whole(message: Message, each: Field, most: int) -> list[int]:
    if each.key not in (5, 7, 11):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return message.numbers(each, most)


def _elsewhere(external: dict[str, str], size: int) -> dict[str, Any]:
    """Return where a tensor's numbers lie in another file, which must lie in the same folder."""
    place = external.get("location", "").removeprefix("./")
    if not place or place.startswith(".") or any(mark in place for mark in "/\\:\0"):
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(place), layer="")
    try:
        at, length = int(external.get("offset", "0")), int(external.get("length", size))
    except ValueError as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    if at < 0 or length != size:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return {"at": at, "bytes": size, "file": place}


def pair(message: Message, most: int) -> tuple[str, str]:
    """Return (key, text) of an entry, its text of at most `most` bytes."""
    found = {1: "", 2: ""}
    for each in message.fields():
        if each.key in found:
            found[each.key] = message.text(each, most)
    return found[1], found[2]


def _value(message: Message) -> dict[str, Any]:
    """Return {"name", "dtype", "shape"} of an input or output: shape None where the file does not say it."""
    found: dict[str, Any] = {"name": "", "dtype": "", "shape": None}
    for each in message.fields():
        if each.key == 1:
            found["name"] = message.text(each, _NAME)
        elif each.key == 2:
            found |= _type(message.inner(each))
    return found


def _type(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for tensor in (message.inner(each) for each in message.fields() if each.key == 1):
        for each in tensor.fields():
            if each.key == 1:
                found["dtype"] = DTYPES.get(each.number, "")
            elif each.key == 2:
                found["shape"] = _shape(tensor.inner(each))
    return found


def _shape(message: Message) -> list[int | None]:
    sizes: list[int | None] = []
    for each in message.fields():
        if each.key != 1:
            continue
        size = None
        for part in message.inner(each).fields():
            if part.key == 1 and part.kind == VARINT:
                size = signed(part.number)
        sizes.append(size if size is not None and size > 0 else None)
        if len(sizes) > _RANK:
            raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{len(sizes)} dimensions")
    return sizes
