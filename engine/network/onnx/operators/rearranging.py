"""Operators that rearrange: axes, places and parts, with the numbers as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import tensorflow as tf

from engine.network.onnx.node import Node
from engine.network.onnx.operators.reductions import without_axes
from engine.network.onnx.reshaping import expanded, reshaped
from engine.network.onnx.values import (
    Batch,
    Value,
    check_size,
    first_order,
    in_step,
    last_order,
    need,
    positive,
    repeated,
    transposed,
)

_PAD_MODES: dict[str, Literal["reflect", "edge", "wrap"]] = {"reflect": "reflect", "edge": "edge", "wrap": "wrap"}


def reshape(node: Node, x: Value, shape: Value) -> Value:
    """Reshape: 0 stands for the size there was, -1 for what is left."""
    wanted = shape.integers()
    if not node.number("allowzero"):
        need(all(size or axis < x.rank for axis, size in enumerate(wanted)))
        wanted = [size or x.shape[axis] for axis, size in enumerate(wanted)]
    return reshaped(x, wanted)


def flatten(node: Node, x: Value) -> Value:
    """Flatten to a matrix."""
    axis = int(node.number("axis", 1))
    need(-x.rank <= axis <= x.rank)
    shape = x.shape
    axis += x.rank if axis < 0 else 0
    return reshaped(x, [int(np.prod(shape[:axis])), int(np.prod(shape[axis:]))])


def transpose(node: Node, x: Value) -> Value:
    """Transpose, which costs nothing where the channels only come first or last."""
    order = node.numbers("perm") or list(reversed(range(x.rank)))
    need(sorted(order) == list(range(x.rank)))
    batch = x.batch and x.batch._replace(axis=order.index(x.batch.axis))
    if x.rank > 2 and not x.known:
        if x.last and order == last_order(x.rank):
            return Value(x.data, batch)
        if not x.last and order == first_order(x.rank):
            return Value(x.data, batch, last=True)
    return Value(transposed(x.plain(), order), batch)


def squeeze(node: Node, x: Value, axes: Value | None = None) -> Value:
    """Squeeze: without axes of size 1."""
    named = axes.integers() if axes is not None else node.numbers("axes")
    shape = x.shape
    gone = sorted({positive(axis, x.rank) for axis in named}) if named else [i for i, n in enumerate(shape) if n == 1]
    if not named and x.batch is not None and x.batch.axis in gone:
        gone.remove(x.batch.axis)
    need(all(shape[axis] == 1 for axis in gone))
    if not gone:
        return x
    batch = without_axes(x.batch, gone)
    kept = [axis for axis in range(x.rank) if axis not in gone]
    if x.known:
        return Value(x.data.reshape([shape[axis] for axis in kept]))
    return Value(tf.squeeze(x.plain(), gone), batch)


def unsqueeze(node: Node, x: Value, axes: Value | None = None) -> Value:
    """Unsqueeze: with more axes of size 1."""
    named = axes.integers() if axes is not None else node.numbers("axes") or []
    rank = x.rank + len(named)
    new = {positive(axis, rank) for axis in named}
    need(len(new) == len(named))
    old = [axis for axis in range(rank) if axis not in new]
    index = tuple(None if axis in new else slice(None) for axis in range(rank))
    batch = x.batch and x.batch._replace(axis=old[x.batch.axis])
    return Value(x.plain()[index], batch)


def concat(node: Node, *values: Value) -> Value:
    """Concat along an axis."""
    need(len({value.rank for value in values}) == 1 and values[0].rank >= 1)
    rank = values[0].rank
    axis = positive(int(node.number("axis", 1)), rank)
    batch, parts = in_step(values)
    need(batch is None or batch.axis != axis)
    if batch is not None:  # one picture's part stands for all
        parts = [_for_each(part, batch, parts) for part in parts]
    last = any(part.last for part in parts)
    tensors = [part.turned() if last else part.plain() for part in parts]
    if all(part.known for part in parts):
        check_size([sum(part.data.size for part in parts)])
        return Value(np.concatenate(tensors, axis))
    held = first_order(rank)[axis] if last else axis
    return Value(tf.concat(tensors, held), batch, last)


def _for_each(part: Value, batch: Batch, parts: Sequence[Value]) -> Value:
    return part if part.batch is not None else repeated(part, batch, next(each for each in parts if each.batch))


def split(node: Node, x: Value, sizes: Value | None = None) -> list[Value]:
    """Split along an axis, into parts of given or of equal sizes."""
    axis = positive(int(node.number("axis", 0)), x.rank)
    need(x.batch is None or x.batch.axis != axis)
    whole = x.shape[axis]
    wanted = sizes.integers() if sizes is not None else node.numbers("split")
    if wanted is None:
        each = -(-whole // node.outputs)
        wanted = [min(each, whole - each * part) for part in range(node.outputs)]
    need(sum(wanted) == whole and len(wanted) == node.outputs and min(wanted) >= 0)
    return [x.like(part) for part in tf.split(x.data, wanted, x.axis(axis))]


def cut(node: Node, x: Value, *given: Value | None) -> Value:
    """Slice: from places to places by steps, along some axes."""
    if node.version < 10:
        begins, ends, axes, steps = (node.numbers(name) for name in ("starts", "ends", "axes", "steps"))
    else:
        begins, ends, axes, steps = (
            None if value is None else value.integers() for value in (*given, *[None] * (4 - len(given)))
        )
    need(begins is not None and ends is not None)
    assert begins is not None and ends is not None
    axes, steps = axes or list(range(len(begins))), steps or [1] * len(begins)
    need(len(begins) == len(ends) == len(axes) == len(steps) and 0 not in steps)
    shape, index = x.shape, [slice(None)] * x.rank
    for axis, begin, end, step in zip((positive(axis, x.rank) for axis in axes), begins, ends, steps, strict=True):
        size = shape[axis]
        first, stop, step = slice(begin, end, step).indices(size)
        whole = (first, stop, step) == (0, size, 1)
        need(whole or x.batch is None or x.batch.axis != axis)
        if not whole:
            index[x.axis(axis)] = slice(first, None if stop < 0 else stop, step)
    return x.like(x.data[tuple(index)])


def gather(node: Node, x: Value, places: Value) -> Value:
    """Gather places along an axis; one place without an axis of its own takes that of `x` away."""
    axis = positive(int(node.number("axis", 0)), x.rank)
    if places.batch is not None:
        need(x.batch is None and axis == 0)
        return Value(tf.gather(x.plain(), places.plain()), places.batch)
    index, size = np.asarray(places.array), x.shape[axis]
    need(np.all((index >= -size) & (index < size)))
    index = np.where(index < 0, index + size, index)
    need(x.batch is None or x.batch.axis != axis)
    if x.known:
        return Value(np.take(x.data, index, axis))
    if index.ndim == 1:
        return x.like(tf.gather(x.data, index, axis=x.axis(axis)))
    batch = x.batch
    if batch is not None and batch.axis > axis:
        batch = batch._replace(axis=batch.axis + index.ndim - 1)
    check_size([*x.shape[:axis], *index.shape, *x.shape[axis + 1 :]])
    return Value(tf.gather(x.plain(), index, axis=axis), batch)


def expand(node: Node, x: Value, shape: Value) -> Value:
    """Expand: broadcast to a shape."""
    return expanded(x, shape.integers())


def tile(node: Node, x: Value, times: Value) -> Value:
    """Tile: known times along each axis."""
    wanted = times.integers()
    need(len(wanted) == x.rank and min(wanted, default=1) >= 0)
    check_size([size * count for size, count in zip(x.shape, wanted, strict=True)])
    need(x.batch is None or wanted[x.batch.axis] == 1)
    return Value(tf.tile(x.plain(), wanted), x.batch)


def pad(
    node: Node, x: Value, given: Value | None = None, value: Value | None = None, axes: Value | None = None
) -> Value:
    """Pad at both ends, with a number or with what lies inside; less than nothing cuts off."""
    ends = given.integers() if given is not None else node.numbers("pads") or node.numbers("paddings") or []
    named = [positive(axis, x.rank) for axis in axes.integers()] if axes is not None else list(range(x.rank))
    need(len(ends) == 2 * len(named) and len(set(named)) == len(named))
    mode = node.text("mode", "constant")
    fill = float(value.array.item()) if value is not None else node.number("value", 0.0)
    check_size([size + abs(a) + abs(b) for size, a, b in zip(x.shape, ends, ends[len(named) :], strict=False)])
    for axis, before, after in zip(named, ends[: len(named)], ends[len(named) :], strict=True):
        if before or after:
            need(x.batch is None or x.batch.axis != axis)
            x = _padded(x, axis, before, after, mode, fill)
    return x


def _padded(x: Value, axis: int, before: int, after: int, mode: str, fill: float) -> Value:
    held, size = x.axis(axis), x.shape[axis]
    index: list[Any] = [slice(None)] * x.rank
    index[held] = slice(max(0, -before), size - max(0, -after))
    data, before, after = x.data[tuple(index)], max(0, before), max(0, after)
    if mode == "constant":
        ends = [(before, after) if at == held else (0, 0) for at in range(x.rank)]
        return x.like(tf.pad(data, ends, constant_values=tf.cast(fill, data.dtype)))
    need(mode in _PAD_MODES)
    places = np.pad(np.arange(data.shape[held]), (before, after), _PAD_MODES[mode])
    return x.like(tf.gather(data, places, axis=held))


def depth_to_space(node: Node, x: Value) -> Value:
    """DepthToSpace: channels become places."""
    block = int(node.number("blocksize", 1))
    need(x.rank == 4 and block >= 1 and x.shape[1] % block**2 == 0)
    tensor, channels = x.turned(), x.shape[1]
    if node.text("mode", "DCR") == "CRD":
        tensor = tf.gather(tensor, np.arange(channels).reshape(-1, block**2).T.reshape(-1), axis=-1)
    return Value(tensor if block == 1 else tf.nn.depth_to_space(tensor, block), x.batch, last=True)


def space_to_depth(node: Node, x: Value) -> Value:
    """SpaceToDepth: places become channels."""
    block = int(node.number("blocksize", 1))
    need(x.rank == 4 and block >= 1 and x.shape[2] % block == 0 and x.shape[3] % block == 0)
    return Value(x.turned() if block == 1 else tf.nn.space_to_depth(x.turned(), block), x.batch, last=True)


OPERATORS: dict[str, Callable[..., Any]] = {
    "Concat": concat,
    "DepthToSpace": depth_to_space,
    "Expand": expand,
    "Flatten": flatten,
    "Gather": gather,
    "Pad": pad,
    "Reshape": reshape,
    "Slice": cut,
    "SpaceToDepth": space_to_depth,
    "Split": split,
    "Squeeze": squeeze,
    "Tile": tile,
    "Transpose": transpose,
    "Unsqueeze": unsqueeze,
}
