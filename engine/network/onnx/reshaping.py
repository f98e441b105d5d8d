"""Reshaping for many pictures what is reshaped for one.

For one picture the sizes are known on both sides. The pictures lie behind P numbers of each and before S: so they do in
what is made. Which axis that is, sizes alone may leave open. Axes at the end that stay as they were are no candidates;
of the others the last one, which holds features, goes last, and an axis that begins with the pictures goes before one
in which something else does; of several the first is taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import tensorflow as tf

from engine.network.onnx.values import Batch, MisfitError, Value, check_size, need


def reshaped(x: Value, wanted: Sequence[int]) -> Value:
    """Return a tensor of the shape that is wanted for one picture: one size may be left open as -1."""
    shape = resolved(x.shape, wanted)
    if x.known:
        return Value(x.data.reshape(shape))
    if x.batch is None:
        return Value(tf.reshape(x.plain(), shape))
    batch = moved(x.shape, shape, x.batch)
    keeps_channels = x.last and len(shape) > 2 and batch == x.batch == Batch(0) and shape[1] == x.shape[1]
    if keeps_channels:
        return Value(tf.reshape(x.data, [-1, *shape[2:], shape[1]]), batch, last=True)
    sizes = [-1 if axis == batch.axis else size for axis, size in enumerate(shape)]
    return Value(tf.reshape(x.plain(), sizes), batch)


def resolved(before: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Return a shape without a size that is left open."""
    size, fixed = math.prod(before), math.prod(n for n in wanted if n != -1)
    need(list(wanted).count(-1) <= 1 and all(n >= -1 for n in wanted))
    need(fixed > 0 or size == 0)
    shape = [size // max(fixed, 1) if n == -1 else n for n in wanted]
    need(math.prod(shape) == size)
    check_size(shape)
    return shape


def moved(before: Sequence[int], after: Sequence[int], batch: Batch) -> Batch:
    """Return where the pictures lie behind a reshaping. Raises MisfitError where they come apart."""
    ahead = math.prod(before[: batch.axis]) * batch.outer
    found = []
    for axis in range(len(after) - _kept_at_end(before, after, batch.axis)):
        outer, left = divmod(ahead, math.prod(after[:axis]) or 1)
        if not left and outer and after[axis] % outer == 0:
            found.append(Batch(axis, outer, after[axis] // outer))
    if not found:
        raise MisfitError
    last = len(after) - 1
    return min(found, key=lambda each: (0 < each.axis == last, each.outer > 1, each.axis))


def _kept_at_end(before: Sequence[int], after: Sequence[int], batch_axis: int) -> int:
    """Return how many axes at the end stay as they were: those of size 1 say nothing."""
    count = 0
    for old, new in zip(reversed(before[batch_axis + 1 :]), reversed(after[1:]), strict=False):
        if old != new:
            break
        count += 1
    while count and after[len(after) - count] == 1:
        count -= 1
    return count


def expanded(x: Value, wanted: Sequence[int]) -> Value:
    """Return a tensor broadcast to a shape for one picture."""
    try:
        shape = list(np.broadcast_shapes(x.shape, tuple(wanted)))
    except ValueError as fault:
        raise MisfitError from fault
    check_size(shape)
    wide = x.widened(len(shape))
    sizes: list[object] = list(shape)
    if wide.batch is not None:
        need(shape[wide.batch.axis] == wide.batch.each)
        sizes[wide.batch.axis] = tf.shape(wide.data)[wide.axis(wide.batch.axis)]
    data = np.broadcast_to(wide.data, shape) if wide.known else tf.broadcast_to(wide.plain(), tf.stack(sizes))
    return Value(data, wide.batch)
