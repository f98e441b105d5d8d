"""What each operation of TensorFlow Lite is, written in TensorFlow's: all that the inspection lets through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

from engine.network.lite import arrangement, convolutions, elementwise
from engine.network.lite.elementwise import binary, unary
from engine.network.lite.operation import Operation
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Row:
    """kind: what it is called in the list of layers, "" for what is none.

    run: what computes it, given the operation and its inputs. constants: of its inputs, by their place, as `run` wants
    them; it has weights then.
    """

    kind: str
    run: Callable[..., Any]
    constants: Callable[[Operation], dict[int, np.ndarray]] | None = None


_CONVERTED = Row("", elementwise.converted)

TABLE: dict[str, Row] = {
    "CONV_2D": Row("Conv2D", convolutions.convolution, convolutions.convolution_weights),
    "DEPTHWISE_CONV_2D": Row("DepthwiseConv2D", convolutions.depthwise, convolutions.depthwise_weights),
    "TRANSPOSE_CONV": Row("Conv2DTranspose", convolutions.transposed, convolutions.transposed_weights),
    "FULLY_CONNECTED": Row("Dense", convolutions.dense, convolutions.dense_weights),
    "BATCH_MATMUL": Row("MatMul", convolutions.product),
    "AVERAGE_POOL_2D": Row("AveragePooling2D", convolutions.average),
    "MAX_POOL_2D": Row("MaxPooling2D", convolutions.largest),
    # Activations
    "RELU": Row("ReLU", unary(tf.nn.relu)),
    "RELU6": Row("ReLU", unary(tf.nn.relu6)),
    "RELU_0_TO_1": Row("ReLU", unary(lambda x: tf.clip_by_value(x, 0.0, 1.0))),
    "RELU_N1_TO_1": Row("ReLU", unary(lambda x: tf.clip_by_value(x, -1.0, 1.0))),
    "LEAKY_RELU": Row("LeakyReLU", elementwise.leaky),
    "PRELU": Row("PReLU", binary(elementwise.sloped)),
    "ELU": Row("ELU", unary(tf.nn.elu)),
    "GELU": Row("Activation", elementwise.gelu),
    "HARD_SWISH": Row("Activation", unary(elementwise.hard_swish)),
    "LOGISTIC": Row("Activation", unary(tf.sigmoid)),
    "TANH": Row("Activation", unary(tf.tanh)),
    "SOFTMAX": Row("Softmax", elementwise.softmax),
    "LOG_SOFTMAX": Row("LogSoftmax", unary(tf.nn.log_softmax)),
    # Numbers by themselves
    "ABS": Row("Abs", unary(tf.abs)),
    "CEIL": Row("Ceil", unary(tf.math.ceil)),
    "COS": Row("Cos", unary(tf.cos)),
    "EXP": Row("Exp", unary(tf.exp)),
    "FLOOR": Row("Floor", unary(tf.floor)),
    "LOG": Row("Log", unary(tf.math.log)),
    "NEG": Row("Negative", unary(tf.negative)),
    "ROUND": Row("Round", unary(tf.round)),
    "RSQRT": Row("Rsqrt", unary(tf.math.rsqrt)),
    "SIGN": Row("Sign", unary(tf.sign)),
    "SIN": Row("Sin", unary(tf.sin)),
    "SQRT": Row("Sqrt", unary(tf.sqrt)),
    "SQUARE": Row("Square", unary(tf.square)),
    "ZEROS_LIKE": Row("ZerosLike", unary(tf.zeros_like)),
    "CAST": Row("", elementwise.cast),
    "QUANTIZE": _CONVERTED,
    "DEQUANTIZE": _CONVERTED,
    "L2_NORMALIZATION": Row("UnitNormalization", unary(elementwise.normalised)),
    "LOCAL_RESPONSE_NORMALIZATION": Row("LocalResponseNormalization", elementwise.local_response),
    # Two tensors
    "ADD": Row("Add", binary(tf.add)),
    "SUB": Row("Subtract", binary(tf.subtract)),
    "MUL": Row("Multiply", binary(tf.multiply)),
    "DIV": Row("Divide", binary(tf.divide)),
    "FLOOR_DIV": Row("FloorDivide", binary(tf.math.floordiv)),
    "FLOOR_MOD": Row("FloorMod", binary(tf.math.floormod)),
    "POW": Row("Power", binary(tf.pow)),
    "MAXIMUM": Row("Maximum", binary(tf.maximum)),
    "MINIMUM": Row("Minimum", binary(tf.minimum)),
    "SQUARED_DIFFERENCE": Row("SquaredDifference", binary(tf.math.squared_difference)),
    "EQUAL": Row("Equal", binary(tf.equal)),
    "NOT_EQUAL": Row("NotEqual", binary(tf.not_equal)),
    "GREATER": Row("Greater", binary(tf.greater)),
    "GREATER_EQUAL": Row("GreaterEqual", binary(tf.greater_equal)),
    "LESS": Row("Less", binary(tf.less)),
    "LESS_EQUAL": Row("LessEqual", binary(tf.less_equal)),
    "LOGICAL_AND": Row("And", binary(tf.logical_and)),
    "LOGICAL_OR": Row("Or", binary(tf.logical_or)),
    "LOGICAL_NOT": Row("Not", unary(tf.logical_not)),
    "SELECT": Row("Where", binary(tf.where)),
    "SELECT_V2": Row("Where", binary(tf.where)),
    # Along axes
    "MEAN": Row("MeanPooling", arrangement.reduction(tf.reduce_mean)),
    "SUM": Row("SumPooling", arrangement.reduction(tf.reduce_sum)),
    "REDUCE_MAX": Row("MaxPooling", arrangement.reduction(tf.reduce_max)),
    "REDUCE_MIN": Row("MinPooling", arrangement.reduction(tf.reduce_min)),
    "REDUCE_PROD": Row("ProductPooling", arrangement.reduction(tf.reduce_prod)),
    "REDUCE_ANY": Row("AnyPooling", arrangement.reduction(tf.reduce_any)),
    "REDUCE_ALL": Row("AllPooling", arrangement.reduction(tf.reduce_all)),
    "ARG_MAX": Row("ArgMax", arrangement.position(tf.argmax)),
    "ARG_MIN": Row("ArgMin", arrangement.position(tf.argmin)),
    "PAD": Row("ZeroPadding2D", arrangement.padded),
    "PADV2": Row("Padding2D", arrangement.padded),
    "MIRROR_PAD": Row("MirrorPadding2D", arrangement.mirrored),
    "RESIZE_BILINEAR": Row("Resizing", arrangement.resized(tf.raw_ops.ResizeBilinear)),
    "RESIZE_NEAREST_NEIGHBOR": Row("Resizing", arrangement.resized(tf.raw_ops.ResizeNearestNeighbor)),
    "SHAPE": Row("Shape", arrangement.shape_of),
    "RANK": Row("Rank", arrangement.rank_of),
    "RESHAPE": Row("Reshape", arrangement.reshaped),
    "SQUEEZE": Row("Reshape", arrangement.squeezed),
    "EXPAND_DIMS": Row("Reshape", arrangement.expanded),
    "TRANSPOSE": Row("Permute", arrangement.turned),
    "CONCATENATION": Row("Concatenate", arrangement.joined),
    "PACK": Row("Stack", arrangement.stacked),
    "UNPACK": Row("Unstack", arrangement.unstacked),
    "SPLIT": Row("Split", arrangement.split),
    "SPLIT_V": Row("Split", arrangement.split_sizes),
    "SLICE": Row("Cropping2D", arrangement.cut),
    "STRIDED_SLICE": Row("Cropping2D", arrangement.strided),
    "GATHER": Row("Gather", arrangement.gathered),
    "REVERSE_V2": Row("Reverse", arrangement.reversed_axes),
    "TILE": Row("Tile", arrangement.tiled),
    "BROADCAST_TO": Row("Broadcast", arrangement.stretched),
    "FILL": Row("Fill", arrangement.filled),
    "DEPTH_TO_SPACE": Row("DepthToSpace", arrangement.depth_to_space),
    "SPACE_TO_DEPTH": Row("SpaceToDepth", arrangement.space_to_depth),
    "SPACE_TO_BATCH_ND": Row("SpaceToBatch", arrangement.space_to_batch),
    "BATCH_TO_SPACE_ND": Row("BatchToSpace", arrangement.batch_to_space),
}
