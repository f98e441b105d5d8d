"""An inspected ONNX file as a network, which answers for any number of pictures at once.

Exporters write sizes for one picture into a file, even where they leave the number of pictures open. So a file is
followed for one, and where the pictures lie in each tensor is followed with it (`values.Batch`). Whether that went
right is tried once: two pictures of noise together must be answered as each by itself. Where it did not, or where a
step mixes pictures, they are run one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.network.activations import check_activations
from engine.network.description import Head, TensorInfo
from engine.network.interface import Network
from engine.network.onnx.building import Builder, Plan
from engine.network.onnx.constants import read_constant
from engine.network.onnx.node import Node
from engine.network.onnx.operators.reductions import softmax_axes
from engine.network.onnx.values import MisfitError, check_size
from engine.network.program import ProgramNetwork

_FREE_SIDE = 224  # of a picture of any size: the one it is looked at
_REAL = ("float16", "float64", "bfloat16")
_ALIKE = 1e-3  # of the largest answer: how far the same picture may be answered apart, by rounding
_HEADS = {"Softmax": Head.SOFTMAX, "Sigmoid": Head.SIGMOID}


def load_onnx(path: Path, facts: dict[str, Any]) -> Network:
    """Load the copy at `path`. facts: as the inspection found them.

    Raises SaliscopeError: MODEL_STEP, MODEL_SWELLS, MODEL_DAMAGED, MODEL_ONNX_OPERATOR, MODEL_BATCH.
    """
    constants = {name: read_constant(path, tensor) for name, tensor in facts["constants"].items()}
    for node in _all_nodes(facts["nodes"]):
        _read_settings(path, node)
    infos = tuple(_info(given, facts["nodes"], constants) for given in facts["inputs"])
    for spec in _specs(infos, 1):
        check_size(spec.shape)
    try:
        many = _network(facts, constants, infos, None)
        if _answers_alike(many, infos, path.name):
            return many
    except (MisfitError, tf.errors.InvalidArgumentError):
        pass
    pictures = max(given["shape"][0] or 1 for given in facts["inputs"])
    if pictures > 1:  # its steps count on them
        raise SaliscopeError(Code.MODEL_BATCH, pictures=pictures)
    return _network(facts, constants, infos, 1)


def _all_nodes(nodes: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield nodes, and those in their branches."""
    for node in nodes:
        yield node
        for value in node["attributes"].values():
            if isinstance(value, dict) and "graph" in value:
                yield from _all_nodes(value["graph"]["nodes"])


def _read_settings(path: Path, node: dict[str, Any]) -> None:
    """Put arrays in the place of the tensors among a node's settings, and of its branches' constants."""
    for name, value in node["attributes"].items():
        if isinstance(value, dict) and "tensor" in value:
            node["attributes"][name] = read_constant(path, value["tensor"])
        elif isinstance(value, dict):
            constants = value["graph"]["constants"]
            value["graph"]["arrays"] = {key: read_constant(path, tensor) for key, tensor in constants.items()}


def _info(
    given: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]], constants: Mapping[str, np.ndarray]
) -> TensorInfo:
    """Return what an input takes. Where even the number of channels is left open, its convolution tells."""
    dtype, shape = "float32" if given["dtype"] in _REAL else given["dtype"], given["shape"][1:]
    users = [node for node in nodes if node["op"] == "Conv" and node["inputs"][0] == given["name"]]
    kernel = constants.get(users[0]["inputs"][1]) if users else None
    if kernel is not None and kernel.ndim == 4 and shape[:1] == [None]:
        shape = [kernel.shape[1], *shape[1:]]
    return TensorInfo(given["name"], tuple(shape), dtype)


def _network(
    facts: Mapping[str, Any], constants: Mapping[str, np.ndarray], infos: tuple[TensorInfo, ...], count: int | None
) -> ProgramNetwork:
    plan = Builder(facts, constants, _specs(infos, count)).build()
    outputs = facts["outputs"]
    # Of pictures run one by one the heads cannot be seen later.
    ends = (_before_head(facts, plan, name) if count else (name, None) for name in outputs)
    fetches, heads = zip(*ends, strict=True)
    return ProgramNetwork(
        plan.steps,
        [info.name for info in infos],
        infos,
        fetches,
        tuple(outputs),
        plan.constants,
        known_heads=heads if count else (),
        single=[_of_each(plan.specs[name]) for name in fetches] if count else (),
    )


def _specs(infos: Sequence[TensorInfo], count: int | None) -> list[Any]:
    return [tf.TensorSpec([count, *(size or _FREE_SIDE for size in info.shape)], info.dtype) for info in infos]


def _of_each(spec: Any) -> Any:
    """Return what one picture gives, without the axis of pictures where there is one."""
    return tf.TensorSpec(spec.shape[1:] if spec.shape[:1] == [1] else spec.shape, spec.dtype)


def _before_head(facts: Mapping[str, Any], plan: Plan, output: str) -> tuple[str, Head]:
    """Return the tensor that a final sigmoid, or a softmax over the classes, is given, and which of them it is."""
    makers = {name: node for node in facts["nodes"] for name in node["outputs"]}
    node = makers.get(output)
    while node is not None and node["op"] == "Identity":
        node = makers.get(node["inputs"][0])
    if node is None or node["op"] not in _HEADS or (node["op"] == "Softmax" and not _over_last(facts, plan, node)):
        return output, Head.LOGITS
    return node["inputs"][0], _HEADS[node["op"]]


def _over_last(facts: Mapping[str, Any], plan: Plan, node: Mapping[str, Any]) -> bool:
    """Tell whether a softmax runs over the last axis of what is held, and over no other."""
    name = node["inputs"][0]
    if name not in plan.lies:  # it rests on no picture
        return False
    value = replace(plan.lies[name], data=plan.specs[name])
    axes = softmax_axes(Node("Softmax", node["attributes"], facts["version"]), value)
    return [value.axis(axis) for axis in axes] == [value.rank - 1]


def _answers_alike(network: ProgramNetwork, infos: Sequence[TensorInfo], name: str) -> bool:
    """Tell whether two pictures of noise are answered together as each by itself."""
    function = tf.function(lambda *tensors: network.run(tensors), autograph=False)
    run = function.get_concrete_function(*_specs(infos, None))
    check_activations(run.graph, name)
    random = np.random.default_rng(0)
    noise = []
    for spec in _specs(infos, 2):
        values = random.uniform(0, 1 if spec.dtype.is_floating else 255, spec.shape)
        noise.append(tf.cast(tf.constant(values), spec.dtype))
    both = run(*noise)
    for index in range(2):
        alone = run(*(each[index : index + 1] for each in noise))
        if not all(_same(*each, index) for each in zip(both, alone, strict=True)):
            return False
    return True


def _same(both: Any, alone: Any, index: int) -> bool:
    if not both.shape.rank or both.shape[0] != 2 or alone.shape[0] != 1:
        return False
    theirs, own = both[index].numpy(), alone[0].numpy()
    largest = np.abs(own[np.isfinite(own)]).max(initial=0) if own.dtype.kind == "f" else 0
    return bool(np.allclose(theirs, own, rtol=0, atol=_ALIKE * largest, equal_nan=True))
