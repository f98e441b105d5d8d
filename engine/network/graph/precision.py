"""A graph of half precision made to compute in float32, for small gradients underflow in float16.

Constants and variables keep their values, which float32 holds exactly. Casts to half precision round no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tensorflow as tf

_HALVES = {kind.as_datatype_enum: kind.name for kind in (tf.float16, tf.bfloat16)}
_FULL = tf.float32.as_datatype_enum
_BITS = "Bitcast"  # to it, numbers of another width are other numbers


def widen(graph: Any) -> bool:
    """Let a `GraphDef` and its functions compute in float32. Returns whether anything was changed.

    A graph that looks at the bits of numbers is left as it is.
    """
    nodes = list(_nodes(graph))
    if any(node.op == _BITS and _halves_of(node) for node in nodes):
        return False
    changed = sum(map(_widen_node, nodes)) + sum(map(_widen_argument, _arguments(graph)))
    return changed > 0


def full_type(dtype: str) -> str:
    """Return the name of the type that takes the place of one, by their names."""
    return tf.float32.name if dtype in _HALVES.values() else dtype


def _nodes(graph: Any) -> Iterator[Any]:
    yield from graph.node
    for function in graph.library.function:
        yield from function.node_def


def _arguments(graph: Any) -> Iterator[Any]:
    for function in graph.library.function:
        yield from function.signature.input_arg
        yield from function.signature.output_arg


def _halves_of(node: Any) -> bool:
    return any(value.type in _HALVES for value in node.attr.values())


# Each of these returns how many types it changed.


def _widen_node(node: Any) -> int:
    return sum(map(_widen_setting, node.attr.values()))


def _widen_setting(value: Any) -> int:
    """Widen one setting of a node: a constant, a type, a list of types, or the functions it calls."""
    changed = _widen_constant(value.tensor) if value.HasField("tensor") else _widen_type(value, "type")
    types = value.list.type
    for index, kind in enumerate(types):
        if kind in _HALVES:
            types[index] = _FULL
            changed += 1
    inner = [setting for called in (value.func, *value.list.func) for setting in called.attr.values()]
    return changed + sum(map(_widen_setting, inner))


def _widen_argument(argument: Any) -> int:
    """Widen an argument or a result of a function, and what a variable holds that is one."""
    changed = _widen_type(argument, "type") + sum(_widen_type(held, "dtype") for held in argument.handle_data)
    if changed:
        argument.ClearField("experimental_full_type")  # says the same once more
    return changed


def _widen_constant(tensor: Any) -> int:
    if tensor.dtype not in _HALVES:
        return 0
    tensor.CopyFrom(tf.make_tensor_proto(tf.make_ndarray(tensor).astype("float32"), tf.float32))
    return 1


def _widen_type(holder: Any, name: str) -> int:
    if getattr(holder, name) not in _HALVES:
        return 0
    setattr(holder, name, _FULL)
    return 1
