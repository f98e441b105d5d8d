"""Keras's convolutions with channels first, run with channels last between two transpositions.

Models from machines with a graphics card often have them, but on a processor TensorFlow runs them only where it is
built with oneDNN. Their weights are the same either way. Keras itself does so to pooling and depthwise convolutions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

_TURNED = (
    *(keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D),
    *(keras.layers.Conv1DTranspose, keras.layers.Conv2DTranspose, keras.layers.Conv3DTranspose),
)


def is_turned(layer: Any) -> bool:
    """Tell whether a layer is a convolution with channels first."""
    return isinstance(layer, _TURNED) and layer.data_format == "channels_first"


def turned_call(layer: Any) -> Callable[..., Any]:
    """Return what the layer's `call` does, computed with channels last."""
    # Of the layer's own class and with its own weights, so that the layer itself stays as it is.
    twin = object.__new__(type(layer))
    twin.__dict__.update(layer.__dict__, data_format="channels_last", activation=None)

    def call(inputs: Any) -> Any:
        outputs = channels_first(type(layer).call(twin, channels_last(inputs)))
        return outputs if layer.activation is None else layer.activation(outputs)

    return call


def channels_last(tensor: Any) -> Any:
    """Return (N, c, ...) as (N, ..., c)."""
    rank = tensor.shape.rank
    return tf.transpose(tensor, [0, *range(2, rank), 1])


def channels_first(tensor: Any) -> Any:
    """Return (N, ..., c) as (N, c, ...)."""
    rank = tensor.shape.rank
    return tf.transpose(tensor, [0, rank - 1, *range(1, rank - 1)])
