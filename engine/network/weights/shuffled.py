"""Other values in the place of a network's weights, for what is already traced; nothing of the network is changed.

A traced function is given the weights at each call, as tensors and variables that it captured. Given others of the same
shapes, it is another network, and nothing is traced again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from math import prod
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from engine.network.influence import behind, reached_from
from engine.system.memory import available_memory

_BOTH = 2  # of the weights: what is held of them for good, and while they are shuffled


class Place(NamedTuple):
    """A captured kernel of a function: the how-manieth capture it is, and of which layer, from the logits back."""

    capture: int
    layer: int
    kernel: Kernel


class Kernel(NamedTuple):
    """Weights as a function captured them: a tensor, or a variable's handle, with what it holds."""

    captured: Any
    shape: tuple[int, ...]
    dtype: Any

    @property
    def values(self) -> np.ndarray:
        """What it holds now."""
        if self.captured.dtype != tf.resource:
            return np.asarray(self.captured)
        return np.asarray(tf.raw_ops.ReadVariableOp(resource=self.captured, dtype=self.dtype))


class Shuffled:
    """A network with the kernels of its top layers shuffled, each within itself; `count`: of how many layers.

    graph: a traced one that the network computes `logits` in, from `pictures`. A layer is an operation in which weights
    meet what rests on the pictures; the layers are in the order in which they are computed, from the logits back. Its
    kernels are its weights with more than one axis, whatever kind of file they come from. Shuffled they keep their
    distribution, so that the network's numbers stay of a size it can compute with; biases and what normalisations
    keep stay. Of a convolution that a normalisation is folded into, its scale is in the kernel.
    rows: only along the first axis. numbers: how many there are in all kernels.

    Raises MemoryError where the kernels do not fit into memory once more.
    """

    def __init__(self, graph: Any, logits: Any, pictures: Sequence[Any], seed: int, rows: bool = False) -> None:
        self.count = 0
        self._seed, self._draw, self._rows = seed, 0, rows
        self._layers, kernels = _layers(graph, logits, pictures)
        self._places: dict[int, tuple[Any, list[Place]]] = {}
        self._others: dict[int, Any] = {}  # by the identity of what they stand for
        room = available_memory()
        size = sum(prod(kernel.shape) * kernel.dtype.size for kernel in kernels)
        self.numbers = sum(prod(kernel.shape) for kernel in kernels)
        if room is not None and _BOTH * size > room:
            raise MemoryError
        self.layers = 1 + max(self._layers.values(), default=-1)

    def drawn(self, draw: int) -> Shuffled:
        """Return the kernels of the same layers as another draw of chance shuffles them; `count` is 0 again."""
        other = copy(self)
        other.count, other._draw, other._others = 0, draw, {}
        return other

    def in_place(self, function: Any) -> Any:
        """Return a concrete function as the shuffled network computes it; the function itself stays."""
        if id(function) not in self._places:
            self._places[id(function)] = function, list(self._found(function))
        captures = list(function.captured_inputs)
        for place in self._places[id(function)][1]:
            if place.layer < self.count:
                captures[place.capture] = self._other(place)
        other = copy(function)
        other.set_external_captures(captures)
        return other

    def _found(self, function: Any) -> Iterator[Place]:
        for index, (outer, inner) in enumerate(function.graph.captures):
            kernel = _kernel(outer, inner)
            layer = None if kernel is None else _met(inner, self._layers)
            if kernel is not None and layer is not None:
                yield Place(index, layer, kernel)

    def _other(self, place: Place) -> Any:
        """Return the tensor or handle that stands in the place of a kernel."""
        key = id(place.kernel.captured)
        if key not in self._others:
            rng = np.random.default_rng([self._seed, self._draw, place.layer, *place.kernel.shape])
            values = place.kernel.values
            values = rng.permutation(values if self._rows else values.ravel()).reshape(values.shape)
            is_variable = place.kernel.captured.dtype == tf.resource
            self._others[key] = tf.Variable(values, trainable=False) if is_variable else tf.constant(values)
        found = self._others[key]
        return found.handle if isinstance(found, tf.Variable) else found


def _layers(graph: Any, logits: Any, pictures: Sequence[Any]) -> tuple[dict[str, int], list[Kernel]]:
    """Return {operation: its layer, from the logits back}, and the kernels.

    Operations that share a kernel are one layer, where the one nearest to the logits is.
    """
    order = {operation.name: index for index, operation in enumerate(graph.get_operations())}
    live = behind(logits)
    moving: set[int] = set().union(*map(reached_from, pictures))
    groups: list[tuple[list[str], Kernel]] = []
    for outer, inner in graph.captures:
        kernel = _kernel(outer, inner)
        if kernel is not None and id(inner) in live:
            meeting = list(_meetings(inner, live, moving))
            if meeting:
                groups.append((meeting, kernel))
    groups.sort(key=lambda group: -max(order[name] for name in group[0]))
    layers: dict[str, int] = {}
    for names, _ in groups:
        known = [layers[name] for name in names if name in layers]
        layer = min(known, default=len(set(layers.values())))
        layers.update(dict.fromkeys((name for name in names if name not in layers), layer))
    return layers, [kernel for _, kernel in groups]


def _kernel(outer: Any, inner: Any) -> Kernel | None:
    """Return weights with more than one axis of more than one place; a matrix of one row or column counts, too."""
    if outer.dtype == tf.resource:
        reads = (operation for operation in inner.consumers() if operation.type == "ReadVariableOp")
        seen = next((operation.outputs[0] for operation in reads), None)
    else:
        seen = inner
    if seen is None or not seen.dtype.is_floating or not seen.shape.is_fully_defined():
        return None
    shape = tuple(seen.shape)
    wide = sum(size > 1 for size in shape) >= 2 or (len(shape) == 2 and prod(shape) > 1)
    return Kernel(outer, shape, seen.dtype) if wide else None


def _meetings(inner: Any, live: set[int], moving: set[int]) -> Iterator[str]:
    """Yield the names of the operations in which a captured tensor, or what is made of it alone, meets a picture."""
    seen, stack = {id(inner)}, [inner]
    while stack:
        for operation in stack.pop().consumers():
            for tensor in operation.outputs:
                if id(tensor) not in seen and id(tensor) in live:
                    seen.add(id(tensor))
                    if id(tensor) in moving:
                        yield operation.name
                    else:
                        stack.append(tensor)


def _met(inner: Any, layers: dict[str, int]) -> int | None:
    """Return the layer in whose operation a captured tensor, or what is made of it, is used first."""
    seen, queue = {id(inner)}, [inner]
    for tensor in queue:  # which grows meanwhile
        for operation in tensor.consumers():
            if operation.name in layers:
                return layers[operation.name]
            fresh = [output for output in operation.outputs if id(output) not in seen]
            seen.update(map(id, fresh))
            queue += fresh
    return None
