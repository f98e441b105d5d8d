"""A traced function in two halves: what can be computed before its last argument is known, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import tensorflow as tf

from engine.network.graph.parts import Parts, has_effects, node_name, tensor_name, without_order

_SMALL = 2**10  # numbers: a constant of no more, such as a shape, is in both halves, where it lets sizes be known
_RESULT = "halves/result:0"
_FRAMES = frozenset({"Enter", "Exit", "LoopCond", "Merge", "NextIteration", "Switch"})  # of TensorFlow 1's loops


def halves(function: Any, early: Sequence[Any], late: Any, beside: Sequence[Any]) -> tuple[Any, Any]:
    """Part a concrete function of (*early, late), which gives one tensor.

    early, late: the specs of its arguments, of `early` also lists of them. Returns concrete functions: `first(*early)`
    gives a tuple of values, `second(*values, late)` what the function gives, by the same operations on the same
    numbers. Weights that the second half needs are among the values, and not copied. beside: tensors of the function's
    graph that the first half computes as well, though it does not give them.

    A function that cannot be parted, as it has side effects or TensorFlow 1's loops, is all in the second half.
    """
    operations = function.graph.get_operations()
    if has_effects(operations) or any(operation.type in _FRAMES for operation in operations):
        return _concrete(lambda *given: given, *early), function
    inputs = [tensor.name for tensor in function.inputs[: len(tf.nest.flatten([*early, late]))]]
    parts, border, specs = _parted(function, inputs[-1])

    def first(*given: Any) -> tuple[list[Any]]:
        feeds = dict(zip(inputs[:-1], tf.nest.flatten(list(given)), strict=True))
        return (parts.imported(feeds, [*border, *(tensor.name for tensor in beside)])[: len(border)],)

    def second(values: Sequence[Any], argument: Any) -> Any:
        return parts.imported({**dict(zip(border, values, strict=True)), inputs[-1]: argument}, [_RESULT])[0]

    return _concrete(first, *early), _concrete(second, specs, late)


def _concrete(function: Any, *specs: Any) -> Any:
    return tf.function(function, autograph=False).get_concrete_function(*specs)


def _parted(function: Any, late: str) -> tuple[Parts, list[str], list[Any]]:
    """Return the function's graph with a node at each place where the halves meet, their tensors, and these' specs."""
    graph = function.graph.as_graph_def()
    without_order(graph.node)
    graph.node.append(_handed_on(_RESULT, function.outputs[0]))
    resting = {node_name(late), node_name(_RESULT)}  # the second half gives the result, whatever it rests on
    for node in graph.node:  # each after what it is given
        if any(node_name(source) in resting for source in node.input):
            resting.add(node.name)
    values = {inner.name: outer for outer, inner in function.graph.captures}
    needed = Parts(graph, values).needed([_RESULT]) & resting
    small = {node.name for node in graph.node if _is_small(node)}
    borders: dict[str, str] = {}
    for node in [node for node in graph.node if node.name in needed]:
        for place, source in enumerate(node.input):
            if node_name(source) not in resting | small:
                node.input[place] = borders.setdefault(tensor_name(source), f"border/{len(borders)}:0")
    tensors = [function.graph.get_tensor_by_name(name) for name in borders]
    # Nodes of their own: only one of an operation's several tensors may be given.
    graph.node.extend(_handed_on(name, tensor) for name, tensor in zip(borders.values(), tensors, strict=True))
    specs = [tf.TensorSpec(tensor.shape, tensor.dtype) for tensor in tensors]
    return Parts(graph, values), list(borders.values()), specs


def _handed_on(name: str, tensor: Any) -> Any:
    """Return the node that gives `name`, a copy of a tensor in name only."""
    node = tf.compat.v1.NodeDef(name=node_name(name), op="Identity", input=[tensor.name])
    node.attr["T"].type = tensor.dtype.as_datatype_enum
    return node


def _is_small(node: Any) -> bool:
    return node.op == "Const" and prod(size.size for size in node.attr["value"].tensor.tensor_shape.dim) <= _SMALL
