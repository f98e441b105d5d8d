"""TensorFlow.js's `model.json`: layers as Keras describes them, and a list of what lies in the shards of weights.

The list is {"paths": [...], "weights": [{"name", "shape", "dtype", "quantization"}]} for each group; the shards of a
group, one after the other, hold its weights without gaps. A quantised weight is stored * scale + min; one in half
precision is stored as it is.
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.models.inspection.limits import InspectionLimits
from engine.models.inspection.parted.beside import shard_names
from engine.models.inspection.refusals import readable
from engine.system.quick_dataclass import dataclass

# How each type that a weight may have is stored; all little-endian.
_TYPES = {"float32": "<f4", "int32": "<i4", "bool": "|u1"}
_QUANTISED = {"uint8": "|u1", "uint16": "<u2", "float16": "<f2"}
_BYTES = {"<f4": 4, "<i4": 4, "|u1": 1, "<u2": 2, "<f2": 2}
_DIMENSIONS = 8


@dataclass(frozen=True)
class WebWeight:
    """Where a weight lies and what it means: stored * scale + low, of NumPy's type `stored`. offset: in its group."""

    name: str
    group: int
    offset: int
    shape: tuple[int, ...]
    stored: str
    scale: float = 1.0
    low: float = 0.0

    @property
    def elements(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)

    @property
    def size(self) -> int:
        """How many bytes it is stored in."""
        return self.elements * _BYTES[self.stored]


def layers(said: dict[str, Any]) -> dict[str, Any]:
    """Return the description of the layers, as Keras would have it, with the version of what wrote it.

    Raises SaliscopeError(MODEL_DAMAGED).
    """
    topology = said.get("modelTopology")
    if not isinstance(topology, dict):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    inner = topology.get("model_config", topology)
    if not isinstance(inner, dict):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    # What it says on training is never loaded.
    version = topology.get("keras_version")
    kept = {key: inner[key] for key in ("class_name", "config") if key in inner}
    return kept | ({"keras_version": version} if isinstance(version, str) else {})


def weights(manifest: Any, sizes: dict[str, int], limits: InspectionLimits) -> list[WebWeight]:
    """Return what the shards hold. sizes: of the shards, in bytes; each group must be filled to the last byte.

    Raises SaliscopeError: MODEL_DAMAGED, MODEL_STRUCTURE, MODEL_OUTSIDE_FILE.
    """
    found: list[WebWeight] = []
    names = shard_names(manifest)
    if len(set(names)) < len(names):  # one shard for several weights
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(names))
    for number, group in enumerate(manifest):
        offset = 0
        for entry in _entries(group):
            found.append(_weight(entry, number, offset))
            offset += found[-1].size
            if len(found) > limits.objects:
                raise SaliscopeError(Code.MODEL_STRUCTURE, found=f"{len(found)} weights")
        if offset != sum(sizes.get(name, 0) for name in group["paths"]):
            raise SaliscopeError(Code.MODEL_DAMAGED)
    return found


def _entries(group: Any) -> list[Any]:
    entries = group.get("weights")
    if not isinstance(entries, list):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    return entries


def _weight(entry: Any, group: int, offset: int) -> WebWeight:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise SaliscopeError(Code.MODEL_DAMAGED)
    name, shape, quantised = entry["name"], entry.get("shape"), entry.get("quantization")
    if (
        not isinstance(shape, list)
        or len(shape) > _DIMENSIONS
        or any(type(size) is not int or size < 0 for size in shape)
    ):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))
    if quantised is None:
        return WebWeight(name, group, offset, tuple(shape), _known(_TYPES, entry.get("dtype"), name))
    if not isinstance(quantised, dict):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(name))
    stored = _known(_QUANTISED, quantised.get("dtype"), name)
    scale, low = (1.0, 0.0) if stored == "<f2" else (_number(quantised, key, name) for key in ("scale", "min"))
    return WebWeight(name, group, offset, tuple(shape), stored, scale, low)


def _known(types: dict[str, str], dtype: Any, name: str) -> str:
    if not isinstance(dtype, str) or dtype not in types:
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"{name}: {dtype}"))
    return types[dtype]


def _number(holder: dict[str, Any], key: str, name: str) -> float:
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SaliscopeError(Code.MODEL_STRUCTURE, found=readable(f"{name}: {key}"))
    return float(value)
