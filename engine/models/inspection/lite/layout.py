"""What the operations of TensorFlow Lite that only rearrange make of shapes: see `lite_rules`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.models.inspection.lite.rules import Shape, Step, arguments, axis_of, broadcast_shapes, need

_MOST = 1 << 31


def reshaped(step: Step) -> list[Shape]:
    """To a known shape, of which one size may be left open as -1."""
    wanted = step.known(1) if len(step.shapes) > 1 else _new_shape(step)
    size, fixed = math.prod(step.shapes[0]), math.prod(n for n in wanted if n != -1)
    need(wanted.count(-1) <= 1 and all(n >= 1 or n == -1 for n in wanted) and size % fixed == 0)
    made = tuple(size // fixed if n == -1 else n for n in wanted)
    need(math.prod(made) == size)
    return [made]


def _number(step: Step, index: int) -> int:
    return arguments(step, index, 1)[0]


def _new_shape(step: Step) -> list[int]:
    need(step.options is not None)
    return step.options.numbers(0, "i", 8) if step.options is not None else []


def squeezed(step: Step) -> list[Shape]:
    """Without the dimensions of size 1 that are named, or all of them."""
    shape = step.shapes[0]
    named = step.options.numbers(0, "i", 8) if step.options is not None else []
    axes = {axis_of(axis, len(shape)) for axis in named} or {at for at, size in enumerate(shape) if size == 1}
    need(all(shape[axis] == 1 for axis in axes))
    return [tuple(size for at, size in enumerate(shape) if at not in axes)]


def expanded(step: Step) -> list[Shape]:
    """With one more dimension of size 1."""
    shape = step.shapes[0]
    axis = axis_of(_number(step, 1), len(shape) + 1)
    return [(*shape[:axis], 1, *shape[axis:])]


def turned(step: Step) -> list[Shape]:
    """TRANSPOSE: every dimension once, in a known order."""
    shape = step.shapes[0]
    order = [axis_of(axis, len(shape)) for axis in arguments(step, 1, len(shape))]
    need(sorted(order) == list(range(len(shape))))
    return [tuple(shape[axis] for axis in order)]


def joined(step: Step) -> list[Shape]:
    """CONCATENATION along one axis; all other sizes are the same."""
    first = step.shapes[0]
    axis = axis_of(step.number(0), len(first))
    need(len({(len(shape), *shape[:axis], *shape[axis + 1 :]) for shape in step.shapes}) == 1)
    return [(*first[:axis], sum(shape[axis] for shape in step.shapes), *first[axis + 1 :])]


def stacked(step: Step) -> list[Shape]:
    """PACK: several of one shape along a new axis."""
    need(len(set(step.shapes)) == 1 and step.number(0) == len(step.shapes))
    first = step.shapes[0]
    axis = axis_of(step.number(1), len(first) + 1)
    return [(*first[:axis], len(step.shapes), *first[axis:])]


def unstacked(step: Step) -> list[Shape]:
    """UNPACK: all of one axis, each for itself."""
    shape = step.shapes[0]
    axis = axis_of(step.number(1), len(shape))
    need(shape[axis] == step.outputs == step.number(0))
    return [shape[:axis] + shape[axis + 1 :]] * step.outputs


def split(step: Step) -> list[Shape]:
    """Into equal parts along a known axis, which comes first."""
    shape = step.shapes[1]
    axis = axis_of(_number(step, 0), len(shape))
    need(step.outputs == step.number(0) and shape[axis] % step.outputs == 0)
    return [(*shape[:axis], shape[axis] // step.outputs, *shape[axis + 1 :])] * step.outputs


def split_sizes(step: Step) -> list[Shape]:
    """Into parts of known sizes, of which one may be left open, along a known axis."""
    shape, sizes = step.shapes[0], arguments(step, 1, step.outputs)
    axis = axis_of(_number(step, 2), len(shape))
    need(step.number(0) == step.outputs and sizes.count(-1) <= 1)
    sizes = [shape[axis] - sum(sizes) - 1 if size == -1 else size for size in sizes]
    need(all(size >= 1 for size in sizes) and sum(sizes) == shape[axis])
    return [(*shape[:axis], size, *shape[axis + 1 :]) for size in sizes]


def cut(step: Step) -> list[Shape]:
    """SLICE: from known places on, of known sizes."""
    shape = step.shapes[0]
    begins, sizes = arguments(step, 1, len(shape)), arguments(step, 2, len(shape))
    made = tuple(n - begin if size == -1 else size for n, begin, size in zip(shape, begins, sizes, strict=True))
    fits = zip(shape, begins, made, strict=True)
    need(all(begin >= 0 and size >= 1 and begin + size <= n for n, begin, size in fits))
    return [made]


def slices(step: Step) -> tuple[Any, ...]:
    """Return what STRIDED_SLICE takes, as NumPy writes it: from and to known places, by known steps."""
    count = len(step.known(1))
    need(count <= len(step.shapes[0]) and not any(step.number(field) for field in (2, 3)) and not step.number(5, "?"))
    begins, ends, strides = (arguments(step, index, count) for index in (1, 2, 3))
    need(all(0 < abs(stride) < _MOST for stride in strides))
    no_begin, no_end, single = (step.number(field) for field in (0, 1, 4))
    taken: list[Any] = []
    for at, (begin, end, stride) in enumerate(zip(begins, ends, strides, strict=True)):
        bit = 1 << at
        if single & bit:
            need(-step.shapes[0][at] <= begin < step.shapes[0][at] and stride > 0 and not no_begin & bit)
            taken.append(begin)
        else:
            taken.append(slice(None if no_begin & bit else begin, None if no_end & bit else end, stride))
    return tuple(taken)


def strided(step: Step) -> list[Shape]:
    """STRIDED_SLICE: what is taken, without the single ones' dimensions."""
    return [np.broadcast_to(np.uint8(0), step.shapes[0])[slices(step)].shape]


def gathered(step: Step) -> list[Shape]:
    """GATHER by known places that are all there."""
    shape = step.shapes[0]
    axis = axis_of(step.number(0), len(shape))
    need(step.number(1) == 0 and all(0 <= place < shape[axis] for place in step.known(1)))
    return [(*shape[:axis], *step.shapes[1], *shape[axis + 1 :])]


def reversed_axes(step: Step) -> list[Shape]:
    """REVERSE_V2: along known axes, each named once."""
    axes = [axis_of(axis, len(step.shapes[0])) for axis in step.known(1)]
    need(len(set(axes)) == len(axes) == 1)
    return [step.shapes[0]]


def tiled(step: Step) -> list[Shape]:
    """Known times along each dimension."""
    times = arguments(step, 1, len(step.shapes[0]))
    need(all(1 <= n < _MOST for n in times))
    return [tuple(size * n for size, n in zip(step.shapes[0], times, strict=True))]


def stretched(step: Step) -> list[Shape]:
    """BROADCAST_TO a known shape."""
    wanted = tuple(step.known(1))
    need(all(1 <= size < _MOST for size in wanted) and broadcast_shapes(step.shapes[0], wanted) == wanted)
    return [wanted]


def filled(step: Step) -> list[Shape]:
    """FILL a known shape with one number."""
    wanted = tuple(step.known(0))
    need(all(1 <= size < _MOST for size in wanted) and step.shapes[1] == ())
    return [wanted]


def depth_to_space(step: Step) -> list[Shape]:
    """(N, H, W, C b^2) to (N, H b, W b, C)."""
    need(len(step.shapes[0]) == 4)
    (n, height, width, channels), block = step.shapes[0], step.positive(0)
    need(channels % block**2 == 0)
    return [(n, height * block, width * block, channels // block**2)]


def space_to_depth(step: Step) -> list[Shape]:
    """(N, H b, W b, C) to (N, H, W, C b^2)."""
    need(len(step.shapes[0]) == 4)
    (n, height, width, channels), block = step.shapes[0], step.positive(0)
    need(height % block == 0 and width % block == 0)
    return [(n, height // block, width // block, channels * block**2)]


def space_to_batch(step: Step) -> list[Shape]:
    """(N, H, W, C), padded, to (N a b, H / a, W / b, C): how older converters write dilated convolutions."""
    (n, *sizes, channels), blocks, ends = _blocks(step)
    padded = [size + a + b for size, (a, b) in zip(sizes, ends, strict=True)]
    need(all(size % block == 0 for size, block in zip(padded, blocks, strict=True)))
    made = [size // block for size, block in zip(padded, blocks, strict=True)]
    return [(n * math.prod(blocks), *made, channels)]


def batch_to_space(step: Step) -> list[Shape]:
    """(N a b, H, W, C) to (N, H a, W b, C), cropped."""
    (n, *sizes, channels), blocks, ends = _blocks(step)
    made = [n * block - a - b for n, block, (a, b) in zip(sizes, blocks, ends, strict=True)]
    need(n % math.prod(blocks) == 0 and min(made) >= 1)
    return [(n // math.prod(blocks), *made, channels)]


def _blocks(step: Step) -> tuple[Shape, list[int], list[tuple[int, int]]]:
    """Return (shape, sizes of the blocks, what is added or taken before and after), all checked to be sensible."""
    need(len(step.shapes[0]) == 4 and step.shapes[2] == (2, 2))
    blocks, ends = arguments(step, 1, 2), arguments(step, 2, 4)
    need(all(1 <= block <= 1024 for block in blocks) and all(0 <= end <= 1024 for end in ends))
    return step.shapes[0], blocks, [(ends[0], ends[1]), (ends[2], ends[3])]
