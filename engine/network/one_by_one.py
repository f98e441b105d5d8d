"""A network that answers for one picture only, run for each picture in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tensorflow as tf
from tensorflow.python.framework.func_graph import FuncGraph

from engine.network.interface import LayerCall, Network, Normalised


class OneByOne:
    """Another network whose tensors all have a first axis of 1. Its layers are looked at for one picture at a time.

    network: gives logits where its outputs end in a softmax or sigmoid, which cannot be stepped back through here.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self.inputs = network.inputs
        self.output_names = network.output_names
        self.known_heads = network.known_heads
        self.has_gradients = network.has_gradients
        self.parameters = network.parameters
        self.layer_count = network.layer_count
        self._signature: list[Any] = []

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""
        return self._in_turn(tensors, lambda given: self._network.run(given))

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs and the calls of layers. tensors hold one picture."""
        return self._network.observed(_of_one(tensors))

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Return the outputs with `given` in the place of what `call` gave."""
        return self._in_turn([*tensors, given], lambda parts: self._network.fed(parts[:-1], call, parts[-1]))

    def first_received(self, tensors: Sequence[Any]) -> Any | None:
        """Return what the first layer with weights is given. tensors hold one picture."""
        return self._network.first_received(_of_one(tensors))

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return the numbers between which an input lies, where its type says so."""
        return self._network.input_range(index)

    def normalised(self, tensors: Sequence[Any], most: int) -> list[Normalised]:
        """Return nothing: many pictures would be asked for at once."""
        return []

    def names(self) -> Iterator[set[str]]:
        """Yield the names of the layers."""
        return self._network.names()

    def _in_turn(self, tensors: Sequence[Any], run: Any) -> list[Any]:
        def one(parts: Sequence[Any]) -> list[Any]:
            return [tensor[0] for tensor in run([part[None] for part in parts])]

        if not self._signature:
            with FuncGraph("one").as_default():
                given = [tf.compat.v1.placeholder(each.dtype, [1, *each.shape[1:]]) for each in tensors]
                self._signature = [tf.TensorSpec(each.shape[1:], each.dtype) for each in run(given)]
        return list(tf.map_fn(one, list(tensors), fn_output_signature=self._signature))


def _of_one(tensors: Sequence[Any]) -> list[Any]:
    return [tf.ensure_shape(tensor, [1, *tensor.shape[1:]]) for tensor in tensors]
