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
            self._activation(None)
        assert self._logits is not None
        return self._logits

    @cached_property
    def probabilities(self) -> np.ndarray:
        """The (classes,) float32 probabilities: softmax; sigmoid each by itself; softmax too where logits come bare."""
        return probabilities_of(self.logits, self.classifier.info)

    def weights(self, target: int) -> np.ndarray:
        """Return the one-hot (classes,) float32 row that makes the score s = logit of `target`."""
        row = np.zeros(len(self.classifier.info.labels), np.float32)
        row[target] = 1
        return row

    def activation_gradient(self, layer: str | None, target: int) -> tuple[np.ndarray, np.ndarray]:
        """Return A and G = ds/dA at `layer`, (h, w, K) float32. A is kept: a change of class is one head call."""
        activation = self._activation(layer)
        gradient = self.classifier.tap(layer).head(self._x, activation, tf.constant(self.weights(target)))
        return _first(activation), _first(gradient)

    def input_gradient(self, target: int | None) -> np.ndarray:
        """Return ds/dx, (h, w, c) float32, in logits per unit of the model's input; None: the model's first answer."""
        weights = np.zeros(len(self.classifier.info.labels), np.float32) if target is None else self.weights(target)
        gradient, logits = self.classifier.default_tap.input_gradient(self._x, tf.constant(weights))
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

    def _activation(self, layer: str | None) -> Any:
        tap = self.classifier.tap(layer)
        key = tap.call.path if tap.call else None
        if key not in self._activations:
            activation, logits = tap.forward(self._x)
            self._keep_logits(logits)
            self._activations[key] = activation
            if len(self._activations) > _KEPT_ACTIVATIONS:
                self._activations.popitem(last=False)
        return self._activations[key]

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
