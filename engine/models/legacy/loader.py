"""Open a Keras model file whatever Keras saved it: as it is where that is right, else rebuilt from its description."""

from __future__ import annotations

import json
import re
import shutil
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any

import h5py
import keras

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.archive import weights_file
from engine.models.inspection.keras.config import TRAINING
from engine.models.inspection.keras.hub import handles
from engine.models.inspection.model_file import ModelFile
from engine.models.inspection.signature import HEAD, recognise
from engine.models.legacy.graph import Built, rebuild
from engine.models.legacy.hub_layer import with_modules
from engine.models.legacy.layers import CONTAINERS, PROGRAMS, layer_list
from engine.models.legacy.precision import copy_described, in_full_precision
from engine.models.legacy.public_layers import lacks_sizes, with_sizes
from engine.models.legacy.weights import check_order, layer_names, load_h5, load_zip
from engine.models.model_info import Kind
from engine.system.quick_dataclass import dataclass
from engine.system.scratch import scratch_folder

Part = dict[str, Any]

_H5_NAMES = (".h5", ".hdf5")
_ZIP_NAME = ".keras"
_REASON_LENGTH = 300
_NUMBERED = re.compile(r"[0-9]{1,4}\.")


@dataclass(frozen=True)
class _File:
    """A model file's description of itself."""

    path: Path
    kind: str
    config: Part
    version: str
    modules: dict[str, ModelFile] = field(default_factory=dict)

    @property
    def of_keras_2(self) -> bool:
        """Whether a Keras before 3 wrote it. The oldest files do not say."""
        return not self.version or int(self.version.split(".")[0]) < 3

    @property
    def well_named(self) -> bool:
        """Whether its name ends as its content is: Keras decides by the name."""
        return self.path.suffix.lower() in (_H5_NAMES if self.kind == Kind.KERAS_H5 else (_ZIP_NAME,))


def load_keras_model(path: Path, modules: dict[str, ModelFile] | None = None) -> Any:
    """Load a `.keras` or `.h5` file, by its content and not its name, without optimiser, loss or any code of its own.

    modules: the inspected SavedModels that its TensorFlow Hub layers call, by their handles.
    It computes in float32, also where its author's computed in half precision. Inspect it first: see
    `engine.models.inspection`. Raises SaliscopeError: MODEL_CODE for a part that holds program code,
    MODEL_UNKNOWN_PART for one that is not Keras's, MODEL_SETTING for what Keras 3 no longer does, MODEL_CONTRADICTS
    where layers and weights do not fit, MODEL_UNBUILT, MODEL_WEIGHTS_ONLY, MODEL_DAMAGED, MODEL_UNREADABLE for all
    else that Keras stumbles over, and what a file of another kind is refused with.
    """
    try:
        return _load_as_used(replace(_describe(path), modules=modules or {}))
    except SaliscopeError as refusal:
        raise SaliscopeError(refusal.code, **{"name": path.name, **refusal.params}) from refusal
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING, name=path.name) from fault
    except MemoryError:
        raise
    except Exception as fault:
        raise SaliscopeError(Code.MODEL_UNREADABLE, name=path.name, reason=_reason(fault)) from fault


def _load_as_used(file: _File) -> Any:
    config = in_full_precision(file.config)
    if "config" in config:  # what the top says of its training is not loaded
        config = {**config, "config": without_training(config["config"])}
    if config == file.config:
        return _load(file)
    with scratch_folder() as folder:
        copy = copy_described(file.path, file.kind, config, folder)
        return _load(replace(file, path=copy, config=config))


def _load(file: _File) -> Any:
    # Keras itself first; what it cannot open, or would misunderstand, is rebuilt from its description.
    if file.well_named and not _read_otherwise(file):
        model = _as_it_is(file.path)
        if model is not None and _in_order(file, model):
            return _built(model)
    built = rebuild(_completed(file), old=file.of_keras_2)
    _built(built.model)
    if file.kind == Kind.KERAS_H5:
        with h5py.File(file.path, "r") as weights:
            load_h5(weights, built)
    else:
        _load_zipped(file, built)
    return built.model


def _built(model: Any) -> Any:
    """Return a model that knows what it takes, or refuse it: one that was never called has no weights."""
    if not model.built:
        raise SaliscopeError(Code.MODEL_UNBUILT)
    return model


def _as_it_is(path: Path) -> Any:
    """Return the model as Keras opens it, or None. Its reasons are not told: some ask to switch its protection off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on settings of another age
        try:
            return keras.saving.load_model(path, compile=False, safe_mode=True)
        except MemoryError:
            raise
        except Exception:
            return None


def _read_otherwise(file: _File) -> bool:
    """Tell whether Keras 3 would open a file of Keras 2 and understand something else by it.

    A hard sigmoid has become a steeper one, and the calls of a nested model are counted from 0 instead of 1. What holds
    program code is never given to Keras, however it guards itself, nor what TensorFlow Hub would download for.
    """
    if any(part["class_name"] in PROGRAMS for part in _parts(file.config)) or handles(file.config):
        return True
    if not file.of_keras_2:
        return False
    nested = any(part["class_name"] in CONTAINERS for part in _parts(layer_list(file.config)))
    return nested or any("hard_sigmoid" in part.values() for part in _parts(file.config))


def _in_order(file: _File, model: Any) -> bool:
    """Tell whether Keras, which goes by the order, gave every layer of a HDF5 file its own weights."""
    if file.kind != Kind.KERAS_H5:
        return True
    with h5py.File(file.path, "r") as weights:
        return layer_names(weights) == [layer.name for layer in model.layers if layer.weights]


def _completed(file: _File) -> Part:
    """Return the description with what only the weights' sizes say, and with what lies in other files."""
    return with_modules(_with_sizes(file), file.modules)


def _with_sizes(file: _File) -> Part:
    if not lacks_sizes(file.config):
        return file.config
    if file.kind == Kind.KERAS_H5:
        with h5py.File(file.path, "r") as weights:
            return with_sizes(file.config, weights)
    with (
        zipfile.ZipFile(file.path) as archive,
        weights_file(archive, file.path) as member,
        h5py.File(member) as weights,
    ):
        return with_sizes(file.config, weights)


def _load_zipped(file: _File, built: Built) -> None:
    check_order(built)
    with scratch_folder() as folder, zipfile.ZipFile(file.path) as archive:
        weights = folder / "model.weights.h5"
        with archive.open("model.weights.h5") as source, weights.open("wb") as target:
            shutil.copyfileobj(source, target)
        load_zip(weights, built)


def without_training(value: Any) -> Any:
    """Return a description without what nested models say of their training: Keras would load that."""
    if isinstance(value, list):
        return [without_training(item) for item in value]
    if not isinstance(value, dict):
        return value
    skipped = {TRAINING} if "class_name" in value else set()
    return {key: without_training(item) for key, item in value.items() if key not in skipped}


def _describe(path: Path) -> _File:
    with path.open("rb") as stream:
        kind = recognise(stream.read(HEAD))
    try:
        config, version = _h5_description(path) if kind == Kind.KERAS_H5 else _zip_description(path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault
    return _File(path, kind, config, version if _NUMBERED.match(version) else "")


def _h5_description(path: Path) -> tuple[Part, str]:
    with h5py.File(path, "r") as file:
        text = file.attrs.get("model_config")
        if text is None:
            raise SaliscopeError(Code.MODEL_WEIGHTS_ONLY)
        version = file.attrs.get("keras_version", "")
        return json.loads(text), version.decode() if isinstance(version, bytes) else str(version)


def _zip_description(path: Path) -> tuple[Part, str]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("config.json")), str(json.loads(archive.read("metadata.json"))["keras_version"])


def _parts(value: Any) -> Iterator[Part]:
    """Yield every object inside a description, itself included, that says what it is or how it is set."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield {"class_name": None, **item}
        stack += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _reason(fault: Exception) -> str:
    """Return why Keras failed, as one line: it first says what it was doing, and the reason after that."""
    if isinstance(fault, KeyError | IndexError | AttributeError | RecursionError):
        return "it does not describe itself as Keras does"
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    said = [line.removeprefix("Exception encountered:").strip() for line in lines if line.startswith("Exception enc")]
    return ((said or lines or [type(fault).__name__])[0])[:_REASON_LENGTH]
