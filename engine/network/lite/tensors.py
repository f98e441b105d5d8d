"""The tensors of a TensorFlow Lite file: what their stored numbers mean, and what the constants among them hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from engine.system.quick_dataclass import dataclass

_TYPES = {number: name.lower() for name, number in vars(schema.TensorType).items() if not name.startswith("_")}
_BYTES = frozenset({"int4", "int8", "uint8", "int16"})  # what stands for real numbers
_REAL = frozenset({"float16", "float32"})
_DTYPES = {"bool": tf.bool, "int32": tf.int32, "int64": tf.int64}
_BITS = {"int4": 4, "int16": 16}  # others have 8


class UnsupportedError(Exception):
    """A file does what is not built of TensorFlow's operations."""


@dataclass(frozen=True)
class Meaning:
    """How whole numbers stand for real ones: (number - zero) scale, from `low` to `high`."""

    scale: float
    zero: int
    low: int
    high: int
    bits: int

    @property
    def bounds(self) -> tuple[float, float]:
        """The real numbers that the smallest and the largest stand for."""
        return (self.low - self.zero) * self.scale, (self.high - self.zero) * self.scale


@dataclass(frozen=True, eq=False)
class LiteTensor:
    """A tensor as the file declares it. shape: of one picture; free: the same, None where a size is free.

    stored: the bytes of a constant.

    Here, what whole numbers of up to 16 bits stand for is real; others are taken as they are.
    """

    index: int
    name: str
    kind: str
    shape: tuple[int, ...]
    free: tuple[int | None, ...]
    scales: np.ndarray
    zeros: np.ndarray
    axis: int
    stored: np.ndarray | None

    @cached_property
    def meaning(self) -> Meaning | None:
        """What numbers made for it are rounded to; None where they are not."""
        if self.kind not in _BYTES:
            return None
        if self.scales.size > 1:
            raise UnsupportedError(self.name)
        bits = _BITS.get(self.kind, 8)
        low = 0 if self.kind == "uint8" else -(1 << (bits - 1))
        scaled = self.scales.size == 1 and self.scales[0] > 0
        scale, zero = (float(self.scales[0]), int(self.zeros[0])) if scaled else (1.0, 0)
        return Meaning(scale, zero, low, low + (1 << bits) - 1, bits)

    @property
    def dtype(self) -> Any:
        """The type of its numbers here."""
        return _DTYPES.get(self.kind, tf.float32)

    @property
    def scaled(self) -> bool:
        """Whether its numbers are not meant as they are stored."""
        return self.scales.size > 0

    def value(self) -> np.ndarray | None:
        """Return what a constant holds: float32 where it stands for real numbers; None where it is computed."""
        if self.stored is None:
            return None
        if self.kind not in _BYTES | _REAL | _DTYPES.keys():
            raise UnsupportedError(self.kind)
        numbers = self._numbers()
        if self.kind in _DTYPES:
            return numbers
        return self._scaled(numbers) if self.kind in _BYTES and self.scaled else numbers.astype(np.float32)

    def _numbers(self) -> np.ndarray:
        assert self.stored is not None
        if self.kind == "int4":  # two in a byte, the lower half first
            pairs = self.stored.view(np.int8)
            halves = np.stack([np.left_shift(pairs, 4) >> 4, pairs >> 4], axis=-1).reshape(-1)
            return halves[: int(np.prod(self.shape))].reshape(self.shape)
        return self.stored.view(np.dtype(self.kind).newbyteorder("<")).reshape(self.shape)

    def _scaled(self, numbers: np.ndarray) -> np.ndarray:
        sizes = [1] * len(self.shape)
        if self.scales.size > 1:
            sizes[self.axis] = self.scales.size
        real = numbers.astype(np.float32) - self.zeros.reshape(sizes)
        return (real * self.scales.reshape(sizes)).astype(np.float32)


def read_tensors(graph: Any, buffers: Sequence[Any]) -> list[LiteTensor]:
    """Return the tensors of a subgraph, unpacked by the schema's own reader."""
    return [_tensor(index, table, buffers) for index, table in enumerate(graph.tensors)]


def _tensor(index: int, table: Any, buffers: Sequence[Any]) -> LiteTensor:
    shape = tuple(int(size) for size in _numbers(table.shape))
    stored = buffers[table.buffer].data if table.buffer else None
    stored = None if stored is None or len(stored) == 0 else np.ascontiguousarray(stored, np.uint8)
    if stored is None and shape == (0,):
        stored = np.zeros(0, np.uint8)
    quantised = table.quantization
    scales = np.asarray(_numbers(quantised.scale if quantised else None), np.float32)
    zeros = np.asarray(_numbers(quantised.zeroPoint if quantised else None), np.float32)
    axis = quantised.quantizedDimension if quantised else 0
    zeros = zeros if zeros.size == scales.size else np.zeros_like(scales)
    name = (table.name or b"").decode("utf-8", "replace")
    signature = tuple(int(size) for size in _numbers(table.shapeSignature)) or shape
    free = tuple(None if size == -1 else size for size in signature)
    return LiteTensor(index, name, _TYPES.get(table.type, ""), shape, free, scales, zeros, axis, stored)


def _numbers(vector: Any) -> Any:
    """Return a vector that may not be there."""
    return () if vector is None else vector
