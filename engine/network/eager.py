"""Running parts of a network at once, outside the functions that are traced for methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from engine.network.interface import Network
from engine.network.keras_network import KerasNetwork


def eagerly(network: Network, look: Callable[..., Any]) -> Callable[..., Any]:
    """Return `look` as a function of tensors that runs in the network at once; what must be traced is traced once.

    Graphs can only be run within a traced function, and only there it is known what one of several inputs reaches.
    """
    if isinstance(network, KerasNetwork) and network.runs_eagerly and len(network.inputs) == 1:
        return look
    return tf.function(look, autograph=False)
