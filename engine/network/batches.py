"""Many pictures through a network: how many at once, in parts that fit into memory, masks applied in the graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from engine.system.memory import available_memory

if TYPE_CHECKING:
    from engine.network.tap import Tap

MOST = 16  # pictures at once: on a processor more are no quicker
_SHARE = 0.25  # of the memory at hand, for what all layers give out
_FLOAT = 4  # bytes

Arrays = tuple[np.ndarray, ...]


class Batches:
    """Runs arrays of many pictures in parts. `size`: pictures at once; halved for good when memory runs out."""

    def __init__(self, size: int = MOST) -> None:
        self.size = size

    def run(self, work: Callable[..., Arrays], *arrays: np.ndarray) -> Arrays:
        """Return what `work` makes of (N, ...) arrays, part by part, joined.

        Raises MemoryError or ResourceExhaustedError where not even one picture fits.
        """
        parts: list[Arrays] = []
        start, count = 0, len(arrays[0])
        # A part that memory has no room for is tried again at half the size.
        while start < count:
            stop = min(count, start + self.size)
            try:
                parts.append(work(*(np.ascontiguousarray(array[start:stop], np.float32) for array in arrays)))
            except (MemoryError, tf.errors.ResourceExhaustedError):
                if self.size == 1:
                    raise
                self.size = max(1, min(self.size, stop - start) // 2)
                continue
            start = stop
        return parts[0] if len(parts) == 1 else tuple(np.concatenate(values) for values in zip(*parts, strict=True))


def size_for(tap: Tap, available: int | None = None) -> int:
    """Return how many pictures to run at once: as many as have room for what every layer gives out, at most `MOST`.

    available: bytes; None: what the machine has. Of a layer of free size one place is counted.
    """
    room = available if available is not None else available_memory()
    return MOST if room is None else int(min(MOST, max(1, room * _SHARE // max(_FLOAT * tap.numbers, 1))))


def blended(x: np.ndarray, nothing: np.ndarray, masks: np.ndarray) -> Any:
    """Return x where a mask is 1 and `nothing` where it is 0: a (N, h, w, c) tensor of (N, h, w) float32 masks."""
    return _blend()(x, nothing, masks)


@cache
def _blend() -> Any:
    image, many = tf.TensorSpec([None, None, None], tf.float32), tf.TensorSpec([None, None, None], tf.float32)
    return tf.function(_flat_blend, input_signature=[image, image, many], autograph=False)


def _flat_blend(x: Any, nothing: Any, masks: Any) -> Any:
    # A mask's value once for each channel: to spread it along so short an axis on the way takes twice the time.
    count, channels = tf.shape(masks)[0], tf.shape(x)[2]
    seen = tf.reshape(tf.repeat(masks, channels, axis=2), [count, -1])
    flat = tf.reshape(nothing, [1, -1]) + tf.reshape(x - nothing, [1, -1]) * seen
    return tf.reshape(flat, tf.concat([[count], tf.shape(x)], axis=0))
