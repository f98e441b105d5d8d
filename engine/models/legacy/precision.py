"""Models that compute in half precision, described anew so that they compute in float32.

Small gradients underflow in float16, and bfloat16 holds three digits. Weights stay those of the file: most such models
store them in float32. What is rewritten is a copy of the description, before anything is built of it.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import h5py

from engine.models.model_info import Kind

HALVES = frozenset({"float16", "half", "bfloat16", "mixed_float16", "mixed_bfloat16"})
FULL = "float32"
_POLICY = "Policy"  # how the classes end that say how a layer computes: Policy, DTypePolicy, QuantizedDTypePolicy
_POLICIES = "DTypePolicyMap"
_CONFIG = "config.json"


def in_full_precision(value: Any) -> Any:
    """Return a description in which every layer, input and cast of half precision is one of float32."""
    if isinstance(value, list):
        return [in_full_precision(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = str(value.get("class_name"))
    if kind.endswith(_POLICY) or kind == _POLICIES:
        return _replaced(value)
    return {key: _setting(key, item) for key, item in value.items()}


def copy_described(path: Path, kind: str, config: Any, folder: Path) -> Path:
    """Write a copy of a model file into `folder`, with another description, and return its path."""
    copy = folder / path.name
    if kind is Kind.KERAS_H5:
        shutil.copyfile(path, copy)
        with h5py.File(copy, "r+") as file:
            file.attrs["model_config"] = json.dumps(config)
        return copy
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            with source.open(name) as member, target.open(name, "w", force_zip64=True) as written:
                if name == _CONFIG:
                    written.write(json.dumps(config).encode())
                else:
                    shutil.copyfileobj(member, written)
    return copy


def _setting(key: str, value: Any) -> Any:
    """Return a setting; one that is a type, and a type among the arguments of an operation, in full precision."""
    if key == "dtype" or key.endswith("_dtype"):
        return FULL if _is_half(value) else in_full_precision(value)
    if key == "args" and isinstance(value, list):
        return [FULL if _is_half(item) else in_full_precision(item) for item in value]
    return in_full_precision(value)


def _replaced(value: Any) -> Any:
    """Return the description of a policy, or of several by the layers' paths, without half precision."""
    if isinstance(value, dict):
        return {key: _replaced(item) for key, item in value.items()}
    return FULL if _is_half(value) else value


def _is_half(value: Any) -> bool:
    return isinstance(value, str) and value in HALVES
