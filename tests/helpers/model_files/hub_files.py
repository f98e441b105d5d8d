"""Keras files with a layer of TensorFlow Hub, written as Keras 2 writes them, and the SavedModels that they call."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import tensorflow as tf
from tensorflow.python.trackable.autotrackable import AutoTrackable

HANDLE = "https://tfhub.dev/google/tf2-preview/mobilenet_v2/feature_vector/4"
FOLDER = "mobilenet_v2_feature_vector_4"
SIDE, FILTERS, CLASSES = 12, 5, 3
Part = dict[str, Any]


class Trunk(tf.Module):
    """A convolution, a batch normalisation and ReLU; its pooled features, or where they lie if `pooled` is not set.

    bytes_in: whether it takes 0..255, instead of 0..1.
    """

    def __init__(
        self, seed: int, pooled: bool = True, filters: int = FILTERS, prefix: str = "Mobile", bytes_in: bool = False
    ) -> None:
        super().__init__()
        random = np.random.default_rng(seed)
        first = {
            "Conv/weights": random.normal(size=(3, 3, 3, filters)),
            "Conv/BatchNorm/gamma": random.uniform(0.5, 2, filters),
            "Conv/BatchNorm/beta": random.normal(size=filters),
            "Conv/BatchNorm/moving_mean": random.normal(size=filters),
            "Conv/BatchNorm/moving_variance": random.uniform(0.5, 2, filters),
        }
        self.listed = [
            tf.Variable(value.astype(np.float32), trainable="moving" not in name, name=f"{prefix}/{name}")
            for name, value in first.items()
        ]
        self.pooled = pooled
        self.bytes_in = bytes_in

    @tf.function
    def __call__(self, inputs: Any, training: bool = False) -> Any:
        """Return what it finds. inputs: (n, h, w, 3)."""
        kernel, gamma, beta, mean, variance = self.listed
        x = inputs / 255.0 * 1.0 if self.bytes_in else 2.0 * inputs - 1.0
        x = tf.nn.conv2d(x, kernel, 2, "SAME")
        x, *_ = tf.compat.v1.nn.fused_batch_norm(x, gamma, beta, mean, variance, is_training=training)
        x = tf.nn.relu(x)
        return tf.reduce_mean(x, [1, 2]) if self.pooled else x

    def values(self) -> list[np.ndarray]:
        """Return what its variables hold."""
        return [variable.numpy() for variable in self.listed]


def saved_module(trunk: Trunk, folder: Path, step: Callable[[Any], Any] | None = None) -> Path:
    """Save a module as TensorFlow Hub's are. step: what its signature does to its own answer."""
    spec = tf.TensorSpec([None, None, None, 3], tf.float32, name="inputs")
    root = AutoTrackable()
    root.__call__ = trunk.__call__
    root.variables = list(trunk.listed)
    root.trainable_variables = [variable for variable in trunk.listed if variable.trainable]
    for training in (True, False):
        trunk.__call__.get_concrete_function(spec, training=training)
    served = tf.function(lambda inputs: step(trunk(inputs, training=False))) if step else trunk.__call__
    options = {} if step else {"training": False}
    tf.saved_model.save(root, str(folder), signatures=served.get_concrete_function(spec, **options))
    return folder


def hub_part(handle: str = HANDLE, **more: Any) -> Part:
    """Return the description of the layer, as TensorFlow Hub's own gives it."""
    config = {"name": "keras_layer", "trainable": False, "dtype": "float32", "handle": handle, **more}
    module = {"module": "tensorflow_hub.keras_layer", "registered_name": "KerasLayer"}
    return {"class_name": "KerasLayer", "config": config, **module}


def dense_part(kernel: np.ndarray) -> Part:
    """Return the description of the layer of classes."""
    config = {"name": "dense", "units": kernel.shape[1], "activation": "softmax", "use_bias": False}
    return {"class_name": "Dense", "config": config}


def sequential(*parts: Part) -> Part:
    """Return the description of a stack whose first layer says what it takes."""
    first = {**parts[0], "config": {**parts[0]["config"], "batch_input_shape": [None, SIDE, SIDE, 3]}}
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": [first, *parts[1:]]}}


def functional(*parts: Part) -> Part:
    """Return the description of a chain with an input of its own."""
    shape = {"batch_input_shape": [None, SIDE, SIDE, 3], "dtype": "float32", "name": "input_1"}
    layers: list[Part] = [{"class_name": "InputLayer", "config": shape, "name": "input_1", "inbound_nodes": []}]
    for part in parts:
        before = layers[-1]["name"]
        layers.append({**part, "name": part["config"]["name"], "inbound_nodes": [[[before, 0, 0, {}]]]})
    ends = {"input_layers": [["input_1", 0, 0]], "output_layers": [[layers[-1]["name"], 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "model", "layers": layers, **ends}}


def h5_file(path: Path, settings: Part, weights: dict[str, Sequence[tuple[str, np.ndarray]]]) -> Path:
    """Write the HDF5 file of Keras 2.15. weights: {layer: [(name, value), ...]}."""
    with h5py.File(path, "w") as file:
        file.attrs.update(model_config=json.dumps(settings), keras_version="2.15.0", backend="tensorflow")
        top = file.create_group("model_weights")
        top.attrs["layer_names"] = [layer.encode() for layer in weights]
        for layer, arrays in weights.items():
            group = top.create_group(layer)
            group.attrs["weight_names"] = [name.encode() for name, _ in arrays]
            for name, value in arrays:
                group[name] = value
    return path


def keras_file(path: Path, settings: Part, weights: dict[str, Sequence[np.ndarray]]) -> Path:
    """Write the archive of Keras 2.15, which numbers the weights of each layer."""
    inside = path.with_suffix(".weights.h5")
    with h5py.File(inside, "w") as file:
        for layer, arrays in weights.items():
            for number, value in enumerate(arrays):
                file[f"_layer_checkpoint_dependencies/{layer}/vars/{number}"] = value
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps(settings))
        archive.writestr("metadata.json", json.dumps({"keras_version": "2.15.0"}))
        archive.write(inside, "model.weights.h5")
    inside.unlink()
    return path
