"""A layer of TensorFlow Hub, by our own code: it calls the graph of a SavedModel, whose operations are layers of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.hub import folder_names, hub_handle
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.refusals import readable
from engine.network.graph.saved_model import load_module
from engine.system.quick_dataclass import dataclass

Part = dict[str, Any]


@dataclass(frozen=True)
class Module:
    """An inspected SavedModel, in the place of a layer's handle. facts: what the inspection found."""

    handle: str
    path: Path
    facts: dict[str, Any]


def with_modules(value: Any, modules: dict[str, ModelFile]) -> Any:
    """Return a description in which the layers of TensorFlow Hub hold what their handles stand for.

    Raises SaliscopeError(MODEL_HUB_MISSING).
    """
    if isinstance(value, list):
        return [with_modules(item, modules) for item in value]
    if not isinstance(value, dict):
        return value
    handle = hub_handle(value)
    if handle is None:
        return {key: with_modules(item, modules) for key, item in value.items()}
    if handle not in modules:
        raise SaliscopeError(Code.MODEL_HUB_MISSING, part=readable(handle), folder=readable(folder_names(handle)[0]))
    found = modules[handle]
    return {**value, "config": {**value["config"], "handle": Module(handle, found.path, found.config)}}


def hub_module(part: Part) -> Module | None:
    """Return what `with_modules` put into a layer's description; None for any other layer."""
    config = part.get("config")
    module = config.get("handle") if isinstance(config, dict) else None
    return module if isinstance(module, Module) else None


class KerasLayer(keras.Model):
    """(n, h, w, c) pictures become what the SavedModel gives. A model, as its operations are its layers.

    It bears the name of TensorFlow Hub's own, by which `.keras` files store its weights.
    stored_names: of its weights in Keras files, in their order.
    Raises SaliscopeError: MODEL_HUB_UNCLEAR for what its author's layer may have called otherwise, and see
    `engine.network.graph.served`.
    """

    def __init__(self, module: Module, name: str) -> None:
        super().__init__(name=name)
        listed = module.facts["reusable"]
        if listed is None:
            raise SaliscopeError(Code.MODEL_HUB_UNCLEAR, layer=name, part=readable(module.handle))
        self._network, standing, values = load_module(module.path, module.facts)
        if self._network.batch:
            raise SaliscopeError(Code.MODEL_HUB_UNCLEAR, layer=name, part=readable(module.handle))
        self.stored_names = tuple(stored for stored, _, _ in listed)
        self.module_input = ModuleInput(listed, values, name="input")
        self._given = {tensor: variable for tensor, variable in standing.items() if variable in self.module_input.kept}
        self.steps = [_step(tensor, kind) for tensor, kind in self._network.steps]
        self._traced = tf.function(self._answer)

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:  # noqa: ARG002 - files hand them over
        """Compute it as outside training."""
        return self._answer(inputs) if tf.inside_function() else self._traced(inputs)

    def compute_output_spec(self, inputs: Any, *_: Any, **__: Any) -> Any:
        """Return the shape of what it gives, without the steps, which take longer to trace."""
        traced = tf.function(lambda x: self._network.run([self._picture(x)])[0])
        found = traced.get_concrete_function(tf.TensorSpec(inputs.shape, inputs.dtype)).structured_outputs
        return keras.KerasTensor(tuple(found.shape), found.dtype.name)

    def load_own_variables(self, store: Any) -> None:
        """Take the weights out of a `.keras` file, which numbers them."""
        variables = self.module_input.variables
        if sorted(store.keys()) != sorted(map(str, range(len(variables)))):
            raise ValueError(f"it takes {len(variables)} arrays of weights and {len(store.keys())} are stored")
        for number, variable in enumerate(variables):
            variable.assign(store[str(number)])

    def _answer(self, inputs: Any) -> Any:
        layers = dict(zip((tensor for tensor, _ in self._network.steps), self.steps, strict=True))
        kept, first = self.module_input.kept, self._network.first_given
        given = {tensor: tf.convert_to_tensor(kept[variable].value) for tensor, variable in self._given.items()}

        def passed(tensor: str, value: Any) -> Any:
            value = self.module_input(value) if tensor == first else value
            return layers[tensor](value) if tensor in layers else value

        return self._network.stepped(self._picture(inputs), given, passed)

    def _picture(self, inputs: Any) -> Any:
        return tf.cast(inputs, self._network.inputs[0].dtype)


class ModuleInput(keras.layers.Layer):
    """What the first operation with weights is given. It changes nothing, and holds the weights of the whole module.

    listed: [[name in Keras files, name in the graph, sizes], ...]; values: by names in the graph.
    kept: {name in the graph: variable}.
    """

    runs_eagerly = False

    def __init__(self, listed: list[Any], values: dict[str, Any], name: str) -> None:
        super().__init__(name=name)
        self.kept = {node: self._weight(node, sizes, values.get(node)) for _, node, sizes in listed}
        self.built = True

    def call(self, x: Any) -> Any:
        """Hand it on."""
        return x

    def load_own_variables(self, store: Any) -> None:
        """Leave that to the module: see `KerasLayer`."""

    def _weight(self, node: str, sizes: list[int], value: Any) -> Any:
        first = "zeros" if value is None else lambda *_, **__: value
        dtype = "float32" if value is None else value.dtype.name
        return self.add_weight(
            shape=tuple(sizes), dtype=dtype, initializer=first, name=node.replace("/", "_"), autocast=False
        )


class _Step(keras.layers.Layer):
    """What an operation gave, handed on: here methods look in."""

    runs_eagerly = False

    def call(self, x: Any) -> Any:
        """Hand it on."""
        return x


def _step(tensor: str, kind: str) -> Any:
    """Return a layer of the kind and the name of an operation."""
    return type(kind, (_Step,), {})(name=tensor.partition(":")[0].replace("/", "_"))
