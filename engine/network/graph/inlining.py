"""A graph with the bodies of its functions where they are called, and with values where it reads variables.

Only what the wanted tensors are computed from is taken, and of that nothing but the computation: no order, no devices,
no hints to the optimiser. TensorFlow's own inlining leaves functions marked for XLA whole, and obeys such hints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.network.graph.bodies import Body, bare, called_function, ordered
from engine.network.graph.parts import placeholder
from engine.network.graph.values import VARIABLES, Values, Variable

_MOST_NODES = 100_000  # ten times what the largest of keras.applications have
_MOST_STEPS = 10_000  # from a call to what it returns
_DEEPEST = 100


@dataclass(eq=False)
class _Scope:
    """One call of a function, or the graph itself."""

    body: Body
    caller: _Scope | None = None
    given: Sequence[tuple[str, int]] = ()  # what the arguments are, in the caller's body
    depth: int = 0
    calls: dict[str, _Scope] = field(default_factory=dict)


_Place = tuple[_Scope, str]  # a node of a body


class Inlined:
    """graph: the flat `GraphDef`; inputs, outputs: names of its tensors; variables: {its node: the file's node}.

    inputs, outputs: names of tensors in the file's graph; dtypes: of the inputs.
    Raises SaliscopeError: MODEL_STRUCTURE, MODEL_OPERATION_UNKNOWN, MODEL_DAMAGED.
    """

    def __init__(self, graph: Any, inputs: Sequence[str], dtypes: Sequence[str], outputs: Sequence[str]) -> None:
        self._library = {function.signature.name: function for function in graph.library.function}
        self._root = _Scope(Body(graph.node, self._library))
        self._feeds = {(self._root, *self._root.body.output(name)): n for n, name in enumerate(inputs)}
        self._bodies: dict[str, Body] = {}
        self._names: dict[_Place, str] = {}
        self._taken: set[str] = set()
        self.inputs = tuple(f"{self._named(f'input_{n}')}:0" for n in range(len(inputs)))
        self.variables: dict[str, str] = {}
        self.graph = tf.compat.v1.GraphDef(versions=graph.versions)
        wanted = [self._found(self._root, self._root.body.output(name)) for name in outputs]
        self._emit(wanted, dtypes)
        self.outputs = tuple(self._tensor(scope, output) for scope, output in wanted)

    def _emit(self, wanted: Sequence[tuple[_Scope, tuple[str, int]]], dtypes: Sequence[str]) -> None:
        values = Values(self._library)
        for name, dtype in zip(self.inputs, dtypes, strict=True):
            self.graph.node.append(placeholder(name, tf.as_dtype(dtype).as_datatype_enum))
        roots = [(scope, output[0]) for scope, output in wanted if (scope, *output) not in self._feeds]
        known: dict[str, Variable] = {}
        for scope, name in ordered(roots, self._before, _MOST_NODES):
            node = scope.body.nodes[name]
            flat = bare(node, self._name((scope, name)))
            if node.op in VARIABLES and scope is self._root:
                variable = Variable.of(node)
                if node.op == "VarHandleOp":  # TensorFlow 1's others stand for their values
                    known[f"{flat.name}:0"] = variable
                self.variables[flat.name] = name
                flat = placeholder(flat.name, variable.dtype)
            else:
                sources = [self._tensor(*self._found(scope, source)) for source in scope.body.inputs(node)]
                flat.input.extend(sources)
                made = values.put_in(flat, [known.get(source) for source in sources])
                known |= {f"{flat.name}:{index}": variable for index, variable in made.items()}
            self.graph.node.append(flat)
        self.graph.library.function.extend(values.functions)

    def _before(self, place: _Place) -> Iterable[_Place]:
        scope, name = place
        for source in scope.body.inputs(scope.body.nodes[name]):
            found, output = self._found(scope, source)
            if (found, *output) not in self._feeds:
                yield found, output[0]

    def _found(self, scope: _Scope, output: tuple[str, int]) -> tuple[_Scope, tuple[str, int]]:
        """Return the node behind calls and arguments."""
        for _ in range(_MOST_STEPS):
            name, index = output
            if (scope, name, index) in self._feeds:
                return scope, output
            if scope.caller is not None and name in scope.body.arguments:
                at = scope.body.arguments[name]
                if at >= len(scope.given):
                    raise SaliscopeError(Code.MODEL_DAMAGED)
                scope, output = scope.caller, scope.given[at]
                continue
            function = called_function(scope.body.nodes[name], self._library)
            if function is None:
                return scope, output
            scope = self._call(scope, name, function)
            results = scope.body.results()
            if index >= len(results):
                raise SaliscopeError(Code.MODEL_DAMAGED)
            output = results[index]
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=output[0])

    def _call(self, scope: _Scope, name: str, function: Any) -> _Scope:
        if name not in scope.calls:
            if scope.depth == _DEEPEST:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=name)
            body = self._body(function)
            given = scope.body.inputs(scope.body.nodes[name])
            scope.calls[name] = _Scope(body, scope, given, scope.depth + 1)
        return scope.calls[name]

    def _body(self, function: Any) -> Body:
        name = function.signature.name
        if name not in self._bodies:
            self._bodies[name] = Body(function.node_def, self._library, function)
        return self._bodies[name]

    def _tensor(self, scope: _Scope, output: tuple[str, int]) -> str:
        fed = self._feeds.get((scope, *output))
        return self.inputs[fed] if fed is not None else f"{self._name((scope, output[0]))}:{output[1]}"

    def _name(self, place: _Place) -> str:
        if place not in self._names:
            self._names[place] = self._named(place[1])
        return self._names[place]

    def _named(self, wanted: str) -> str:
        """Return a name that nothing else has: the layers of a model keep theirs."""
        name, number = wanted, 0
        while name in self._taken:
            number += 1
            name = f"{wanted}_call{number}"
        self._taken.add(name)
        return name
