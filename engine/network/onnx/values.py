"""What the operators of ONNX are given and give: tensors, where the pictures lie in them, and how they lie in memory.

A file is a computation for one picture: all sizes are worked out for one. Run for N, some axis of every tensor that
rests on the input has N times the size: `Batch` tells which, and what an operator does there. Of a tensor with
channels first, (N, c, ...), mostly the turned one is held, (N, ..., c), which processors compute with: `last`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.system.memory import LARGEST_TENSOR, MIB
from engine.system.quick_dataclass import dataclass


class MisfitError(Exception):
    """A step does not fit what it is given, or would mix pictures."""


def need(fits: Any) -> None:
    """Raise MisfitError where something does not fit."""
    if not fits:
        raise MisfitError


class Batch(NamedTuple):
    """The axis of a tensor in which the pictures lie: of size outer x N x inner."""

    axis: int
    outer: int = 1
    inner: int = 1

    @property
    def each(self) -> int:
        """The size of the axis for one picture."""
        return self.outer * self.inner


@dataclass(frozen=True, eq=False)
class Value:
    """A tensor, or an array where it is known without a picture.

    data: as it is held; batch: None where it rests on no picture; last: its channels are held last, of (N, c, ...).
    """

    data: Any
    batch: Batch | None = None
    last: bool = False

    @property
    def rank(self) -> int:
        """How many axes it has."""
        return len(self.data.shape)

    @property
    def shape(self) -> tuple[int, ...]:
        """Its sizes for one picture, in the file's own order of axes. Raises MisfitError for one that is not known."""
        sizes = list(self.data.shape)
        if self.last:
            sizes = [sizes[0], sizes[-1], *sizes[1:-1]]
        if self.batch is not None:
            sizes[self.batch.axis] = self.batch.each
        need(None not in sizes)
        return tuple(int(size) for size in sizes)

    @property
    def known(self) -> bool:
        """Whether it is an array."""
        return isinstance(self.data, np.ndarray)

    @property
    def array(self) -> np.ndarray:
        """Its numbers. Raises MisfitError where they rest on a picture."""
        need(self.known or hasattr(self.data, "numpy"))
        return self.data if self.known else np.asarray(self.data.numpy())

    def integers(self) -> list[int]:
        """Return its numbers as a list of whole ones."""
        return [int(number) for number in self.array.reshape(-1)]

    def plain(self) -> Any:
        """Return the tensor in the file's own order of axes."""
        return transposed(self.data, first_order(self.rank)) if self.last else self.data

    def turned(self) -> Any:
        """Return the tensor with the axis of the channels last."""
        return self.data if self.last or self.rank < 3 else transposed(self.data, last_order(self.rank))

    def like(self, data: Any) -> Value:
        """Return another tensor that lies in the same way."""
        return Value(data, self.batch, self.last)

    def axis(self, axis: int) -> int:
        """Return the axis of what is held that is `axis` of the file. Raises MisfitError for one that is not there."""
        axis = positive(axis, self.rank)
        return first_order(self.rank)[axis] if self.last else axis

    def widened(self, rank: int) -> Value:
        """Return it with as many axes of size 1 put before it as make that rank."""
        missing = rank - self.rank
        if not missing:
            return self
        batch = self.batch._replace(axis=self.batch.axis + missing) if self.batch else None
        index = (None,) * missing + (...,)
        return Value(self.plain()[index], batch)


def positive(axis: int, rank: int) -> int:
    """Return an axis counted from the front. Raises MisfitError for one that is not there."""
    need(-rank <= axis < rank)
    return axis % rank


def last_order(rank: int) -> list[int]:
    """Return the order of axes that puts the second last."""
    return [0, *range(2, rank), 1]


def first_order(rank: int) -> list[int]:
    """Return the order of axes that puts the last second."""
    return [0, rank - 1, *range(1, rank - 1)]


def transposed(data: Any, order: Sequence[int]) -> Any:
    """Return an array or a tensor with its axes in another order."""
    return np.transpose(data, order) if isinstance(data, np.ndarray) else tf.transpose(data, order)


def check_size(shape: Sequence[int]) -> None:
    """Refuse what would be far too large, before it is made. Raises SaliscopeError(MODEL_SWELLS)."""
    needed = 4 * math.prod(int(size) for size in shape)
    if needed > LARGEST_TENSOR:
        raise SaliscopeError(Code.MODEL_SWELLS, needed=-(-needed // MIB), limit=LARGEST_TENSOR // MIB)


def together(*values: Value, by: Callable[..., Any]) -> Value:
    """Return what `by` makes of tensors that are broadcast against each other."""
    tensors, batch, last = aligned(values)
    return Value(by(*tensors), batch, last)


def aligned(values: Sequence[Value]) -> tuple[list[Any], Batch | None, bool]:
    """Return tensors that can be broadcast, and where the pictures and the channels lie in what they make."""
    rank = max(value.rank for value in values)
    last = any(value.last and value.rank == rank for value in values)
    wide = [value.widened(rank) for value in values]
    try:
        check_size(np.broadcast_shapes(*(value.shape for value in wide)))
    except ValueError as fault:
        raise MisfitError from fault
    batch, wide = in_step(wide)
    return [value.turned() if last else value.plain() for value in wide], batch, last


def in_step(values: Sequence[Value]) -> tuple[Batch | None, list[Value]]:
    """Return where pictures lie in tensors of one rank, and the tensors, those for one picture repeated for each.

    Raises MisfitError where pictures lie in different places.
    """
    moving = [value for value in values if value.batch is not None]
    if not moving:
        return None, list(values)
    batch = moving[0].batch
    assert batch is not None
    need(all(value.batch == batch for value in moving))
    return batch, [
        value if value.batch is not None or value.shape[batch.axis] == 1 else repeated(value, batch, moving[0])
        for value in values
    ]


def repeated(value: Value, batch: Batch, moving: Value) -> Value:
    """Return what is the same for each picture as often as there are pictures in `moving`."""
    shape = value.shape
    need(shape[batch.axis] == batch.each)
    front, back = shape[: batch.axis], shape[batch.axis + 1 :]
    apart = tf.reshape(value.plain(), [*front, batch.outer, 1, batch.inner, *back])
    pictures = tf.shape(moving.data)[moving.axis(batch.axis)] // batch.each
    times = [1] * len(front) + [1, pictures, 1] + [1] * len(back)
    return Value(tf.reshape(tf.tile(apart, tf.stack(times)), [*front, -1, *back]), batch)
