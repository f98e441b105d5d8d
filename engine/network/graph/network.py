"""A frozen TensorFlow graph as a network: what a SavedModel becomes. Its operations stand where Keras has layers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context

from engine.network.description import Head, TensorInfo, picture_inputs
from engine.network.graph.normalisations import normalisations
from engine.network.graph.parts import Parts, node_name, reached_from, tensor_name
from engine.network.graph.sizes import check_sizes
from engine.network.graph.survey import Survey, survey
from engine.network.graph.turned import turn_operations
from engine.network.graph.uses import find_uses
from engine.network.guided import marked
from engine.network.interface import LayerCall, Normalised, whole_number_range

_SMALL = 256  # numbers: larger constants are kept once, outside the graphs that are traced, and so are weights
_WEIGHTED = frozenset({"Conv2D", "DepthwiseConv2dNative", "MatMul", "Conv3D"})
# Operations at which a map may be made: they find features, or combine them.
_LAYERS = _WEIGHTED | {
    "Add", "AddV2", "AvgPool", "BiasAdd", "Concat", "ConcatV2", "Elu", "FusedBatchNormV3", "LeakyRelu", "MaxPool",
    "Mul", "Relu", "Relu6", "Selu", "Softplus", "Tanh",
}  # fmt: skip
_HEADS = {"Softmax": Head.SOFTMAX, "Sigmoid": Head.SIGMOID}
_COUNTED = re.compile(r"_\d+$")  # what tells a name from one that was there before
_NORMALISED = re.compile(r"add_1(_call\d+|_\d+)?$")  # the last step of a normalisation


class GraphNetwork:
    """A graph without variables; its functions are the bodies of loops and branches, under names nothing else has.

    graph: a `GraphDef`; inputs, outputs: names of its tensors, such as "x:0", in the order of infos and output_names.
    values: {name of a placeholder: what it stands for}; parameters: how many numbers they are; batch: how many pictures
    it must be given at once, 0 where that is free.
    Raises SaliscopeError(MODEL_SWELLS), and whatever TensorFlow finds wrong with the graph.
    """

    known_heads: tuple[Head | None, ...] = ()

    def __init__(
        self,
        graph: Any,
        inputs: Sequence[str],
        infos: tuple[TensorInfo, ...],
        outputs: Sequence[str],
        output_names: tuple[str, ...],
        values: Mapping[str, Any],
        parameters: int = 0,
        batch: int = 0,
    ) -> None:
        self.inputs = infos
        self.output_names = output_names
        self._graph = graph
        self._feeds = tuple(inputs)
        self._fetches = self._outputs = tuple(outputs)
        self._batch = batch
        check_sizes(graph)
        self._kinds = {node.name: node.op for node in graph.node}
        turn_operations(graph)
        self._uses = find_uses(graph.node, inputs, _WEIGHTED)
        constants = _take_constants(graph)
        self.parameters = parameters or sum(int(np.prod(value.shape)) for value in constants.values())
        self._parts = Parts(graph, constants | {f"{name}:0": value for name, value in values.items()})
        for function in graph.library.function:  # of loops and branches: importing alone does not make them runnable
            context.context().add_function_def(function)
        layers = [name for name, kind in self._kinds.items() if kind in _LAYERS and not _is_halfway(name)]
        self._survey = self._surveyed(layers)
        if not batch and self._survey.fixed_batch:  # it takes any number of pictures, and answers to so many only
            self._batch = self._survey.fixed_batch
            self._survey = self._surveyed(layers)
        self.has_gradients = self._survey.has_gradients
        self._layers = self._offered(layers)
        self.layer_count = len(layers)

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""
        return self._for_each(tensors, {})

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs, and what the operations that find or combine features gave.

        Where the batch is fixed, tensors hold one picture. Where it is more than one, no layer is looked at.
        """
        if self._batch > 1:
            return self.run(tensors), []
        fetches = (*self._fetches, *(f"{name}:0" for name in self._layers))
        found = self._imported(tensors, fetches, {})
        outputs, given = found[: len(self._fetches)], found[len(self._fetches) :]
        return outputs, [self._call(*both) for both in zip(self._layers, given, strict=True)]

    @property
    def batch(self) -> int:
        """How many pictures it must be given at once, 0 where that is free."""
        return self._batch

    @property
    def steps(self) -> list[tuple[str, str]]:
        """What gives (n, ...) features, in order: (its tensor, its kind)."""
        return [(f"{name}:0", self._kind(name)) for name in self._layers]

    def stepped(self, picture: Any, given: Mapping[str, Any], passed: Callable[[str, Any], Any]) -> Any:
        """Return the first output for one input, with what `passed` makes of what each step gave.

        given: {tensor: what stands in its place}. `passed` is called with the name of a tensor and its value, in order,
        for each step and for what the first operation with weights is given of the picture.
        """
        feeds = dict(given)
        names = {tensor for tensor, _ in self.steps}
        if self.first_given is not None:
            names.add(self.first_given)
        for name in sorted(names, key=lambda tensor: self._parts.order.get(node_name(tensor), -1)):
            feeds[name] = passed(name, self._imported([picture], (name,), feeds)[0])
        return self._imported([picture], self._fetches[:1], feeds)[0]

    def _kind(self, name: str) -> str:
        return "Attention" if name in self._survey.attentions else self._kinds[name]

    def _call(self, name: str, output: Any) -> LayerCall:
        call, uses = LayerCall(name, self._kind(name), output), self._uses.get(name)
        return replace(call, layer=uses, turn=uses.index(name), uses=len(uses)) if uses else call

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Return the outputs with `given` in the place of what `call` gave."""
        return self._for_each(tensors, {f"{call.name}:0": given})

    def first_received(self, tensors: Sequence[Any], picture: int = 0) -> Any | None:
        """Return what the first operation with weights is given of the picture, channels last."""
        first = self._first_given(picture)
        return None if first is None else self._imported(tensors, (first,), {})[0]

    @property
    def first_given(self) -> str | None:
        """The tensor that the first operation with weights is given of the first input."""
        return self._first_given(0)

    def _first_given(self, picture: int) -> str | None:
        weighted = (node for node in self._graph.node if node.op in _WEIGHTED)
        reached = self._reached_from(picture)
        first = next((node for node in weighted if node_name(node.input[0]) in reached), None)
        return None if first is None else tensor_name(first.input[0])

    def _reached_from(self, picture: int) -> set[str]:
        return reached_from(self._graph.node, [self._feeds[picture]])

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return 0..255 for whole numbers: they are pixels as they are stored."""
        return whole_number_range(self.inputs[index])

    def normalised(self, tensors: Sequence[Any], most: int, picture: int = 0) -> list[Normalised]:
        """Return what the first batch normalisations are given, their channels last; none where the batch is fixed."""
        found_near = normalisations(self._graph, _WEIGHTED, self._reached_from(picture))
        near = [] if self._batch else list(islice(found_near, most))
        found = iter(self._imported(tensors, [name for names in near for name in names[:3]], {}) if near else ())
        layers = zip(near, zip(found, found, found, strict=True), strict=True)
        return [
            Normalised(_channels_last(given, names.channels_first), mean, variance)
            for names, (given, mean, variance) in layers
            if mean.shape.rank == 1
        ]

    def names(self) -> Iterator[set[str]]:
        """Yield all parts of the operations' names: Keras puts the layers' into them, and may count them on."""
        parts = {part for node in self._graph.node for part in node.name.split("/")}
        yield parts | {_COUNTED.sub("", part) for part in parts}

    def _before_head(self, tensor: str) -> tuple[str, Head]:
        """Return the tensor that a final softmax or sigmoid is given, and which of them it is."""
        node = self._parts.by_name[node_name(tensor)]
        while node.op in ("Identity", "EnsureShape"):
            node = self._parts.by_name[node_name(node.input[0])]
        return (tensor_name(node.input[0]), _HEADS[node.op]) if node.op in _HEADS else (tensor, Head.LOGITS)

    def _surveyed(self, layers: Sequence[str]) -> Survey:
        if self._batch:  # what is computed picture by picture cannot be stepped back through
            self._fetches, self.known_heads = zip(*map(self._before_head, self._outputs), strict=True)
        specs = [tf.TensorSpec([self._batch or None, *info.shape], info.dtype) for info in self.inputs]
        pictured = picture_inputs(self.inputs)
        return survey(
            lambda tensors, fetches: self._imported(tensors, fetches, {}), specs, pictured, self._fetches, layers
        )

    def _offered(self, layers: Sequence[str]) -> list[str]:
        """Return the layers that can be followed back to, and what attentions find, in the order they run."""
        found = self._survey
        wanted = (found.followed - found.within_attention) | found.attentions
        return sorted(wanted & self._parts.by_name.keys(), key=self._parts.order.__getitem__)

    def _for_each(self, tensors: Sequence[Any], given: dict[str, Any]) -> list[Any]:
        """Return the outputs. Where the batch is fixed, it is filled with copies of one picture, for each in turn."""
        if not self._batch:
            return self._imported(tensors, self._fetches, given)
        names = tuple(given)

        def one(parts: Sequence[Any]) -> list[Any]:
            batches = [tf.repeat(part[None], self._batch, axis=0) for part in parts]
            own, replaced = batches[: len(tensors)], batches[len(tensors) :]
            found = self._imported(own, self._fetches, dict(zip(names, replaced, strict=True)))
            return [tensor[0] if tensor.shape.rank else tensor for tensor in found]

        dtypes = list(self._survey.dtypes)
        found = tf.map_fn(one, [*tensors, *given.values()], fn_output_signature=dtypes)
        return [
            tf.ensure_shape(tensor, [None, *shape[1:]]) if shape.rank else tensor
            for tensor, shape in zip(found, self._survey.shapes, strict=True)
        ]

    def _imported(self, tensors: Sequence[Any], fetches: Sequence[str], given: dict[str, Any]) -> list[Any]:
        return self._parts.imported(dict(zip(self._feeds, tensors, strict=True)) | given, fetches, marked)


def _channels_last(tensor: Any, first: bool) -> Any:
    return tf.transpose(tensor, [0, 2, 3, 1]) if first else tensor


def _is_halfway(name: str) -> bool:
    """Tell the steps within a normalisation, of which only the last gives features."""
    return "/batchnorm/" in name and not _NORMALISED.search(name)


def _take_constants(graph: Any) -> dict[str, Any]:
    """Take large constants and weights out, by tensor name.

    Every trace would hold a copy of them otherwise, and weights could not be replaced.
    """
    found = {}
    for node in graph.node:
        if node.op == "Const" and (_is_large(node.attr["value"].tensor) or _is_kernel(node.attr["value"].tensor)):
            value = tf.make_ndarray(node.attr["value"].tensor)
            found[f"{node.name}:0"] = tf.constant(value)
            node.attr["value"].tensor.Clear()
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(value.reshape(-1)[:0]))
    return found


def _is_large(tensor: Any) -> bool:
    return len(tensor.tensor_content) > 4 * _SMALL


def _is_kernel(tensor: Any) -> bool:
    """Tell real numbers along more than one axis, however few."""
    sizes = [dimension.size for dimension in tensor.tensor_shape.dim]
    return tf.as_dtype(tensor.dtype).is_floating and sum(size > 1 for size in sizes) > 1
