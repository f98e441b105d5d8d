"""What a graph of operations allows: looked at once, in a trace that is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import tensorflow as tf
from tensorflow.python.framework import ops

from engine.network.graph.attention import find_attention
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Survey:
    """shapes, dtypes: of the outputs. has_gradients: whether they can be followed back to a picture.

    followed: the layers that they can be followed back to; within_attention, attentions: see `find_attention`.
    """

    shapes: tuple[Any, ...] = ()
    dtypes: tuple[Any, ...] = ()
    has_gradients: bool = False
    followed: frozenset[str] = frozenset()
    within_attention: frozenset[str] = frozenset()
    attentions: frozenset[str] = frozenset()

    @property
    def fixed_batch(self) -> int:
        """How many pictures the outputs are made for, though any number may be given; 0 where that is free."""
        batches = [shape[0] for shape in self.shapes if (shape.rank or 0) > 1]
        return max(batches) if batches and None not in batches else 0


_Run = Callable[[Sequence[Any], Sequence[str]], list[Any]]


def survey(
    run: _Run, specs: Sequence[Any], pictured: Sequence[int], fetches: Sequence[str], layers: Sequence[str]
) -> Survey:
    """Look at a graph. run: gives the tensors of those names for inputs like `specs`; layers: names of operations.

    pictured: which of the inputs take a picture.

    Raises whatever TensorFlow finds wrong with the graph.
    """
    found = []

    def trace(*tensors: Any) -> Any:
        given = run(tensors, (*fetches, *(f"{name}:0" for name in layers)))
        outputs, calls = given[: len(fetches)], given[len(fetches) :]
        operations = outputs[0].graph.get_operations()
        pictures = [tensors[index] for index in pictured if tensors[index].dtype.is_floating]
        has_gradients, followed = _followed(outputs, pictures, dict(zip(layers, calls, strict=True)))
        inside, attentions = find_attention(operations)
        kinds = (tuple(tensor.shape for tensor in outputs), tuple(tensor.dtype for tensor in outputs))
        found.append(Survey(*kinds, has_gradients, frozenset(followed), frozenset(inside), frozenset(attentions)))
        return outputs

    tf.function(trace, autograph=False).get_concrete_function(*specs)
    return found[0]


def _followed(outputs: Sequence[Any], pictures: Sequence[Any], layers: dict[str, Any]) -> tuple[bool, list[str]]:
    """Tell whether the outputs can be followed back to a picture, and to which layers."""
    scores = [tensor for tensor in outputs if tensor.dtype.is_floating]
    real = {name: tensor for name, tensor in layers.items() if tensor.dtype.is_floating and not _is_statistic(tensor)}
    if not scores:
        return False, []
    # TensorFlow refuses all gradients if one operation on the way has none: then only layers behind it are left.
    to_pictures = _gradients(scores, pictures)
    if to_pictures is None:
        stopped = _behind_what_stops(scores)
        real = {name: tensor for name, tensor in real.items() if tensor.op.name not in stopped}
    to_layers = _gradients(scores, list(real.values())) or [None] * len(real)
    followed = [name for name, gradient in zip(real, to_layers, strict=True) if gradient is not None]
    return any(gradient is not None for gradient in to_pictures or ()), followed


def _is_statistic(tensor: Any) -> bool:
    """Tell one number for each token, such as a deviation, from what an operation finds there."""
    return tensor.shape.rank == 3 and tensor.shape[-1] == 1


def _gradients(scores: Sequence[Any], tensors: Sequence[Any]) -> list[Any] | None:
    try:
        found = tf.gradients(list(scores), list(tensors))
    except Exception:  # an operation without a gradient, or one whose gradient stumbles: both are no way back
        return None
    return list(found)


def _behind_what_stops(scores: Sequence[Any]) -> set[str]:
    """Return the names of the operations that a gradient could only reach through one that has none."""
    stopped: set[str] = set()
    stack = [
        source for operation in _all_before(scores) if not _has_gradient(operation) for source in _before(operation)
    ]
    while stack:
        operation = stack.pop()
        if operation.name not in stopped:
            stopped.add(operation.name)
            stack += _before(operation)
    return stopped


def _all_before(scores: Sequence[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    stack = [tensor.op for tensor in scores]
    while stack:
        operation = stack.pop()
        if operation.name not in seen:
            seen.add(operation.name)
            yield operation
            stack += _before(operation)


def _before(operation: Any) -> list[Any]:
    """Return what a gradient goes on to: it passes real numbers only."""
    return [tensor.op for tensor in operation.inputs if tensor.dtype.is_floating]


def _has_gradient(operation: Any) -> bool:
    if not operation.inputs:  # a gradient ends here anyway
        return True
    try:
        ops.get_gradient_function(operation)
    except LookupError:
        return False
    return True
