"""The operators of ONNX's own domain that may run, by name, and the versions of that domain.

`engine.network.onnx` computes them; this list is what an inspection knows, which imports no TensorFlow.
"""

from __future__ import annotations

VERSIONS = range(7, 27)  # of the operators' set: what changed between them is heeded
BRANCH = "If"  # followed where its condition is known before any picture
OPERATORS = frozenset({
    # of each number by itself
    "Abs", "Acos", "Asin", "Atan", "Cast", "CastLike", "Ceil", "Celu", "Clip", "Cos", "Cosh", "Dropout", "Elu", "Erf",
    "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "Identity", "IsInf", "IsNaN", "LeakyRelu", "Log", "Mish",
    "Neg", "Not", "PRelu", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus",
    "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu",
    # of several
    "Add", "And", "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Mean", "Min", "Mod",
    "Mul", "Or", "Pow", "Sub", "Sum", "Where", "Xor",
    # with weights
    "BatchNormalization", "Conv", "ConvTranspose", "Einsum", "Gemm", "GroupNormalization", "InstanceNormalization",
    "LayerNormalization", "MatMul", "RMSNormalization",
    # over places, channels or classes
    "ArgMax", "ArgMin", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "LRN", "LogSoftmax", "LpNormalization",
    "MaxPool", "MeanVarianceNormalization", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax",
    "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare", "Softmax",
    # that rearrange
    "Concat", "DepthToSpace", "Expand", "Flatten", "Gather", "Pad", "Reshape", "Resize", "Slice", "SpaceToDepth",
    "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze", "Upsample",
    # of shapes
    "Constant", "ConstantOfShape", "Range", "Shape", "Size",
    # of whole numbers that stand for real ones
    "DequantizeLinear", "QuantizeLinear",
    # that choose
    "If",
})  # fmt: skip
