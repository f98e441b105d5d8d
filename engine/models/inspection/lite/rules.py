"""What each operation of TensorFlow Lite makes of its inputs' shapes: the operations that are run, and no others.

`engine.network.lite.table` builds each of them of TensorFlow's own. TensorFlow Lite's kernels, for which the list was
made, trust their file: many read and write wherever a number in it points. So an operation is on the list below only if
an image classifier needs it *and* all that its kernel touches follows from shapes and constants that are checked here:
convolution, pooling, dense and matrix products, arithmetic, comparisons, activations,
normalisation, reductions, resizing, padding, and what rearranges (reshape, transpose, concatenation, slices, tiles).
Where an operation goes by numbers (PAD, SLICE, TILE, GATHER...), those must be constants of the file or follow from
shapes. Left out is whatever goes by numbers that only come up while it runs (EMBEDDING_LOOKUP, SCATTER_ND, SEGMENT_SUM,
SPARSE_TO_DENSE, NON_MAX_SUPPRESSION, TOPK_V2...), has a memory (LSTM, RNN, SVDF, variables), sparse weights (DENSIFY),
random numbers, other subgraphs, or no use for pictures.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from engine.models.inspection.lite.flatbuffer import Table
from engine.system.quick_dataclass import dataclass

Shape = tuple[int, ...]
_MOST = 1 << 16  # of a stride, a window, a padding: no honest one is larger, and none overflows a kernel's int32
_SAME, _VALID = 0, 1


class MisfitError(Exception):
    """An operation and its tensors do not fit each other."""


@dataclass(frozen=True)
class Step:
    """An operation at work. shapes, values: of its inputs, None for values that are not known before it runs.

    options: its settings as the file holds them; outputs: how many it has.
    """

    shapes: list[Shape]
    values: list[np.ndarray | None]
    options: Table | None
    outputs: int

    def number(self, field: int, kind: str = "i", default: int = 0) -> int:
        """Return a setting."""
        return 0 if self.options is None else self.options.number(field, kind, default)

    def positive(self, field: int, default: int = 0) -> int:
        """Return a setting that must lie within 1..2^16."""
        value = self.number(field, "i", default)
        need(1 <= value <= _MOST)
        return value

    def known(self, index: int) -> list[int]:
        """Return what an input holds, which must be known."""
        need(index < len(self.values))
        value = self.values[index]
        if value is None:
            raise MisfitError
        return [int(number) for number in value.reshape(-1)]


Rule = Callable[[Step], list[Shape]]


def need(fits: bool) -> None:
    """Raise MisfitError unless it fits."""
    if not fits:
        raise MisfitError


def axis_of(value: int, rank: int) -> int:
    """Return an axis counted from the front."""
    need(-rank <= value < rank)
    return value % rank


def same(step: Step) -> list[Shape]:
    """Every number by itself."""
    return [step.shapes[0]]


def broadcast(step: Step) -> list[Shape]:
    """Two or more of the same shape, or stretched to one of at most five dimensions, as the kernels can."""
    alike = len({shape for shape in step.shapes if math.prod(shape) > 1}) <= 1
    need(alike or max(map(len, step.shapes)) <= 5)
    return [broadcast_shapes(*step.shapes)]


def broadcast_shapes(*shapes: Shape) -> Shape:
    """Return the shape that all can be stretched to."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError as fault:
        raise MisfitError from fault


def all_alike(step: Step) -> list[Shape]:
    """Several of one shape, such as a choice between two."""
    need(len(set(step.shapes)) == 1)
    return [step.shapes[0]]


def slope(step: Step) -> list[Shape]:
    """PRELU: the slopes are stretched to the input, never the other way."""
    need(broadcast_shapes(*step.shapes) == step.shapes[0])
    return [step.shapes[0]]


def slid(size: int, window: int, stride: int, dilation: int, padding: int) -> int:
    """Return at how many places a window stands."""
    reach = (window - 1) * dilation + 1
    need(padding in (_SAME, _VALID))
    places = (size - reach) // stride + 1 if padding == _VALID else -(-size // stride)
    need(places >= 1)
    return places


def convolution(step: Step) -> list[Shape]:
    """(N, H, W, C) with filters (K, h, w, C / groups) and biases (K,)."""
    (n, height, width, channels), (kernels, rows, columns, depth) = _pictures(step, 2)
    need(channels % depth == 0 and kernels % (channels // depth) == 0)
    _biased(step, 2, kernels)
    padding, (across, down) = step.number(0, "b"), (step.positive(1), step.positive(2))
    wide, high = step.positive(4, 1), step.positive(5, 1)
    return [(n, slid(height, rows, down, high, padding), slid(width, columns, across, wide, padding), kernels)]


def depthwise(step: Step) -> list[Shape]:
    """(N, H, W, C) with filters (1, h, w, C * multiplier) and biases."""
    (n, height, width, channels), (one, rows, columns, kernels) = _pictures(step, 2)
    need(one == 1 and kernels == channels * step.positive(3))
    _biased(step, 2, kernels)
    padding, (across, down) = step.number(0, "b"), (step.positive(1), step.positive(2))
    wide, high = step.positive(5, 1), step.positive(6, 1)
    return [(n, slid(height, rows, down, high, padding), slid(width, columns, across, wide, padding), kernels)]


def transposed(step: Step) -> list[Shape]:
    """The shape that is wanted, filters (K, h, w, C), (N, H, W, C), and biases: sizes must fit backwards."""
    made = tuple(step.known(0))
    need(len(made) == 4 and min(made) >= 1)
    need(len(step.shapes[1]) == len(step.shapes[2]) == 4)
    kernels, rows, columns, depth = step.shapes[1]
    n, height, width, channels = step.shapes[2]
    need(depth == channels and (made[0], made[3]) == (n, kernels))
    _biased(step, 3, kernels)
    padding, (across, down) = step.number(0, "b"), (step.positive(1), step.positive(2))
    need(slid(made[1], rows, down, 1, padding) == height and slid(made[2], columns, across, 1, padding) == width)
    return [made]


def pooling(step: Step) -> list[Shape]:
    """(N, H, W, C) under a window."""
    ((n, height, width, channels),) = _pictures(step, 1)
    padding, (across, down) = step.number(0, "b"), (step.positive(1), step.positive(2))
    columns, rows = step.positive(3), step.positive(4)
    return [(n, slid(height, rows, down, 1, padding), slid(width, columns, across, 1, padding), channels)]


def dense(step: Step) -> list[Shape]:
    """(..., K) with weights (units, K), stored as they are, and biases (units,)."""
    given, weights = step.shapes[0], step.shapes[1]
    need(len(weights) == 2 and len(given) >= 1 and step.number(1, "b") == 0)
    units, depth = weights
    _biased(step, 2, units)
    need(math.prod(given) % depth == 0)
    if step.number(2, "?"):
        need(given[-1] == depth)
        return [(*given[:-1], units)]
    return [(math.prod(given) // depth, units)]


def product(step: Step) -> list[Shape]:
    """Matrices in batches: (..., M, K) times (..., K, N), either turned."""
    left, right = step.shapes
    need(min(len(left), len(right)) >= 2)
    rows, depth = left[-2:][::-1] if step.number(0, "?") else left[-2:]
    other, columns = right[-2:][::-1] if step.number(1, "?") else right[-2:]
    need(depth == other)
    return [(*broadcast_shapes(left[:-2], right[:-2]), rows, columns)]


def reduction(step: Step) -> list[Shape]:
    """Over known axes, each named once, which stay as 1 or go."""
    shape = step.shapes[0]
    named = step.known(1)
    axes = {axis_of(axis, len(shape)) for axis in named}
    need(len(axes) == len(named))
    kept = bool(step.number(0, "?"))
    return [tuple(1 if at in axes else size for at, size in enumerate(shape) if kept or at not in axes)]


def position(step: Step) -> list[Shape]:
    """ARG_MAX, ARG_MIN: over one known axis, which goes."""
    shape, axes = step.shapes[0], step.known(1)
    need(len(axes) == 1)
    axis = axis_of(axes[0], len(shape))
    return [shape[:axis] + shape[axis + 1 :]]


def padding(step: Step) -> list[Shape]:
    """By known amounts before and after each dimension."""
    shape, amounts = step.shapes[0], step.known(1)
    need(step.shapes[1] == (len(shape), 2) and all(0 <= amount <= _MOST for amount in amounts))
    need(len(step.shapes) < 3 or math.prod(step.shapes[2]) == 1)
    return [tuple(n + a + b for n, a, b in zip(shape, amounts[::2], amounts[1::2], strict=True))]


def mirrored(step: Step) -> list[Shape]:
    """What is mirrored must be there: up to the edge (SYMMETRIC), or up to it without it (REFLECT)."""
    shape, amounts = step.shapes[0], step.known(1)
    without = 0 if step.number(0, "b") == 1 else 1
    need(len(amounts) == 2 * len(shape))
    need(all(amount <= shape[at // 2] - without for at, amount in enumerate(amounts)))
    return padding(step)


def resized(step: Step) -> list[Shape]:
    """(N, H, W, C) to a known height and width."""
    need(len(step.shapes[0]) == 4 and step.shapes[1] == (2,))
    height, width = step.known(1)
    need(1 <= height <= _MOST and 1 <= width <= _MOST)
    return [(step.shapes[0][0], height, width, step.shapes[0][3])]


def local_response(step: Step) -> list[Shape]:
    """Within a radius along the channels."""
    need(len(step.shapes[0]) == 4 and 0 <= step.number(0) <= _MOST)
    return [step.shapes[0]]


def _pictures(step: Step, count: int) -> list[Shape]:
    need(all(len(shape) == 4 for shape in step.shapes[:count]))
    return step.shapes[:count]


def _biased(step: Step, index: int, kernels: int) -> None:
    need(len(step.shapes) <= index or step.shapes[index] == (kernels,))


def shape_of(step: Step) -> list[Shape]:
    """SHAPE: as many numbers as dimensions."""
    return [(len(step.shapes[0]),)]


def none_of(_: Step) -> list[Shape]:
    """RANK: one number."""
    return [()]


def arguments(step: Step, index: int, length: int) -> list[int]:
    """Return the known numbers of an input that holds one per dimension."""
    found = step.known(index)
    need(len(found) == length)
    return found
