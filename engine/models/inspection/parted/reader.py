"""What is read out of the private copy of a model in several files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import h5py

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras import config, hdf5
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.parted import web
from engine.models.inspection.parted.beside import LAYERS, WEIGHTS
from engine.models.inspection.readers import Findings, findings
from engine.models.inspection.refusals import readable
from engine.models.model_info import Kind

_NUMBER = re.compile(r"_\d+$")


def read_pair(path: Path, limits: InspectionLimits) -> Findings:
    """Read a text of layers and the file of its weights."""
    settings = config.parse(_text(path / LAYERS, limits), limits)
    config.check_parts(settings)
    with hdf5.opened(path / WEIGHTS) as file:
        contents = hdf5.walk(file, limits)
        version = settings.get("keras_version") or hdf5.attribute(file, "keras_version", limits.metadata_bytes)
        if not hdf5.is_weights_only(file, contents.groups):
            raise SaliscopeError(Code.MODEL_CONTRADICTS, layer=readable(", ".join(contents.groups)))
        _check_names(_stored(file), settings)
    return findings(Kind.KERAS_PAIR, settings, version, contents.weights, contents.elements, limits)


def read_web(path: Path, limits: InspectionLimits) -> Findings:
    """Read TensorFlow.js's text of layers and the shards of its weights."""
    said = config.parse(_text(path / LAYERS, limits), limits)
    settings = web.layers(said)
    config.check_parts(settings)
    weights = web.weights(said["weightsManifest"], {file.name: file.stat().st_size for file in path.iterdir()}, limits)
    size, elements = sum(weight.size for weight in weights), sum(weight.elements for weight in weights)
    return findings(Kind.TFJS, settings, settings.get("keras_version"), size, elements, limits)


def _text(path: Path, limits: InspectionLimits) -> str:
    with path.open("rb") as file:
        data = file.read(limits.config_bytes + 1)
    return data.decode("utf-8-sig")


def _stored(file: h5py.File) -> list[str]:
    """Return what the layers are called whose weights a file holds: Keras 3 names them by their kinds."""
    top = file.get("model_weights", file)
    groups = next((top[name] for name in ("layers", "_layer_checkpoint_dependencies") if name in top), top)
    return [name for name in groups if isinstance(groups[name], h5py.Group) and _holds_arrays(groups[name])]


def _holds_arrays(group: h5py.Group) -> bool:
    stack = [group]
    while stack:
        for child in stack.pop().values():
            if isinstance(child, h5py.Dataset):
                return True
            stack.append(child)
    return False


def _check_names(stored: list[str], settings: dict[str, Any]) -> None:
    """Refuse weights of which some have a layer's name, or its kind's, that the text does not describe."""
    known = _bare(_described(settings))
    unknown = next((name for name in stored if not _bare([name]) <= known), None)
    if unknown is not None or not stored:
        raise SaliscopeError(Code.MODEL_CONTRADICTS, layer=readable(unknown or settings["class_name"]))


def _described(settings: dict[str, Any]) -> Iterable[str]:
    inner = settings["config"]
    parts = inner if isinstance(inner, list) else inner.get("layers", ())
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            own = part.get("config")
            yield from (str(part.get("class_name")), str(part.get("name")))
            yield str(own.get("name")) if isinstance(own, dict) else ""


def _bare(names: Iterable[str]) -> set[str]:
    """Return names without their numbers, which another start of Python counts otherwise."""
    return {_NUMBER.sub("", name).replace("_", "").casefold() for name in names}
