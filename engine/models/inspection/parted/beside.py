"""Which files beside each other make one model, by their names; whether they fit, the inspection says.

A text of layers (`model.to_json()`) belongs to one file of weights (`model.save_weights()`), TensorFlow.js's
`model.json` to the shards that it lists. Links are not followed: a stranger's folder may name any file by one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.refusals import readable
from engine.models.inspection.saved_model.folder import opened_file
from engine.models.model_info import Kind
from engine.system.quick_dataclass import dataclass

LAYERS, WEIGHTS = "layers.json", "weights.h5"  # in the private copy
_WEIGHT_ENDINGS = (".h5", ".hdf5")
_JOINTS = ("", ".weights", "_weights", "-weights")
_USUAL_WEIGHTS = ("weights", "model", "model_weights", "model.weights")
_USUAL_LAYERS = ("model.json", "architecture.json", "model_architecture.json", "config.json")
_LAYERS_WORDS = ("_architecture", "-architecture", "_config", "_model", ".config")
_MOST = 8  # files of a folder that are tried
_HEAD = 256


@dataclass(frozen=True)
class Parts:
    """Files that may make one model. files: {name in the private copy: file}; named: whether names say so."""

    kind: Kind
    files: dict[str, Path]
    named: bool = True


def parts_of(path: Path, limits: InspectionLimits) -> list[Parts] | None:
    """Return what may belong to a text of layers, the likeliest first; None where `path` is no such text.

    A folder counts as the `model.json` in it.

    Raises SaliscopeError: MODEL_WEB_GRAPH, MODEL_OUTSIDE_FILE, MODEL_DAMAGED, MODEL_TOO_BIG. OSError.
    """
    path = path / "model.json" if path.is_dir() and not (path / "saved_model.pb").exists() else path
    said = _layers_in(path, limits)
    if said is None:
        return None
    if "modelTopology" in said:
        return [Parts(Kind.TFJS, {LAYERS: path, **_shards(path, said)})]
    named, others = _weights_beside(path)
    return [_pair(path, weights) for weights in named] + [_pair(path, weights, named=False) for weights in others]


def layers_beside(weights: Path, limits: InspectionLimits) -> list[Parts]:
    """Return the texts of layers that may belong to a file of weights, the likeliest first."""
    stem = _bare(weights.name)
    wanted = [f"{stem}.json", *(f"{stem}{word}.json" for word in _LAYERS_WORDS), *_USUAL_LAYERS]
    named, others = _parted(_files(weights.parent, (".json",)), wanted)
    pairs = [_pair(path, weights) for path in named] + [_pair(path, weights, named=False) for path in others]
    return [pair for pair in pairs if _describes_layers(pair.files[LAYERS], limits)]


def shard_names(manifest: Any) -> list[str]:
    """Return the names of the shards that TensorFlow.js lists, in order, each of them a plain name.

    Raises SaliscopeError: MODEL_OUTSIDE_FILE for a path that leads elsewhere, MODEL_DAMAGED.
    """
    try:
        names = [name for group in manifest for name in group["paths"]]
    except (TypeError, KeyError) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    for name in names:
        if not isinstance(name, str) or name in ("", ".", "..", LAYERS) or any(sign in name for sign in "/\\:\0"):
            raise SaliscopeError(Code.MODEL_OUTSIDE_FILE, part=readable(name), layer="")
    return names


def _layers_in(path: Path, limits: InspectionLimits) -> dict[str, Any] | None:
    """Return a text that describes layers, parsed; None where it is anything else."""
    if not path.is_file():
        return None
    with opened_file(path, follow=True) as file:
        if not file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return None
        file.seek(0)
        text = file.read(limits.config_bytes + 1)
    if len(text) > limits.config_bytes:
        return None
    try:
        said = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    layers = isinstance(said.get("class_name"), str) and isinstance(said.get("config"), dict | list)
    return said if layers or "modelTopology" in said else None


def _describes_layers(path: Path, limits: InspectionLimits) -> bool:
    try:
        said = _layers_in(path, limits)
    except (OSError, SaliscopeError):  # a text that cannot be read belongs to nothing
        return False
    return said is not None and "modelTopology" not in said


def _shards(path: Path, said: dict[str, Any]) -> dict[str, Path]:
    topology = said["modelTopology"]
    if said.get("format") == "graph-model" or (isinstance(topology, dict) and "node" in topology):
        raise SaliscopeError(Code.MODEL_WEB_GRAPH)
    names = shard_names(said.get("weightsManifest"))
    missing = [name for name in names if not _is_plain_file(path.with_name(name))]
    if missing:
        raise SaliscopeError(Code.MODEL_SHARDS_MISSING, missing=readable(missing[0]))
    return {name: path.with_name(name) for name in names}


def _pair(layers: Path, weights: Path, named: bool = True) -> Parts:
    return Parts(Kind.KERAS_PAIR, {LAYERS: layers, WEIGHTS: weights}, named)


def _weights_beside(layers: Path) -> tuple[list[Path], list[Path]]:
    stems = [layers.stem, *(layers.stem.removesuffix(word) for word in _LAYERS_WORDS if layers.stem.endswith(word))]
    own = [f"{stem}{joint}{ending}" for stem in stems for joint in _JOINTS for ending in _WEIGHT_ENDINGS]
    usual = [f"{name}{ending}" for name in _USUAL_WEIGHTS for ending in _WEIGHT_ENDINGS]
    return _parted(_files(layers.parent, _WEIGHT_ENDINGS), [*own, *usual])


def _parted(files: list[Path], wanted: list[str]) -> tuple[list[Path], list[Path]]:
    """Return the files that are called as is wanted, in that order, and a few of the others."""
    order = {name.casefold(): index for index, name in reversed(list(enumerate(wanted)))}
    named = sorted((path for path in files if path.name.casefold() in order), key=lambda p: order[p.name.casefold()])
    return named, [path for path in files if path not in named][:_MOST]


def _bare(name: str) -> str:
    """Return what a file of weights is called without what says that it is one: model for model.weights.h5."""
    stem = Path(name).stem
    joint = next((joint for joint in _JOINTS if joint and stem.casefold().endswith(joint)), "")
    return stem[: len(stem) - len(joint)]


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    return sorted(path for path in _scanned(folder) if path.suffix.lower() in endings)


def _scanned(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            yield from (folder / entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
