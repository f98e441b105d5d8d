"""Values in the place of variables: what read them takes their values, in the functions of loops and branches too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from tensorflow.core.framework import function_pb2

from engine.errors import Code, SaliscopeError
from engine.network.graph.bodies import CALLS, Body, bare, ordered, output_name, outputs_of
from engine.system.quick_dataclass import dataclass

_numbers = count()  # functions get names that nothing else in this process has
# At most: a few lines of a file may call for copies of copies without end.
_MOST_NODES = 100_000
_MOST_FUNCTIONS = 1_000
VARIABLES = frozenset({"VarHandleOp", "Variable", "VariableV2"})


@dataclass(frozen=True)
class Variable:
    """dtype: TensorFlow's number of it; shape: the message, as bytes, so that equal ones are one."""

    dtype: int
    shape: bytes

    @classmethod
    def of(cls, node: Any) -> Variable:
        """Return what a node declares that makes a variable."""
        return cls(node.attr["dtype"].type, node.attr["shape"].shape.SerializeToString())


_Given = tuple[Variable | None, ...]


@dataclass(frozen=True)
class _Flow:
    """How an operation calls functions: `skip` inputs are its own; the settings that hold types of inputs, outputs."""

    skip: int
    types: str
    results: str
    functions: tuple[str, ...]


_WHILE = _Flow(0, "T", "T", ("cond", "body"))
_IF = _Flow(1, "Tin", "Tout", ("then_branch", "else_branch"))
_CASE = _Flow(1, "Tin", "Tout", ("branches",))
_FLOWS = {"While": _WHILE, "StatelessWhile": _WHILE, "If": _IF, "StatelessIf": _IF}
_FLOWS |= {"Case": _CASE, "StatelessCase": _CASE} | dict.fromkeys(CALLS, _Flow(0, "Tin", "Tout", ("f",)))
_PASSED_ON = frozenset({"Enter", "Identity", "Switch"})
# How values are read: the operation in its place, {its setting: that of the one before}
_READERS = {
    "ReadVariableOp": ("EnsureShape", {"T": "dtype"}),
    "ResourceGather": ("Gather", {"Tparams": "dtype", "Tindices": "Tindices"}),
    "ResourceGatherNd": ("GatherNd", {"Tparams": "dtype", "Tindices": "Tindices"}),
    "VariableShape": ("Shape", {"T": "", "out_type": "out_type"}),
}


class Values:
    """What a library of functions becomes. functions: those that are called, changed, under names of their own."""

    def __init__(self, library: Mapping[str, Any]) -> None:
        self._library = library
        self._made: dict[tuple[str, _Given], tuple[str, list[Variable | None]]] = {}
        self.functions: list[Any] = []

    def put_in(self, node: Any, given: Sequence[Variable | None]) -> dict[int, Variable]:
        """Change a node for the inputs that are variables (`given`, None for others); return the outputs that are.

        Raises SaliscopeError: MODEL_OPERATION_UNKNOWN for what does more with a variable than to read it.
        """
        if node.op in _FLOWS:
            return self._put_into_functions(node, _FLOWS[node.op], given)
        variable = given[0] if given else None
        if node.op in _READERS and variable is not None:
            _read(node, variable)
            return {}
        if node.op in _PASSED_ON and variable is not None:
            node.attr["T"].type = variable.dtype
            return {index: variable for _, index, _ in outputs_of(node, {})}
        if node.op in self._library or node.op in _READERS or node.op in VARIABLES or any(given):
            raise SaliscopeError(Code.MODEL_OPERATION_UNKNOWN, operation=node.op, node=node.name)
        return {}

    def _put_into_functions(self, node: Any, flow: _Flow, given: Sequence[Variable | None]) -> dict[int, Variable]:
        passed = tuple(given[flow.skip :])
        _set_types(node, flow.types, dict(enumerate(passed)))
        results: list[Variable | None] = []
        for setting in flow.functions:
            value = node.attr[setting]
            for called in value.list.func if value.HasField("list") else [value.func]:
                called.name, results = self._function(called.name, passed)
                called.attr.clear()
        made = {index: variable for index, variable in enumerate(results) if variable is not None}
        _set_types(node, flow.results, made)
        for index, shape in enumerate(node.attr["output_shapes"].list.shape if "output_shapes" in node.attr else ()):
            if index in made:
                shape.ParseFromString(made[index].shape)
        return made

    def _function(self, name: str, given: _Given) -> tuple[str, list[Variable | None]]:
        """Return the name of a changed copy of a function, and which of its results are variables."""
        key = (name, given)
        if key not in self._made:
            if name not in self._library:
                raise SaliscopeError(Code.MODEL_DAMAGED)
            if len(self._made) >= _MOST_FUNCTIONS:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=name)
            own = f"{name}_{next(_numbers)}"
            self._made[key] = own, []  # a function that calls itself ends here
            function, results = self._copied(self._library[name], own, given)
            self._made[key] = own, results
            self.functions.append(function)
        return self._made[key]

    def _copied(self, function: Any, own: str, given: _Given) -> tuple[Any, list[Variable | None]]:
        body = Body(function.node_def, self._library, function)
        copy = function_pb2.FunctionDef(signature=function.signature)
        copy.signature.name = own
        del copy.signature.control_output[:]
        known: dict[tuple[str, int], Variable] = {}
        for argument, variable in zip(copy.signature.input_arg, given, strict=False):
            if variable is not None:
                argument.type = variable.dtype
                known[argument.name, 0] = variable
            argument.ClearField("handle_data")
        results = body.results()
        names = self._copy_nodes(body, results, known, copy)
        for argument, result in zip(copy.signature.output_arg, results, strict=True):
            argument.ClearField("handle_data")
            copy.ret[argument.name] = _reference(names, result)
            if result in known:
                argument.type = known[result].dtype
        return copy, [known.get(result) for result in results]

    def _copy_nodes(self, body: Body, results: Any, known: dict[tuple[str, int], Variable], copy: Any) -> Any:
        """Copy what a function's results rest on; returns the copies by name."""

        def before(name: str) -> list[str]:
            return [source for source, _ in body.inputs(body.nodes[name]) if source not in body.arguments]

        copies: dict[str, Any] = {}
        waiting = []
        for name in ordered([name for name, _ in results if name not in body.arguments], before, _MOST_NODES):
            inputs = body.inputs(body.nodes[name])
            copies[name] = node = bare(body.nodes[name], name)
            made = self.put_in(node, [known.get(source) for source in inputs])
            known |= {(name, index): variable for index, variable in made.items()}
            waiting.append((node, inputs))
        for node, inputs in waiting:
            node.input.extend(_reference(copies, source) for source in inputs)
            copy.node_def.append(node)
        return copies


def _reference(copies: Mapping[str, Any], source: tuple[str, int]) -> str:
    name, index = source
    return output_name(copies[name], index) if name in copies else name


def _read(node: Any, variable: Variable) -> None:
    """Let a node that reads a variable take its value."""
    operation, settings = _READERS[node.op]
    before = {name: node.attr[name].type for name in settings.values() if name and name in node.attr}
    batch = node.attr["batch_dims"].i if "batch_dims" in node.attr else 0
    if batch:
        raise SaliscopeError(Code.MODEL_OPERATION_UNKNOWN, operation=node.op, node=node.name)
    node.op = operation
    node.attr.clear()
    for setting, old in settings.items():
        if old in before or old in ("", "dtype"):
            node.attr[setting].type = variable.dtype if old in ("", "dtype") else before[old]
    if operation == "EnsureShape":
        node.attr["shape"].shape.ParseFromString(variable.shape)


def _set_types(node: Any, setting: str, variables: Mapping[int, Variable | None]) -> None:
    types = node.attr[setting].list.type
    for index, variable in variables.items():
        if variable is not None and index < len(types):
            types[index] = variable.dtype
