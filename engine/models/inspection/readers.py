"""What is read out of each format of model file, from its structure to the last name in its configuration."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection import texts
from engine.models.inspection.keras import archive, config, hdf5
from engine.models.inspection.keras.weights import check_declared
from engine.models.inspection.limits import InspectionLimits, check_memory
from engine.models.inspection.lite import model as lite
from engine.models.inspection.onnx.model import read_onnx
from engine.models.inspection.saved_model.folder import members
from engine.models.inspection.saved_model.frozen import read_frozen
from engine.models.inspection.saved_model.model import read_saved_model
from engine.models.model_info import Kind
from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True, eq=False)
class Findings:
    """What an inspection finds out, before the file has a fingerprint. kind: of a row of the table of formats."""

    kind: str
    config: dict[str, Any]
    keras_version: str
    weights_bytes: int
    extras: dict[str, str] = field(default_factory=dict)


def read_keras(path: Path, limits: InspectionLimits) -> Findings:
    """Read a `.keras` file: an archive of the configuration and the weights."""
    with archive.opened(path) as opened:
        archive.check_archive(opened, limits)
        facts = config.parse(archive.read(opened, archive.METADATA, limits.metadata_bytes), limits)
        settings = config.parse(archive.read(opened, archive.CONFIG, limits.config_bytes), limits)
        config.check_parts(settings)
        with archive.weights_file(opened, path) as weights, hdf5.opened(weights) as file:
            contents = hdf5.walk(file, limits)
        extras = texts.in_keras_file(opened, facts, limits)
    counted = contents.weights, contents.elements
    return findings(Kind.KERAS_ZIP, settings, facts.get("keras_version"), *counted, limits, extras)


def read_h5(path: Path, limits: InspectionLimits) -> Findings:
    """Read a HDF5 file that holds a model, or weights alone."""
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
    return findings(Kind.KERAS_H5, settings, version, contents.weights, contents.elements, limits)


def read_folder(path: Path, limits: InspectionLimits) -> Findings:
    """Read the folder of a SavedModel."""
    members(path, limits)
    facts, weights = read_saved_model(path, limits)
    return Findings(Kind.SAVED_MODEL, facts, "", weights)


def read_graph(path: Path, limits: InspectionLimits) -> Findings:
    """Read a frozen graph."""
    facts, weights = read_frozen(path, limits)
    return Findings(Kind.FROZEN_GRAPH, facts, "", weights)


def read_tflite(path: Path, limits: InspectionLimits) -> Findings:
    """Read a `.tflite` file."""
    facts, weights = lite.read_lite(path, limits)
    return Findings(Kind.TFLITE, facts, "", weights, texts.in_lite_file(path, limits))


def read_onnx_file(path: Path, limits: InspectionLimits) -> Findings:
    """Read an `.onnx` file."""
    facts, weights, extras = read_onnx(path, limits)
    return Findings(Kind.ONNX, facts, "", weights, extras)


def findings(
    kind: Kind,
    settings: dict[str, Any],
    version: object,
    weights: int,
    elements: int,
    limits: InspectionLimits,
    extras: dict[str, str] | None = None,
) -> Findings:
    """Return what was found, or refuse what asks for far more than it stores, and what this machine cannot hold.

    weights, elements: the bytes and the numbers that are stored.
    """
    check_declared(settings, elements, limits)
    check_memory(weights, limits)
    shown = archive.readable(version) if isinstance(version, str) else ""
    return Findings(kind, settings, shown, weights, extras or {})
