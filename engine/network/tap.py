"""The tap: the one way methods look into a network, whatever its kind.

`forward` observes a layer's output, `head` feeds one in. TensorFlow prunes what the result does not rest on: at a
bottleneck `head` runs only the layers behind it; where a skip connection bypasses the layer, it runs that too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, partial
from math import prod
from typing import Any

import numpy as np
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.network import LayerCall, Network
from engine.network.description import Caution, Head, Port, TensorInfo, further_pictures
from engine.network.feeding import fed_size, feed, held, picture_spec
from engine.network.graph.parts import Parts
from engine.network.guided import guided_gradients, marked, unguided_in
from engine.network.halves import halves
from engine.network.influence import behind, reached_from
from engine.network.layout.layouts import Layouts, from_channels_last, to_channels_last
from engine.network.output import Output, choose_output, is_usable, read_output, score
from engine.network.spatial_layers import with_paths
from engine.network.tokens import with_token_grids
from engine.network.weights.folding import folded
from engine.network.weights.places import Dense, dense_behind, mean_kernel
from engine.network.weights.shuffled import Shuffled

_WEIGHTS = tf.TensorSpec(None, tf.float32)  # of either rank
_HALFWAY = tf.TensorSpec([None, None], tf.float32)
Given = Sequence[Any] | None  # one tensor for each further picture input; None: they are held at their pins


class Tap:
    """An observation point of one network at one port: traced once, reused for every image and class.

    choose: picks the call to observe from those that rest on the pictures, in order of execution. size: (width, height)
    of the pictures, for a network that takes any. of_scores: s = weights . scores, of what the model says itself.

    A is (N, h, w, K), or (N, tokens, K), and a mask (N, h, w, classes), however they lie in the network.
    `companions` are what the further picture inputs are given meanwhile, a (N or 1, h, w, c) tensor for each; None:
    their pins. Nothing is traced again for others.
    A score is s = weights . logits: `weights` is a (classes,) float32 row, one-hot for a class; of a mask it is
    (h, w, classes) or (1, 1, classes), and s the mean over all places. All-zero weights mean the first answer.
    G = ds/dA is followed back halfway, to the dense layer where the places meet (`weights/places`): the rest is a step
    of its own, and not needed for its mean. Without such a layer that gradient D is G itself.

    Raises SaliscopeError(MODEL_OUTPUT) where the network has no output that can be explained.
    """

    def __init__(
        self,
        network: Network,
        port: Port,
        choose: Callable[[Sequence[LayerCall]], LayerCall | None],
        size: tuple[int, int] | None = None,
        of_scores: bool = False,
    ) -> None:
        self._network = network
        self._choose = choose
        self._of_scores = of_scores
        self.port = port
        self.spec = picture_spec(network.inputs[port.input], size)
        self.pins, self._specs = self._held()
        self.calls: tuple[LayerCall, ...] = ()  # that the logits rest on
        self.reached: tuple[LayerCall, ...] = ()  # of those the ones that rest on the pictures
        self.call: LayerCall | None = None
        self.outputs: tuple[TensorInfo, ...] = ()
        self.usable_outputs: tuple[int, ...] = ()
        self.head_kind = Head.LOGITS
        self.classes = 0
        self.two_sided = False
        self.cautions: tuple[Caution, ...] = ()
        self.mask = False
        self._folded: Parts | None = None
        self._shuffled: Shuffled | None = None
        self._dense: Dense | None = None
        self._kept: dict[str, Any] = {}  # what was traced on first use
        plain = self._traced(self._trace_look, self._specs, _WEIGHTS)
        self.graph = plain.graph  # what the network computes, as its author wrote it
        self._pictures = [tensor.name for tensor in plain.inputs[: len(self._specs)]]
        self._folded = folded(plain, self._asked)
        self._look = self._traced(self._trace_folded_look, self._specs, _WEIGHTS) if self._folded else plain

    def forward(self, x: Any, companions: Given = None) -> tuple[Any, Any]:
        """Run (N, h, w, c) inputs. Returns the layer's output A (empty without a layer) and the (N, classes) logits."""
        activation, logits, _, _ = self.look(x, self.no_weights, companions)
        return activation, logits

    def look(self, x: Any, weights: Any, companions: Given = None) -> tuple[Any, Any, Any, Any]:
        """Run `forward` and most of `head` in one pass over the model: A, the logits, the model's own scores, and D.

        What a new photograph needs, where the layers behind A would otherwise run twice.
        """
        activation, logits, scores, halfway = self._ran(self._look, self._all(x, companions), weights)
        return activation, logits, scores, halfway

    def predict(self, x: Any, companions: Given = None) -> tuple[Any, Any]:
        """Return the logits and the model's own scores of (N, h, w, c) inputs."""
        logits, scores = self._ran(self._predict, self._all(x, companions))
        return logits, scores

    def head(self, x: Any, activation: Any, weights: Any, companions: Given = None) -> Any:
        """Return G = ds/dA, of the shape of A. Of (N, classes) weights each row is that of one A."""
        halfway = self.halfway(self.behind(x, activation, companions), weights)
        return self.gradient(x, activation, halfway, companions)

    def behind(self, x: Any, activation: Any, companions: Given = None) -> Any:
        """Return all of `head` that does not depend on the weights: what the layers behind A answer, and keep."""
        return self._ran(self._head[0], self._all(x, companions), activation)

    def size_of(self, kept: Any) -> int:
        """Return how many bytes of what `behind` keeps are of the pictures; the rest are weights, and not copied."""
        pairs = zip(tf.nest.flatten(kept), self._head[0].outputs, strict=True)
        return sum(held.dtype.size * prod(held.shape) for held, traced in pairs if not traced.shape.is_fully_defined())

    def halfway(self, kept: Any, weights: Any) -> Any:
        """Return D of what `behind` keeps: (N, units) of the dense layer, or G."""
        return self._ran(self._head[1], *kept, weights)

    def gradient(self, x: Any, activation: Any, halfway: Any, companions: Given = None) -> Any:
        """Return G = ds/dA, of the shape of A, from D."""
        return self._ran(self._rest, self._all(x, companions), activation, halfway) if self._dense else halfway

    @property
    def stops_halfway(self) -> bool:
        """Whether D is another gradient than G."""
        return self._dense is not None

    def mean_kernel(self) -> np.ndarray | None:
        """Return the (K, units) numbers that make the mean of G over the places of D, (units,); None: that takes G."""
        if self._dense is None or self.call is None or self._shuffled is not None:
            return None
        return self._once("mean kernel", partial(mean_kernel, self._look, self._dense, self.call))

    def predict_from(self, x: Any, activation: Any, companions: Given = None) -> tuple[Any, Any]:
        """Return the logits and scores with the layer's output replaced by (N, ...) `activation`."""
        logits, scores = self._ran(self._predict_from, self._all(x, companions), activation)
        return logits, scores

    def input_gradient(self, x: Any, weights: Any, companions: Given = None) -> tuple[Any, Any, Any]:
        """Return ds/dx, of the shape of x, the logits and the model's own scores.

        Raises SaliscopeError(GRADIENT_NONE) where the network cannot be followed back to its input.
        """
        gradient, logits, scores = self._ran(self._input_gradient, self._all(x, companions), weights)
        return gradient, logits, scores

    def guided_gradient(self, x: Any, weights: Any, companions: Given = None) -> Any:
        """Return ds/dx by guided backpropagation; `unguided` then names the activations it does not guide."""
        return self._ran(self._guided_gradient, self._all(x, companions), weights)

    @property
    def unguided(self) -> tuple[str, ...]:
        """The activations that guided backpropagation has left as they are, once it has run."""
        if "guided gradient" not in self._kept:
            return ()
        return self._once("unguided", lambda: unguided_in(self._kept["guided gradient"].graph))

    def shuffled(self, seed: int, rows: bool = False) -> Shuffled:
        """Return the network's weights, of which the layers nearest to the logits can be shuffled; see `Shuffled`."""
        pictures = [self.graph.get_tensor_by_name(name) for name in self._pictures]
        return Shuffled(self.graph, self._seen.logits, pictures, seed, rows)

    def with_weights(self, weights: Shuffled) -> Tap:
        """Return this tap of a network with other weights. What is traced, the two share."""
        other = copy(self)
        other._shuffled = weights
        return other

    @property
    def no_weights(self) -> Any:
        """The weights that stand for the first answer."""
        return tf.zeros([1, 1, self.classes] if self.mask else [self.classes])

    @cached_property
    def numbers(self) -> int:
        """How many numbers all layers give out for one picture, itself included. Of a free size one place counts."""
        tensors = [self.spec, *(call.output for call in self.calls)]
        return sum(prod(size or 1 for size in _sizes(tensor)) for tensor in tensors)

    @property
    def has_pixel_gradients(self) -> bool:
        """Whether the score can be followed back to the pixels: not through whole numbers."""
        dtype = tf.as_dtype(self._network.inputs[self.port.input].dtype)
        return self._network.has_gradients and dtype.is_floating

    @property
    def computes_with_pixels(self) -> bool:
        """Whether the logits rest on the pixels as real numbers: not as whole ones that something is looked up by."""
        taken = tf.as_dtype(self._network.inputs[self.port.input].dtype)
        numbers = behind(self._seen.logits, lambda tensor: tensor.dtype == taken or not tensor.dtype.is_integer)
        return id(self._seen_pictures) in numbers

    # What is traced, each on first use: of a list of pictures, that of the port's input first, then the companions

    @property
    def _predict(self) -> Any:
        return self._once("predict", lambda: self._traced(self._trace_predict, self._specs))

    @property
    def _head(self) -> tuple[Any, Any]:
        return self._once("head", self._parted_head)

    @property
    def _rest(self) -> Any:
        specs = self._specs, self._activation_spec, _HALFWAY
        return self._once("rest", lambda: self._traced(self._trace_rest, *specs))

    @property
    def _predict_from(self) -> Any:
        specs = self._specs, self._activation_spec
        return self._once("predict from", lambda: self._traced(self._trace_predict_from, *specs))

    @property
    def _input_gradient(self) -> Any:
        self._check_gradients()
        return self._once("input gradient", lambda: self._traced(self._trace_input_gradient, self._specs, _WEIGHTS))

    @property
    def _guided_gradient(self) -> Any:
        self._check_gradients()
        return self._once("guided gradient", lambda: self._traced(self._trace_guided_gradient, self._specs, _WEIGHTS))

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def _ran(self, function: Any, *given: Any) -> Any:
        return (function if self._shuffled is None else self._shuffled.in_place(function))(*given)

    def _traced(self, function: Callable[..., Any], *specs: Any) -> Any:
        return tf.function(function, autograph=False).get_concrete_function(*specs)

    @property
    def _activation_spec(self) -> Any:
        assert self.call is not None, "this model has no layer to tap"
        return tf.TensorSpec([None, *self.call.sizes[1:]], self.call.output.dtype)

    def _check_gradients(self) -> None:
        if not self.has_pixel_gradients:
            raise SaliscopeError(Code.GRADIENT_NONE)

    def _note_outputs(self, outputs: Sequence[Any]) -> None:
        names = self._network.output_names
        self.outputs = tuple(
            TensorInfo(names[index] if index < len(names) else str(index), _sizes(tensor), tensor.dtype.name)
            for index, tensor in enumerate(outputs)
        )
        pictured = [to_channels_last(*both) for both in zip(outputs, self._output_layouts, strict=True)]
        self.usable_outputs = tuple(index for index, tensor in enumerate(pictured) if is_usable(tensor))
        self.port = replace(self.port, output=choose_output(pictured, self.port.output))

    def _held(self) -> tuple[list[Any], list[Any]]:
        """Return what the further picture inputs are held at without companions, and the specs of all pictures."""
        _, height, width, _ = self.spec.shape
        pins, specs = [], [self.spec]
        for index in further_pictures(self._network.inputs, self.port):
            info = self._network.inputs[index]
            size = fed_size(info, (width, height))
            pins.append(held(info, size, self.port.pin(index)))
            specs.append(picture_spec(info, size))
        return pins, specs

    def _all(self, x: Any, companions: Given) -> list[Any]:
        return [x, *(self.pins if companions is None else companions)]

    def _fed_with(self, pictures: Sequence[Any]) -> list[Any]:
        return feed(self._network.inputs, self.port, pictures[0], pictures[1:])

    def _feeds(self, pictures: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self._pictures, pictures, strict=True))

    def _read(self, outputs: Sequence[Any]) -> Output:
        index = self.port.output
        assert index is not None
        heads = self._network.known_heads
        known = heads[index] if index < len(heads) else None
        output = to_channels_last(outputs[index], self._output_layouts[index])
        return read_output(output, known, self.port.two_classes)

    def _trace_look(self, pictures: Sequence[Any], weights: Any) -> tuple[Any, Any, Any, Any]:
        outputs, calls = self._network.observed(self._fed_with(pictures))
        layouts = Layouts(pictures[0])
        self._output_layouts = [layouts.of(tensor) for tensor in outputs]
        self._note_outputs(outputs)
        calls = [replace(call, layout=layouts.of(call.output)) for call in with_paths(calls)]
        output = self._read(outputs)
        self.head_kind, self.two_sided, self.mask = output.head, output.two_sided, output.mask
        self.cautions = output.cautions
        self.port = replace(self.port, two_classes=output.told_two)
        before, after = behind(output.logits), reached_from(pictures[0])
        self.calls = tuple(call for call in calls if id(call.output) in before)
        reached = with_token_grids([call for call in calls if id(call.output) in after])
        self.reached = tuple(call for call in reached if id(call.output) in before)
        self.classes = output.logits.shape[-1]
        self.call = self._choose(self.reached)
        self._seen, self._seen_pictures = output, pictures[0]
        return self._looked(output, self.call.output if self.call else None, weights)

    def _trace_folded_look(self, pictures: Sequence[Any], weights: Any) -> tuple[Any, Any, Any, Any]:
        assert self._folded is not None
        logits, scores, *activation = self._folded.imported(
            self._feeds(pictures), [tensor.name for tensor in self._asked]
        )
        output = replace(self._seen, logits=logits, scores=scores)
        return self._looked(output, activation[0] if activation else None, weights)

    def _looked(self, output: Output, activation: Any | None, weights: Any) -> tuple[Any, Any, Any, Any]:
        if activation is None:
            return tf.zeros([0]), output.logits, output.scores, tf.zeros([0])
        assert self.call is not None
        self._dense = dense_behind(activation, self._explained(output), self.call)
        halfway = _followed_back(score(self._explained(output), weights), activation, self._dense)
        if self._dense is None:
            halfway = to_channels_last(halfway, self.call.layout)
        return to_channels_last(activation, self.call.layout), output.logits, output.scores, halfway

    @property
    def _asked(self) -> list[Any]:
        """The tensors of `graph` that are asked for: logits, scores, and A where there is a layer."""
        return [self._seen.logits, self._seen.scores, *([self.call.output] if self.call else [])]

    def _output(self, pictures: Sequence[Any]) -> Output:
        return self._plain_output(pictures) if self._folded is None else self._folded_output(self._feeds(pictures))

    def _plain_output(self, pictures: Sequence[Any]) -> Output:
        return self._read(self._network.run(self._fed_with(pictures)))

    def _output_from(self, pictures: Sequence[Any], activation: Any) -> Output:
        assert self.call is not None
        given = from_channels_last(activation, self.call.layout)
        if self._folded is None:
            return self._read(self._network.fed(self._fed_with(pictures), self.call, given))
        return self._folded_output({**self._feeds(pictures), self.call.output.name: given})

    def _folded_output(self, feeds: dict[str, Any]) -> Output:
        assert self._folded is not None
        logits, scores = self._folded.imported(feeds, [self._seen.logits.name, self._seen.scores.name], marked)
        return replace(self._seen, logits=logits, scores=scores)

    def _trace_predict(self, pictures: Sequence[Any]) -> tuple[Any, Any]:
        output = self._output(pictures)
        return output.logits, output.scores

    def _trace_predict_from(self, pictures: Sequence[Any], activation: Any) -> tuple[Any, Any]:
        output = self._output_from(pictures, activation)
        return output.logits, output.scores

    def _trace_head(self, pictures: Sequence[Any], activation: Any, weights: Any) -> Any:
        output = self._output_from(pictures, activation)
        self._in_head = self._explained(output)
        s = score(self._explained(output), weights) if self.mask else tf.reduce_sum(self._in_head * weights, axis=-1)
        return _followed_back(s, activation, self._dense_from(activation, output))

    def _trace_rest(self, pictures: Sequence[Any], activation: Any, halfway: Any) -> Any:
        dense = self._dense_from(activation, self._output_from(pictures, activation))
        assert dense is not None, "what lies behind a layer is the same in every trace"
        return tf.gradients(dense.product, activation, halfway)[0]

    def _dense_from(self, activation: Any, output: Output) -> Dense | None:
        assert self.call is not None
        return dense_behind(activation, self._explained(output), self.call) if self._dense else None

    def _parted_head(self) -> tuple[Any, Any]:
        given = self._specs, self._activation_spec
        # With the logits: by the operations on the way to them other weights find their places (`Shuffled`).
        return halves(self._traced(self._trace_head, *given, _WEIGHTS), given, _WEIGHTS, [self._in_head])

    def _trace_input_gradient(self, pictures: Sequence[Any], weights: Any) -> tuple[Any, Any, Any]:
        output = self._output(pictures)
        gradient = tf.gradients(score(self._explained(output), weights), pictures[0], unconnected_gradients="zero")[0]
        return gradient, output.logits, output.scores

    def _trace_guided_gradient(self, pictures: Sequence[Any], weights: Any) -> Any:
        with guided_gradients():
            s = score(self._explained(self._output(pictures)), weights)
            return tf.gradients(s, pictures[0], unconnected_gradients="zero")[0]

    def _explained(self, output: Output) -> Any:
        return output.scores if self._of_scores else output.logits


def _followed_back(s: Any, activation: Any, dense: Dense | None) -> Any:
    return tf.gradients(s, activation if dense is None else dense.product, unconnected_gradients="zero")[0]


def _sizes(tensor: Any) -> tuple[int | None, ...]:
    return tuple(tensor.shape[1:]) if tensor.shape.rank is not None else ()
