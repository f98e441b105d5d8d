"""The operations of a TensorFlow Lite file followed in their order, as they run for one photograph.

Every tensor must be there before it is taken, be made once, have the type its kernel expects, and stay within limits.
What the file declares of tensors between is not believed: shapes are worked out from the inputs on.
"""

from __future__ import annotations

import math

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.models.inspection.lite import layout as layout
from engine.models.inspection.lite import rules as rules
from engine.models.inspection.lite.flatbuffer import Table
from engine.models.inspection.lite.rules import MisfitError, Rule, Shape, Step, need
from engine.models.inspection.lite.tensors import Tensor
from engine.models.inspection.refusals import readable
from engine.system.memory import LARGEST_TENSOR, MIB
from engine.system.quick_dataclass import dataclass

_FLOAT, _HALF, _INT32, _UINT8, _INT64, _BOOL, _INT16, _INT8, _INT4 = 0, 1, 2, 3, 4, 6, 7, 9, 17
_KINDS = frozenset({_FLOAT, _HALF, _INT32, _UINT8, _INT64, _BOOL, _INT16, _INT8, _INT4})
_SCALED = frozenset({_UINT8, _INT8, _INT16})
_WEIGHTED = frozenset(  # what is given, weights, made, biases
    {(_FLOAT, weights, _FLOAT, _FLOAT) for weights in (_FLOAT, _INT8, _UINT8, _INT4)}
    | {(_UINT8, _UINT8, _UINT8, _INT32), (_INT8, _INT8, _INT8, _INT32), (_INT8, _INT4, _INT8, _INT32)}
    | {(_INT16, _INT8, _INT16, bias) for bias in (_INT32, _INT64)}
)
# What takes int64 for numbers to go by; others would read it as int32.
_WIDE = frozenset(
    {"ARG_MAX", "ARG_MIN", "BROADCAST_TO", "CAST", "CONCATENATION", "EXPAND_DIMS", "FILL", "GATHER", "MIRROR_PAD"}
    | {"MUL", "PACK", "PAD", "PADV2", "SLICE", "SQUEEZE", "TILE"}
)
_VALUES = 1 << 13  # of how many numbers a tensor's content is looked at
_SCRATCH = 4 * LARGEST_TENSOR  # a convolution's windows laid out side by side


@dataclass(frozen=True)
class Operator:
    """One operation in the file. kind: of its options, as TensorFlow Lite numbers them, 0 for none."""

    name: str
    inputs: list[int]
    outputs: list[int]
    kind: int
    options: Table | None


@dataclass(frozen=True)
class _Row:
    """rule: from shapes to shapes; counts: how many inputs; options: which kind must be there, 0 for any;
    types: a rule on types, see `_check_types`; rank: of the highest input; bias: which input may be missing.
    """

    rule: Rule
    counts: range
    options: int = 0
    types: str = "first"
    rank: int = 4
    bias: int = -1


def _rows(names: str, row: _Row) -> dict[str, _Row]:
    return dict.fromkeys(names.split(), row)


_ONE, _TWO, _THREE, _MANY = range(1, 2), range(2, 3), range(3, 4), range(1, 1 << 12)
_BIASED = range(2, 4)
_BY_THEMSELVES = (
    "ABS CEIL COS ELU EXP FLOOR GELU HARD_SWISH LEAKY_RELU LOG LOGISTIC NEG RELU RELU6 RELU_0_TO_1 RELU_N1_TO_1 ROUND "
    "RSQRT SIGN SIN SQRT SQUARE TANH"
)
OPERATIONS: dict[str, _Row] = {
    **_rows(_BY_THEMSELVES, _Row(rules.same, _ONE, types="numeric", rank=6)),
    **_rows("SOFTMAX LOG_SOFTMAX L2_NORMALIZATION", _Row(rules.same, _ONE, types="numeric")),
    **_rows("CAST QUANTIZE DEQUANTIZE", _Row(rules.same, _ONE, types="free", rank=6)),
    **_rows("ZEROS_LIKE", _Row(rules.same, _ONE, rank=6)),
    **_rows("LOCAL_RESPONSE_NORMALIZATION", _Row(rules.local_response, _ONE, 13, "float")),
    **_rows("ADD SUB MUL MAXIMUM MINIMUM SQUARED_DIFFERENCE", _Row(rules.broadcast, _TWO, types="numeric", rank=6)),
    # Whole numbers may be divided by zero.
    **_rows("DIV", _Row(rules.broadcast, _TWO, types="float", rank=6)),
    **_rows("FLOOR_DIV FLOOR_MOD POW", _Row(rules.broadcast, _TWO, types="float")),
    **_rows("PRELU", _Row(rules.slope, _TWO, types="numeric")),
    **_rows("EQUAL NOT_EQUAL GREATER GREATER_EQUAL LESS LESS_EQUAL", _Row(rules.broadcast, _TWO, types="compare")),
    **_rows("LOGICAL_AND LOGICAL_OR", _Row(rules.broadcast, _TWO, types="bool")),
    **_rows("LOGICAL_NOT", _Row(rules.same, _ONE, types="bool")),
    **_rows("SELECT", _Row(rules.all_alike, _THREE, types="choice")),
    **_rows("SELECT_V2", _Row(rules.broadcast, _THREE, types="choice")),
    **_rows("CONV_2D", _Row(rules.convolution, _BIASED, 1, "weights", bias=2)),
    # Without its biases the kernel reads from nowhere.
    **_rows("DEPTHWISE_CONV_2D", _Row(rules.depthwise, _THREE, 2, "weights")),
    **_rows("TRANSPOSE_CONV", _Row(rules.transposed, range(3, 5), 49, "turned weights", bias=3)),
    **_rows("FULLY_CONNECTED", _Row(rules.dense, _BIASED, 8, "weights", bias=2)),
    **_rows("BATCH_MATMUL", _Row(rules.product, _TWO, 101, "numeric")),
    **_rows("AVERAGE_POOL_2D MAX_POOL_2D", _Row(rules.pooling, _ONE, 5, "numeric")),
    **_rows("MEAN SUM REDUCE_MAX REDUCE_MIN REDUCE_PROD", _Row(rules.reduction, _TWO, 27, "first numeric", rank=6)),
    **_rows("REDUCE_ANY REDUCE_ALL", _Row(rules.reduction, _TWO, 27)),
    **_rows("ARG_MAX", _Row(rules.position, _TWO, 40, "place")),
    **_rows("ARG_MIN", _Row(rules.position, _TWO, 57, "place")),
    **_rows("PAD", _Row(rules.padding, _TWO)),
    **_rows("PADV2", _Row(rules.padding, _THREE)),
    **_rows("MIRROR_PAD", _Row(rules.mirrored, _TWO, 77)),
    **_rows("RESIZE_BILINEAR", _Row(rules.resized, _TWO, 15)),
    **_rows("RESIZE_NEAREST_NEIGHBOR", _Row(rules.resized, _TWO, 74)),
    **_rows("SHAPE", _Row(rules.shape_of, _ONE, types="place", rank=6)),
    **_rows("RANK", _Row(rules.none_of, _ONE, types="place", rank=6)),
    **_rows("RESHAPE", _Row(layout.reshaped, range(1, 3), rank=6)),
    **_rows("SQUEEZE", _Row(layout.squeezed, _ONE, 30, rank=6)),
    **_rows("EXPAND_DIMS", _Row(layout.expanded, _TWO, rank=6)),
    **_rows("TRANSPOSE", _Row(layout.turned, _TWO, rank=6)),
    **_rows("CONCATENATION", _Row(layout.joined, _MANY, 10, "all")),
    **_rows("PACK", _Row(layout.stacked, _MANY, 59, "all")),
    **_rows("UNPACK", _Row(layout.unstacked, _ONE, 64)),
    **_rows("SPLIT", _Row(layout.split, _TWO, 35, "second")),
    **_rows("SPLIT_V", _Row(layout.split_sizes, _THREE, 79)),
    **_rows("SLICE", _Row(layout.cut, _THREE)),
    **_rows("STRIDED_SLICE", _Row(layout.strided, range(4, 5), 32)),
    **_rows("GATHER", _Row(layout.gathered, _TWO, 23)),
    **_rows("REVERSE_V2", _Row(layout.reversed_axes, _TWO)),
    **_rows("TILE", _Row(layout.tiled, _TWO, rank=6)),
    **_rows("BROADCAST_TO", _Row(layout.stretched, _TWO, rank=6)),
    **_rows("FILL", _Row(layout.filled, _TWO, types="second")),
    **_rows("DEPTH_TO_SPACE", _Row(layout.depth_to_space, _ONE, 94)),
    **_rows("SPACE_TO_DEPTH", _Row(layout.space_to_depth, _ONE, 19)),
    **_rows("SPACE_TO_BATCH_ND", _Row(layout.space_to_batch, _THREE)),
    **_rows("BATCH_TO_SPACE_ND", _Row(layout.batch_to_space, _THREE)),
}


class Run:
    """What is known of each tensor, by its index: `shapes` as they run, and the `values` of small whole numbers."""

    def __init__(self, tensors: list[Tensor], inputs: dict[int, Shape]) -> None:
        constants = {index: tensor.run for index, tensor in enumerate(tensors) if tensor.constant}
        if constants.keys() & inputs.keys():
            raise SaliscopeError(Code.MODEL_DAMAGED)
        self._tensors = tensors
        self.shapes: dict[int, Shape] = {**constants, **inputs}
        self.values: dict[int, np.ndarray] = {}
        for index in inputs:
            _check_size(self.bytes(index))

    def bytes(self, index: int) -> int:
        """Return how many bytes a tensor takes, 0 for what is never made."""
        return -(-math.prod(self.shapes[index]) * self._tensors[index].bits // 8) if index in self.shapes else 0

    def follow(self, operator: Operator) -> None:
        """Let one operation run on shapes.

        Raises SaliscopeError: MODEL_STEP where it does not fit its tensors, MODEL_SWELLS.
        """
        try:
            made = self._made(operator, OPERATIONS[operator.name])
        except MisfitError as fault:
            name = self._tensors[operator.outputs[0]].name if operator.outputs else ""
            raise SaliscopeError(Code.MODEL_STEP, operation=operator.name, node=readable(name)) from fault
        for index in made:
            _check_size(self.bytes(index))

    def _made(self, operator: Operator, row: _Row) -> list[int]:
        given = list(operator.inputs)
        if len(given) == row.bias + 1 and given[-1] == -1:  # a bias that is left out is written as -1
            given.pop()
        need(len(given) in row.counts and -1 not in given and -1 not in operator.outputs and bool(operator.outputs))
        need(operator.kind == row.options or not row.options)
        need(all(index in self.shapes for index in given))
        shapes = [self.shapes[index] for index in given]
        need(all(len(shape) <= row.rank for shape in shapes))
        # Only what a step goes by may be empty, such as the axes of a sum over none.
        need(all(min(self.shapes[index], default=1) >= 1 or self._value(index) is not None for index in given))
        _check_types(
            row, [self._tensors[index] for index in given], [self._tensors[index] for index in operator.outputs]
        )
        # A number that the kernel would read at another width is taken for unknown.
        wide = operator.name in _WIDE
        values = [self._value(index) if wide or self._tensors[index].kind == _INT32 else None for index in given]
        step = Step(shapes, values, operator.options, len(operator.outputs))
        made = row.rule(step)
        need(len(made) == len(operator.outputs) and len(set(operator.outputs)) == len(made))
        need(not any(index in self.shapes for index in operator.outputs))  # made once: no buffer changes under a reader
        need(all(min(shape, default=1) >= 1 for shape in made))
        _check_size(_scratch(operator.name, shapes, made), _SCRATCH)
        self.shapes.update(zip(operator.outputs, made, strict=True))
        self._know(operator, step)
        return operator.outputs

    def _value(self, index: int) -> np.ndarray | None:
        tensor = self._tensors[index]
        if index not in self.values and tensor.constant and tensor.elements <= _VALUES:
            value = tensor.value()
            if value is not None:
                self.values[index] = value
        return self.values.get(index)

    def _know(self, operator: Operator, step: Step) -> None:
        """Keep the whole numbers that operations make of shapes: how a converter writes sizes it does not know."""
        index = operator.outputs[0]
        shape, value = self.shapes[index], _worked_out(operator.name, step)
        if value is not None and value.size <= _VALUES and self._tensors[index].kind in (_INT32, _INT64):
            self.values[index] = value.reshape(shape)


def _worked_out(name: str, step: Step) -> np.ndarray | None:
    if name == "SHAPE":
        return np.array(step.shapes[0], np.int64)
    known = [value for value in step.values if value is not None]
    if len(known) < len(step.values) or not known:
        return None
    match name:
        case "STRIDED_SLICE":
            return np.asarray(known[0][layout.slices(step)])
        case "PACK":
            return np.stack(known, step.number(1))
        case "CONCATENATION":
            return np.concatenate(known, step.number(0))
        case "GATHER":
            return np.take(known[0], known[1], step.number(0))
        case "MUL":
            return _bounded(known[0].astype(np.float64) * known[1])
        case "REDUCE_PROD":
            return _bounded(known[0].astype(np.float64).prod(tuple(known[1].reshape(-1))))
        case "RESHAPE" | "SQUEEZE" | "EXPAND_DIMS" | "CAST":
            return known[0]
    return None


def _bounded(value: np.ndarray) -> np.ndarray:
    # Far beyond every size that is let through, and far from where int64 overflows.
    return np.clip(value, -(2.0**40), 2.0**40).astype(np.int64)


def _check_types(row: _Row, given: list[Tensor], made: list[Tensor]) -> None:
    """Hold types against what a kernel takes for granted.

    "first", "second": that input and the outputs are of one type; "all": all of them; "numeric": all, being
    numbers, scaled where a byte stands for them; "first numeric"; "float": all are float32; "bool"; "compare": alike,
    to truth; "choice": a truth, then alike; "place": whole numbers come out; "weights": one of the combinations;
    "free".
    """
    kinds, out = [tensor.kind for tensor in given], {tensor.kind for tensor in made}
    need(_KINDS.issuperset({*kinds, *out}))
    match row.types:
        case "first" | "first numeric":
            need(out == {kinds[0]})
        case "second":
            need(out == {kinds[1]})
        case "all" | "numeric":
            need(out == set(kinds))
        case "float":
            need({*kinds, *out} == {_FLOAT})
        case "bool":
            need({*kinds, *out} == {_BOOL})
        case "compare":
            need(len(set(kinds)) == 1 and out == {_BOOL})
        case "choice":
            need(kinds[0] == _BOOL and {kinds[1], kinds[2]} == out)
        case "place":
            need(out <= {_INT32, _INT64})
        case "weights":
            _check_weights(given, made, 3 if given[1].channel_axis == 3 else 0)
        case "turned weights":
            _check_weights([given[2], given[1], *given[3:]], made, 0)
    if row.types in ("numeric", "first numeric"):
        tensors = [*(given if row.types == "numeric" else given[:1]), *made]
        need(all(tensor.kind not in (_BOOL, _INT4, _HALF) for tensor in tensors))
        need(all(tensor.scale > 0 for tensor in tensors if tensor.kind in _SCALED))


def _check_weights(given: list[Tensor], made: list[Tensor], axis: int) -> None:
    taken, weights, *bias = given
    biases = [bias[0].kind] if bias else [_FLOAT, _INT32, _INT64]
    need(any((taken.kind, weights.kind, made[0].kind, kind) in _WEIGHTED for kind in biases))
    need(all(tensor.scale > 0 for tensor in (taken, *made) if tensor.kind in _SCALED))
    need(weights.kind == _FLOAT or weights.scales >= 1)
    need(weights.scales <= 1 or weights.channel_axis == axis)


def _scratch(name: str, shapes: list[Shape], made: list[Shape]) -> int:
    """Return the bytes of a convolution's windows, which some kernels lay out side by side."""
    if name == "CONV_2D":
        return 4 * math.prod(made[0][:3]) * math.prod(shapes[1][1:])
    return 4 * math.prod(shapes[2][:3]) * math.prod(shapes[1][:3]) if name == "TRANSPOSE_CONV" else 0


def _check_size(size: int, most: int = LARGEST_TENSOR) -> None:
    if size > most:
        raise SaliscopeError(Code.MODEL_SWELLS, needed=-(-size // MIB), limit=most // MIB)
