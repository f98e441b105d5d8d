"""The forty-line script that everybody writes: the reference for the ratios."""

from __future__ import annotations

from typing import Any

import cv2
import keras
import numpy as np
import tensorflow as tf


def grad_cam(model: Any, layer: str, x: np.ndarray, target: int) -> np.ndarray:
    """Rebuild the model with a second output, tape it eagerly, weigh, resize, normalise."""
    tapped = keras.Model(model.inputs, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        activation, scores = tapped(x)
        score = scores[:, target]
    weights = tf.reduce_mean(tape.gradient(score, activation), axis=(0, 1, 2))
    heat = tf.nn.relu(tf.squeeze(activation[0] @ weights[..., tf.newaxis])).numpy()
    return cv2.resize(heat / max(heat.max(), 1e-8), (x.shape[2], x.shape[1]))


def saliency(model: Any, x: np.ndarray, target: int) -> np.ndarray:
    """Tape the model eagerly with respect to its input."""
    x = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = model(x)[:, target]
    return tf.reduce_max(tf.abs(tape.gradient(score, x)), axis=-1)[0].numpy()
