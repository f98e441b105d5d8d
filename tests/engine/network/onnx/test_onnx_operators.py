"""Every operator of ONNX gives what onnxruntime gives, for several pictures at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.onnx_files import Net, answers, saved
from onnx import TensorProto

from engine.models.inspection import inspect_model
from engine.models.inspection.onnx.operators import BRANCH, OPERATORS
from engine.network.onnx.loader import load_onnx
from engine.network.onnx.operators import OPERATORS as COMPUTED

pytestmark = pytest.mark.slow

NUMBERS = np.random.default_rng(7)


@dataclass
class Case:
    """One node: what follows its first input, its settings, the picture's shape, and the versions it is tried in."""

    operator: str
    constants: tuple[Any, ...] = ()
    shape: tuple[int, ...] = (1, 4, 6, 5)
    versions: tuple[int, ...] = (13, 21)
    positive: bool = False  # the input has numbers above 0 only
    settings: dict[str, Any] = field(default_factory=dict)
    outputs: int = 1
    kind: int = TensorProto.FLOAT
    whole: int = 0  # type of whole numbers that the input is made into first

    def __str__(self) -> str:
        return f"{self.operator}-{'-'.join(map(str, self.settings.values()))}-{len(self.constants)}-{self.shape}"


def case(operator: str, *constants: Any, **other: Any) -> Case:
    known = {name: other.pop(name) for name in list(other) if name in Case.__dataclass_fields__}
    return Case(operator, constants, settings=other, **known)


def f(*shape: int) -> np.ndarray:
    return NUMBERS.normal(size=shape).astype(np.float32)


def i(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def one(number: float) -> np.ndarray:
    return np.array(number, np.float32)


ALONE = (
    "Abs", "Atan", "Ceil", "Cos", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "Identity", "LeakyRelu", "Neg", "Relu",
    "Round", "Selu", "Sigmoid", "Sign", "Sin", "Softplus", "Softsign", "Tan", "Tanh", "ThresholdedRelu", "Cosh",
    "Sinh", "Celu",
)  # fmt: skip
BOOL, INT, FLOAT = TensorProto.BOOL, TensorProto.INT64, TensorProto.FLOAT
CASES = [
    *(case(name, versions=(13,) if name in ("Celu", "Round") else (9, 13, 21)) for name in ALONE),
    *(case(name, positive=True, versions=(9, 21)) for name in ("Log", "Sqrt", "Reciprocal")),
    *(case(name, shape=(1, 3), positive=True, versions=(9,)) for name in ("Acos", "Asin")),
    case("HardSwish", versions=(14, 21)),
    case("Mish", versions=(18, 21)),
    case("Gelu", versions=(20, 21)),
    case("Gelu", approximate="tanh", versions=(20,)),
    case("LeakyRelu", alpha=0.3),
    case("Elu", alpha=0.7),
    case("HardSigmoid", alpha=1 / 6, beta=0.5),
    case("ThresholdedRelu", alpha=0.2),
    case("Selu", alpha=1.5, gamma=1.1),
    case("Celu", alpha=2.0, versions=(13,)),
    case("Clip", min=0.0, max=6.0, versions=(9,)),
    case("Clip", min=-0.5, versions=(9,)),
    case("Clip", one(0), one(6)),
    case("Clip", one(-0.3), one(0.4)),
    case("Clip", one(0)),
    case("PRelu", f(4, 1, 1), versions=(9, 16)),
    case("PRelu", f(1), versions=(9, 16)),
    case("Dropout", versions=(9, 13)),
    case("Cast", to=INT, kind=INT),
    case("IsNaN", kind=BOOL),
    case("IsInf", kind=BOOL),
    *(case(name, f(*shape), versions=(9, 14)) for name in ("Add", "Sub", "Mul", "Div") for shape in ((4, 1, 1), (5,))),
    case("Add", f(1, 4, 6, 5)),
    case("Add", one(2)),
    case("Pow", one(2)),
    case("Pow", one(0.5), positive=True),
    case("Pow", one(3)),
    case("Pow", f(5), positive=True),
    case("Pow", i(2), versions=(13,)),
    case("Mod", one(0.7), fmod=1),
    case("Mod", i(3), whole=INT, kind=INT),
    case("Div", i(3), whole=INT, kind=INT, versions=(14,)),
    *(case(name, f(4, 1, 1), f(5), versions=(9, 13)) for name in ("Max", "Min", "Sum", "Mean")),
    *(case(name, f(5), kind=BOOL, versions=(9, 16)) for name in ("Greater", "Less")),
    *(case(name, f(5), kind=BOOL, versions=(16,)) for name in ("GreaterOrEqual", "LessOrEqual")),
    case("Equal", i(0), whole=INT, kind=BOOL),
    *(case(name, np.array([True, False, True, False, True]), whole=BOOL, kind=BOOL) for name in ("And", "Or", "Xor")),
    case("Not", whole=BOOL, kind=BOOL),
    case("Where", f(5), f(4, 1, 1), whole=BOOL, versions=(16,)),
    # convolutions and pooling
    case("Conv", f(6, 4, 3, 3), f(6), versions=(9, 21)),
    case("Conv", f(6, 4, 3, 3), pads=[1, 2, 0, 1], strides=[2, 1]),
    case("Conv", f(6, 4, 3, 2), pads=[2, 1, 2, 1], dilations=[2, 1]),
    case("Conv", f(6, 2, 3, 3), f(6), group=2, pads=[1, 1, 1, 1]),
    case("Conv", f(4, 1, 3, 3), f(4), group=4, pads=[1, 1, 1, 1], strides=[2, 2]),
    case("Conv", f(4, 1, 3, 3), group=4, pads=[1, 1, 1, 1]),
    case("Conv", f(8, 1, 3, 3), f(8), group=4, pads=[1, 1, 1, 1]),
    case("Conv", f(4, 1, 3, 3), group=4, strides=[2, 1], dilations=[1, 1]),
    case("Conv", f(4, 1, 3, 3), group=4, pads=[2, 2, 2, 2], dilations=[2, 2]),
    case("Conv", f(6, 4, 3, 3), auto_pad="SAME_UPPER", strides=[2, 2]),
    case("Conv", f(6, 4, 3, 3), auto_pad="SAME_LOWER", strides=[2, 2]),
    case("Conv", f(6, 4, 3, 3), auto_pad="VALID"),
    case("Conv", f(6, 4, 3), f(6), shape=(1, 4, 9), pads=[1, 0], strides=[2]),
    case("Conv", f(1, 1, 3), shape=(1, 1, 9), pads=[1, 1]),
    case("ConvTranspose", f(4, 3, 3, 3), f(3), strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1]),
    case("ConvTranspose", f(4, 3, 2, 2), strides=[2, 2]),
    case("ConvTranspose", f(4, 2, 3, 3), group=2, strides=[2, 1], pads=[1, 0, 0, 1]),
    case("ConvTranspose", f(4, 3, 3, 3), strides=[2, 2], auto_pad="SAME_UPPER"),
    case("ConvTranspose", f(4, 3, 3, 3), strides=[2, 2], output_shape=[12, 10]),
    case("ConvTranspose", f(4, 3, 3), shape=(1, 4, 9), strides=[2], pads=[1, 1]),
    case("MaxPool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], versions=(9, 12, 21)),
    case("MaxPool", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1, versions=(12, 21)),
    case("MaxPool", kernel_shape=[3, 2], strides=[1, 1], dilations=[2, 1], versions=(12,)),
    case("MaxPool", kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"),
    case("MaxPool", kernel_shape=[3], strides=[2], shape=(1, 4, 9)),
    case("MaxPool", kernel_shape=[1, 1], strides=[2, 2]),
    case("AveragePool", kernel_shape=[2, 1], strides=[3, 2], pads=[1, 0, 1, 0]),
    case("AveragePool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], versions=(9, 19, 21)),
    case("AveragePool", kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1], count_include_pad=1, versions=(9, 19)),
    case("AveragePool", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1, versions=(11, 19)),
    case("AveragePool", kernel_shape=[2, 2], strides=[2, 2], versions=(9, 21)),
    case("AveragePool", kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"),
    case("GlobalAveragePool", versions=(9, 21)),
    case("GlobalMaxPool"),
    # matrices
    case("MatMul", f(5, 7), versions=(9, 13)),
    case("MatMul", f(4, 5, 3)),
    case("MatMul", f(1, 4, 5, 3)),
    case("MatMul", f(6), shape=(1, 4, 6)),
    case("Gemm", f(4, 7), f(7), shape=(1, 4), versions=(9, 13)),
    case("Gemm", f(7, 4), f(1, 7), shape=(1, 4), transB=1, alpha=0.5, beta=2.0),
    case("Gemm", f(4, 7), shape=(1, 4), versions=(13,)),
    case("Einsum", f(5, 7), equation="nchw,wk->nchk"),
    case("Einsum", f(4, 3), equation="nchw, cd -> ndhw"),
    # normalisations
    case("BatchNormalization", f(4), f(4), f(4), np.abs(f(4)) + 0.5, versions=(9, 14, 15)),
    case("BatchNormalization", f(4), f(4), f(4), np.abs(f(4)) + 0.5, shape=(1, 4), epsilon=1e-3, versions=(15,)),
    case("InstanceNormalization", f(4), f(4), versions=(9, 21)),
    case("LayerNormalization", f(5), f(5), versions=(17,)),
    case("LayerNormalization", f(6, 5), axis=-2, epsilon=1e-3, versions=(17,)),
    case("GroupNormalization", f(4), f(4), num_groups=2, versions=(21,)),
    case("LRN", size=3, alpha=0.02, beta=0.7, bias=1.5, versions=(9, 13)),
    case("LpNormalization", axis=1, p=2),
    case("LpNormalization", axis=-1, p=1),
    case("MeanVarianceNormalization", axes=[1, 2, 3], versions=(13,)),
    case("MeanVarianceNormalization", axes=[2, 3], versions=(13,)),
    case("RMSNormalization", f(5), versions=(23,)),
    # over axes
    case("Softmax", versions=(13,)),
    case("Softmax", axis=1, versions=(9, 13)),
    case("Softmax", shape=(1, 7), versions=(9, 13)),
    case("LogSoftmax", axis=2, versions=(9, 13)),
    case("LogSoftmax", axis=3, versions=(9,)),
    *(
        case(f"Reduce{name}", axes=[2, 3], keepdims=keep, positive=name.startswith("Log"), versions=(9, 11))
        for name in ("Mean", "Max", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "Sum", "SumSquare")
        for keep in (0, 1)
    ),
    *(
        case(f"Reduce{name}", i(-1), keepdims=keep, positive=name.startswith("Log"), versions=(18,))
        for name in ("Mean", "Max", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "Sum", "SumSquare")
        for keep in (0, 1)
    ),
    case("ReduceSum", i(1), keepdims=0, versions=(13,)),
    case("ReduceSum", noop_with_empty_axes=1, versions=(13,)),
    case("ArgMax", axis=1, kind=INT),
    case("ArgMax", axis=-1, keepdims=0, kind=INT),
    case("ArgMin", axis=2, kind=INT),
    # that rearrange
    case("Reshape", i(1, -1), versions=(9, 14)),
    case("Reshape", i(0, 2, 2, 6, 5)),
    case("Reshape", i(1, 2, 10, 6)),
    case("Reshape", i(-1, 120)),
    case("Flatten", versions=(9, 13)),
    case("Flatten", axis=1, shape=(1, 4, 1, 1)),
    case("Transpose", perm=[0, 2, 3, 1]),
    case("Transpose", perm=[0, 3, 1, 2]),
    case("Transpose", perm=[0, 2, 1, 3]),
    case("Squeeze", i(2, 3), shape=(1, 4, 1, 1), versions=(13,)),
    case("Squeeze", axes=[-1, 2], shape=(1, 4, 1, 1), versions=(9, 11)),
    case("Unsqueeze", i(1, -1), shape=(1, 4, 5), versions=(13,)),
    case("Unsqueeze", axes=[2], versions=(9, 11)),
    case("Concat", f(1, 2, 6, 5), axis=1),
    case("Concat", f(1, 4, 6, 2), axis=-1),
    case("Split", axis=1, outputs=2, versions=(9, 13)),
    case("Split", i(1, 3), axis=1, outputs=2, versions=(13,)),
    case("Split", axis=1, split=[3, 1], outputs=2, versions=(9,)),
    case("Split", axis=-1, num_outputs=2, outputs=2, versions=(18,)),
    case("Slice", i(1, 0), i(3, 4), i(1, 3)),
    case("Slice", i(-1), i(-(2**62)), i(2), i(-2)),
    case("Slice", i(0, 0), i(2**62, 2)),
    case("Slice", starts=[1, 2], ends=[9, -1], axes=[2, 3], versions=(9,)),
    case("Gather", i(2, 0, -1), axis=1),
    case("Gather", np.array(1, np.int64), axis=2),
    case("Gather", np.array([[0, 1], [2, 3]], np.int64), axis=1),
    case("Expand", i(1, 4, 6, 5), shape=(1, 4, 1, 5)),
    case("Expand", i(3, 1), shape=(1, 4, 1, 5)),
    case("Tile", i(1, 2, 1, 3)),
    case("Pad", i(0, 0, 1, 2, 0, 1, 0, 3), versions=(11, 21)),
    case("Pad", i(0, 0, 1, 2, 0, 0, 0, 3), one(0.5)),
    case("Pad", i(0, 0, -1, 2, 0, 0, 0, -2)),
    case("Pad", i(0, 0, 1, 2, 0, 0, 2, 3), mode="reflect"),
    case("Pad", i(0, 0, 1, 2, 0, 0, 2, 3), mode="edge"),
    case("Pad", i(1, 2, 0, 1), one(0), i(2, -1), versions=(18,)),
    case("Pad", pads=[0, 0, 1, 2, 0, 0, 0, 3], value=0.5, versions=(9,)),
    case("DepthToSpace", blocksize=2, versions=(9, 13)),
    case("DepthToSpace", blocksize=2, mode="CRD", shape=(1, 8, 3, 2)),
    case("SpaceToDepth", blocksize=2, shape=(1, 3, 4, 6)),
    # resizing
    case("Upsample", one(1) * np.array([1, 1, 2, 2], np.float32), mode="nearest", versions=(9,)),
    case("Upsample", np.array([1, 1, 2, 3], np.float32), mode="linear", versions=(9,)),
    case("Resize", np.array([1, 1, 2, 2.5], np.float32), mode="linear", versions=(10,)),
    case("Resize", np.array([1, 1, 2, 2], np.float32), mode="nearest", versions=(10,)),
    case("Resize", np.array([1, 1, 0.6, 0.7], np.float32), mode="nearest", versions=(10,)),
    *(
        case("Resize", one(0)[None][:0], one(0)[None][:0], i(1, 4, 9, 3), versions=(13, 21), mode=mode,
             coordinate_transformation_mode=how)
        for mode in ("nearest", "linear", "cubic")
        for how in ("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")
    ),
    *(
        case("Resize", one(0)[None][:0], np.array([1, 1, 0.5, 2.6], np.float32), mode="nearest", nearest_mode=how)
        for how in ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
    ),
    case("Resize", f(8), np.array([1, 1, 2, 3], np.float32), mode="linear", versions=(11,)),
    case("Resize", one(0)[None][:0], np.array([1, 1, 2, 2], np.float32), mode="cubic", exclude_outside=1,
         cubic_coeff_a=-0.5),
    case("Resize", one(0)[None][:0], one(0)[None][:0], i(9, 3), mode="linear", axes=[2, 3], versions=(18,)),
    # of shapes and whole numbers
    case("QuantizeLinear", one(0.1), np.array(3, np.uint8), kind=TensorProto.UINT8, versions=(10, 13)),
    case("QuantizeLinear", np.abs(f(4)) + 0.1, np.zeros(4, np.int8), axis=1, kind=TensorProto.INT8),
    case("DequantizeLinear", one(0.1), np.array(3, np.uint8), whole=TensorProto.UINT8, versions=(10, 13)),
    case("DequantizeLinear", np.abs(f(4)), np.zeros(4, np.int8), axis=1, whole=TensorProto.INT8),
]  # fmt: skip
IDS = [f"{place}-{each}" for place, each in enumerate(CASES)]


@pytest.mark.parametrize("each", CASES, ids=IDS)
def test_an_operator_gives_what_onnxruntime_gives(tmp_path, each):
    x = np.random.default_rng(3).normal(0, 2, (3, *each.shape[1:])).astype(np.float32)
    x = np.abs(x) / 20 + 0.3 if each.positive else np.abs(x) * 10 if each.whole else x
    for version in each.versions:
        model = made(each, version)
        path = saved(model, tmp_path / f"{version}.onnx")
        network = load_onnx(path, inspect_model(path).config)
        assert not network.known_heads  # all pictures at once
        found = tf.function(lambda tensor, network=network: network.run([tensor]), autograph=False)(tf.constant(x))
        for ours, theirs in zip(found, answers(model, x), strict=True):
            assert np.asarray(ours, np.float64) == pytest.approx(theirs.astype(np.float64), rel=1e-4, abs=1e-4), version


def made(each: Case, version: int) -> Any:
    net = Net(version)
    source = net.add("Cast", "x", to=each.whole) if each.whole else "x"
    names = [net.constant(f"c{place}", value) if value.size else "" for place, value in enumerate(each.constants)]
    found = net.add(each.operator, source, *names, outputs=each.outputs, **each.settings)
    # In a row they have one order only, however the program holds them.
    row = net.constant("row", np.array([1, -1], np.int64))
    outputs = [net.add("Reshape", name, row) for name in ([found] if isinstance(found, str) else found)]
    return net.model(each.shape, outputs, kinds=[each.kind] * len(outputs))


def test_all_operators_that_pass_the_inspection_are_computed_and_tried():
    assert OPERATORS - {"Constant", BRANCH} == set(COMPUTED)
    tried = {each.operator for each in CASES}
    elsewhere = {"CastLike", "ConstantOfShape", "Range", "Shape", "Size", "Swish"}
    assert COMPUTED.keys() - tried == elsewhere
