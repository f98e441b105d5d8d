"""Guided backpropagation (Springenberg et al., 2014, arXiv:1412.6806): ReLU(dy) where x > 0, at every ReLU.

Only ReLU and ReLU6 are guided, be they activations, layers or operations. Of other activations the method says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import tensorflow as tf

from engine.network.influence import OWN_GRADIENT

_UNGUIDED = frozenset({"Elu", "Erf", "LeakyRelu", "Selu", "Softplus", "Softsign", "Tanh"})
_GUIDED = {"Relu": "SaliscopeGuidedRelu", "Relu6": "SaliscopeGuidedRelu6"}
_is_guided: ContextVar[bool] = ContextVar("guided", default=False)


@tf.RegisterGradient(_GUIDED["Relu"])
def _guided_relu(operation: Any, gradient: Any) -> Any:
    return tf.nn.relu(gradient) * tf.cast(operation.outputs[0] > 0, gradient.dtype)


@tf.RegisterGradient(_GUIDED["Relu6"])
def _guided_relu6(operation: Any, gradient: Any) -> Any:
    y = operation.outputs[0]
    return tf.nn.relu(gradient) * tf.cast((y > 0) & (y < 6), gradient.dtype)


@contextmanager
def guided_gradients() -> Iterator[None]:
    """Let the ReLUs that are traced meanwhile have the guided gradient; for `tf.gradients`, which heeds it."""
    # Two ways: the map is for operations traced now, the flag for those that are read from a file's graph.
    before = _is_guided.set(True)
    try:
        with tf.compat.v1.get_default_graph().gradient_override_map(_GUIDED):
            yield
    finally:
        _is_guided.reset(before)


def marked(node: Any) -> Any:
    """Return a node that is read from another graph, with the guided gradient where that is wanted now."""
    name = _GUIDED.get(node.op) if _is_guided.get() else None
    if name is None:
        return node
    copy = tf.compat.v1.NodeDef()
    copy.CopyFrom(node)
    copy.attr[OWN_GRADIENT].s = name.encode()
    return copy


def unguided_in(graph: Any) -> tuple[str, ...]:
    """Return the activations in a traced graph that are not guided, sorted."""
    return tuple(sorted({operation.type for operation in graph.get_operations()} & _UNGUIDED))
