"""The tensors of a TensorFlow Lite file: what they hold, how large they are, how their numbers are meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from struct import Struct

from engine.errors import Code, SaliscopeError
from engine.inspection.archive import readable
from engine.inspection.flatbuffer import Table

# Fields, as numbered in TensorFlow Lite's schema.
_SHAPE, _TYPE, _BUFFER, _NAME, _QUANTISATION, _SPARSITY, _SIGNATURE, _EXTERNAL = 0, 1, 2, 3, 4, 6, 7, 10
_SCALE, _ZERO_POINT = 2, 3
# By number: NumPy's name, "" where no array of it can be handed over, and bits.
_TYPES = {
    0: ("float32", 32), 1: ("float16", 16), 2: ("int32", 32), 3: ("uint8", 8), 4: ("int64", 64), 5: ("", 0),
    6: ("bool", 8), 7: ("int16", 16), 8: ("", 64), 9: ("int8", 8), 10: ("float64", 64), 11: ("", 128),
    12: ("uint64", 64), 13: ("", 0), 14: ("", 0), 15: ("uint32", 32), 16: ("uint16", 16), 17: ("", 4),
    18: ("", 16), 19: ("", 2), 20: ("", 4),
}  # fmt: skip
_RANK = 16


@dataclass(frozen=True)
class Tensor:
    """size: bytes; shape: None stands for what is free; scale: 0.0 where numbers are stored as they are."""

    name: str
    dtype: str
    shape: list[int | None]
    elements: int
    size: int
    constant: bool
    scale: float
    zero_point: int


def read_tensors(tables: list[Table], buffers: list[int]) -> list[Tensor]:
    """Return the tensors of a subgraph. buffers: how many bytes each of the model's stores."""
    return [_tensor(table, buffers) for table in tables]


def _tensor(table: Table, buffers: list[int]) -> Tensor:
    name, kind, buffer = readable(table.text(_NAME)), table.number(_TYPE, "b"), table.number(_BUFFER, "I")
    if table.number(_EXTERNAL, "I"):
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=name, layer="")
    shape = table.numbers(_SHAPE, "i", _RANK)
    if kind not in _TYPES or buffer >= max(1, len(buffers)) or min(shape, default=0) < 0:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    dtype, bits = _TYPES[kind]
    elements, stored = math.prod(shape), buffers[buffer] if buffers else 0
    size = -(-elements * bits // 8)
    if 0 < stored < size and not table.has(_SPARSITY):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    free = table.numbers(_SIGNATURE, "i", _RANK) or shape
    if len(free) != len(shape):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    known = [None if wanted == -1 else size for wanted, size in zip(free, shape, strict=True)]
    return Tensor(name, dtype, known, elements, size, stored > 0, *_meaning(table.table(_QUANTISATION)))


def _meaning(table: Table | None) -> tuple[float, int]:
    """Return (scale, zero point) of a tensor that has one of each, else (0.0, 0)."""
    if table is None or table.vector(_SCALE, 4).count != 1 or table.vector(_ZERO_POINT, 8).count != 1:
        return 0.0, 0
    (scale,) = Struct("<f").unpack_from(table.data, table.vector(_SCALE, 4).at)
    if not math.isfinite(scale):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return float(scale), table.numbers(_ZERO_POINT, "q", 1)[0]
