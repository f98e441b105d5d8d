"""Operations of TensorFlow Lite that rearrange, reduce, enlarge or compare, along axes that a file numbers.

A file is written for one picture, here there may be several: the first axis of what is computed from them is never
moved, taken apart or reduced, and grows with their number where the file says how long it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.lite.operation import Operation
from engine.network.lite.tensors import UnsupportedError


def reshaped(op: Operation, x: Any, wanted: Any = None) -> Any:
    """RESHAPE. What is computed follows the number of pictures by itself."""
    if wanted is not None and op.values[1] is None:
        return tf.reshape(x, wanted)
    sizes = [int(size) for size in (op.option("newShape", ()) if wanted is None else op.known(1).reshape(-1))]
    if not op.batched[0] or not sizes:
        return tf.reshape(x, sizes)
    if -1 in sizes[1:] and sizes[0] == 1 and x.shape[1:].is_fully_defined():
        return tf.reshape(x, [-1, *np.broadcast_to(np.uint8(0), x.shape[1:]).reshape(sizes[1:]).shape])
    if -1 in sizes[1:]:  # one size can be left open, and here that is the first
        sizes = list(op.made[0].shape)
    return tf.reshape(x, [-1, *sizes[1:]])


def squeezed(op: Operation, x: Any) -> Any:
    """SQUEEZE."""
    shape = op.source(0).shape
    named = [int(axis) for axis in op.option("squeezeDims", ())]
    axes = named or [axis for axis, size in enumerate(shape) if size == 1]
    return tf.squeeze(x, [op.axis(axis, 0) for axis in axes]) if axes else x


def expanded(op: Operation, x: Any, *_: Any) -> Any:
    """EXPAND_DIMS. Before the pictures is the same as behind them: a file knows of one."""
    place = int(op.known(1).reshape(-1)[0]) % (op.rank(0) + 1)
    return tf.expand_dims(x, max(place, 1) if op.batched[0] else place)


def turned(op: Operation, x: Any, *_: Any) -> Any:
    """TRANSPOSE."""
    axes = [int(axis) % op.rank(0) for axis in op.known(1).reshape(-1)]
    if op.batched[0] and axes and axes[0] != 0:
        raise UnsupportedError(op.name)
    return tf.transpose(x, axes)


def joined(op: Operation, *parts: Any) -> Any:
    """CONCATENATION; what is the same for all pictures is repeated for each."""
    axis = op.axis(op.option("axis"), 0)
    return tf.concat(_for_each_picture(op, parts), axis)


def stacked(op: Operation, *parts: Any) -> Any:
    """PACK."""
    return tf.stack(_for_each_picture(op, parts), op.axis(op.option("axis"), 0, more=1))


def _for_each_picture(op: Operation, parts: Any) -> list[Any]:
    if not any(op.batched):
        return list(parts)
    count = tf.shape(next(part for part, batched in zip(parts, op.batched, strict=True) if batched))[0]
    return [
        part if batched else tf.repeat(part, count, axis=0) for part, batched in zip(parts, op.batched, strict=True)
    ]


def unstacked(op: Operation, x: Any) -> list[Any]:
    """UNPACK."""
    return list(tf.unstack(x, len(op.made), op.axis(op.option("axis"), 0)))


def split(op: Operation, _: Any, x: Any) -> list[Any]:
    """SPLIT into equal parts."""
    return list(tf.split(x, len(op.made), op.axis(op.known(0).reshape(-1)[0], 1)))


def split_sizes(op: Operation, x: Any, *_: Any) -> list[Any]:
    """SPLIT_V."""
    wanted = [int(size) for size in op.known(1).reshape(-1)]
    return list(tf.split(x, wanted, op.axis(op.known(2).reshape(-1)[0], 0)))


def cut(op: Operation, x: Any, begins: Any, sizes: Any) -> Any:
    """SLICE."""
    if op.batched[0]:
        if op.known(1).reshape(-1)[0] != 0:
            raise UnsupportedError(op.name)
        if op.values[2] is not None:
            sizes = [-1, *op.values[2].reshape(-1)[1:]]
    return tf.slice(x, begins, sizes)


def strided(op: Operation, x: Any, begins: Any, ends: Any, strides: Any) -> Any:
    """STRIDED_SLICE."""
    begin_mask, end_mask, single = (op.option(name) for name in ("beginMask", "endMask", "shrinkAxisMask"))
    if any(op.option(name) for name in ("ellipsisMask", "newAxisMask", "offset")):
        raise UnsupportedError(op.name)
    if op.batched[0]:
        first = [int(op.known(index).reshape(-1)[0]) for index in (1, 3)]
        if single & 1 or first != [0, 1]:
            raise UnsupportedError(op.name)
        begin_mask, end_mask = begin_mask | 1, end_mask | 1
    return tf.strided_slice(x, begins, ends, strides, begin_mask=begin_mask, end_mask=end_mask, shrink_axis_mask=single)


def gathered(op: Operation, x: Any, places: Any) -> Any:
    """GATHER by places that are the same for all pictures."""
    if op.batched[1] or op.option("batchDims"):
        raise UnsupportedError(op.name)
    axis = op.option("axis") % max(op.rank(0), 1)
    if op.batched[0] and axis == 0:
        raise UnsupportedError(op.name)
    return tf.gather(x, places, axis=axis)


def reversed_axes(op: Operation, x: Any, *_: Any) -> Any:
    """REVERSE_V2."""
    return tf.reverse(x, [op.axis(axis, 0) for axis in op.known(1).reshape(-1)])


def tiled(op: Operation, x: Any, times: Any) -> Any:
    """TILE."""
    if op.batched[0] and op.values[1] is not None and op.values[1].reshape(-1)[0] != 1:
        raise UnsupportedError(op.name)
    return tf.tile(x, times)


def stretched(op: Operation, x: Any, wanted: Any) -> Any:
    """BROADCAST_TO; of one picture or what is the same for all."""
    if op.values[1] is None or not op.batched[0]:
        return tf.broadcast_to(x, wanted)
    sizes = [int(size) for size in op.known(1).reshape(-1)]
    if len(sizes) != op.rank(0) or sizes[0] != 1:
        raise UnsupportedError(op.name)
    return tf.broadcast_to(x, [tf.shape(x)[0], *sizes[1:]])


def reduction(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that reduces known axes."""

    def reduced(op: Operation, x: Any, *_: Any) -> Any:
        wanted = [op.axis(axis, 0) for axis in op.known(1).reshape(-1)]
        return function(x, axis=wanted, keepdims=op.option("keepDims", False))

    return reduced


def position(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that finds the largest or smallest along a known axis."""

    def found(op: Operation, x: Any, *_: Any) -> Any:
        return function(x, axis=op.axis(op.known(1).reshape(-1)[0], 0), output_type=op.dtype)

    return found


def padded(op: Operation, x: Any, amounts: Any, value: Any = None) -> Any:
    """PAD, PADV2: with 0 or a known number."""
    _check_padding(op)
    constant = 0 if value is None else tf.reshape(tf.cast(value, x.dtype), [])
    return tf.pad(x, amounts, constant_values=constant)


def mirrored(op: Operation, x: Any, amounts: Any) -> Any:
    """MIRROR_PAD."""
    _check_padding(op)
    return tf.pad(x, amounts, ("REFLECT", "SYMMETRIC")[op.option("mode")])


def _check_padding(op: Operation) -> None:
    if op.batched[0] and op.values[1] is not None and op.values[1].reshape(-1)[:2].any():
        raise UnsupportedError(op.name)


def resized(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that enlarges or reduces pictures to a height and a width."""

    def made(op: Operation, x: Any, sizes: Any) -> Any:
        corners, centres = op.option("alignCorners", False), op.option("halfPixelCenters", False)
        return function(images=x, size=sizes, align_corners=corners, half_pixel_centers=centres)

    return made


def shape_of(op: Operation, x: Any) -> Any:
    """SHAPE."""
    return tf.shape(x, op.dtype)


def rank_of(op: Operation, x: Any) -> Any:
    """RANK."""
    return tf.constant(x.shape.rank, op.dtype)


def filled(_: Operation, sizes: Any, value: Any) -> Any:
    """FILL."""
    return tf.fill(sizes, tf.reshape(value, []))


def depth_to_space(op: Operation, x: Any) -> Any:
    """DEPTH_TO_SPACE; blocks of one place change nothing."""
    block = op.option("blockSize", 1)
    return x if block == 1 else tf.nn.depth_to_space(x, block)


def space_to_depth(op: Operation, x: Any) -> Any:
    """SPACE_TO_DEPTH."""
    block = op.option("blockSize", 1)
    return x if block == 1 else tf.nn.space_to_depth(x, block)


def space_to_batch(_: Operation, x: Any, block: Any, ends: Any) -> Any:
    """SPACE_TO_BATCH_ND."""
    return tf.space_to_batch(x, block, ends)


def batch_to_space(_: Operation, x: Any, block: Any, ends: Any) -> Any:
    """BATCH_TO_SPACE_ND."""
    return tf.batch_to_space(x, block, ends)
