"""TensorFlow Lite files made of any computation, and what TensorFlow Lite's own interpreter says to them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

SETS = {
    "int8": [tf.lite.OpsSet.TFLITE_BUILTINS_INT8],
    "int16": [
        tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8,
        tf.lite.OpsSet.TFLITE_BUILTINS,
    ],
}


def converted(
    path: Path, function: Callable[[Any], Any], shape: Sequence[int], kind: str = "float", batch: int | None = 1
) -> Path:
    """Write what a function of pictures of a shape becomes. kind: "float", "float16", "dynamic", "int8" or "int16"."""
    module = tf.Module()
    module.run = tf.function(function, autograph=False)
    traced = module.run.get_concrete_function(tf.TensorSpec((batch, *shape), tf.float32))
    converter = tf.lite.TFLiteConverter.from_concrete_functions([traced], module)
    return written(path, converter, kind, drawn(8, shape))


def written(path: Path, converter: Any, kind: str, pictures: np.ndarray) -> Path:
    """Write what a converter makes. pictures: what whole numbers are fitted to."""
    if kind != "float":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if kind in SETS:
        converter.representative_dataset = lambda: ([picture[None]] for picture in pictures)
        converter.target_spec.supported_ops = SETS[kind]
    path.write_bytes(converter.convert())
    return path


def drawn(count: int, shape: Sequence[int]) -> np.ndarray:
    """Return normal numbers, the same for the same shape."""
    return np.random.default_rng(sum(shape)).normal(size=(count, *shape)).astype(np.float32)


def interpreted(data: bytes, pictures: np.ndarray) -> np.ndarray:
    """Return what the interpreter's own kernels answer to each picture, as real numbers."""
    with warnings.catch_warnings():  # it announces its own move to another package
        warnings.simplefilter("ignore")
        without = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
        made = tf.lite.Interpreter(model_content=data, experimental_op_resolver_type=without)
    made.allocate_tensors()
    return np.concatenate([_answer(made, picture[None]) for picture in pictures])


def _answer(made: Any, picture: np.ndarray) -> np.ndarray:
    given, found = made.get_input_details()[0], made.get_output_details()[0]
    kind, (scale, zero) = np.dtype(given["dtype"]), given["quantization"]
    if kind.kind in "iu":
        bounds = np.iinfo(kind)
        picture = np.clip(np.rint(picture / (scale or 1) + zero), bounds.min, bounds.max)
    made.set_tensor(given["index"], picture.astype(kind))
    made.invoke()
    answer, (scale, zero) = made.get_tensor(found["index"]).astype(np.float32), found["quantization"]
    return (answer - zero) * np.float32(scale) if scale else answer


def last_scale(data: bytes) -> float:
    """Return what one step of the whole numbers means from which the answer is made."""
    graph = schema.ModelT.InitFromPackedBuf(data, 0).subgraphs[0]
    for operator in reversed(graph.operators):
        quantised = graph.tensors[operator.inputs[0]].quantization
        if quantised is not None and quantised.scale is not None:
            return float(quantised.scale[0])
    raise AssertionError("nothing in this file is quantised")
