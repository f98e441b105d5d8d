"""A model's classes, layers and outputs and a method's options, by what people call them: names or numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.methods import METHODS, Option

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from engine.network.description import Port


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

    Raises SaliscopeError(LAYER_UNKNOWN).
    """
    paths = [layer.path for layer in info.layers]
    if wanted is None or wanted in paths:
        return wanted
    if wanted.lstrip("-").isdecimal() and -len(paths) <= int(wanted) < len(paths):
        return paths[int(wanted)]
    matches = [path for path in paths if path.rpartition("/")[2] == wanted]
    if len(matches) == 1:
        return matches[0]
    raise SaliscopeError(Code.LAYER_UNKNOWN, layer=wanted)


def find_output(wanted: str | None, info: ModelInfo) -> Port:
    """Return the port of an output given by number or name.

    Raises SaliscopeError(OUTPUT_UNKNOWN).
    """
    if wanted is None:
        return info.port
    names = [tensor.name for tensor in info.outputs]
    if wanted in names:
        return replace(info.port, output=names.index(wanted))
    if wanted.isdecimal() and int(wanted) < len(names):
        return replace(info.port, output=int(wanted))
    raise SaliscopeError(Code.OUTPUT_UNKNOWN, output=wanted, names=", ".join(names))


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
        found[name] = _option_value(rows[name], value)
    return tuple(sorted(found.items()))


def _option_value(option: Option, wanted: float | str) -> float:
    if wanted in option.choices:
        return float(option.choices.index(str(wanted)))
    try:
        value = float(wanted)
    except ValueError:
        value = math.nan
    if not option.low <= value <= option.high:
        raise SaliscopeError(Code.OPTION_RANGE, option=option.name, value=wanted, low=option.low, high=option.high)
    return value
