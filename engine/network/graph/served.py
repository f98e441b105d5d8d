"""A graph and what goes in and comes out of it made a network: the same for every file that holds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.network.description import TensorInfo
from engine.network.graph.inference import hold
from engine.network.graph.inlining import Inlined
from engine.network.graph.modern import modernise
from engine.network.graph.network import GraphNetwork
from engine.network.graph.parts import node_name
from engine.network.graph.precision import full_type, widen
from engine.network.graph.randomness import settle

Tensors = Sequence[dict[str, Any]]
# Of the flat graph, and whether it was made to compute in float32: ({its node: a value}, count of numbers).
ValuesOf = Callable[[Inlined, bool], tuple[dict[str, Any], int]]


def served(graph: Any, inputs: Tensors, outputs: Tensors, values_of: ValuesOf) -> GraphNetwork:
    """Return the network that a `GraphDef` is, which is changed.

    inputs, outputs: as `engine.models.inspection` tells tensors; values_of: what its variables stand for.
    Raises SaliscopeError: MODEL_OPERATION_UNKNOWN, MODEL_STRUCTURE, MODEL_SWELLS, MODEL_DAMAGED, MODEL_INPUT for what
    is of no rank. Whatever else TensorFlow finds wrong with the graph.
    """
    modernise(graph)
    inputs = hold(graph, inputs)
    settle(graph)
    widened = widen(graph)
    if widened:
        inputs = [{**tensor, "dtype": full_type(tensor["dtype"])} for tensor in inputs]
    flat = _flat(graph, inputs, outputs)
    values, parameters = values_of(flat, widened)
    fed = _used(flat, inputs)
    return GraphNetwork(
        flat.graph,
        [flat.inputs[index] for index in fed],
        tuple(_info(inputs[index]) for index in fed),
        flat.outputs,
        tuple(tensor["name"] for tensor in outputs),
        values,
        parameters,
        max((inputs[index]["shape"][0] or 0 for index in fed if inputs[index]["shape"]), default=0),
    )


def _flat(graph: Any, inputs: Tensors, outputs: Tensors) -> Inlined:
    names, dtypes = ([tensor[key] for tensor in inputs] for key in ("tensor", "dtype"))
    try:
        return Inlined(graph, names, dtypes, [tensor["tensor"] for tensor in outputs])
    except (KeyError, IndexError, AttributeError, ValueError) as fault:  # names of things that are not there
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


def _used(flat: Inlined, inputs: Tensors) -> list[int]:
    """Return which inputs count: single numbers, such as how much is dropped, may have lost all that took them."""
    taken = {node_name(source) for node in flat.graph.node for source in node.input}
    return [
        index
        for index, (name, tensor) in enumerate(zip(flat.inputs, inputs, strict=True))
        if not tensor.get("single") or node_name(name) in taken
    ]


def _info(tensor: dict[str, Any]) -> TensorInfo:
    if tensor["shape"] is None:
        raise SaliscopeError(Code.MODEL_INPUT, found="?")
    return TensorInfo(tensor["name"], tuple(tensor["shape"])[1:], tensor["dtype"])
