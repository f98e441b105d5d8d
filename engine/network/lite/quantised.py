"""Whole numbers that stand for real ones: made of real numbers as the interpreter rounds them, and followed as if not.

An answer is then the interpreter's, and a gradient that of the real numbers, as in training that knows of rounding
(Jacob et al., 2018, arXiv:1712.05877).
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from engine.network.lite.tensors import Meaning

_STRAIGHT_THROUGH = "SaliscopeStraightThrough"


@tf.RegisterGradient(_STRAIGHT_THROUGH)
def _straight_through(_: Any, gradient: Any) -> Any:
    return gradient


def rounded(x: Any, meaning: Meaning) -> Any:
    """Return the real numbers that are stored for x: the nearest multiples of the scale, within its bounds.

    The gradient of `tf.gradients` passes unchanged, also beyond the bounds: they are where training samples ended.
    """
    low, high = meaning.bounds
    graph = tf.compat.v1.get_default_graph()
    with graph.gradient_override_map({"FakeQuantWithMinMaxArgs": _STRAIGHT_THROUGH}):
        return tf.quantization.fake_quant_with_min_max_args(x, low, high, num_bits=meaning.bits)


def as_stored(x: Any, meaning: Meaning) -> Any:
    """Return the whole numbers, as float32, that stand for x."""
    return x / meaning.scale + float(meaning.zero)


def as_real(numbers: Any, meaning: Meaning) -> Any:
    """Undo `as_stored`."""
    return (numbers - float(meaning.zero)) * meaning.scale
