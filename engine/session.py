"""One classifier and one photograph, with what was already computed for them."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from engine.errors import Code, SaliscopeError
from engine.preprocessing import PixelValues, prepare
from engine.request import Attribution, Head, Request

if TYPE_CHECKING:
    from engine.classifier import Classifier

_KEPT_ACTIVATIONS = 4
_KEPT_ATTRIBUTIONS = 256


class Session:
    """What methods ask. classifier: an opened model; pixels: (h, w, 3) uint8 RGB at the model's input size."""

    def __init__(self, classifier: Classifier, pixels: np.ndarray, pixel_values: str) -> None:
        self.classifier = classifier
        x = prepare(pixels, PixelValues(pixel_values), classifier.info.channels)
        self._x = tf.constant(x)
        self._logits: np.ndarray | None = None
        self._activations: OrderedDict[str | None, Any] = OrderedDict()
        self._attributions: OrderedDict[Request, Attribution] = OrderedDict()

    @property
    def logits(self) -> np.ndarray:
        """The (classes,) float32 scores before softmax or sigmoid."""
        if self._logits is None:
            self._look(None, None)
        assert self._logits is not None
        return self._logits

    @cached_property
    def probabilities(self) -> np.ndarray:
        """The (classes,) float32 probabilities: softmax; sigmoid each by itself; softmax too where logits come bare."""
        return probabilities_of(self.logits, self.classifier.info)

    def _row(self, target: int | None) -> Any:
        """Return the (classes,) float32 weights of the score: one-hot for a class, all zero for the first answer."""
        row = np.zeros(len(self.classifier.info.labels), np.float32)
        if target is not None:
            row[target] = 1
        return tf.constant(row)

    def activation_gradient(self, layer: str | None, target: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Return A and G = ds/dA at `layer`, (h, w, K) float32; None: the model's first answer.

        A is kept: a new photograph or layer is one pass over the model, a change of class one head call.
        """
        tap = self.classifier.tap(layer)
        key = tap.call.path if tap.call else None
        if key not in self._activations:
            activation, gradient = self._look(layer, target)
            return _first(activation), _first(gradient)
        activation = self._activations[key]
        wanted = self._row(int(self.logits.argmax()) if target is None else target)
        return _first(activation), _first(tap.head(self._x, activation, wanted))

    def input_gradient(self, target: int | None) -> np.ndarray:
        """Return ds/dx, (h, w, c) float32, in logits per unit of the model's input; None: the model's first answer."""
        gradient, logits = self.classifier.default_tap.input_gradient(self._x, self._row(target))
        self._keep_logits(logits)
        return _first(gradient)

    def recall(self, request: Request) -> Attribution | None:
        """Return what was remembered for an equal request."""
        return self._attributions.get(request)

    def remember(self, request: Request, attribution: Attribution) -> None:
        """Keep a finished attribution; the oldest is forgotten."""
        self._attributions[request] = attribution
        if len(self._attributions) > _KEPT_ATTRIBUTIONS:
            self._attributions.popitem(last=False)

    def _look(self, layer: str | None, target: int | None) -> tuple[Any, Any]:
        """Run the model once. Returns (A, G) at `layer` for the target; A and the logits are kept."""
        tap = self.classifier.tap(layer)
        activation, logits, gradient = tap.look(self._x, self._row(target))
        self._keep_logits(logits)
        self._activations[tap.call.path if tap.call else None] = activation
        if len(self._activations) > _KEPT_ACTIVATIONS:
            self._activations.popitem(last=False)
        return activation, gradient

    def _keep_logits(self, logits: Any) -> None:
        if self._logits is None:
            row = logits.numpy()[0]
            if not np.isfinite(row).all():
                raise SaliscopeError(Code.NOT_FINITE)
            row.setflags(write=False)
            self._logits = row


def probabilities_of(logits: np.ndarray, info: Any) -> np.ndarray:
    """Turn (classes,) logits into probabilities as the model's own last operation does."""
    if info.head is Head.SIGMOID and not info.two_sided:
        return (1 / (1 + np.exp(-logits.astype(np.float64)))).astype(np.float32)
    # Two classes (-z, z) of one sigmoid unit: softmax of (-z/2, z/2) is (1 - sigmoid(z), sigmoid(z)).
    scores = logits.astype(np.float64) / (2 if info.two_sided else 1)
    powers = np.exp(scores - scores.max())
    return (powers / powers.sum()).astype(np.float32)


def _first(batch: Any) -> np.ndarray:
    return batch.numpy()[0].astype(np.float32, copy=False)
