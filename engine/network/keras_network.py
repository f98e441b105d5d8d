"""A Keras model as a network: while a function is traced, the `call` of layer *instances* is replaced, and put back.

The user's model is never rebuilt or changed. A `keras.Model(inputs, layer.output)` would fail on nested models.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import Any

import keras
import tensorflow as tf

from engine.network.description import Head, TensorInfo
from engine.network.influence import rests_on
from engine.network.interface import NEAR_INPUT, LayerCall, Network, Normalised, whole_number_range
from engine.network.layout.turned import channels_last, is_turned, turned_call

_WITHOUT_WEIGHTS = ("Rescaling", "Normalization")  # theirs are settings


class KerasNetwork:
    """A built Keras model. inputs: what it takes, where it is subclassed and does not say.

    assumed: whether its layers were guessed from its weights.
    """

    has_gradients = True
    known_heads: tuple[Head | None, ...] = ()

    def __init__(self, model: Any, inputs: tuple[TensorInfo, ...] = (), assumed: bool = False) -> None:
        self.model = model
        self.assumed = assumed
        self.inputs = inputs or tuple(_info(tensor) for tensor in getattr(model, "inputs", None) or ())
        self.output_names = _output_names(model)
        self.parameters: int = model.count_params()
        self._layers = list({id(layer): (path, layer) for path, layer in walk_layers(model)}.values())
        self.layer_count = len(self._layers)
        # Layers that are parts of a graph run only within a traced function.
        self.runs_eagerly = all(getattr(layer, "runs_eagerly", True) for _, layer in self._layers)

    def run(self, tensors: Sequence[Any]) -> list[Any]:
        """Return the outputs for one tensor per input."""
        with self._made_to_run():
            return self._outputs(tensors)

    @contextmanager
    def _made_to_run(self) -> Iterator[None]:
        """Let the layers meanwhile run on any machine."""
        with ExitStack() as stack:
            for _, layer in self._layers:
                if is_turned(layer):
                    stack.enter_context(replaced_call(layer, turned_call(layer)))
            yield

    def _outputs(self, tensors: Sequence[Any]) -> list[Any]:
        structure = getattr(self.model, "_inputs_struct", None)
        if structure is None or len(tensors) == 1:
            given = tensors[0] if len(tensors) == 1 else list(tensors)
        else:
            # The author's own structure, such as a dictionary by the inputs' names.
            given = keras.tree.pack_sequence_as(structure, list(tensors))
        with warnings.catch_warnings():
            # Said in our own words: see `Caution.ALWAYS_ONE`.
            warnings.filterwarnings("ignore", "You are using a softmax over axis")
            return list(keras.tree.flatten(self.model(given, training=False)))

    def observed(self, tensors: Sequence[Any]) -> tuple[list[Any], list[LayerCall]]:
        """Return the outputs and the calls of all layers, nested ones by `outer/inner`."""
        calls: list[LayerCall] = []
        with self._made_to_run(), ExitStack() as stack:
            for path, layer in self._layers:
                stack.enter_context(replaced_call(layer, _observer(path, layer, layer.call, calls)))
            outputs = self._outputs(tensors)
        uses = Counter(id(call.layer) for call in calls)
        return outputs, [replace(call, uses=uses[id(call.layer)]) for call in calls]

    def fed(self, tensors: Sequence[Any], call: LayerCall, given: Any) -> list[Any]:
        """Return the outputs with `given` in the place of what `call` gave; the layer's other calls stay."""
        with self._made_to_run(), replaced_call(call.layer, _fed(call.layer.call, call.turn, given)):
            return self._outputs(tensors)

    def first_received(self, tensors: Sequence[Any], picture: int = 0) -> Any | None:
        """Return what the first layer with weights is given of the picture, however deep it lies, channels last."""
        received: list[Any] = []

        self._run_until_reached(tensors, lambda layer: _reached(layer, tensors[picture], received))
        return received[0] if received and tf.is_tensor(received[0]) else None

    def normalised(self, tensors: Sequence[Any], most: int, picture: int = 0) -> list[Normalised]:
        """Return what the first BatchNormalization layers are given of the picture, their channels last."""
        found: list[Normalised] = []
        left = min(most, sum(isinstance(layer, keras.layers.BatchNormalization) for _, layer in self._layers))
        others = 0

        def watched(layer: Any) -> Callable[..., Any]:
            call = layer.call

            def passed(inputs: Any, *args: Any, **kwargs: Any) -> Any:
                nonlocal others
                if not rests_on(inputs, tensors[picture]):
                    return call(inputs, *args, **kwargs)
                if isinstance(layer, keras.layers.BatchNormalization):
                    given = keras.ops.moveaxis(inputs, layer.axis, -1)
                    kept = map(keras.ops.convert_to_tensor, (layer.moving_mean, layer.moving_variance))
                    found.append(Normalised(given, *kept))
                else:
                    others += 1
                if len(found) >= left or others > NEAR_INPUT:
                    raise _Reached
                return call(inputs, *args, **kwargs)

            return passed

        self._run_until_reached(tensors, watched)
        return found

    def input_range(self, index: int) -> tuple[float, float] | None:
        """Return 0..255 for whole numbers: they are pixels as they are stored."""
        return whole_number_range(self.inputs[index])

    def names(self) -> Iterator[set[str]]:
        """Yield the names of the layers of the model, then of each model nested in it."""
        return names_by_model(self.model)

    def _run_until_reached(self, tensors: Sequence[Any], watch: Callable[[Any], Callable[..., Any]]) -> None:
        """Run with the calls of layers with weights replaced by what `watch` makes of each, until one raises."""
        with self._made_to_run(), ExitStack() as stack:
            for _, layer in self._layers:
                if _has_weights(layer):
                    stack.enter_context(replaced_call(layer, watch(layer)))
            # Keras may wrap what was raised; a model that does not run says so when it is explained.
            with suppress(Exception):
                self._outputs(tensors)


class _Reached(Exception):  # noqa: N818 - it ends a run that has served its purpose
    """The layers that were wanted have been called."""


def _reached(layer: Any, picture: Any, received: list[Any]) -> Callable[..., Any]:
    """Return a `call` that notes what the layer is given of the picture, channels last, and ends the run."""
    call = layer.call

    def reached(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        if not rests_on(inputs, picture):
            return call(inputs, *args, **kwargs)
        first = getattr(layer, "data_format", None) == "channels_first" or _normalised_axis(layer) == 1
        received.append(channels_last(inputs) if first and tf.is_tensor(inputs) else inputs)
        raise _Reached

    return reached


def _normalised_axis(layer: Any) -> int | None:
    """Return the axis that a normalisation says the channels are at; None for other layers."""
    return layer.axis if isinstance(layer, keras.layers.BatchNormalization) else None


def walk_layers(model: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, layer) for every layer that is not itself a model, nested ones by `outer/inner`."""
    for layer in model._flatten_layers(include_self=False, recursive=False):
        path = f"{prefix}{layer.name}"
        if not isinstance(layer, keras.Model):
            yield path, layer
        yield from walk_layers(layer, f"{path}/")


def names_by_model(model: Any) -> Iterator[set[str]]:
    """Yield the names of the layers of a model, then of each nested in it."""
    yield {layer.name for layer in model.layers}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from names_by_model(layer)


@contextmanager
def replaced_call(layer: Any, call: Callable[..., Any]) -> Iterator[None]:
    """Let a layer answer with `call` meanwhile."""
    # `object`'s own setter: Keras's would track what it is given. The class's method shows again after deletion.
    before = vars(layer).get("call")
    object.__setattr__(layer, "call", call)
    try:
        yield
    finally:
        if before is None:
            object.__delattr__(layer, "call")
        else:
            object.__setattr__(layer, "call", before)


def _observer(path: str, layer: Any, call: Callable[..., Any], calls: list[LayerCall]) -> Callable[..., Any]:
    def observed(*args: Any, **kwargs: Any) -> Any:
        output = call(*args, **kwargs)
        if tf.is_tensor(output):
            turn = sum(earlier.layer is layer for earlier in calls)
            calls.append(LayerCall(path, type(layer).__name__, output, layer, turn))
        return output

    return observed


def _fed(call: Callable[..., Any], turn: int, given: Any) -> Callable[..., Any]:
    """Return a `call` that answers its `turn`-th call with `given`: a shared layer is called more than once."""
    turns = iter(range(turn + 1))

    def fed(*args: Any, **kwargs: Any) -> Any:
        if next(turns, None) == turn:
            return given
        return call(*args, **kwargs)

    return fed


def is_assumed(network: Network) -> bool:
    """Tell whether a network's layers were guessed from its weights."""
    return isinstance(network, KerasNetwork) and network.assumed


def _has_weights(layer: Any) -> bool:
    return bool(layer.weights) and type(layer).__name__ not in _WITHOUT_WEIGHTS


def _output_names(model: Any) -> tuple[str, ...]:
    """Return the names in the order the outputs are flattened in: the author's keys where there are any."""
    structure = getattr(model, "_outputs_struct", None)
    if isinstance(structure, dict):
        return tuple(str(key) for key in sorted(structure))
    return tuple(getattr(model, "output_names", None) or ())


def _info(tensor: Any) -> TensorInfo:
    return TensorInfo(tensor.name, tuple(tensor.shape[1:]), str(tensor.dtype))
