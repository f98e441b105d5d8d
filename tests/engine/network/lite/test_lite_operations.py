"""Every operation of TensorFlow Lite that is let through, against TensorFlow Lite's own interpreter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.lite_files import converted, drawn, interpreted, last_scale
from helpers.model_files.program_files import edited_lite
from tensorflow.lite.python import schema_py_generated as schema

from engine.models.inspection import inspect_model
from engine.models.inspection.lite.steps import OPERATIONS
from engine.network.lite.loading import load_lite
from engine.network.lite.table import TABLE

pytestmark = pytest.mark.slow

SHAPE = (7, 8, 6)
PICTURES = drawn(2, SHAPE)
nn, v1 = tf.nn, tf.compat.v1.image


def _weights(*shape: int) -> np.ndarray:
    return drawn(1, shape)[0]


def _rows(x):
    return tf.reshape(x, [1, 56, 6])


def _pad(function, *more):
    return lambda x: function(x, [[0, 0], [1, 2], [0, 3], [0, 0]], *more)


def _apart(x):
    return tf.space_to_batch(x, [2, 2], [[1, 0], [0, 0]])


# The first word is the operation that each must contain.
CASES: dict[str, Callable[[Any], Any]] = {
    "CONV_2D with strides": lambda x: nn.relu(nn.conv2d(x, _weights(3, 3, 6, 5), 2, "SAME") + _weights(5)),
    "CONV_2D dilated": lambda x: nn.conv2d(x, _weights(3, 3, 6, 5), 1, "SAME", dilations=2) + _weights(5),
    "CONV_2D valid": lambda x: nn.relu6(nn.conv2d(x, _weights(2, 3, 6, 5), [2, 3], "VALID")),
    "CONV_2D in groups": lambda x: nn.conv2d(x, _weights(3, 3, 2, 9), 1, "SAME"),
    "CONV_2D of one channel each": lambda x: nn.conv2d(x, _weights(3, 3, 1, 12), 2, "SAME"),
    "DEPTHWISE_CONV_2D": lambda x: nn.relu6(
        nn.depthwise_conv2d(x, _weights(3, 3, 6, 2), [1, 2, 2, 1], "SAME") + _weights(12)
    ),
    "DEPTHWISE_CONV_2D dilated": lambda x: nn.depthwise_conv2d(
        x, _weights(3, 3, 6, 1), [1] * 4, "VALID", dilations=[2, 2]
    ),
    "TRANSPOSE_CONV": lambda x: nn.conv2d_transpose(x, _weights(3, 3, 4, 6), [1, 14, 16, 4], 2, "SAME") + _weights(4),
    "TRANSPOSE_CONV valid": lambda x: nn.conv2d_transpose(x, _weights(2, 2, 4, 6), [1, 14, 16, 4], 2, "VALID"),
    "FULLY_CONNECTED": lambda x: tf.reshape(x, [1, -1]) @ _weights(336, 4) + _weights(4),
    "FULLY_CONNECTED of rows": lambda x: nn.relu(tf.tensordot(_rows(x), _weights(6, 4), 1) + _weights(4)),
    "BATCH_MATMUL": lambda x: tf.matmul(_rows(x), _rows(x) * 0.1, transpose_b=True),
    "AVERAGE_POOL_2D": lambda x: nn.avg_pool2d(x, 2, 2, "SAME"),
    "MAX_POOL_2D": lambda x: nn.max_pool2d(x, [2, 3], [2, 1], "VALID"),
    "RELU": nn.relu,
    "RELU_N1_TO_1": lambda x: tf.minimum(tf.maximum(x, -1.0), 1.0),
    "LEAKY_RELU": lambda x: nn.leaky_relu(x, 0.3),
    "PRELU": lambda x: nn.relu(x) + -_weights(1, 1, 6) * nn.relu(-x),
    "ELU": nn.elu,
    "GELU": lambda x: nn.gelu(x, False),
    "GELU by tanh": lambda x: nn.gelu(x, True),
    "HARD_SWISH": lambda x: x * nn.relu6(x + 3) * (1 / 6),
    "LOGISTIC": tf.sigmoid,
    "TANH": tf.tanh,
    "SOFTMAX": nn.softmax,
    "LOG_SOFTMAX": nn.log_softmax,
    "ABS": tf.abs,
    "CEIL": tf.math.ceil,
    "COS": tf.cos,
    "EXP": tf.exp,
    "FLOOR": tf.floor,
    "LOG": lambda x: tf.math.log(tf.abs(x) + 0.1),
    "NEG": tf.negative,
    "ROUND": tf.round,
    "RSQRT": lambda x: tf.math.rsqrt(tf.abs(x) + 0.1),
    "SIGN": tf.sign,
    "SIN": tf.sin,
    "SQRT": lambda x: tf.sqrt(tf.abs(x)),
    "SQUARE": tf.square,
    "CAST": lambda x: tf.cast(tf.cast(x * 3, tf.int32), tf.float32),
    "L2_NORMALIZATION": lambda x: nn.l2_normalize(x, -1),
    "LOCAL_RESPONSE_NORMALIZATION": lambda x: nn.lrn(x, 2, 1.0, 0.5, 0.7),
    "ADD": lambda x: nn.relu(x + tf.sigmoid(x)),
    "SUB": lambda x: x - tf.sigmoid(x),
    "MUL": lambda x: x * tf.sigmoid(x),
    "DIV": lambda x: x / (2 + tf.sin(x)),
    "FLOOR_DIV": lambda x: tf.math.floordiv(x, tf.exp(x)),
    "FLOOR_MOD": lambda x: tf.math.floormod(x, tf.exp(x)),
    "POW": lambda x: tf.pow(tf.abs(x) + 0.1, tf.sin(x)),
    "MAXIMUM": lambda x: tf.maximum(x, tf.sigmoid(x)),
    "MINIMUM": lambda x: tf.minimum(x, tf.sigmoid(x)),
    "SQUARED_DIFFERENCE": lambda x: tf.math.squared_difference(x, tf.sigmoid(x)),
    "SELECT": lambda x: tf.where(tf.greater(x, 0.0), x, -x),
    "SELECT_V2": lambda x: tf.where(tf.greater(x, 0.5), x, tf.constant([0.0])),
    "LOGICAL_OR": lambda x: tf.where(tf.logical_or(x >= 0.5, x <= -0.5), x, -x),
    "LOGICAL_AND": lambda x: tf.where(tf.logical_and(x >= -0.5, x <= 0.5), x, -x),
    "LOGICAL_NOT": lambda x: tf.cast(tf.logical_and(x > 0, tf.logical_not(tf.reduce_any(x > 2, -1, True))), tf.float32),
    "EQUAL": lambda x: tf.where(tf.equal(tf.round(x), 0.0), x, 2 * x),
    "NOT_EQUAL": lambda x: tf.where(tf.not_equal(tf.round(x), 0.0), x, 2 * x),
    "GREATER": lambda x: tf.where(x > tf.sin(x), x, -x),
    "GREATER_EQUAL": lambda x: tf.where(x >= tf.sin(x), x, -x),
    "LESS_EQUAL": lambda x: tf.where(x <= tf.sin(x), x, -x),
    "MEAN": lambda x: tf.reduce_mean(x, [1, 2]),
    "MEAN kept": lambda x: tf.reduce_mean(x, [1, 2], keepdims=True),
    "SUM": lambda x: tf.reduce_sum(x, -1),
    "REDUCE_MAX": lambda x: tf.reduce_max(x, [1]),
    "REDUCE_MIN": lambda x: tf.reduce_min(x, [2]),
    "REDUCE_PROD": lambda x: tf.reduce_prod(x, [1]),
    "REDUCE_ANY": lambda x: tf.where(tf.reduce_any(x > 2, -1, keepdims=True), x, 0 * x),
    "REDUCE_ALL": lambda x: tf.where(tf.reduce_all(x > -1, -1, keepdims=True), x, 0 * x),
    "ARG_MAX": lambda x: tf.cast(tf.argmax(x, -1), tf.float32),
    "ARG_MIN": lambda x: tf.cast(tf.argmin(x, -1, output_type=tf.int32), tf.float32),
    "PAD": _pad(tf.pad),
    "PADV2": _pad(tf.pad, "CONSTANT", -2.0),
    "MIRROR_PAD": _pad(tf.pad, "REFLECT"),
    "MIRROR_PAD with the edge": _pad(tf.pad, "SYMMETRIC"),
    "RESIZE_BILINEAR": lambda x: v1.resize_bilinear(x, [13, 5]),
    "RESIZE_BILINEAR by corners": lambda x: v1.resize_bilinear(x, [13, 5], align_corners=True),
    "RESIZE_BILINEAR by centres": lambda x: v1.resize_bilinear(x, [13, 5], half_pixel_centers=True),
    "RESIZE_NEAREST_NEIGHBOR": lambda x: v1.resize_nearest_neighbor(x, [13, 5]),
    "RESIZE_NEAREST_NEIGHBOR by corners": lambda x: v1.resize_nearest_neighbor(x, [13, 5], align_corners=True),
    "RESIZE_NEAREST_NEIGHBOR by centres": lambda x: v1.resize_nearest_neighbor(x, [13, 5], half_pixel_centers=True),
    "RESHAPE": lambda x: tf.reshape(x, [1, 14, 4, 6]),
    "TRANSPOSE": lambda x: tf.transpose(x, [0, 2, 3, 1]),
    "CONCATENATION": lambda x: tf.concat([x, tf.sigmoid(x)], -1),
    "CONCATENATION with what is the same": lambda x: tf.concat([_weights(1, 1, 6), _rows(x)], 1),
    "PACK": lambda x: tf.reshape(tf.stack([x, tf.sigmoid(x)], 1), [1, -1, 6]),
    "UNPACK": lambda x: tf.add(*tf.unstack(x, axis=2)[3:5]),
    "SPLIT": lambda x: tf.split(x, 3, -1)[1] + tf.split(x, 3, -1)[2],
    "SPLIT_V": lambda x: tf.split(x, [1, 5], -1)[1],
    "SLICE": lambda x: tf.slice(x, [0, 1, 2, 0], [1, 3, -1, 4]),
    "STRIDED_SLICE": lambda x: x[:, 1:6:2, ::-1, 2],
    "GATHER": lambda x: tf.gather(x, [3, 1, 5], axis=-1),
    "REVERSE_V2": lambda x: tf.reverse(x, [2]),
    "TILE": lambda x: tf.tile(x, [1, 2, 1, 3]),
    "BROADCAST_TO": lambda x: tf.broadcast_to(tf.reduce_mean(x, 1, keepdims=True), [1, 7, 8, 6]),
    "DEPTH_TO_SPACE": lambda x: nn.depth_to_space(tf.concat([x, x], -1), 2),
    "SPACE_TO_DEPTH": lambda x: nn.space_to_depth(x[:, :6], 2),
    "SPACE_TO_BATCH_ND": lambda x: tf.batch_to_space(nn.relu(_apart(x)), [2, 2], [[1, 0], [0, 0]]),
    "BATCH_TO_SPACE_ND": lambda x: tf.batch_to_space(tf.abs(_apart(x)), [2, 2], [[1, 0], [0, 0]]),
}
# Of files that say that there may be any number of pictures.
FREE: dict[str, Callable[[Any], Any]] = {
    "SHAPE": lambda x: tf.reshape(x, [tf.shape(x)[0], -1, 6]),
    "EXPAND_DIMS": lambda x: tf.expand_dims(tf.reduce_mean(x, 1), 2),
    "FILL": lambda x: tf.concat([tf.fill([tf.shape(x)[0], 1, 8, 6], 0.5), x], 1),
    "RESHAPE": lambda x: tf.reshape(x, [-1, 56, 6]),
    "CONCATENATION": lambda x: tf.concat([x, tf.sigmoid(x)], 1),
}
# Of files that take the axis of pictures apart.
SINGLE: dict[str, Callable[[Any], Any]] = {
    "FULLY_CONNECTED by what is computed": lambda x: tf.reshape(
        tf.matmul(tf.reshape(x, [56, 6]), tf.reshape(x, [56, 6]), transpose_b=True), [1, -1]
    ),
    "REVERSE_V2 of all pictures": lambda x: tf.reverse(x, [0]),
}
# What the converter does not write: a file is made with another operation, which then becomes the one that is wanted.
RENAMED = {
    "RELU6": ("ABS", tf.abs, None),
    "RELU_0_TO_1": ("ABS", tf.abs, None),
    "ZEROS_LIKE": ("ABS", lambda x: tf.sin(tf.abs(x) + x), None),
    "LESS": ("GREATER", CASES["GREATER"], None),
    "SQUEEZE": ("RESHAPE", lambda x: tf.reshape(tf.reduce_mean(x, [1, 2], keepdims=True), [1, 6]), [1, 2]),
}
_BY_HAND = {"QUANTIZE", "DEQUANTIZE", "RANK"}  # the first two stand in every file of whole numbers below


def check(path: Path, operation: str, step: float | None = None, single: bool = False) -> None:
    """Hold a file's network to the interpreter: within rounding, or a step of the whole numbers in it.

    single: whether it runs for one picture after the other.
    """
    found = inspect_model(path)
    assert operation in found.config["operations"]
    data = found.path.read_bytes()
    network = load_lite(found.path, found.config)
    assert bool(network._single) == single
    answers = tf.function(lambda x: network.run([x])[0], autograph=False)(PICTURES).numpy()
    expected = interpreted(data, PICTURES)
    assert answers.shape == expected.shape
    near = 1e-5 * max(1, np.abs(expected).max()) if step is None else 1.01 * step
    np.testing.assert_allclose(answers, expected, rtol=0, atol=near)
    assert np.unique(answers).size > 1


def first_word(name: str) -> str:
    return name.split()[0]


@pytest.mark.parametrize("name", CASES)
def test_an_operation_computes_as_the_interpreter_does(name, tmp_path):
    check(converted(tmp_path / "m.tflite", CASES[name], SHAPE), first_word(name))


@pytest.mark.parametrize("name", FREE)
def test_an_operation_of_a_file_for_any_number_of_pictures(name, tmp_path):
    check(converted(tmp_path / "m.tflite", FREE[name], SHAPE, batch=None), first_word(name))


@pytest.mark.parametrize("name", SINGLE)
def test_an_operation_that_is_meant_for_one_picture(name, tmp_path):
    check(converted(tmp_path / "m.tflite", SINGLE[name], SHAPE), first_word(name), single=True)


@pytest.mark.parametrize("name", RENAMED)
def test_an_operation_that_other_converters_write(name, tmp_path):
    written, function, squeezed = RENAMED[name]

    def rename(model: Any) -> None:
        number, wanted = (getattr(schema.BuiltinOperator, word) for word in (written, name))
        at = [code.builtinCode for code in model.operatorCodes].index(number)
        code = model.operatorCodes[at]
        code.builtinCode, code.deprecatedBuiltinCode = wanted, min(wanted, 127)
        (operator,) = (operator for operator in model.subgraphs[0].operators if operator.opcodeIndex == at)
        if squeezed is not None:
            operator.inputs, operator.builtinOptionsType = operator.inputs[:1], schema.BuiltinOptions.SqueezeOptions
            operator.builtinOptions = schema.SqueezeOptionsT(squeezed)

    path = converted(tmp_path / "m.tflite", function, SHAPE)
    check(edited_lite(path, tmp_path / "renamed.tflite", rename), name)


def test_the_number_of_axes_is_known():
    assert TABLE["RANK"].run(type("Operation", (), {"dtype": tf.int32}), tf.zeros((2, 3, 4))).numpy() == 3


def test_nothing_that_is_let_through_is_left_out():
    tried = {first_word(name) for name in (*CASES, *FREE, *RENAMED)} | _BY_HAND
    assert set(TABLE) == set(OPERATIONS) == tried


WHOLE = (
    "CONV_2D with strides", "CONV_2D dilated", "CONV_2D valid", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV",
    "FULLY_CONNECTED", "FULLY_CONNECTED of rows", "AVERAGE_POOL_2D", "MAX_POOL_2D", "RELU", "LEAKY_RELU", "GELU",
    "HARD_SWISH", "LOGISTIC", "TANH", "SOFTMAX", "EXP", "L2_NORMALIZATION", "ADD", "SUB", "MUL", "MEAN", "SUM",
    "REDUCE_MAX", "PAD", "PADV2", "MIRROR_PAD", "RESIZE_BILINEAR", "RESIZE_BILINEAR by centres",
    "RESIZE_NEAREST_NEIGHBOR", "RESHAPE", "TRANSPOSE", "CONCATENATION", "SLICE", "STRIDED_SLICE", "GATHER",
    "SELECT_V2", "BATCH_MATMUL",
)  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_of_whole_numbers_it_is_within_one_step_of_the_interpreter(name, tmp_path):
    path = converted(tmp_path / "m.tflite", CASES[name], SHAPE, "int8")
    check(path, first_word(name) if name != "PADV2" else "QUANTIZE", last_scale(path.read_bytes()))


@pytest.mark.parametrize(
    "name", ["CONV_2D with strides", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD", "MEAN", "RELU"]
)
def test_of_whole_numbers_of_16_bits_too(name, tmp_path):
    path = converted(tmp_path / "m.tflite", CASES[name], SHAPE, "int16")
    check(path, first_word(name), last_scale(path.read_bytes()))


@pytest.mark.parametrize(
    "name",
    ["CONV_2D with strides", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED", "FULLY_CONNECTED of rows"],
)
def test_weights_in_half_precision(name, tmp_path):
    check(converted(tmp_path / "m.tflite", CASES[name], SHAPE, "float16"), first_word(name))
