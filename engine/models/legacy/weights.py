"""The weights of a rebuilt model, out of the file: by name where names agree, by the order Keras 2 wrote otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.errors import Code, SaliscopeError
from engine.models.inspection.refusals import readable
from engine.models.legacy.graph import Built
from engine.models.legacy.hub_layer import KerasLayer

_RENAMED = {"depthwise_kernel": "kernel"}  # of a DepthwiseConv2D; a SeparableConv2D keeps it


def load_h5(file: h5py.File, built: Built) -> None:
    """Set every weight of a model from a HDF5 file: a group for each layer of the top, nested ones' in order."""
    top = _top(file)
    waiting = {name: layer for name, layer in built.layers.items() if layer.weights}
    names = layer_names(file)
    if len(names) != len(waiting):
        reason = f"{len(waiting)} layers with weights are described, {len(names)} are stored"
        raise _mismatch(min({*waiting} ^ {*names}, default=built.model.name), reason)
    # By name where the names agree; else by the order, as Keras 2 did.
    layers = waiting if set(names) == set(waiting) else dict(zip(names, waiting.values(), strict=True))
    for name in names:
        _set(layers[name], name, [(item, np.asarray(top[name][item])) for item in _texts(top[name], "weight_names")])


def layer_names(file: h5py.File) -> list[str]:
    """Return the names of the layers whose weights a file stores, in its order."""
    top = _top(file)
    return [name for name in _texts(top, "layer_names") if _texts(top[name], "weight_names")]


def weight_names(group: h5py.Group) -> list[str]:
    """Return the names of the arrays of a layer's group, in its order."""
    return _texts(group, "weight_names")


def check_order(built: Built) -> None:
    """Refuse a model whose layers of one kind came out in another order: a zip names weights by kind and number."""
    for inner in (built, *built.nested.values()):
        if inner is not built:
            check_order(inner)
        if _by_kind(inner.layers.values()) != _by_kind(inner.model.layers):
            raise _mismatch(inner.model.name, "its layers cannot be put in the order they were saved in")


def load_zip(weights: Path, built: Built) -> None:
    """Set every weight of a model from the weights file of a `.keras` archive."""
    try:
        built.model.load_weights(weights)
    except ValueError as fault:
        raise _mismatch(built.model.name, str(fault)) from fault


def _by_kind(layers: Any) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = defaultdict(list)
    for layer in layers:
        if layer.weights:
            kinds[type(layer).__name__].append(id(layer))
    return kinds


def _set(layer: Any, name: str, stored: list[tuple[str, np.ndarray]]) -> None:
    variables = [*layer.trainable_weights, *layer.non_trainable_weights]
    if len(stored) != len(variables):
        raise _mismatch(name, f"it takes {len(variables)} arrays of weights and {len(stored)} are stored")
    for variable, (item, value) in zip(variables, _matched(layer, variables, stored), strict=True):
        if tuple(variable.shape) != value.shape:
            raise _mismatch(name, f"“{item}” is {_sizes(value.shape)}, expected {_sizes(variable.shape)}")
        variable.assign(value)
    for inner in layer._flatten_layers():
        if hasattr(inner, "finalize_state"):  # a Normalization computes with what it derives from its weights
            inner.finalize_state()


def _matched(layer: Any, variables: list[Any], stored: list[tuple[str, np.ndarray]]) -> list[tuple[str, np.ndarray]]:
    """Return what is stored in the order of `variables`, by names where they tell all apart, else as it stands."""
    if isinstance(layer, KerasLayer):
        return _in_order(layer, stored)
    owners = {id(variable): owner for owner, variable in _owned(layer)}
    wanted = [(owners[id(variable)], variable.name) for variable in variables]
    known = set(owners.values())
    found = {_renamed(_key(item, known), wanted): (item, value) for item, value in stored}
    if len(found) == len(stored) and set(found) == set(wanted):
        return [found[key] for key in wanted]
    return stored


def _in_order(layer: KerasLayer, stored: list[tuple[str, np.ndarray]]) -> list[tuple[str, np.ndarray]]:
    """Return what is stored for a layer of TensorFlow Hub, by its module's own names."""
    found = {item.split(":")[0]: (item, value) for item, value in stored}
    strange = next((item for item in found if item not in layer.stored_names), None)
    if strange is not None or len(found) != len(stored):
        raise _mismatch(layer.name, f"its module has no “{strange}”")
    return [found[name] for name in layer.stored_names]


def _owned(layer: Any) -> Iterator[tuple[str, Any]]:
    for inner in layer._flatten_layers():
        for variable in (*inner._trainable_variables, *inner._non_trainable_variables):
            yield inner.name, variable


def _renamed(key: tuple[str, str], wanted: list[tuple[str, str]]) -> tuple[str, str]:
    owner, variable = key
    return key if key in wanted else (owner, _RENAMED.get(variable, variable))


def _key(item: str, owners: set[str]) -> tuple[str, str]:
    """Split "block/conv/kernel:0" into the layer's name, the longest that fits, and the variable's."""
    *path, variable = item.split(":")[0].split("/")
    names = ["_".join(path[start:]) for start in range(len(path))]
    return next((name for name in names if name in owners), ""), variable


def _top(file: h5py.File) -> Any:
    return file.get("model_weights", file)


def _texts(group: Any, attribute: str) -> list[str]:
    """Return a list of names, which Keras cuts into several attributes when it is long."""
    values = list(group.attrs.get(attribute, ()))
    chunk = 0
    while f"{attribute}{chunk}" in group.attrs:
        values += list(group.attrs[f"{attribute}{chunk}"])
        chunk += 1
    return [value.decode() if isinstance(value, bytes) else str(value) for value in values]


def _sizes(shape: Any) -> str:
    return " x ".join(map(str, shape)) or "one number"


def _mismatch(layer: str, reason: str) -> SaliscopeError:
    return SaliscopeError(Code.MODEL_CONTRADICTS, layer=readable(layer), reason=reason)
