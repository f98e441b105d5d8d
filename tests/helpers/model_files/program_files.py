"""SavedModel folders and TensorFlow Lite files, good and hostile, made by TensorFlow or by editing what it made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import flatbuffers
import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.framework import graph_pb2, types_pb2
from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.lite.python import schema_py_generated as schema

SPEC = tf.TensorSpec((None, 4, 4, 3), tf.float32, name="picture")
LITE_KINDS = ("float", "dynamic", "float16", "int8", "int8 inside")


class Net(tf.Module):
    """A classifier of two classes; `step` may do anything with the flattened picture."""

    def __init__(self, step: Callable[[Any], Any] = lambda x: x) -> None:
        super().__init__()
        self.w = tf.Variable(tf.ones((48, 2)))
        self.step = step

    @tf.function(input_signature=[SPEC])
    def __call__(self, picture: Any) -> Any:
        return {"scores": tf.nn.softmax(self.step(tf.reshape(picture, (-1, 48))) @ self.w)}


def saved(folder: Path, net: tf.Module | None = None, **more: Any) -> Path:
    net = net or Net()
    tf.saved_model.save(net, str(folder), signatures={"serving_default": net.__call__, **more})
    return folder


def saved_step(folder: Path, step: Callable[[Any], Any]) -> Path:
    return saved(folder, Net(step))


def edited(model: Path, folder: Path, change: Callable[[Any], None]) -> Path:
    """Copy a folder and change its meta graph."""
    shutil.copytree(model, folder)
    message = saved_model_pb2.SavedModel()
    message.ParseFromString((folder / "saved_model.pb").read_bytes())
    change(message.meta_graphs[0])
    (folder / "saved_model.pb").write_bytes(message.SerializeToString())
    return folder


def node(name: str, op: str, *inputs: str, **attributes: Any) -> Any:
    made = graph_pb2.GraphDef().node.add(name=name, op=op, input=inputs)
    for key, value in attributes.items():
        made.attr[key].CopyFrom(value)
    return made


def text_constant(name: str, text: str) -> Any:
    with tf.Graph().as_default() as graph:
        tf.constant(text, name=name)
    return graph.as_graph_def().node[0]


def writing(marker: Path, prefix: str = "evil", end: str = "") -> list[Any]:
    """Return nodes that write the marker. end: what names a node's output, ":output:0" within functions."""
    names = [f"{prefix}/name", f"{prefix}/text"]
    constants = [text_constant(name, text) for name, text in zip(names, [str(marker), "ran"], strict=True)]
    return [*constants, node(f"{prefix}/write", "WriteFile", *(f"{name}{end}" for name in names))]


def function_of(meta: Any, part: str) -> Any:
    return next(body for body in meta.graph_def.library.function if part in body.signature.name)


def add_function(meta: Any, name: str, nodes: list[Any]) -> None:
    body = meta.graph_def.library.function.add()
    body.signature.name = name
    body.node_def.extend(nodes)


def float_type() -> Any:
    from tensorflow.core.framework import attr_value_pb2

    return attr_value_pb2.AttrValue(type=types_pb2.DT_FLOAT)


def named_function(name: str) -> Any:
    from tensorflow.core.framework import attr_value_pb2

    return attr_value_pb2.AttrValue(func=attr_value_pb2.NameAttrList(name=name))


def small_model(augmented: bool = False) -> Any:
    x = inputs = keras.Input((16, 16, 3), name="picture")
    if augmented:
        steps = [keras.layers.RandomFlip(), keras.layers.RandomRotation(0.1), keras.layers.RandomContrast(0.1)]
        x = keras.Sequential([*steps, keras.layers.RandomZoom(0.1), keras.layers.RandomBrightness(0.1)])(x)
    x = keras.layers.Conv2D(4, 3, activation="relu")(keras.layers.Rescaling(1 / 255)(x))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.BatchNormalization()(x))
    return keras.Model(inputs, keras.layers.Dense(3, "softmax")(keras.layers.Dropout(0.2)(x)))


def lite(path: Path, kind: str = "float", model: Any = None) -> Path:
    converter = tf.lite.TFLiteConverter.from_keras_model(model or small_model())
    if kind != "float":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if kind.startswith("int8"):
        pictures = np.random.default_rng(0).uniform(0, 255, (4, 1, 16, 16, 3)).astype(np.float32)
        converter.representative_dataset = lambda: ([picture] for picture in pictures)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    if kind == "int8":
        converter.inference_input_type = converter.inference_output_type = tf.uint8
    path.write_bytes(converter.convert())
    return path


def edited_lite(model: Path, path: Path, change: Callable[[Any], None]) -> Path:
    """Change a file through the schema's own objects."""
    unpacked = schema.ModelT.InitFromPackedBuf(model.read_bytes(), 0)
    change(unpacked)
    builder = flatbuffers.Builder(1024)
    builder.Finish(unpacked.Pack(builder), b"TFL3")
    path.write_bytes(builder.Output())
    return path


def picture(model: Any) -> int:
    """Return which tensor of a TensorFlow Lite file is its first input."""
    return model.subgraphs[0].inputs[0]
