"""Models in several files, written as Keras 2, Keras 3 and TensorFlow.js write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from helpers.model_files.legacy_files import save_as_keras_2


def pair_of_keras_2(model: Any, layers: Path, weights: Path) -> None:
    """Write `model.to_json()` and `model.save_weights()` of Keras 2.2."""
    whole = save_as_keras_2(model, weights.with_name("whole.tmp.h5"))
    with h5py.File(whole) as source, h5py.File(weights, "w") as target:
        described = json.loads(source.attrs["model_config"])
        for name in source["model_weights"]:
            source["model_weights"].copy(name, target)
        target.attrs.update(source["model_weights"].attrs)
    layers.write_text(json.dumps({**described, "keras_version": "2.2.4", "backend": "tensorflow"}))
    whole.unlink()


def pair_of_keras_3(model: Any, layers: Path, weights: Path) -> None:
    """Write what Keras 3 writes. weights: ends in .weights.h5."""
    layers.write_text(model.to_json())
    model.save_weights(weights)


def web_model(model: Any, folder: Path, stored: str = "float32", shards: int = 1) -> Path:
    """Write a layers model of TensorFlow.js, by its documented format, and return its model.json.

    stored: float32, or the type that weights are quantised to.
    """
    whole = save_as_keras_2(model, folder / "whole.tmp.h5")
    with h5py.File(whole) as file:
        described = json.loads(file.attrs["model_config"])
        weights = {
            name.split(":")[0].removeprefix("/"): np.asarray(file["model_weights"][layer][name])
            for layer in (_text(name) for name in file["model_weights"].attrs["layer_names"])
            for name in (_text(name) for name in file["model_weights"][layer].attrs["weight_names"])
        }
    whole.unlink()
    entries, data = zip(*(_entry(name, value, stored) for name, value in weights.items()), strict=True)
    joined = b"".join(data)
    names = [f"group1-shard{number + 1}of{shards}.bin" for number in range(shards)]
    size = -(-len(joined) // shards)
    for number, name in enumerate(names):
        (folder / name).write_bytes(joined[number * size : (number + 1) * size])
    path = folder / "model.json"
    topology = {**described, "keras_version": "tfjs-layers 1.3.1", "backend": "tensor_flow.js"}
    manifest = [{"paths": names, "weights": list(entries)}]
    path.write_text(json.dumps({"format": "layers-model", "modelTopology": topology, "weightsManifest": manifest}))
    return path


def _entry(name: str, value: np.ndarray, stored: str) -> tuple[dict[str, Any], bytes]:
    entry: dict[str, Any] = {"name": name, "shape": list(value.shape), "dtype": "float32"}
    if stored == "float32":
        return entry, value.astype("<f4").tobytes()
    if stored == "float16":
        return {**entry, "quantization": {"dtype": "float16", "original_dtype": "float32"}}, value.astype(
            "<f2"
        ).tobytes()
    most = {"uint8": 255, "uint16": 65535}[stored]
    low, high = float(value.min()), float(value.max())
    scale = (high - low) / most or 1.0
    quantised = np.round((value - low) / scale).astype({"uint8": "|u1", "uint16": "<u2"}[stored])
    return {**entry, "quantization": {"dtype": stored, "min": low, "scale": scale}}, quantised.tobytes()


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)
