"""Which pixel values the layers before a model's first weights are made for, by where they send the ends of each range.

All that stands there is taken for A x + b in the colours of one pixel. The ends of a candidate range [L, H] are sent
to aL + b and aH + b (means over the channels): `width` apart, with 0 at the share `zero` of the way. A range is
plausible where that is what networks are fed: 0 at the dark end or near the middle, a width of units or of pixels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from engine.images.preprocessing import BGR_MEAN, RGB_DEVIATION, RGB_MEAN, PixelValues
from engine.network import Network
from engine.network.description import Port
from engine.network.eager import eagerly
from engine.network.feeding import feed

_ENDS = {PixelValues.UNIT: (0.0, 1.0), PixelValues.RAW: (0.0, 255.0), PixelValues.SIGNED: (-1.0, 1.0)}
_MEAN, _DEVIATION = np.array(RGB_MEAN, np.float32), np.array(RGB_DEVIATION, np.float32)
_AS_BGR = {PixelValues.UNIT: PixelValues.BGR_UNIT, PixelValues.RAW: PixelValues.BGR_RAW}
# What the smallest and the largest stored number of an input of whole numbers mean.
_STORED = _ENDS | {
    PixelValues.RGB_STANDARD: (float(min(-_MEAN / _DEVIATION)), float(max((1 - _MEAN) / _DEVIATION))),
    PixelValues.BGR_MEAN: (-max(BGR_MEAN), 255 - min(BGR_MEAN)),
}
_NEAR = 0.06  # of the range: calibration on photographs may miss its very ends
_NO_CHANGE = 0.02  # of the range: a layer that moves its ends by less is not what the range was chosen for
# Share of the values at which 0 lies, and how far they reach: as usual, and as seen now and then.
_DARK, _CENTRED, _SEEN = (-0.03, 0.03), (0.3, 0.65), (-0.03, 0.7)
_ONE, _UNITS, _SEEN_UNITS, _PIXELS = (0.9, 1.1), (0.4, 7.0), (0.3, 10.0), (200.0, 300.0)
_CLOSE = 0.02  # to the means of ImageNet


def taken_inside(network: Network, port: Port, size: tuple[int, int], channels: int) -> tuple[PixelValues, ...]:
    """Return the conventions that the layers before the first weights leave plausible, the likeliest first.

    Empty: nothing there rescales. An input of whole numbers states its range itself.
    """
    between = network.input_range(port.input)
    if between is not None:
        return stored(*between)
    matrix, offset = _affine(network, port, size, channels)
    if matrix is None or offset is None or not np.any(matrix):
        return ()
    factor, zero = float(matrix.sum(-1).mean()), float(offset.mean())
    if abs(factor - 1) < 1e-6 and abs(zero) < 1e-6:
        return ()
    found = plausible(factor, zero)
    return (_AS_BGR[found[0]],) if len(found) == 1 and _centres_bgr(matrix, offset, found[0]) else found


def plausible(factor: float, offset: float) -> tuple[PixelValues, ...]:
    """Return the conventions that factor x + offset may be made for, the likeliest first; all where none fits."""
    usual, seen = [], []
    for values, (low, high) in _ENDS.items():
        ends = sorted((factor * low + offset, factor * high + offset))
        width = ends[1] - ends[0]
        zero = -ends[0] / width
        if max(abs(ends[0] - low), abs(ends[1] - high)) < _NO_CHANGE * (high - low):
            continue
        from_dark = _within(zero, _DARK) and _within(width, _ONE, _PIXELS)
        if from_dark or (_within(zero, _CENTRED) and _within(width, _UNITS, _PIXELS)):
            usual.append(values)
        elif _within(zero, _SEEN) and _within(width, _SEEN_UNITS, _PIXELS):
            seen.append(values)
    return (*usual, *seen) or tuple(_ENDS)


def _within(value: float, *ranges: tuple[float, float]) -> bool:
    return any(low <= value <= high for low, high in ranges)


def stored(low: float, high: float) -> tuple[PixelValues, ...]:
    """Return the convention whose values lie between `low` and `high`; all, the nearest first, where none does."""

    def far(values: PixelValues) -> float:
        ends = _STORED[values]
        return max(abs(low - ends[0]), abs(high - ends[1])) / (ends[1] - ends[0])

    nearest = sorted(_STORED, key=far)
    return (nearest[0],) if far(nearest[0]) <= _NEAR else tuple(nearest)


def _affine(
    network: Network, port: Port, size: tuple[int, int], channels: int
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return A (outputs, channels) and b (outputs,): pictures of zeros and of one colour each are sent through."""

    def received(x: Any) -> Any:
        return network.first_received(feed(network.inputs, port, x), port.input)

    sent = eagerly(network, received)
    zero = _middle(sent(tf.zeros((1, size[1], size[0], channels))))
    if zero is None:
        return None, None
    columns = [_middle(sent(_colour(size, channels, index))) for index in range(channels)]
    return np.stack([column - zero for column in columns if column is not None], -1), zero


def _colour(size: tuple[int, int], channels: int, index: int) -> Any:
    return tf.broadcast_to(tf.one_hot(index, channels), (1, size[1], size[0], channels))


def _middle(received: Any | None) -> np.ndarray | None:
    """Return what the first layer with weights is given for the middle pixel: the border may be padding."""
    if received is None:
        return None
    tensor = tf.cast(received, tf.float32)
    if tensor.shape.rank == 4:
        return np.asarray(tensor[0, tensor.shape[1] // 2, tensor.shape[2] // 2], np.float64)
    return np.asarray(tf.reduce_mean(tensor)[None], np.float64)


def _centres_bgr(matrix: np.ndarray, offset: np.ndarray, values: PixelValues) -> bool:
    """Tell a layer that takes ImageNet's mean of blue from the first channel it is given."""
    own = np.argmax(np.abs(matrix), axis=0)  # of each colour: the output that it goes to
    if values not in _AS_BGR or len(set(own)) != 3 or len(offset) != 3:
        return False
    centres = -offset[own] / matrix[own, range(3)]
    return np.allclose(centres, np.array(BGR_MEAN, np.float32) * (_ENDS[values][1] / 255), rtol=_CLOSE)
