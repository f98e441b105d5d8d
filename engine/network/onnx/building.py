"""From the nodes of an ONNX file to the steps of a program: looked at once, for the sizes the network is to be fed.

What rests on no picture is computed here, once. A branch is followed where its condition is known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.framework.func_graph import FuncGraph

from engine.errors import Code, SaliscopeError
from engine.network.onnx.kinds import ATTENTION, WEIGHTED, is_layer, kind_of
from engine.network.onnx.names import layer_names
from engine.network.onnx.node import Node
from engine.network.onnx.operators import OPERATORS
from engine.network.onnx.values import Batch, MisfitError, Value
from engine.network.program import Step, apart

# What operators raise for inputs that are left out, of another type or shape, or known to them in another way.
_MISFITS = (
    *(MisfitError, AttributeError, IndexError, KeyError, NotImplementedError, OverflowError, TypeError, ValueError),
    *(tf.errors.InvalidArgumentError, tf.errors.UnimplementedError),
)
_COMPUTED_ONCE = frozenset(OPERATORS) - WEIGHTED - {"Einsum"}
_LARGE = 256  # numbers: more of them are held as a tensor
_KERNELS = frozenset({"Conv", "ConvTranspose"})
_BETWEEN = frozenset({"Cast", "Dropout", "Identity"})  # a softmax and the product it is an attention's for
_FIRST = Batch(0)
_Scope = Mapping[str, str]  # {name in a branch: name in the plan}


@dataclass
class Plan:
    """Steps and what they take. lies: where pictures and channels lie in each tensor, noted whenever a step runs.

    specs: of the tensors that steps make, as they are held.
    """

    steps: list[Step] = field(default_factory=list)
    constants: dict[str, np.ndarray] = field(default_factory=dict)
    lies: dict[str, Value] = field(default_factory=dict)
    specs: dict[str, Any] = field(default_factory=dict)


class Builder:
    """Builds a `Plan` of inspected facts.

    constants: the file's numbers by name; specs: of the inputs, one each, with the first axis None where any number of
    pictures is run at once, and 1 where one is.
    Raises SaliscopeError: MODEL_STEP, MODEL_SWELLS. MisfitError where pictures cannot be run at once.
    """

    def __init__(self, facts: Mapping[str, Any], constants: Mapping[str, np.ndarray], specs: Sequence[Any]) -> None:
        self._facts = facts
        self._constants = dict(constants)
        self._specs = specs
        self._many = specs[0].shape[0] is None
        self._values: dict[str, Value] = {name: Value(_held(array)) for name, array in constants.items()}
        self._attentions: set[str] = set()
        self.plan = Plan()

    def build(self) -> Plan:
        """Return the plan."""
        found = self._facts["nodes"]
        names = dict(zip(map(id, found), layer_names(found, self._constants), strict=True))
        nodes: deque[tuple[dict[str, Any], _Scope]] = deque((node, {}) for node in found)
        with FuncGraph("plan").as_default():
            for info, spec in zip(self._facts["inputs"], self._specs, strict=True):
                tensor = tf.compat.v1.placeholder(spec.dtype, spec.shape)
                self._know(info["name"], Value(tensor, _FIRST if self._many else None))
            while nodes:
                node, scope = nodes.popleft()
                name = names.get(id(node), node["name"] or node["op"])
                node = _renamed(node, scope)
                if node["op"] == "If":
                    nodes.extendleft(reversed(self._branch(node, scope)))
                else:
                    self._add(node, name)
        self._name_apart()
        used = {name for step in self.plan.steps for name in step.inputs} | set(self._facts["outputs"])
        self.plan.constants = {name: array for name, array in self._constants.items() if name in used}
        return self.plan

    def _branch(self, facts: Mapping[str, Any], scope: _Scope) -> list[tuple[dict[str, Any], _Scope]]:
        """Return the nodes of the branch that is taken, and those that hand on what it gives.

        Its own tensors get names that no other branch has: files use the same ones in several.
        """
        condition = self._values[facts["inputs"][0]]
        if not condition.known or condition.data.size != 1:
            raise SaliscopeError(Code.MODEL_ONNX_OPERATOR, operation="If", node=facts["name"])
        name = "then_branch" if condition.data.item() else "else_branch"
        graph = facts["attributes"][name]["graph"]
        own = {*graph["arrays"], *(output for node in graph["nodes"] for output in node["outputs"] if output)}
        inner = {**scope, **{each: f"{each} of {facts['outputs'][0]}" for each in own}}
        for constant, array in graph["arrays"].items():
            self._constants[inner[constant]] = array
            self._values[inner[constant]] = Value(_held(array))
        given = [inner.get(value["name"], value["name"]) for value in graph["outputs"]]
        hand_on = [
            {"op": "Identity", "name": facts["name"], "inputs": [source], "outputs": [target], "attributes": {}}
            for source, target in zip(given, facts["outputs"], strict=True)
        ]
        return [*((node, inner) for node in graph["nodes"]), *((node, {}) for node in hand_on)]

    def _add(self, facts: dict[str, Any], name: str) -> None:
        """Compute a node at once, or make a step of it."""
        outputs = [output or f"{facts['outputs'][0]}:{place}" for place, output in enumerate(facts["outputs"])]
        node = Node(facts["op"], facts["attributes"], self._facts["version"], len(outputs))
        inputs = list(facts["inputs"])
        while inputs and not inputs[-1]:
            inputs.pop()
        try:
            if node.operator in _KERNELS:
                inputs[1] = self._kernel(inputs[1])
            fixed = all(not each or each in self._constants for each in inputs) and inputs
            if fixed and node.operator in _COMPUTED_ONCE:
                self._compute(node, inputs, outputs)
                return
            values = [self._values[each] if each else None for each in inputs]
            for output, value in zip(outputs, applied(node, values), strict=True):
                self._know(output, value)
        except _MISFITS as fault:
            if self._many:
                raise MisfitError from fault
            raise SaliscopeError(Code.MODEL_STEP, operation=facts["op"], node=name) from fault
        self.plan.steps.append(self._step(node, name, inputs, outputs))

    def _compute(self, node: Node, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        with tf.init_scope():
            made = applied(node, [Value(np.asarray(self._constants[each])) if each else None for each in inputs])
            for output, value in zip(outputs, made, strict=True):
                self._constants[output] = np.asarray(value.plain())
                self._values[output] = Value(_held(self._constants[output]))

    def _kernel(self, name: str) -> str:
        """Return the name of weights (out, in, places...) turned to (places..., in, out): once, where that is known."""
        turned = f"{name}:turned"
        if turned in self._values:
            return turned
        order = [*range(2, self._values[name].rank), 1, 0]
        if name in self._constants:
            self._constants[turned] = np.ascontiguousarray(self._constants[name].transpose(order))
            self._values[turned] = Value(_held(self._constants[turned]))
        else:
            node = {"op": "Transpose", "name": turned, "inputs": [name], "outputs": [turned]}
            self._add(node | {"attributes": {"perm": order}}, turned)
        return turned

    def _know(self, name: str, value: Value) -> None:
        self._values[name] = value
        self.plan.lies[name] = replace(value, data=None)
        self.plan.specs[name] = tf.TensorSpec(value.data.shape, value.data.dtype)

    def _step(self, node: Node, name: str, inputs: Sequence[str], outputs: Sequence[str]) -> Step:
        value = self._values[outputs[0]]
        whole = value.batch == _FIRST if self._many else value.rank > 0 and value.data.shape[0] == 1
        moving = [each for each in inputs if each in self.plan.lies]
        attention = self._is_attention(node, value, inputs, outputs[0]) and whole
        shown = whole and (attention or is_layer(node))
        normalises = node.operator == "BatchNormalization"
        first = self.plan.lies.get(inputs[0]) if inputs else None
        return Step(
            name,
            (ATTENTION if attention else kind_of(node)) if shown else "",
            tuple(inputs),
            tuple(outputs),
            _running(node, inputs, outputs, self.plan.lies, self._many),
            weighted=node.operator in WEIGHTED and len(moving) < 2,
            channels_first=(normalises or node.operator in _KERNELS) and not (first is not None and first.last),
            statistics=(inputs[3], inputs[4]) if normalises and self._many else None,  # asked of many pictures
        )

    def _is_attention(self, node: Node, value: Value, inputs: Sequence[str], output: str) -> bool:
        """Tell the step at which what an attention finds is one row of tokens for each picture again.

        `_attentions` holds the tensors between a softmax over tokens and that step.
        """
        within = self._attentions.intersection(inputs)
        if node.operator == "Softmax" and value.rank in (3, 4):
            self._attentions.add(f"{output}:shares")
        shares = [each for each in inputs if f"{each}:shares" in self._attentions]
        if shares and node.operator in _BETWEEN:
            self._attentions.add(f"{output}:shares")
        elif shares and node.operator in ("MatMul", "Einsum") and len(set(inputs) & self.plan.lies.keys()) == 2:
            within.add(output)
        ends = value.rank == 3 and (value.batch == _FIRST if self._many else value.data.shape[0] == 1)
        if within and not ends:
            self._attentions.add(output)
        return bool(within) and ends

    def _name_apart(self) -> None:
        names = apart(step.name for step in self.plan.steps)
        self.plan.steps = [replace(step, name=name) for step, name in zip(self.plan.steps, names, strict=True)]


def _renamed(facts: dict[str, Any], scope: _Scope) -> dict[str, Any]:
    """Return a node that takes and gives tensors by their names in the plan."""
    return facts | {side: [scope.get(name, name) for name in facts[side]] for side in ("inputs", "outputs")}


def applied(node: Node, values: Sequence[Value | None]) -> list[Value]:
    """Return what an operator gives. What rests on no picture, and is not large, is an array."""
    if all(value is None or value.known for value in values):
        with tf.init_scope():
            made = OPERATORS[node.operator](node, *values)
            several = made if isinstance(made, list) else [made]
            return [Value(np.asarray(value.plain())) for value in several]
    made = OPERATORS[node.operator](node, *values)
    return made if isinstance(made, list) else [made]


def _held(array: np.ndarray) -> Any:
    if array.size <= _LARGE or array.dtype.kind != "f":
        return array
    with tf.init_scope():
        return tf.constant(array)


def _of_one(tensor: Any) -> Any:
    """Return a tensor whose first axis, where it is not known, is that of a single picture."""
    is_open = len(tensor.shape) > 0 and tensor.shape[0] is None
    return tf.ensure_shape(tensor, [1, *tensor.shape[1:]]) if is_open else tensor


def _running(
    node: Node, inputs: Sequence[str], outputs: Sequence[str], lies: dict[str, Value], many: bool
) -> Callable[..., list[Any]]:
    """Return what a step runs: tensors as they are held, from and to. many: pictures at once, else a single one."""

    def run(*tensors: Any) -> list[Any]:
        nothing = Value(None)
        given = [
            None if tensor is None else replace(lies.get(name, nothing), data=tensor if many else _of_one(tensor))
            for name, tensor in zip(inputs, tensors, strict=True)
        ]
        made = applied(node, given)
        for name, value in zip(outputs, made, strict=True):
            lies[name] = replace(value, data=None)
        return [value.data for value in made]

    return run
