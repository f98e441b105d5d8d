"""How much a network holds at once while it answers, known from the traced graph before anything is computed."""

from __future__ import annotations

import math
from typing import Any

import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.system.memory import LARGEST_TENSOR, MIB

_HELD = frozenset({"Const", "Placeholder", "ReadVariableOp", "VarHandleOp"})  # by the model, or given


def check_activations(graph: Any, name: str) -> None:
    """Refuse a graph with a tensor of more than LARGEST_TENSOR for one photograph; what is free counts as 1.

    name: the model's, for the sentence. Raises SaliscopeError(MODEL_SWELLS).
    """
    sizes = (_bytes(tensor) for operation in graph.get_operations() for tensor in _made(operation))
    _check(max(sizes, default=0), name)


def check_picture(size: tuple[int, int], channels: int, name: str) -> None:
    """Refuse an input whose picture, (width, height) pixels in float32, is larger. Raises as `check_activations`."""
    _check(size[0] * size[1] * channels * tf.float32.size, name)


def _check(needed: int, name: str) -> None:
    if needed > LARGEST_TENSOR:
        raise SaliscopeError(Code.MODEL_SWELLS, name=name, needed=-(-needed // MIB), limit=LARGEST_TENSOR // MIB)


def _made(operation: Any) -> list[Any]:
    return [] if operation.type in _HELD else list(operation.outputs)


def _bytes(tensor: Any) -> int:
    if tensor.shape.rank is None:
        return 0
    return math.prod(size or 1 for size in tensor.shape) * int(tensor.dtype.size or 1)
