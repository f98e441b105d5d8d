"""Model files of other ages, made by saving with Keras 3 and rewriting the description as Keras 2 wrote it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
from keras import layers

FOLDER = Path(__file__).with_name("kept_files")  # files that other Keras really saved
Part = dict[str, Any]
CONTAINERS = ("Sequential", "Functional")


def teachable_machine() -> Any:
    """The layout of Teachable Machine's keras_model.h5, small: MobileNet and pooling, then a dense head."""
    inputs = keras.Input((16, 16, 3), name="input_1")
    x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="Conv1_pad")(inputs)
    x = layers.Conv2D(4, 3, 2, use_bias=False, name="Conv1")(x)
    x = layers.ReLU(6.0, name="Conv1_relu")(layers.BatchNormalization(name="bn_Conv1")(x))
    y = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="expanded_conv_depthwise")(x)
    x = layers.Add(name="block_add")([x, layers.BatchNormalization(name="bn_depthwise")(y)])
    mobilenet = keras.Model(inputs, layers.ReLU(6.0, name="out_relu")(x), name="model1")
    features = keras.Sequential(
        [keras.Input((16, 16, 3)), mobilenet, layers.GlobalAveragePooling2D(name="pool")], name="sequential_1"
    )
    dense = [
        layers.Dense(5, activation="relu", name="dense_Dense1"),
        layers.Dense(3, activation="softmax", use_bias=False, name="dense_Dense2"),
    ]
    head = keras.Sequential([keras.Input((4,)), *dense], name="sequential_3")
    return keras.Sequential([keras.Input((16, 16, 3)), features, head], name="sequential_4")


def reader() -> Any:
    """A text reader's recurrent layers."""
    inputs = keras.Input((8, 8, 1))
    x = layers.Reshape((8, 8))(inputs)
    x = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="both")(x)
    return keras.Model(
        inputs, layers.Dense(2)(layers.GRU(4, name="gate")(layers.SimpleRNN(3, return_sequences=True)(x)))
    )


def siamese() -> Any:
    """A nested model called twice, its first answer taken after the second was computed."""
    inner = keras.Input((8, 8, 3))
    twice = keras.Model(inner, layers.Conv2D(3, 3, padding="same", activation="tanh", name="c")(inner), name="twice")
    left, right = keras.Input((8, 8, 3), name="left"), keras.Input((8, 8, 3), name="right")
    a, b = twice(left), twice(right)
    difference = layers.Subtract(name="difference")([a, b])
    return keras.Model(
        [left, right], [layers.GlobalMaxPooling2D(name="one")(difference), layers.Flatten(name="all")(a)]
    )


def two_branches() -> Any:
    """Two layers whose weights have the same shapes."""
    inputs = keras.Input((8, 8, 3))
    x = layers.Concatenate()([layers.Conv2D(2, 3, name="left")(inputs), layers.Conv2D(2, 3, name="right")(inputs)])
    return keras.Model(inputs, layers.Dense(2, name="scores")(layers.GlobalAveragePooling2D()(x)))


def plain() -> Any:
    """The network of a first tutorial."""
    stack = [
        layers.Conv2D(3, 3, name="conv"),
        layers.BatchNormalization(name="norm"),
        layers.Activation("hard_sigmoid"),
    ]
    return keras.Sequential([keras.Input((8, 8, 3)), *stack, layers.Flatten(), layers.Dense(2, name="scores")])


def save_as_keras_2(model: Any, path: Path, edit: Callable[[Part], None] | None = None) -> Path:
    """Save `model` as the HDF5 file of Keras 2.15. edit: changes the description further."""
    whole = path.with_suffix(".keras3.h5")
    model.save(whole)
    with h5py.File(whole, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        _rewrite(config)
        if edit is not None:
            edit(config)
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = b"2.15.0"
    return whole.rename(path)


def layer_of(config: Part, name: str) -> Part:
    """Find a layer in a description."""
    for part in _described(config):
        if part.get("name", part["config"].get("name")) == name:
            return part
    raise KeyError(name)


def _described(part: Part) -> list[Part]:
    inner = part["config"].get("layers", ())
    return [part, *(found for layer in inner for found in _described(layer))]


def _rewrite(part: Part) -> None:
    config = part["config"]
    for layer in config.get("layers", ()):
        _rewrite(layer)
    part.pop("module", None)
    part.pop("registered_name", None)
    part.pop("build_config", None)
    if isinstance(config.get("dtype"), dict):
        config["dtype"] = config["dtype"]["config"]["name"]
    if "batch_shape" in config:
        config["batch_input_shape"] = config.pop("batch_shape")
        config["ragged"] = False
        config.pop("optional", None)
    for key, value in config.items():
        if key.endswith("_initializer") and isinstance(value, dict):
            config[key] = {"class_name": value["class_name"], "config": {"seed": None, "dtype": "float32"}}
    _add_old_settings(part)
    if "output_layers" in config:
        _rewrite_calls(config)


def _add_old_settings(part: Part) -> None:
    config, kind = part["config"], part["class_name"]
    if kind == "DepthwiseConv2D":
        config["groups"] = 1
    if kind == "BatchNormalization":
        config["axis"] = [3]
    if kind in ("LSTM", "GRU", "SimpleRNN"):
        config |= {"time_major": False, "implementation": 2}
    if kind == "Bidirectional":
        _rewrite(config["layer"])
        if "backward_layer" in config:
            _rewrite(config["backward_layer"])


def _rewrite_calls(config: Part) -> None:
    kinds = {layer["name"]: layer["class_name"] for layer in config["layers"]}

    def entry(name: str, call: int, output: int) -> list[Any]:
        return [name, call + (kinds[name] in CONTAINERS), output, {}]

    for layer in config["layers"]:
        layer["inbound_nodes"] = [
            [entry(*tensor["config"]["keras_history"]) for tensor in _tensors(node["args"])]
            for node in layer["inbound_nodes"]
        ]
    for ends in ("input_layers", "output_layers"):
        if isinstance(config[ends][0], str):
            config[ends] = [config[ends]]


def _tensors(args: Any) -> list[Part]:
    if isinstance(args, list):
        return [tensor for arg in args for tensor in _tensors(arg)]
    return [args] if isinstance(args, dict) and args.get("class_name") == "__keras_tensor__" else []


def shaken(model: Any, seed: int = 5) -> Any:
    """Give every weight a value of its own, so that none can be taken for another."""
    generator = keras.random.SeedGenerator(seed)
    for weight in model.weights:
        if weight.dtype.startswith("float"):
            size = 0.3 / math.sqrt(max(1, math.prod(weight.shape[:-1])))
            weight.assign(weight + keras.random.uniform(weight.shape, 0, size + 0.1, seed=generator))
    return model
