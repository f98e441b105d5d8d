"""Operators of shapes. All sizes are those for one picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.network.onnx.node import Node
from engine.network.onnx.values import Value, check_size, need


def shape(node: Node, x: Value) -> Value:
    """Shape: the sizes of all axes, or of some."""
    sizes = np.array(x.shape, np.int64)
    end = node.settings.get("end")
    return Value(sizes[int(node.number("start")) : end if isinstance(end, int) else None])


def size(node: Node, x: Value) -> Value:
    """Size: how many numbers there are."""
    return Value(np.array(np.prod(x.shape, dtype=np.int64)))


def constant_of_shape(node: Node, wanted: Value) -> Value:
    """ConstantOfShape: one number everywhere."""
    sizes = wanted.integers()
    need(min(sizes, default=0) >= 0)
    check_size(sizes)
    fill = node.settings.get("value", np.zeros(1, np.float32))
    need(isinstance(fill, np.ndarray) and fill.size == 1)
    return Value(np.full(sizes, fill.reshape(-1)[0], fill.dtype))


def numbers(node: Node, start: Value, end: Value, step: Value) -> Value:
    """Range: from a number to another by steps."""
    first, last, delta = (value.array.item() for value in (start, end, step))
    need(delta != 0)
    check_size([max(0, int((last - first) / delta) + 1)])
    return Value(np.arange(first, last, delta).astype(start.array.dtype))


OPERATORS: dict[str, Callable[..., Any]] = {
    "ConstantOfShape": constant_of_shape,
    "Range": numbers,
    "Shape": shape,
    "Size": size,
}
