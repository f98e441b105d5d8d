"""A TensorFlow Lite file as a network of TensorFlow's operations, with the layers, gradients and maps of any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

from engine.network.description import Head
from engine.network.lite.elementwise import activated
from engine.network.lite.facts import infos, input_range
from engine.network.lite.names import Named, layer_names
from engine.network.lite.operation import Operation
from engine.network.lite.quantised import rounded
from engine.network.lite.table import TABLE, Row
from engine.network.lite.tensors import LiteTensor, UnsupportedError, read_tensors
from engine.network.program import ProgramNetwork, Step

_NAMES = {number: name for name, number in vars(schema.BuiltinOperator).items() if not name.startswith("_")}
_UNMOVED = frozenset({"SHAPE", "RANK"})  # there is not one of their results for each picture
_REPEATING = frozenset({"BROADCAST_TO", "FILL", "TILE"})  # may make one for each picture of what is the same for all
_REARRANGING = frozenset(  # no number changes
    {"BATCH_TO_SPACE_ND", "BROADCAST_TO", "DEPTH_TO_SPACE", "EXPAND_DIMS", "GATHER", "MAX_POOL_2D", "MIRROR_PAD", "PAD"}
    | {"RESHAPE", "RESIZE_NEAREST_NEIGHBOR", "REVERSE_V2", "SLICE", "SPACE_TO_BATCH_ND", "SPACE_TO_DEPTH", "SQUEEZE"}
    | {"STRIDED_SLICE", "TILE", "TRANSPOSE", "UNPACK"}
)

_HEADS = {"softmax": Head.SOFTMAX, "sigmoid": Head.SIGMOID}
_SCORING = frozenset({"DEQUANTIZE", "LOGISTIC", "QUANTIZE", "RESHAPE", "SOFTMAX", "SQUEEZE"})


def build_lite(model: Any, facts: dict[str, Any], single: bool = False) -> ProgramNetwork:
    """Return the network of an unpacked model. facts: what the inspection found; single: for one picture at a time.

    Raises UnsupportedError for what has no counterpart, such as an operation that takes the axis of pictures apart.
    """
    heads = facts["outputs"] if single else ()  # what is computed picture by picture cannot be stepped back through
    built = _Builder(model, single)
    return ProgramNetwork(
        built.steps,
        built.feeds,
        infos(facts["inputs"]),
        [built.logits(head) for head in heads] or built.fetches,
        tuple(tensor["name"] for tensor in facts["outputs"]),
        built.constants,
        parameters=facts["parameters"],
        ranges={index: input_range(tensor) for index, tensor in enumerate(facts["inputs"])},
        known_heads=tuple(_HEADS.get(head["head"], Head.LOGITS) for head in heads),
        texts=facts["names"],
        single=[built.dtype(head) for head in heads],
    )


class _Builder:
    """steps, constants, feeds, fetches: what a program is made of; tensors go by their number in the file."""

    def __init__(self, model: Any, single: bool) -> None:
        graph = model.subgraphs[0]
        stored = read_tensors(graph, model.buffers)
        self._tensors = [replace(tensor, stored=None) for tensor in stored]
        self._stored: dict[int, LiteTensor] = {tensor.index: tensor for tensor in stored if tensor.stored is not None}
        self._worked_out: dict[int, np.ndarray] = {}
        self.steps: list[Step] = []
        self.constants: dict[str, np.ndarray] = {}
        self._moving = {int(index) for index in graph.inputs}  # what rests on an input
        self._single = single
        self._batched = set() if single else set(self._moving)
        self.feeds = [self._fed(self._tensors[index]) for index in graph.inputs]
        kinds = [_kind(model, operator) for operator in graph.operators]
        self._answers = _answers(graph, kinds)
        self._layers = layer_names([self._named(*pair) for pair in zip(graph.operators, kinds, strict=True)])
        self._parts: dict[int, list[str]] = {}  # the operations of each layer, by the place of the last
        for end, kind in zip(self._layers[1], kinds, strict=True):
            self._parts.setdefault(end, []).append(kind)
        for at, operator in enumerate(graph.operators):
            self._add(operator, kinds[at], at)
        self.fetches = [self._source(int(index)) for index in graph.outputs]

    def logits(self, output: dict[str, Any]) -> str:
        """Return the name of what the head of an output is given, of the output itself where it has none."""
        if output["logits"] is None:
            return self._source(output["index"])
        name, scaled = self._source(output["logits"]), f"{output['index']}:logits"
        self.steps.append(Step(scaled, "", (name,), (scaled,), partial(tf.multiply, np.float32(output["slope"]))))
        return scaled

    def dtype(self, output: dict[str, Any]) -> Any:
        """Return the type of an output's numbers."""
        return self._tensors[output["index"]].dtype

    def _named(self, operator: Any, kind: str) -> Named:
        made, row = self._tensors[operator.outputs[0]], TABLE[kind]
        given, found = ([int(index) for index in tensors] for tensors in (operator.inputs, operator.outputs))
        return Named(made.name, made.shape, given, found, row.kind, row.constants is not None)

    def _fed(self, tensor: LiteTensor) -> str:
        """Return the name that an input is fed by: what is stored of it may be less than what is given."""
        name, fed = str(tensor.index), f"{tensor.index}:given"
        self.steps.append(Step(fed, "", (fed,), (name,), partial(_stored, tensor)))
        return fed

    def _add(self, operator: Any, kind: str, at: int) -> None:
        names, ends = self._layers
        name = names[at]
        row, op = TABLE[kind], self._operation(operator, kind)
        with _named(op):
            own = row.constants(op) if row.constants else {}
        op = replace(op, prepared=frozenset(own))
        given = [int(index) for index in operator.inputs]
        if self._moving.isdisjoint(given):
            self._work_out(row, op, own)
            return
        made = [tensor.index for tensor in op.made]
        self._moving.update(made)
        if not self._single and ((any(op.batched) and kind not in _UNMOVED) or kind in _REPEATING):
            self._batched.update(made)
        self.constants |= {f"{name}:{place}": value for place, value in own.items()}
        sources = [f"{name}:{place}" if place in own else self._source(index) for place, index in enumerate(given)]
        values = tuple(_kept(value) for value in op.values)
        run = partial(_computed, row, replace(op, values=values))
        ends_layer = ends[at] == at
        self.steps.append(
            Step(
                name,
                self._layer_kind(at) if ends_layer else row.kind,
                tuple(sources),
                tuple(map(str, made)),
                run,
                weighted=row.constants is not None,
                part_of="" if ends_layer else names[ends[at]],
            )
        )

    def _layer_kind(self, end: int) -> str:
        """Return what a layer is called that ends at an operation: by its weights, or that it normalises."""
        parts = self._parts[end]
        if {"MEAN", "RSQRT"} <= set(parts):
            return "LayerNormalization"
        return next((TABLE[kind].kind for kind in parts if TABLE[kind].constants), TABLE[parts[-1]].kind)

    def _operation(self, operator: Any, kind: str) -> Operation:
        given = [int(index) for index in operator.inputs]
        return Operation(
            kind,
            operator.builtinOptions,
            tuple(self._tensors[index] if index >= 0 else None for index in given),
            tuple(self._tensors[index] for index in operator.outputs),
            tuple(self._value(index) for index in given),
            tuple(index in self._batched for index in given),
            not self._answers.isdisjoint(int(index) for index in operator.outputs),
        )

    def _work_out(self, row: Row, op: Operation, own: dict[int, np.ndarray]) -> None:
        """Compute what rests on no input, such as weights that are stored in half precision."""
        made = _computed(row, op, *(own.get(place, value) for place, value in enumerate(op.values)))
        several = made if isinstance(made, list | tuple) else [made]
        for tensor, value in zip(op.made, several, strict=True):
            self._worked_out[tensor.index] = np.asarray(value)

    def _value(self, index: int) -> np.ndarray | None:
        if index in self._worked_out or index not in self._stored:
            return self._worked_out.get(index)
        return self._stored[index].value()

    def _source(self, index: int) -> str:
        """Return the name of a tensor, which is known from now on if it is a constant; "" for one that is left out."""
        if index < 0:
            return ""
        if index not in self._moving and str(index) not in self.constants:
            value = self._value(index)
            if value is None:
                raise UnsupportedError(self._tensors[index].name)
            self.constants[str(index)] = value
        return str(index)


def _kind(model: Any, operator: Any) -> str:
    code = model.operatorCodes[operator.opcodeIndex]
    return _NAMES[max(code.builtinCode, code.deprecatedBuiltinCode)]


def _answers(graph: Any, kinds: Sequence[str]) -> set[int]:
    """Return the tensors that are answers, or become them by being scored, converted or laid out."""
    found = {int(index) for index in graph.outputs}
    for operator, kind in zip(reversed(graph.operators), reversed(kinds), strict=True):
        if kind in _SCORING and not found.isdisjoint(int(index) for index in operator.outputs):
            found.add(int(operator.inputs[0]))
    return found


def _stored(tensor: LiteTensor, x: Any) -> Any:
    """Return what an input stores of the real numbers that it is given."""
    if tensor.meaning is not None:
        return rounded(x, tensor.meaning)
    return x if tensor.kind == "float32" else tf.cast(tf.round(x), tensor.dtype)


def _kept(value: np.ndarray | None) -> np.ndarray | None:
    """Return what an operation goes by; weights are held once, as constants."""
    return value if value is not None and value.dtype.kind in "iu" else None


def _computed(row: Row, op: Operation, *given: Any) -> Any:
    """Run one operation with all that it does to its results."""
    with _named(op):
        made = row.run(op, *given)
        if isinstance(made, list | tuple):
            return [_finished(op, part, tensor) for part, tensor in zip(made, op.made, strict=True)]
        return _finished(op, activated(op, made), op.made[0])


@contextmanager
def _named(op: Operation) -> Iterator[None]:
    """Say which operation of a file it is that is not built."""
    try:
        yield
    except UnsupportedError as fault:
        raise UnsupportedError(op.name, op.made[0].name) from fault


def _finished(op: Operation, x: Any, made: LiteTensor) -> Any:
    """Return a result as it is stored, with the sizes that the file states where they are not known otherwise."""
    if None in x.shape[1:] and x.shape.rank == len(made.free):
        x = tf.ensure_shape(x, [None, *made.free[1:]])
    same = op.given and op.given[0] is not None and op.name in _REARRANGING and made.meaning == op.given[0].meaning
    return x if made.meaning is None or same else rounded(x, made.meaning)
