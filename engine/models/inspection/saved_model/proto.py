"""The parts of `saved_model.pb`, and of a checkpoint's index, that are read here, as messages of the protobuf library.

TensorFlow is not needed. Only the listed fields are looked at. Where it has alternatives (`oneof`), all that are there
are seen here, so that nothing hides behind another: a superset of what TensorFlow would take.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory  # type: ignore[import-untyped]
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

from engine.errors import Code, SaliscopeError

_PACKAGE = "saliscope"
# Message: field -> (number, type); "*" repeats, "{}" is a map from texts.
_MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "SavedModel": {"meta_graphs": (2, "*MetaGraph")},
    "MetaGraph": {
        "info": (1, "MetaInfo"),
        "graph": (2, "Graph"),
        "saver": (3, "Saver"),
        "signatures": (5, "{}Signature"),
        "objects": (7, "Objects"),
    },
    "MetaInfo": {"tags": (4, "*string")},
    "Saver": {"restore_op": (3, "string")},
    "Signature": {"inputs": (1, "{}TensorInfo"), "outputs": (2, "{}TensorInfo")},
    "TensorInfo": {"name": (1, "string"), "dtype": (2, "int32"), "shape": (3, "Shape")},
    "Shape": {"dim": (2, "*Dim"), "unknown_rank": (3, "bool")},
    "Dim": {"size": (1, "int64")},
    "Graph": {"node": (1, "*Node"), "library": (2, "Library")},
    "Node": {"name": (1, "string"), "op": (2, "string"), "input": (3, "*string"), "attr": (5, "{}Attr")},
    "Attr": {
        "list": (1, "AttrList"),
        "type": (6, "int32"),
        "shape": (7, "Shape"),
        "tensor": (8, "Tensor"),
        "func": (10, "Function"),
        "s": (2, "bytes"),
        "i": (3, "int64"),
    },
    "AttrList": {"shape": (7, "*Shape"), "tensor": (8, "*Tensor"), "func": (9, "*Function")},
    "Tensor": {
        "dtype": (1, "int32"),
        "shape": (2, "Shape"),
        "content": (4, "bytes"),
        "ints": (7, "*int32"),
        "texts": (8, "*bytes"),
    },
    "Function": {"name": (1, "string"), "attr": (2, "{}Attr")},
    "Library": {"function": (1, "*Body"), "gradient": (2, "*Gradient"), "registered": (3, "*Registered")},
    "Gradient": {"function": (1, "string"), "gradient": (2, "string")},
    "Registered": {"gradient": (1, "string"), "operation": (2, "string")},
    "Body": {"signature": (1, "Operation"), "node": (3, "*Node"), "ret": (4, "{}string"), "attr": (5, "{}Attr")},
    "Operation": {"name": (1, "string"), "input": (2, "*Argument")},
    "Argument": {"name": (1, "string"), "number": (5, "string"), "types": (6, "string")},
    "Objects": {"nodes": (1, "*Object")},
    "Object": {"children": (1, "*Child"), "function": (6, "Traces"), "variable": (7, "Named")},
    "Child": {"node": (1, "int32"), "name": (2, "string")},
    "Traces": {"concrete": (1, "*string")},
    "Named": {"name": (6, "string")},
    "CheckpointHeader": {"shards": (1, "int32"), "endianness": (2, "int32")},
    "CheckpointEntry": {
        "dtype": (1, "int32"),
        "shape": (2, "Shape"),
        "shard": (3, "int32"),
        "offset": (4, "int64"),
        "size": (5, "int64"),
        "slices": (7, "*bytes"),
    },
}
_SCALARS = {"string": 9, "bytes": 12, "int32": 5, "int64": 3, "bool": 8}
_MESSAGE, _OPTIONAL, _REPEATED = 11, 1, 3


def parse(path: Path) -> Any:
    """Return the SavedModel message in a file.

    Raises SaliscopeError(MODEL_DAMAGED), MemoryError.
    """
    return message("SavedModel", path.read_bytes())


def message(name: str, data: bytes) -> Any:
    """Return one of the messages, read from its bytes.

    Raises SaliscopeError(MODEL_DAMAGED), MemoryError.
    """
    try:
        return _class(name).FromString(data)
    except (DecodeError, RecursionError, UnicodeError) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


@cache
def _class(name: str) -> Any:
    return message_factory.GetMessageClass(_pool().FindMessageTypeByName(f"{_PACKAGE}.{name}"))


@cache
def _pool() -> Any:
    """Return a pool of its own: TensorFlow's messages may live in the same process."""
    file = descriptor_pb2.FileDescriptorProto(name="saliscope/saved_model.proto", package=_PACKAGE, syntax="proto3")
    for name, fields in _MESSAGES.items():
        described = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _add_field(described, field, number, kind)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return pool


def _add_field(described: Any, name: str, number: int, kind: str) -> None:
    label = _REPEATED if kind.startswith(("*", "{}")) else _OPTIONAL
    field = described.field.add(name=name, number=number, label=label)
    if kind.startswith("{}"):
        entry = described.nested_type.add(name=f"{name.title().replace('_', '')}Entry")
        entry.options.map_entry = True
        _add_field(entry, "key", 1, "string")
        _add_field(entry, "value", 2, kind[2:])
        field.type, field.type_name = _MESSAGE, f".{_PACKAGE}.{described.name}.{entry.name}"
    elif kind.lstrip("*") in _SCALARS:
        field.type = _SCALARS[kind.lstrip("*")]
    else:
        field.type, field.type_name = _MESSAGE, f".{_PACKAGE}.{kind.lstrip('*')}"
