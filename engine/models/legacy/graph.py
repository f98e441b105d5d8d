"""A network rebuilt from its description, node by node, models inside models included.

Keras 2 writes a call as a list of [layer, which call of it, which output, {other arguments}], Keras 3 as arguments with
tensors inside; both are read. Nested models stay nested and keep their names, but for the slashes Keras 3 forbids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

import keras
from keras.src.ops import core, image, linalg, math, nn, numpy

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.function_layers import OPERATION_LAYERS, OperationLayer, operation
from engine.models.inspection.refusals import readable
from engine.models.legacy.layers import (
    CONTAINERS,
    layer_class,
    layer_list,
    make_input,
    make_layer,
    name_of,
    plain,
    safe_name,
)
from engine.system.quick_dataclass import dataclass

Part = dict[str, Any]

_CONSTANT = "_CONSTANT_VALUE"
_OPERATION_MODULES = {module.__name__: module for module in (numpy, nn, math, core, image, linalg)}


@dataclass(frozen=True)
class Built:
    """A rebuilt model and what its layers are called in the file, in the file's order. Nested models likewise."""

    model: Any
    layers: dict[str, Any]
    nested: dict[str, Built] = field(default_factory=dict)


class _NotYetError(Exception):
    """A call waits for the output of another."""


def rebuild(part: Part, old: bool) -> Built:
    """Rebuild a model without its weights. part: {"class_name", "config"}. old: written by a Keras before 3."""
    if part["class_name"] not in CONTAINERS:
        layer_class(part["class_name"], name_of(part))
    config = part["config"]
    if part["class_name"] == "Sequential":
        return _sequential(part, old)
    if not isinstance(config, dict) or "layers" not in config or "output_layers" not in config:
        raise SaliscopeError(Code.MODEL_UNKNOWN_PART, part=str(part["class_name"]), layer=name_of(part))
    return _Network(part, old).built()


def _sequential(part: Part, old: bool) -> Built:
    parts = layer_list(part)
    model = keras.Sequential(name=safe_name(name_of(part)))
    shape = _input_shape(part)
    made = Built(model, {}, {})
    if shape is not None:
        first = parts[0]["config"] if parts and parts[0]["class_name"] == "InputLayer" else {}
        model.add(make_input(shape, first.get("dtype"), first.get("name") or f"{model.name}_input"))
    for inner in parts:
        if inner["class_name"] != "InputLayer":
            model.add(_made(inner, old, made))
    return made


def _made(part: Part, old: bool, owner: Built) -> Any:
    """Make a layer, an operation or a nested model, and enter it in its owner's list."""
    name = name_of(part)
    if part["class_name"] in CONTAINERS:
        owner.nested[name] = rebuild(part, old)
        thing = owner.nested[name].model
    elif part["class_name"] in OPERATION_LAYERS:
        thing = OperationLayer(operation(str(part["config"]["function"]), name), safe_name(name))
    elif (cls := _operation_class(part)) is not None:
        return cls.from_config(plain(part["config"], name))  # not a layer, and only plain numbers set it
    else:
        thing = make_layer(part, old, lambda inner: rebuild(inner, old).model)
    owner.layers[name] = thing
    return thing


def _operation_class(part: Part) -> Any:
    """Return the operation of Keras 3 that a part is, or None for a layer.

    HDF5 does not say where from, and some are named like layers: these take their tensors in one list.
    """
    kind, module = str(part["class_name"]), part.get("module")
    if module is None:
        node = next(iter(part.get("inbound_nodes") or ()), None)
        if not isinstance(node, dict) or (hasattr(keras.layers, kind) and len(node.get("args") or ()) < 2):
            return None
    modules = [_OPERATION_MODULES.get(str(module))] if module is not None else _OPERATION_MODULES.values()
    found = [getattr(where, kind, None) for where in modules]
    return next((cls for cls in found if isinstance(cls, type) and issubclass(cls, keras.Operation)), None)


def _input_shape(part: Part) -> Any:
    """Return the shape a model or a layer says it takes, with the batch, or None."""
    config = part["config"]
    if part["class_name"] in CONTAINERS:
        said = config.get("build_input_shape") if isinstance(config, dict) else None
        parts = layer_list(part)
        found = _input_shape(parts[0]) if parts else None
        built = part.get("build_config")
        return found or said or (built.get("input_shape") if isinstance(built, dict) else None)
    shape = config.get("batch_input_shape") or config.get("batch_shape")
    return plain(shape, name_of(part)) if shape is not None else None


class _Network:
    """A functional model while its calls are made one after the other."""

    def __init__(self, part: Part, old: bool) -> None:
        self._part = part
        self._old = old
        self._parts = {name_of(inner): inner for inner in part["config"]["layers"]}
        self._built = Built(None, {}, {})
        self._makers: dict[str, Callable[..., Any]] = {}
        self._outputs: dict[str, list[Any]] = {}  # of every call of every layer, flat

    def built(self) -> Built:
        for name, part in self._parts.items():
            self._outputs[name] = []
            if part["class_name"] == "InputLayer":
                self._outputs[name].append([make_input(_input_shape(part), part["config"].get("dtype"), name).output])
            else:
                self._makers[name] = _made(part, self._old, self._built)
        self._call_all()
        config = self._part["config"]
        model = keras.Model(
            inputs=self._ends(config["input_layers"]),
            outputs=self._ends(config["output_layers"]),
            name=safe_name(name_of(self._part)),
        )
        return Built(model, self._built.layers, self._built.nested)

    def _call_all(self) -> None:
        waiting = {name: list(self._parts[name].get("inbound_nodes") or ()) for name in self._makers}
        while any(waiting.values()):
            before = sum(map(len, waiting.values()))
            for name, nodes in waiting.items():
                self._call_ready(name, nodes)
            if sum(map(len, waiting.values())) == before:  # a whole round without a call: they wait in a circle
                raise SaliscopeError(Code.MODEL_CONTRADICTS, layer=next(name for name in waiting if waiting[name]))

    def _call_ready(self, name: str, nodes: list[Any]) -> None:
        while nodes:
            try:
                args, kwargs = self._arguments(nodes[0])
            except _NotYetError:
                return
            outputs = _called(self._makers[name], args, kwargs)
            self._outputs[name].append(keras.tree.flatten(outputs))
            del nodes[0]

    def _arguments(self, node: Any) -> tuple[list[Any], Part]:
        if isinstance(node, dict) and "args" in node:
            args, kwargs = self._valued(node["args"]), self._valued(node.get("kwargs") or {})
            return list(args), kwargs
        if _is_entry(node):  # an operation of one tensor
            return [self._first(node)], self._others(node)
        given = [self._first(entry) for entry in node]
        return [given[0] if len(given) == 1 else given], self._others(node[0])

    def _first(self, entry: list[Any]) -> Any:
        return entry[2] if entry[0] == _CONSTANT else self._tensor(entry)

    def _others(self, entry: list[Any]) -> Part:
        written = entry[3] if len(entry) > 3 else {}
        return {key: self._referred(value) for key, value in written.items() if value is not None}

    def _referred(self, value: Any) -> Any:
        """Return an argument as Keras 2 writes it: a tensor is a list of its layer's name and two numbers."""
        if _is_entry(value) and (value[0] in self._parts or value[0] == _CONSTANT):
            return self._first(value)
        if isinstance(value, list):
            return [self._referred(item) for item in value]
        return plain(value, "")

    def _valued(self, value: Any) -> Any:
        """Return arguments as Keras 3 writes them."""
        if isinstance(value, list):
            return [self._valued(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.get("class_name") == "__keras_tensor__":
            return self._tensor(value["config"]["keras_history"])
        if value.get("class_name") == "__tuple__":
            return tuple(self._valued(value["config"].get("value", value.get("items"))))
        if "class_name" in value:
            return plain(value, "")
        return {key: self._valued(item) for key, item in value.items()}

    def _tensor(self, entry: Any, end: bool = False) -> Any:
        name, call, output = entry[:3]
        if name not in self._parts:
            raise SaliscopeError(Code.MODEL_CONTRADICTS, layer=readable(name))
        calls = self._outputs[name]
        index = 0 if len(self._parts[name].get("inbound_nodes") or ()) < 2 else call - self._skipped(name, end)
        if index >= len(calls):
            raise _NotYetError
        return calls[index][output]

    def _skipped(self, name: str, end: bool) -> int:
        """Return how many calls of a nested model Keras counted before its author's first: it may count its own."""
        part = self._parts[name]
        if part["class_name"] not in CONTAINERS:
            return 0
        if isinstance(part["inbound_nodes"][0], dict):  # Keras 3
            return int(end and part["class_name"] != "Sequential")
        parts = layer_list(part)
        return int(bool(parts) and parts[0]["class_name"] == "InputLayer")

    def _ends(self, written: Any) -> Any:
        """Return the tensors where the model begins or ends: one, a list of them, or a dictionary."""
        if _is_entry(written):
            return self._tensor(written, end=True)
        if isinstance(written, dict):
            if "class_name" in written:
                return self._ends(plain(written, ""))
            return {key: self._ends(item) for key, item in written.items()}
        ends = [self._ends(item) for item in written]
        return ends[0] if len(ends) == 1 else ends


def _is_entry(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) in (3, 4)
        and isinstance(value[0], str)
        and isinstance(value[1], int)
    )


def _called(layer: Callable[..., Any], args: list[Any], kwargs: Part) -> Any:
    if isinstance(layer, OperationLayer):
        return layer.applied(args, kwargs)
    recurrent = isinstance(layer, keras.layers.RNN | keras.layers.Bidirectional)
    if recurrent and isinstance(args[0], list):  # Keras 2 hands the states over beside the sequence
        return layer(args[0][0], initial_state=args[0][1:], **kwargs)
    return layer(*args, **kwargs)
