"""What each operator of ONNX computes, by its name.

A function is given the node and a `Value` for each input, None for one that is left out, and returns a `Value`, or a
list of them. It raises MisfitError, ValueError or InvalidArgumentError for what does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.network.onnx.operators import (
    normalisations,
    numbers,
    products,
    quantised,
    rearranging,
    reductions,
    resizing,
    shapes,
    windows,
)

OPERATORS: dict[str, Callable[..., Any]] = {
    **normalisations.OPERATORS,
    **numbers.OPERATORS,
    **products.OPERATORS,
    **quantised.OPERATORS,
    **rearranging.OPERATORS,
    **reductions.OPERATORS,
    **resizing.OPERATORS,
    **shapes.OPERATORS,
    **windows.OPERATORS,
}
