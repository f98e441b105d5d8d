"""What rests on what in a traced graph, by the ids of its tensors: loops have graphs, and so names, of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import tensorflow as tf

OWN_GRADIENT = "_gradient_op_type"  # the attribute of an operation whose gradient is not TensorFlow's
# They tell how large a tensor is, or have its shape, whatever its numbers are.
SIZES_ONLY = frozenset({"OnesLike", "Shape", "ShapeN", "Size", "ZerosLike"})


def behind(result: Any, followed: Callable[[Any], bool] = lambda _: True) -> set[int]:
    """Return the tensors that a result rests on, as far as they are followed, and itself."""
    found, stack = {id(result)}, [result]
    while stack:
        operation = stack.pop().op
        for tensor in () if operation.type in SIZES_ONLY else operation.inputs:
            if id(tensor) not in found and followed(tensor):
                found.add(id(tensor))
                stack.append(tensor)
    return found


def operations_behind(tensors: Sequence[Any]) -> list[Any]:
    """Return the operations that tensors rest on."""
    found: dict[str, Any] = {}
    stack = [tensor.op for tensor in tensors]
    while stack:
        operation = stack.pop()
        if operation.name not in found:
            found[operation.name] = operation
            stack += [source.op for source in operation.inputs]
    return list(found.values())


def rests_on(result: Any, source: Any) -> bool:
    """Tell whether a tensor rests on a source. Outside a graph nothing tells, and all is taken to."""
    return tf.executing_eagerly() or not tf.is_tensor(result) or id(result) in reached_from(source)


def reached_from(source: Any) -> set[int]:
    """Return the tensors that rest on a source, and itself."""
    found, stack = {id(source)}, [source]
    while stack:
        for operation in stack.pop().consumers():
            fresh = () if operation.type in SIZES_ONLY else (t for t in operation.outputs if id(t) not in found)
            for tensor in fresh:
                found.add(id(tensor))
                stack.append(tensor)
    return found
