"""The inspection of a model file, from its first bytes to the last name in its configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection import texts
from engine.models.inspection.keras import archive, config, hdf5
from engine.models.inspection.keras.weights import check_declared
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.lite import model as lite
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.private_copy import sha256
from engine.models.inspection.saved_model.folder import fingerprint, members, model_root
from engine.models.inspection.saved_model.model import read_saved_model
from engine.models.inspection.signature import kind_of
from engine.models.model_info import Kind


@dataclass(frozen=True, eq=False)
class Findings:
    """What an inspection finds out, before the file has a fingerprint."""

    kind: Kind
    config: dict[str, Any]
    keras_version: str
    weights_bytes: int
    extras: dict[str, str] = field(default_factory=dict)


def inspect_model(path: Path, *, limits: InspectionLimits | None = None) -> ModelFile:
    """Inspect a model file in this process. Some damaged files hang the HDF5 library: see `inspect_in_child`.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE and the codes of models.
    """
    limits = limits or InspectionLimits()
    root = model_root(path)
    found = examine(root, path.name, limits)
    return model_file(root, fingerprint(root, limits) if root.is_dir() else sha256(root), found)


def model_file(path: Path, sha256: str, found: Findings) -> ModelFile:
    """Return the facts on an inspected copy."""
    files = members(path, InspectionLimits()).values() if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    return ModelFile(
        path, found.kind, sha256, size, found.config, found.keras_version, found.weights_bytes, found.extras
    )


def examine(path: Path, name: str, limits: InspectionLimits) -> Findings:
    """Inspect the file at `path`, which the user knows as `name`. Whatever happens, ends as SaliscopeError."""
    try:
        kind = kind_of(path)
        if path.stat().st_size > limits.file_bytes:
            raise SaliscopeError(
                Code.MODEL_TOO_BIG, needed=path.stat().st_size >> 20, available=limits.file_bytes >> 20
            )
        return _READERS[kind](path, limits)
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": name, **refusal.params}) from refusal
    except MemoryError as fault:
        size = f"{path.stat().st_size / 2**20:.2g}"
        raise SaliscopeError(Code.MODEL_BOMB, name=name, declared="?", stored=size) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=name, reason=fault.strerror or str(fault)) from fault
    except Exception as fault:  # whatever a stranger's bytes may do to the libraries
        raise SaliscopeError(Code.MODEL_DAMAGED, name=name) from fault


def _zip(path: Path, limits: InspectionLimits) -> Findings:
    with archive.opened(path) as opened:
        archive.check_archive(opened, limits)
        facts = config.parse(archive.read(opened, archive.METADATA, limits.metadata_bytes), limits)
        settings = config.parse(archive.read(opened, archive.CONFIG, limits.config_bytes), limits)
        config.check_parts(settings)
        with archive.weights_file(opened, path) as weights, hdf5.opened(weights) as file:
            contents = hdf5.walk(file, limits)
        extras = texts.in_keras_file(opened, facts, limits)
    return _findings(Kind.KERAS_ZIP, settings, facts.get("keras_version"), contents, limits, extras)


def _h5(path: Path, limits: InspectionLimits) -> Findings:
    with hdf5.opened(path) as file:
        contents = hdf5.walk(file, limits)
        text = hdf5.attribute(file, "model_config", limits.config_bytes)
        if text is None:
            if not hdf5.is_weights_only(file, contents.groups):
                raise SaliscopeError(Code.MODEL_NOT_KERAS)
            check_memory(contents.weights, limits)
            return Findings(Kind.KERAS_WEIGHTS, {}, "", contents.weights)
        version = hdf5.attribute(file, "keras_version", limits.metadata_bytes)
    settings = config.parse(text, limits)
    config.check_parts(settings)
    if "model_weights" not in contents.groups and "layer_names" not in contents.groups:
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return _findings(Kind.KERAS_H5, settings, version, contents, limits)


def _folder(path: Path, limits: InspectionLimits) -> Findings:
    members(path, limits)
    facts, weights = read_saved_model(path, limits)
    return Findings(Kind.SAVED_MODEL, facts, "", weights)


def _lite(path: Path, limits: InspectionLimits) -> Findings:
    facts, weights = lite.read_lite(path, limits)
    return Findings(Kind.TFLITE, facts, "", weights, texts.in_lite_file(path, limits))


def _findings(
    kind: Kind,
    settings: dict[str, Any],
    version: object,
    contents: hdf5.Contents,
    limits: InspectionLimits,
    extras: dict[str, str] | None = None,
) -> Findings:
    check_declared(settings, contents.elements, limits)
    check_memory(contents.weights, limits)
    shown = archive.readable(version) if isinstance(version, str) else ""
    return Findings(kind, settings, shown, contents.weights, extras or {})


_READERS: dict[Kind, Callable[[Path, InspectionLimits], Findings]] = {
    Kind.KERAS_ZIP: _zip,
    Kind.KERAS_H5: _h5,
    Kind.SAVED_MODEL: _folder,
    Kind.TFLITE: _lite,
}
