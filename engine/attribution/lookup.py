"""A model's classes, layers, inputs and outputs and a method's options, by what people call them: names or numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Option
from engine.network.description import layer_at

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from engine.network.description import LayerInfo, Port, TensorInfo


def find_class(wanted: str | None, info: ModelInfo) -> int | None:
    """Return the index of a class given by number or name: the whole name first, then the only one that contains it.

    Raises SaliscopeError(CLASS_UNKNOWN or CLASS_AMBIGUOUS).
    """
    if wanted is None:
        return None
    classes = len(info.labels)
    if wanted.isdecimal() and int(wanted) < classes:
        return int(wanted)
    names = [label.casefold() for label in info.labels]
    name = wanted.strip().casefold()
    if name in names:
        return names.index(name)
    matches = [index for index, label in enumerate(names) if name and name in label]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise SaliscopeError(Code.CLASS_AMBIGUOUS, target=wanted, names=", ".join(info.labels[i] for i in matches[:6]))
    raise SaliscopeError(Code.CLASS_UNKNOWN, target=wanted, classes=classes)


def find_layer(wanted: str | None, info: ModelInfo) -> str | None:
    """Return the path of a layer given by path, by its last part where that is one layer's only, or by number.

    Of a layer that is called more than once its bare name is the last call; numbers count calls, not sums of them.
    Raises SaliscopeError(LAYER_UNKNOWN).
    """
    if wanted is None:
        return None
    found = layer_at(info.layers, wanted) or _by_number(wanted, info.layers) or _by_last_part(wanted, info.layers)
    if found is None:
        raise SaliscopeError(Code.LAYER_UNKNOWN, layer=wanted)
    return found.path


def _by_number(wanted: str, layers: Sequence[LayerInfo]) -> LayerInfo | None:
    calls = [layer for layer in layers if not layer.parts]
    there = wanted.lstrip("-").isdecimal() and -len(calls) <= int(wanted) < len(calls)
    return calls[int(wanted)] if there else None


def _by_last_part(wanted: str, layers: Sequence[LayerInfo]) -> LayerInfo | None:
    names = {name for layer in layers for name in (layer.path, layer.name) if name.rpartition("/")[2] == wanted}
    return layer_at(layers, names.pop()) if len(names) == 1 else None


def find_input(wanted: str | None, info: ModelInfo) -> Port:
    """Return the port where the input given by number or name gets the photograph.

    Raises SaliscopeError(INPUT_UNKNOWN).
    """
    if wanted is None:
        return info.port
    return replace(info.port, input=_found(wanted, info.inputs, Code.INPUT_UNKNOWN, "input"))


def find_output(wanted: str | None, info: ModelInfo) -> Port:
    """Return the port of an output given by number or name.

    Raises SaliscopeError(OUTPUT_UNKNOWN).
    """
    if wanted is None:
        return info.port
    return replace(info.port, output=_found(wanted, info.outputs, Code.OUTPUT_UNKNOWN, "output"))


def _found(wanted: str, tensors: Sequence[TensorInfo], refusal: Code, key: str) -> int:
    """Return the place of the tensor of that name or number. refusal: says which there are; key: of `wanted` in it."""
    names = [tensor.name for tensor in tensors]
    index = _index_of(wanted, names)
    if index is None:
        raise SaliscopeError(refusal, **{key: wanted}, names=", ".join(names))
    return index


def _index_of(wanted: str, names: Sequence[str]) -> int | None:
    if wanted in names:
        return names.index(wanted)
    return int(wanted) if wanted.isdecimal() and int(wanted) < len(names) else None


def find_further_input(wanted: str, info: ModelInfo) -> int:
    """Return the index of a further picture input given by its name, or by its number among all inputs.

    Raises SaliscopeError: COMPANION_INPUT, COMPANION_NONE.
    """
    for one in info.further_inputs:
        if wanted == one.name:
            return one.index
    index = int(wanted) if wanted.isdecimal() else -1
    return info.further_input(index, wanted).index


def find_options(method: str, wanted: Iterable[tuple[str, float | str]]) -> tuple[tuple[str, float], ...]:
    """Return a method's options as a `Request` has them, from (name, value) pairs: numbers, or choices by their names.

    Raises SaliscopeError: METHOD_UNKNOWN, OPTION_UNKNOWN, OPTION_RANGE.
    """
    if method not in METHODS:
        raise SaliscopeError(Code.METHOD_UNKNOWN, method=method)
    rows = {option.name: option for option in METHODS[method].options}
    found = {}
    for name, value in wanted:
        if name not in rows:
            raise SaliscopeError(Code.OPTION_UNKNOWN, option=name, method=method, names=", ".join(rows) or "-")
        found[name] = option_value(name, rows[name], value)
    return tuple(sorted(found.items()))


def option_value(name: str, option: Option, wanted: float | str) -> float:
    """Return what is asked of an option, called `name`: a number, or the place of a choice.

    Raises SaliscopeError(OPTION_RANGE).
    """
    if wanted in option.choices:
        return float(option.choices.index(str(wanted)))
    try:
        value = float(wanted)
    except ValueError:
        value = math.nan
    if not option.low <= value <= option.high:
        raise SaliscopeError(Code.OPTION_RANGE, option=name, value=wanted, low=option.low, high=option.high)
    return value
