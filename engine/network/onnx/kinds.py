"""What the steps of an ONNX file are called in the list of layers, like Keras's, and which of them are layers."""

from __future__ import annotations

from engine.network.onnx.node import Node

_KINDS = {
    "AveragePool": "AveragePooling2D", "Concat": "Concatenate", "Conv": "Conv2D", "ConvTranspose": "Conv2DTranspose",
    "DepthToSpace": "UpSampling", "Flatten": "Flatten", "Gemm": "Dense", "GlobalAveragePool": "GlobalAveragePooling2D",
    "GlobalMaxPool": "GlobalMaxPooling2D", "MaxPool": "MaxPooling2D", "Mul": "Multiply", "Pad": "ZeroPadding2D",
    "Relu": "ReLU", "Resize": "Resizing", "Transpose": "Permute", "Upsample": "UpSampling",
}  # fmt: skip
ATTENTION = "Attention"
WEIGHTED = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul"})
# Steps at which a map may be made: they find features, or combine them.
_LAYERS = frozenset(_KINDS) - {"Flatten", "Pad", "Transpose"} | {
    "Add", "BatchNormalization", "Celu", "Clip", "Elu", "Gelu", "GroupNormalization", "HardSwish",
    "InstanceNormalization", "LRN", "LayerNormalization", "LeakyRelu", "MatMul", "Mish", "PRelu",
    "RMSNormalization", "Selu", "Softplus", "Sum", "Swish", "Tanh",
}  # fmt: skip


def kind_of(node: Node) -> str:
    """Return what a step is called."""
    if node.operator == "Conv" and node.number("group", 1) > 1:
        return "GroupedConv2D"
    return _KINDS.get(node.operator, node.operator)


def is_layer(node: Node) -> bool:
    """Tell what finds features or combines them from what rearranges, and from steps within a formula."""
    return node.operator in _LAYERS
