"""The tensors of a TensorFlow Lite file: what they hold, how large they are, how their numbers are meant."""

from __future__ import annotations

import math

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.models.inspection.lite.flatbuffer import Table, Vector
from engine.models.inspection.refusals import readable
from engine.system.quick_dataclass import dataclass

# Fields, as numbered in TensorFlow Lite's schema.
_SHAPE, _TYPE, _BUFFER, _NAME, _QUANTISATION, _VARIABLE, _SPARSITY, _SIGNATURE = 0, 1, 2, 3, 4, 5, 6, 7
_VARIANTS, _EXTERNAL = 9, 10
_SCALE, _ZERO_POINT, _DETAILS, _AXIS = 2, 3, 4, 6
# By number: NumPy's name, "" where no array of it can be handed over, and bits.
_TYPES = {
    0: ("float32", 32), 1: ("float16", 16), 2: ("int32", 32), 3: ("uint8", 8), 4: ("int64", 64), 5: ("", 0),
    6: ("bool", 8), 7: ("int16", 16), 8: ("", 64), 9: ("int8", 8), 10: ("float64", 64), 11: ("", 128),
    12: ("uint64", 64), 13: ("", 0), 14: ("", 0), 15: ("uint32", 32), 16: ("uint16", 16), 17: ("", 4),
    18: ("", 16), 19: ("", 2), 20: ("", 4),
}  # fmt: skip
_RANK = 16  # dimensions at most
_SMALL = 1 << 13  # elements of a constant that operations may go by
_LEAST_SCALE, _MOST_SCALE = 1e-20, 1e12  # kernels crash where the ratio of two overflows
_LARGEST = 1 << 31  # elements: kernels count in int32


@dataclass(frozen=True)
class Tensor:
    """One tensor as the file declares it.

    kind: its type by number; bits: of one element; shape: None stands for what is free; run: the same with the
    sizes that are stored; stored: a small constant's bytes; scale: 0.0 where numbers are stored as they are, or where
    there are several `scales`, along `channel_axis`.
    """

    name: str
    kind: int
    dtype: str
    bits: int
    shape: list[int | None]
    run: tuple[int, ...]
    elements: int
    stored: bytes | None
    constant: bool
    scale: float
    zero_point: int
    scales: int
    channel_axis: int

    def value(self) -> np.ndarray | None:
        """Return what a constant of whole numbers holds, None of others. int64."""
        if self.stored is None or self.dtype not in ("int32", "int64"):
            return None
        return np.frombuffer(self.stored, np.dtype(self.dtype).newbyteorder("<")).astype(np.int64).reshape(self.run)


@dataclass(frozen=True)
class _Meaning:
    scale: float = 0.0
    zero_point: int = 0
    scales: int = 0
    axis: int = 0


def read_tensors(tables: list[Table], buffers: list[Vector]) -> list[Tensor]:
    """Return the tensors of a subgraph. buffers: where the model's lie, the first of which is the empty one.

    Raises SaliscopeError: MODEL_OUTSIDE_FILE, MODEL_STRUCTURE, MODEL_DAMAGED.
    """
    return [_tensor(table, buffers) for table in tables]


def _tensor(table: Table, buffers: list[Vector]) -> Tensor:
    name, kind, buffer = readable(table.text(_NAME)), table.number(_TYPE, "b"), table.number(_BUFFER, "I")
    if table.number(_EXTERNAL, "I"):
        raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=name, layer="")
    if table.has(_SPARSITY) or table.number(_VARIABLE, "?") or table.has(_VARIANTS):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{name}: sparsity, variable")
    shape = tuple(table.numbers(_SHAPE, "i", _RANK))
    if kind not in _TYPES or buffer >= max(1, len(buffers)) or min(shape, default=0) < 0:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    dtype, bits = _TYPES[kind]
    free = table.numbers(_SIGNATURE, "i", _RANK) or shape
    if len(free) != len(shape) or any(wanted not in (-1, size) for wanted, size in zip(free, shape, strict=False)):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    known = [None if wanted == -1 else size for wanted, size in zip(free, shape, strict=True)]
    stored, constant = _stored(table, shape, bits, buffers[buffer] if buffer else Vector(0, 0))
    meaning = _meaning(table.table(_QUANTISATION), shape, dtype)
    return Tensor(
        name,
        kind,
        dtype,
        bits,
        known,
        shape,
        math.prod(shape),
        stored,
        constant,
        meaning.scale,
        meaning.zero_point,
        meaning.scales,
        meaning.axis,
    )


def _stored(table: Table, shape: tuple[int, ...], bits: int, buffer: Vector) -> tuple[bytes | None, bool]:
    """Return (a small constant's bytes, whether it is a constant); its length must be that of its shape."""
    elements = math.prod(shape)
    size = -(-elements * bits // 8)  # rounded up: 4-bit numbers are packed in pairs
    if not buffer.count:
        empty = elements == 0 and len(shape) == 1
        return b"" if empty else None, empty
    if bits and (buffer.count != size or elements >= _LARGEST):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    small = elements <= _SMALL and bits in (32, 64)
    return bytes(table.data[buffer.at : buffer.at + buffer.count]) if small else None, True


def _meaning(table: Table | None, shape: tuple[int, ...], dtype: str) -> _Meaning:
    """Return how numbers are scaled: as a whole, or along one axis."""
    scales = table.numbers(_SCALE, "f", 1 << 16) if table is not None else []
    if table is None or not scales:
        return _Meaning()
    zeros, axis = table.numbers(_ZERO_POINT, "q", 1 << 16), table.number(_AXIS, "i")
    whole = np.dtype(dtype).kind in "iu" if dtype else False
    bounds = np.iinfo(dtype) if whole else None
    fits = bounds is None or all(bounds.min <= zero <= bounds.max for zero in zeros)
    along = len(scales) == 1 or (0 <= axis < len(shape) and len(scales) == shape[axis])
    least = _LEAST_SCALE if len(scales) == 1 else 0  # a channel whose weights are all zero may have next to none
    sound = all(least <= scale <= _MOST_SCALE for scale in scales)
    if table.number(_DETAILS, "B") or len(zeros) not in (0, len(scales)) or not (fits and along and sound):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    if len(scales) == 1:
        return _Meaning(float(scales[0]), zeros[0] if zeros else 0, 1, axis)
    return _Meaning(scales=len(scales), axis=axis)
