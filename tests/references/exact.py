"""The same models and methods by hand: TensorFlow's bare operations and NumPy in float64, no Keras in the forward pass.

Each `_net` repeats one architecture of models.py and calls `tap` on the tapped activations, which marks the place where
the model is cut: what reaches the logits through the tap counts in dS/dA, what passes it by does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from . import models

Tap = Callable[[Any], Any]
BN_EPSILON = 1e-3


class Weights:
    """The model's weights in float64 by layer and kind, and the linear operations on them."""

    def __init__(self, model: Any) -> None:
        self._of = {
            layer.name: {models.short_name(w): np.asarray(w).astype(np.float64) for w in layer.weights}
            for layer in models.leaves(model)
        }

    def conv(self, name: str, x: Any, strides: int = 1) -> Any:
        return tf.nn.conv2d(x, self._of[name]["kernel"], strides, "SAME") + self._of[name].get("bias", 0.0)

    def dense(self, name: str, x: Any) -> Any:
        return x @ self._of[name]["kernel"] + self._of[name]["bias"]

    def norm(self, name: str, x: Any) -> Any:
        of = self._of[name]
        return (x - of["moving_mean"]) / np.sqrt(of["moving_variance"] + BN_EPSILON) * of["gamma"] + of["beta"]


def _flat(x: Any, w: Weights, tap: Tap) -> Any:
    x = tf.nn.relu(w.norm("bn_1", w.conv("conv_1", x / 255)))
    x = tf.nn.max_pool2d(x, 2, 2, "VALID")
    a = tap(tf.nn.relu(w.conv("conv_2", x, 2)))
    return w.dense("predictions", tf.reduce_mean(a, (1, 2)))


def _flatten_head(x: Any, w: Weights, tap: Tap) -> Any:
    a = tap(tf.nn.relu(w.conv("conv_2", tf.nn.relu(w.conv("conv_1", x, 2)))))
    return w.dense("predictions", tf.nn.relu(w.dense("hidden", tf.reshape(a, (len(a), -1)))))


def _nested(x: Any, w: Weights, tap: Tap) -> Any:
    x = tf.nn.relu(w.norm("bn_1", w.conv("conv_1", x / 255, 2)))
    a = tap(w.conv("conv_2", x))
    x = tf.reduce_mean(tf.nn.relu(w.norm("bn_2", a)), (1, 2))
    return w.dense("predictions", tf.nn.relu(w.dense("hidden", x)))


def _nested_sequential(x: Any, w: Weights, tap: Tap) -> Any:
    a = tap(tf.nn.relu(w.conv("conv_2", tf.nn.relu(w.conv("conv_1", x, 2)))))
    x = tf.nn.max_pool2d(a, 2, 2, "VALID")
    return w.dense("predictions", tf.tanh(w.dense("hidden", tf.reshape(x, (len(x), -1)))))


def _branchy(x: Any, w: Weights, tap: Tap) -> Any:
    stem = tf.nn.relu(w.conv("stem", x, 2))
    a = tap(tf.nn.relu(w.conv("tapped", stem)))
    added = stem + a
    left = tf.nn.relu(w.conv("left", added))
    right = tf.nn.relu(w.conv("right", tf.nn.avg_pool2d(stem, 3, 1, "SAME")))
    x = tf.nn.relu(w.conv("merge", tf.concat([left, right, added], -1), 2))
    return w.dense("predictions", tf.reduce_mean(x, (1, 2)))


NETS = {
    "flat": _flat,
    "flatten_head": _flatten_head,
    "nested": _nested,
    "nested_sequential": _nested_sequential,
    "branchy": _branchy,
}


def arrays(name: str) -> dict[str, NDArray[np.float64]]:
    """Return logits (N, 5), activations A (N, h, w, K), gradients G (N, C, h, w, K), input_gradient (N, C, H, W, 3)."""
    weights = Weights(models.build(name)[0])
    x = tf.constant(models.pictures(name), tf.float64)
    tapped = []
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)

        def tap(a: Any) -> Any:
            tape.watch(a)
            tapped.append(a)
            return a

        logits = NETS[name](x, weights, tap)
        scores = [tf.reduce_sum(logits[:, c]) for c in models.CLASSES]
    (a,) = tapped
    return {
        "logits": logits.numpy(),
        "activations": a.numpy(),
        "gradients": np.stack([tape.gradient(s, a).numpy() for s in scores], 1),
        "input_gradient": np.stack([tape.gradient(s, x).numpy() for s in scores], 1),
    }


def ratio(top: NDArray[Any], bottom: NDArray[Any]) -> NDArray[Any]:
    """Return top / bottom, 0 where bottom is 0."""
    return np.divide(top, bottom, out=np.zeros(np.broadcast(top, bottom).shape), where=bottom != 0)


def alphas(A: NDArray[Any], G: NDArray[Any]) -> NDArray[Any]:
    """Return Grad-CAM++'s alpha = G^2 / (2 G^2 + sum(A) G^3), 0 where G is 0."""
    return ratio(G**2, 2 * G**2 + A.sum((-3, -2), keepdims=True) * G**3)


def maps(activations: NDArray[Any], G: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return every map (N, C, h, w) of definitions without any epsilon: what has one differs by it."""
    A = activations[:, None]
    space, relu = (-3, -2), lambda x: np.maximum(x, 0)
    signed = (G.mean(space, keepdims=True) * A).sum(-1)
    plusplus = (alphas(A, G) * relu(G)).sum(space, keepdims=True)
    x_weights = ratio((G * A).sum(space, keepdims=True), A.sum(space, keepdims=True))
    return {
        "gradcam_signed": signed,
        "gradcam": relu(signed),
        "gradcampp": relu((plusplus * A).sum(-1)),
        "hirescam": relu((G * A).sum(-1)),
        "xgradcam": relu((x_weights * A).sum(-1)),
        "layercam": relu((relu(G) * A).sum(-1)),
    }


def eigencam(A: NDArray[Any]) -> NDArray[Any]:
    """Return A (N, h, w, K), centred per channel, on its first principal component; the larger extreme is positive."""
    flat = A.reshape(len(A), -1, A.shape[-1])
    flat = flat - flat.mean(1, keepdims=True)
    on_first = flat @ np.linalg.svd(flat, full_matrices=False)[2][:, 0, :, None]
    image = on_first.reshape(A.shape[:-1])
    lowest, highest = image.min((1, 2), keepdims=True), image.max((1, 2), keepdims=True)
    return np.where(highest >= -lowest, image, -image)
