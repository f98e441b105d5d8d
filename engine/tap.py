"""The tap: the one way methods look into a Keras model, whatever its kind.

While a function is traced, the `call` of layer *instances* is replaced, and put back afterwards: the user's model is
never rebuilt or changed. `forward` observes a layer's output, `head` feeds one in; TensorFlow prunes what no longer
matters, so that at a bottleneck `head` is only the layers behind it, and where a skip connection passes the layer by
the answer is still right. Building `keras.Model(inputs, layer.output)` instead fails on nested models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.request import Head

_PASSED_THROUGH = ("Identity", "Cast", "Reshape", "Squeeze")
_SCORED_BY = {"Softmax": Head.SOFTMAX, "Sigmoid": Head.SIGMOID}


@dataclass(frozen=True, eq=False)
class LayerCall:
    """One call of one layer during a trace: where it is, and the tensor it gave."""

    path: str
    layer: Any
    output: Any


def walk_layers(model: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, layer) for every layer that is not itself a model, nested ones by `outer/inner`."""
    for layer in model._flatten_layers(include_self=False, recursive=False):
        path = f"{prefix}{layer.name}"
        if not isinstance(layer, keras.Model):
            yield path, layer
        yield from walk_layers(layer, f"{path}/")


@contextmanager
def replaced_call(layer: Any, call: Callable[..., Any]) -> Iterator[None]:
    """Let a layer answer with `call` meanwhile."""
    # `object`'s own setter: Keras's would track what it is given. The class's method shows again after deletion.
    object.__setattr__(layer, "call", call)
    try:
        yield
    finally:
        object.__delattr__(layer, "call")


@contextmanager
def _observed(layers: Sequence[tuple[str, Any]], calls: list[LayerCall]) -> Iterator[None]:
    """Append every call of `layers` that gives a single tensor to `calls`, in the order of execution."""
    with ExitStack() as stack:
        for path, layer in {id(layer): (path, layer) for path, layer in layers}.values():
            stack.enter_context(replaced_call(layer, _observer(path, layer, layer.call, calls)))
        yield


def _observer(path: str, layer: Any, call: Callable[..., Any], calls: list[LayerCall]) -> Callable[..., Any]:
    def observed(*args: Any, **kwargs: Any) -> Any:
        output = call(*args, **kwargs)
        if tf.is_tensor(output):
            calls.append(LayerCall(path, layer, output))
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


def logits_behind(scores: Any) -> tuple[Any, Head]:
    """Step back from a graph tensor through a final softmax or sigmoid, be it an activation, a layer or an operation.

    Returns the (N, classes) logits and what stood behind them; scores without such an end are logits already.
    """
    tensor = scores
    while tensor.op.type in _PASSED_THROUGH:
        tensor = tensor.op.inputs[0]
    if tensor.op.type in _SCORED_BY:
        return tf.ensure_shape(tf.reshape(tensor.op.inputs[0], tf.shape(scores)), scores.shape), _SCORED_BY[
            tensor.op.type
        ]
    return scores, Head.LOGITS


class Tap:
    """An observation point of one model: traced once, reused for every image and class.

    model: a built Keras model with one image input and one (N, classes) output. spec: the input's `tf.TensorSpec`.
    choose: picks the layer call to observe from all of them, in order of execution.
    Raises SaliscopeError(MODEL_OUTPUT) where the model does not give one row of scores a picture.
    """

    def __init__(self, model: Any, spec: Any, choose: Callable[[Sequence[LayerCall]], LayerCall | None]) -> None:
        self._model = model
        self._spec = spec
        self._choose = choose
        self.calls: tuple[LayerCall, ...] = ()
        self.call: LayerCall | None = None
        self.head_kind = Head.LOGITS
        self.classes = 0
        self.two_sided = False
        self._weights = tf.TensorSpec([None], tf.float32)
        self._look = tf.function(self._trace_look, autograph=False).get_concrete_function(spec, self._weights)
        self._head: Any = None
        self._input_gradient: Any = None

    def forward(self, x: Any) -> tuple[Any, Any]:
        """Run (N, h, w, c) inputs. Returns the layer's output A (empty without a layer) and the (N, classes) logits."""
        activation, logits, _ = self.look(x, tf.zeros([self.classes]))
        return activation, logits

    def look(self, x: Any, weights: Any) -> tuple[Any, Any, Any]:
        """Run `forward` and `head` in one pass over the model: A, the logits and G. All-zero weights: the first answer.

        What a new photograph needs, where the layers behind A would otherwise run twice.
        """
        activation, logits, gradient = self._look(x, weights)
        return activation, logits, gradient

    def head(self, x: Any, activation: Any, weights: Any) -> Any:
        """Return G = ds/dA, of the shape of A, for the score s = weights . logits; weights is (classes,) float32.

        A class is a one-hot row, "A against B" is +1 and -1: a tensor either way, so nothing is traced again.
        """
        if self._head is None:
            assert self.call is not None, "this model has no layer to tap"
            spec = tf.TensorSpec(self.call.output.shape, self.call.output.dtype)
            self._head = tf.function(self._trace_head, autograph=False).get_concrete_function(
                self._spec, spec, self._weights
            )
        return self._head(x, activation, weights)

    def input_gradient(self, x: Any, weights: Any) -> tuple[Any, Any]:
        """Return ds/dx, of the shape of x, and the (N, classes) logits. All-zero weights mean the first answer."""
        if self._input_gradient is None:
            self._input_gradient = tf.function(self._trace_input_gradient, autograph=False).get_concrete_function(
                self._spec, self._weights
            )
        gradient, logits = self._input_gradient(x, weights)
        return gradient, logits

    def _trace_look(self, x: Any, weights: Any) -> tuple[Any, Any, Any]:
        calls: list[LayerCall] = []
        with _observed(list(walk_layers(self._model)), calls):
            scores = self._model(x, training=False)
        logits, self.head_kind = self._logits(scores)
        self.calls, self.call, self.classes = tuple(calls), self._choose(calls), logits.shape[-1]
        if self.call is None:
            return tf.zeros([0]), logits, tf.zeros([0])
        activation = self.call.output
        (gradient,) = tf.gradients(_score(logits, weights), activation, unconnected_gradients="zero")
        return activation, logits, gradient

    def _trace_head(self, x: Any, activation: Any, weights: Any) -> Any:
        assert self.call is not None
        layer = self.call.layer
        turn = [call for call in self.calls if call.layer is layer].index(self.call)
        with tf.GradientTape() as tape:
            tape.watch(activation)
            with replaced_call(layer, _fed(layer.call, turn, activation)):
                logits, _ = self._logits(self._model(x, training=False))
            score = tf.tensordot(logits, weights, 1)
        return tape.gradient(score, activation, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    def _trace_input_gradient(self, x: Any, weights: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            logits, _ = self._logits(self._model(x, training=False))
            score = _score(logits, weights)
        return tape.gradient(score, x, unconnected_gradients=tf.UnconnectedGradients.ZERO), logits

    def _logits(self, scores: Any) -> tuple[Any, Head]:
        """Return (N, classes) float32 logits; a single sigmoid unit z becomes its two classes (-z, z)."""
        if not tf.is_tensor(scores) or scores.shape.rank != 2 or scores.shape[-1] is None:
            raise SaliscopeError(Code.MODEL_OUTPUT, found=_describe(scores))
        logits, head = logits_behind(scores)
        logits = tf.cast(logits, tf.float32)
        if head is Head.SIGMOID and scores.shape[-1] == 1:
            self.two_sided = True
            logits = tf.concat([-logits, logits], axis=-1)
        return logits, head


def _score(logits: Any, weights: Any) -> Any:
    """Return s = weights . logits for each row; all-zero weights take each row's largest logit."""
    first = tf.one_hot(tf.argmax(logits, axis=-1), tf.shape(logits)[-1])
    chosen = tf.where(tf.reduce_any(weights != 0), tf.broadcast_to(weights, tf.shape(first)), first)
    return tf.reduce_sum(logits * tf.stop_gradient(chosen), axis=-1)


def _describe(scores: Any) -> str:
    tensors = tf.nest.flatten(scores)
    return " + ".join("x".join("?" if size is None else str(size) for size in tensor.shape[1:]) for tensor in tensors)
