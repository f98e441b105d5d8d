"""Makes model files as other programs write them. It needs Keras, so it runs in a process of its own."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from typing import Any

import numpy as np

NEW, OLD, GRAPH = "made.keras", "made-by-keras-2.h5", "made-as-saved-model"
PARTS, WEB = "made-in-parts.json", "made-for-the-web.json"
MADE = (NEW, OLD, GRAPH, PARTS, WEB)
LITE, ONNX, FROZEN = (Path(__file__).parent / "data" / f"made.{kind}" for kind in ("tflite", "onnx", "pb"))
_SIDE = 16
_CLASSES = 3


def make_models(folder: Path) -> None:
    """Write the files and folders of `MADE` into `folder`.

    Raises RuntimeError if the process that makes them fails.
    """
    process = multiprocessing.get_context("spawn").Process(target=_make, args=(folder,), name="models")
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"the process that makes models ended with {process.exitcode}")


def small_network() -> Any:
    """Return a Keras network of one convolution: (1, 16, 16, 3) in 0..255 to three probabilities."""
    import keras

    keras.utils.set_random_seed(4)
    inputs = keras.Input((_SIDE, _SIDE, 3))
    x = keras.layers.Rescaling(1 / 255)(inputs)
    x = keras.layers.Conv2D(4, 3, activation="relu", name="conv")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Dense(_CLASSES, activation="softmax", name="scores")(x))


def _make(folder: Path) -> None:
    from engine.system.runtime import start_tensorflow

    start_tensorflow("cpu")
    network = small_network()
    network.save(folder / NEW)
    network.export(folder / GRAPH, verbose=False)
    save_as_keras_2(folder / OLD)
    (folder / PARTS).write_text(network.to_json())
    network.save_weights((folder / PARTS).with_suffix(".weights.h5"))
    save_for_the_web(folder / WEB)


def save_as_keras_2(path: Path) -> None:
    """Write an HDF5 file as Keras 2.15 does, with its own spelling of the configuration and its layout of weights."""
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs["keras_version"], file.attrs["backend"] = "2.15.0", "tensorflow"
        file.attrs["model_config"] = json.dumps(_keras_2_description())
        root = file.create_group("model_weights")
        root.attrs["keras_version"], root.attrs["backend"] = "2.15.0", "tensorflow"
        root.attrs["layer_names"] = [b"conv", b"pool", b"scores"]
        root.create_group("pool").attrs["weight_names"] = np.zeros(0, "S1")
        for layer, arrays in _weights().items():
            group = root.create_group(layer)
            group.attrs["weight_names"] = [f"{layer}/{name}".encode() for name in arrays]
            for name, array in arrays.items():
                group.create_dataset(f"{layer}/{name}", data=array)


def save_for_the_web(path: Path) -> None:
    """Write a layers model of TensorFlow.js: `path` with its weights in a file beside it."""
    weights = {f"{layer}/{name[:-2]}": array for layer, arrays in _weights().items() for name, array in arrays.items()}
    data = path.with_suffix(".bin")
    data.write_bytes(b"".join(array.astype("<f4").tobytes() for array in weights.values()))
    entries = [{"name": name, "shape": array.shape, "dtype": "float32"} for name, array in weights.items()]
    topology = {"model_config": _keras_2_description(), "keras_version": "2.15.0", "backend": "tensor_flow.js"}
    manifest = [{"paths": [data.name], "weights": entries}]
    model = {"format": "layers-model", "modelTopology": topology, "weightsManifest": manifest}
    path.write_text(json.dumps(model))


def _weights() -> dict[str, dict[str, np.ndarray]]:
    random = np.random.default_rng(4)
    weights = {
        "conv": {"kernel:0": random.normal(size=(3, 3, 3, 4)), "bias:0": np.zeros(4)},
        "scores": {"kernel:0": random.normal(size=(4, _CLASSES)), "bias:0": np.zeros(_CLASSES)},
    }
    return {layer: {name: array.astype(np.float32) for name, array in each.items()} for layer, each in weights.items()}


def _keras_2_description() -> dict[str, Any]:
    def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
        return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}

    start = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, _SIDE, _SIDE, 3], "name": "input_1"}}
    convolution = layer("Conv2D", "conv", filters=4, kernel_size=[3, 3], activation="relu", data_format="channels_last")
    pooling = layer("GlobalAveragePooling2D", "pool", data_format="channels_last", keepdims=False)
    scores = layer("Dense", "scores", units=_CLASSES, activation="softmax")
    config = {"name": "sequential", "layers": [start, convolution, pooling, scores]}
    return {"class_name": "Sequential", "config": config}
