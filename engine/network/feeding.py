"""How a network's inputs are filled: one with pictures, in its own layout and type, the others with constants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from engine.network.description import Port, TensorInfo


def picture_spec(info: TensorInfo, size: tuple[int, int] | None = None) -> Any:
    """Return the `tf.TensorSpec` of the (N, h, w, c) pictures that an input is given. size: (width, height)."""
    height, width, channels = info.picture_shape
    if size is not None:
        width, height = size
    return tf.TensorSpec([None, height, width, channels], tf.float32)


def feed(inputs: Sequence[TensorInfo], port: Port, x: Any) -> list[Any]:
    """Return one tensor per input: the pictures (N, h, w, c) at the port's, the others held at their pins."""
    return [
        _as_input(x, info) if index == port.input else _pinned(info, port.pin(index), tf.shape(x)[0])
        for index, info in enumerate(inputs)
    ]


def _as_input(x: Any, info: TensorInfo) -> Any:
    dtype = tf.as_dtype(info.dtype)
    if info.channels_first:
        x = tf.transpose(x, [0, 3, 1, 2])
    elif info.assumed:
        x = tf.reshape(x, [-1, *info.shape])  # row by row, the colours of a pixel side by side
    # Whole numbers are clipped at the ends of their type, where a plain cast would wrap around.
    return tf.saturate_cast(tf.round(x), dtype) if dtype.is_integer else tf.cast(x, dtype)


def _pinned(info: TensorInfo, value: float, count: Any) -> Any:
    sizes = [size or 1 for size in info.shape]
    return tf.cast(tf.fill([count, *sizes], value), tf.as_dtype(info.dtype))
