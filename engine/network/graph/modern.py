"""Operations of early TensorFlow in the words of today's, which normalisations are found and folded by."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

_FUSED = frozenset({"FusedBatchNorm", "FusedBatchNormV2"})
_GLOBAL = "BatchNormWithGlobalNormalization"
_NORMALISATION = "FusedBatchNormV3"
_FLOAT = tf.float32.as_datatype_enum


def modernise(graph: Any) -> None:
    """Rewrite batch normalisations in a `GraphDef` and its functions."""
    for nodes in (graph.node, *(function.node_def for function in graph.library.function)):
        for node in nodes:
            if node.op in _FUSED:
                node.op = _NORMALISATION
                if "U" not in node.attr:
                    node.attr["U"].type = _FLOAT
    for node in [node for node in graph.node if node.op == _GLOBAL and node.attr["T"].type == _FLOAT]:
        _rewrite_global(graph, node)


def _rewrite_global(graph: Any, node: Any) -> None:
    """Rewrite gamma (x - mean) / sqrt(variance + epsilon) + beta, of 2015; gamma counts where the node says so."""
    given, mean, variance, beta, gamma = node.input[:5]
    if not node.attr["scale_after_normalization"].b:
        ones = graph.node.add(name=f"{node.name}/ones", op="OnesLike", input=[mean])
        ones.attr["T"].type = _FLOAT
        gamma = ones.name
    epsilon = node.attr["variance_epsilon"].f
    node.op = _NORMALISATION
    node.attr.clear()
    node.attr["T"].type = node.attr["U"].type = _FLOAT
    node.attr["epsilon"].f = epsilon
    node.attr["is_training"].b = False
    node.attr["data_format"].s = b"NHWC"
    node.input[:5] = [given, gamma, beta, mean, variance]
