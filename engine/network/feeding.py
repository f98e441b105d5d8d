"""How a network's inputs are filled: those for pictures in their own layout and type, the others with constants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from engine.network.description import Port, TensorInfo, further_pictures


def picture_spec(info: TensorInfo, size: tuple[int, int] | None = None) -> Any:
    """Return the `tf.TensorSpec` of the (N, h, w, c) pictures that an input is given. size: (width, height)."""
    height, width, channels = info.picture_shape
    if size is not None:
        width, height = size
    return tf.TensorSpec([None, height, width, channels], tf.float32)


def fed_size(info: TensorInfo, free: tuple[int, int]) -> tuple[int, int]:
    """Return the (width, height) in pixels that an input is fed with. free: what stands for sizes that are free."""
    height, width, _ = info.picture_shape
    return width or free[0], height or free[1]


def held(info: TensorInfo, size: tuple[int, int], value: float) -> Any:
    """Return the (1, h, w, c) float32 picture of one value everywhere that stands for a photograph. size: (w, h)."""
    return tf.fill([1, size[1], size[0], info.picture_shape[2]], tf.constant(value, tf.float32))


def feed(inputs: Sequence[TensorInfo], port: Port, x: Any, companions: Sequence[Any] = ()) -> list[Any]:
    """Return one tensor per input: the pictures (N, h, w, c) at the port's, the others held while they vary.

    companions: a (N or 1, h, w, c) float32 tensor for each further picture input; none: they are held at their pins,
    as all other inputs are.
    """
    given = dict(zip(further_pictures(inputs, port), companions, strict=True)) if companions else {}
    count = tf.shape(x)[0]
    tensors = []
    for index, info in enumerate(inputs):
        if index == port.input:
            tensors.append(_as_input(x, info))
        elif index in given:
            tensors.append(_as_input(_for_each(given[index], count), info))
        else:
            tensors.append(_pinned(info, port.pin(index), count))
    return tensors


def _as_input(x: Any, info: TensorInfo) -> Any:
    dtype = tf.as_dtype(info.dtype)
    if info.channels_first:
        x = tf.transpose(x, [0, 3, 1, 2])
    elif info.assumed:
        x = tf.reshape(x, [-1, *info.shape])  # row by row, the colours of a pixel side by side
    # Whole numbers are clipped at the ends of their type, where a plain cast would wrap around.
    return tf.saturate_cast(tf.round(x), dtype) if dtype.is_integer else tf.cast(x, dtype)


def _for_each(picture: Any, count: Any) -> Any:
    """Return a picture for each of `count`: (1, h, w, c) repeated, (N, h, w, c) as it is."""
    sizes = picture.shape[1:]
    return tf.ensure_shape(tf.broadcast_to(picture, tf.concat([[count], sizes], 0)), [None, *sizes])


def _pinned(info: TensorInfo, value: float, count: Any) -> Any:
    sizes = [size or 1 for size in info.shape]
    return tf.cast(tf.fill([count, *sizes], value), tf.as_dtype(info.dtype))
