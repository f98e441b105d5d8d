"""Which methods a model allows, and why not the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.methods import DEFAULT_METHOD, METHODS, Method, Need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.models.model_info import ModelInfo


def obstacle(method: Method, model: ModelInfo) -> Code | None:
    """Return why a method cannot run on a model, None where it can."""
    if Need.LAYER in method.needs and model.default_layer is None:
        return Code.LAYER_NONE
    if Need.GRADIENT in method.needs and not model.pixel_gradients:
        return Code.GRADIENT_NONE
    return None


def find_methods(names: Iterable[str]) -> tuple[str, ...]:
    """Return methods by id, once each and in the table's order. Raises SaliscopeError(METHOD_UNKNOWN)."""
    wanted = list(names)
    for name in wanted:
        if name not in METHODS:
            raise SaliscopeError(Code.METHOD_UNKNOWN, method=name)
    return tuple(name for name in METHODS if name in wanted)


def runnable(wanted: str, model: ModelInfo) -> str:
    """Return the wanted method where the model allows it, else the first that runs, the default before all."""
    order = (wanted, DEFAULT_METHOD, *METHODS)
    return next(method for method in order if obstacle(METHODS[method], model) is None)
