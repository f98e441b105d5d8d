"""Models in several files, put together into the one file that Keras would have written."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.parted import web
from engine.models.inspection.parted.beside import LAYERS, WEIGHTS
from engine.models.inspection.refusals import readable
from engine.models.legacy.layers import layer_list, name_of

Part = dict[str, Any]
_OF_KERAS_3 = ("layers", "_layer_checkpoint_dependencies")  # the latter of TensorFlow 2.12 to 2.15


def join_pair(parts: Path, config: Part, version: str, folder: Path) -> Path:
    """Write a text of layers and its weights as one file into `folder`, and return its path.

    parts: the folder of the inspected copy; config: the inspected description; version: of the Keras that wrote it.
    """
    weights = parts / WEIGHTS
    with h5py.File(weights, "r") as file:
        of_keras_3 = any(name in file for name in _OF_KERAS_3)
    if not of_keras_3:
        return _as_h5(shutil.copyfile(weights, folder / "model.h5"), config, version)
    whole = folder / "model.keras"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("metadata.json", json.dumps({"keras_version": version or "3.0.0"}))
        archive.write(weights, "model.weights.h5")
    return whole


def join_web(parts: Path, config: Part, folder: Path) -> Path:
    """Write TensorFlow.js's layers and shards as a HDF5 file of Keras 2 into `folder`, and return its path.

    Raises SaliscopeError(MODEL_CONTRADICTS) for a weight of no layer.
    """
    layers = layer_list(config)
    inside = {name_of(layer): set(_names(layer)) for layer in layers}
    stored: dict[str, dict[str, np.ndarray]] = defaultdict(dict)
    for name, value in _web_weights(parts):
        stored[_owner(name, inside)][name] = value
    path = folder / "model.h5"
    with h5py.File(path, "w") as file:
        top = file.create_group("model_weights")
        top.attrs["layer_names"] = [name.encode() for name in stored]
        for layer, values in stored.items():
            group = top.create_group(layer)
            group.attrs["weight_names"] = [name.encode() for name in values]
            for name, value in values.items():
                group[name] = value
    return _as_h5(path, config, "")


def _as_h5(path: Path, config: Part, version: str) -> Path:
    with h5py.File(path, "r+") as file:
        file.attrs["model_config"] = json.dumps(config)
        file.attrs["keras_version"] = version
    return path


def _web_weights(parts: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every weight by its name, as float32 where it is quantised or in half precision."""
    manifest = json.loads((parts / LAYERS).read_text(encoding="utf-8-sig"))["weightsManifest"]
    sizes = {file.name: file.stat().st_size for file in parts.iterdir()}
    groups = [b"".join((parts / name).read_bytes() for name in group["paths"]) for group in manifest]
    for weight in web.weights(manifest, sizes, InspectionLimits()):
        value = np.frombuffer(groups[weight.group], weight.stored, weight.elements, weight.offset)
        yield weight.name, _real(value.reshape(weight.shape), weight)


def _real(value: np.ndarray, weight: web.WebWeight) -> np.ndarray:
    if (weight.scale, weight.low) != (1.0, 0.0):
        return (value * weight.scale + weight.low).astype(np.float32)
    return value.astype(np.float32) if weight.stored == "<f2" else value


def _names(part: Part) -> Iterator[str]:
    """Yield what a layer and all layers inside it are called."""
    stack: list[Any] = [part]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if "class_name" in item and isinstance(item.get("config"), dict | list):
                yield name_of(item)
            stack += item.values()
        elif isinstance(item, list):
            stack += item


def _owner(weight: str, inside: dict[str, set[str]]) -> str:
    """Return the layer of the top that a weight such as "block/conv/kernel" belongs to, by the names on its path."""
    *path, _ = weight.split("/")
    spans = {"/".join(path[a:b]) for a in range(len(path)) for b in range(a + 1, len(path) + 1)}
    owners = [layer for layer, names in inside.items() if layer in spans] or [
        layer for layer, names in inside.items() if names & spans
    ]
    if len(owners) != 1:
        raise SaliscopeError(Code.MODEL_CONTRADICTS, layer=readable(weight))
    return owners[0]
