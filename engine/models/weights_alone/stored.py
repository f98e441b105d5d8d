"""What a file of weights holds: the layers of its top with the shapes of their arrays, in both of Keras's layouts."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.models.legacy.weights import layer_names, weight_names
from engine.system.quick_dataclass import dataclass

_SEED = "seed_generator"  # the state of a dropout's random numbers
_DENSE = re.compile(r"dense(_(\d+))?")


@dataclass(frozen=True)
class StoredLayer:
    """A layer, or a model inside the model. arrays: (name inside the file, shape), in order."""

    name: str
    arrays: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def elements(self) -> int:
        """How many numbers it holds."""
        return sum(math.prod(shape) for _, shape in self.arrays)

    @property
    def dense(self) -> tuple[int, int] | None:
        """What a dense layer takes and gives; None for any other layer."""
        shapes = [shape for _, shape in self.arrays]
        if len(shapes) == 2 and len(shapes[0]) == 2 and shapes[1] == shapes[0][1:]:
            return shapes[0][0], shapes[0][1]
        return None


@dataclass(frozen=True)
class Stored:
    """A file of weights. by_name: whether layers are stored by their names, as Keras 2 does, or by their kinds."""

    layers: tuple[StoredLayer, ...]
    by_name: bool


def stored(path: Path) -> Stored:
    """Return what an inspected file of weights holds, the dense layers of Keras 3's layout in order at the end."""
    with h5py.File(path, "r") as file:
        if "layers" in file:
            return Stored(_of_kinds(file["layers"]), by_name=False)
        top = file.get("model_weights", file)
        named = [(name, weight_names(top[name])) for name in layer_names(file)]
        return Stored(
            tuple(StoredLayer(name, tuple((item, top[name][item].shape) for item in items)) for name, items in named),
            by_name=True,
        )


def fingerprints(path: Path) -> Counter[bytes]:
    """Return what the arrays of a file in Keras 3's layout hold, as hashes, and how often each occurs."""
    found: Counter[bytes] = Counter()

    def look(name: str, thing: Any) -> None:
        if isinstance(thing, h5py.Dataset) and _SEED not in name:
            found[fingerprint(np.asarray(thing))] += 1

    with h5py.File(path, "r") as file:
        file["layers"].visititems(look)
    return found


def fingerprint(array: np.ndarray) -> bytes:
    """Return a hash of an array's shape and values."""
    return hashlib.sha256(f"{array.shape}".encode() + np.ascontiguousarray(array, np.float32).tobytes()).digest()


def _of_kinds(groups: h5py.Group) -> tuple[StoredLayer, ...]:
    found = [StoredLayer(name, _arrays(groups[name])) for name in groups]
    return tuple(sorted((layer for layer in found if layer.arrays), key=lambda layer: _place(layer.name)))


def _arrays(group: h5py.Group) -> tuple[tuple[str, tuple[int, ...]], ...]:
    arrays: list[tuple[str, tuple[int, ...]]] = []

    def look(name: str, thing: Any) -> None:
        if isinstance(thing, h5py.Dataset) and _SEED not in name:
            arrays.append((name, thing.shape))

    group.visititems(look)
    return tuple(arrays)


def _place(name: str) -> tuple[int, int]:
    dense = _DENSE.fullmatch(name)
    return (1, int(dense[2] or 0)) if dense else (0, 0)
