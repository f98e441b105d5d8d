"""A published network built for weights that come without their layers, where every array fits.

The weights settle all shapes and not what is done between them: between dense layers a ReLU is assumed, at the end a
softmax, or a sigmoid for a single number. Whoever shows such a model must say that it is assumed.
"""

from __future__ import annotations

import math
import shutil
import warnings
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
from keras import layers

from engine.errors import SaliscopeError
from engine.models.legacy.graph import Built
from engine.models.legacy.weights import load_h5
from engine.models.weights_alone.stored import Stored, StoredLayer, fingerprint, fingerprints, stored
from engine.models.weights_alone.trunks import Trunk, of_size
from engine.system.quick_dataclass import dataclass
from engine.system.scratch import scratch_folder

_LEAST_SIDE, _MOST_SIDE = 32, 1024  # pixels
_USUAL_SIDE = 224


@dataclass(frozen=True)
class _Plan:
    """What the weights are for. side: of the pictures; flat: whether all places are taken, and not their mean."""

    trunk: Trunk
    head: tuple[StoredLayer, ...]
    nested: bool  # the trunk is one layer of the model
    side: int
    flat: bool


def fitted(path: Path) -> Any | None:
    """Return a Keras model with the weights of an inspected file, None where they fit no published network."""
    found = stored(path)
    plan = _planned(found)
    if plan is None:
        return None
    built = _built(plan, found)
    if built is None:
        return None
    try:
        if found.by_name:
            with h5py.File(path, "r") as file:
                load_h5(file, built)
        elif not _loaded_whole(built.model, path):
            return None
    except (SaliscopeError, ValueError, KeyError):  # arrays of other shapes, or of other layers
        return None
    return built.model


def _loaded_whole(model: Any, path: Path) -> bool:
    """Load a file in Keras 3's layout and tell whether every array came into the model: Keras only warns of some."""
    with warnings.catch_warnings(), scratch_folder() as folder:
        warnings.simplefilter("ignore")
        model.load_weights(shutil.copyfile(path, folder / "model.weights.h5"))  # Keras goes by the name
    return Counter(fingerprint(np.asarray(weight)) for weight in model.weights) == fingerprints(path)


def _planned(found: Stored) -> _Plan | None:
    count = len(found.layers)
    while count and found.layers[count - 1].dense:
        count -= 1
    body, head = found.layers[:count], found.layers[count:]
    trunk = of_size(sum(layer.elements for layer in body), sum(len(layer.arrays) for layer in body))
    if trunk is None or not head or not _chained(head):
        return None
    taken = head[0].dense[0] if head[0].dense else 0
    if taken == trunk.features:
        return _Plan(trunk, head, len(body) == 1, _USUAL_SIDE, flat=False)
    places = math.isqrt(taken // trunk.features)
    side = places * trunk.stride
    if places * places * trunk.features != taken or not _LEAST_SIDE <= side <= _MOST_SIDE:
        return None
    return _Plan(trunk, head, len(body) == 1, side, flat=True)


def _chained(head: tuple[StoredLayer, ...]) -> bool:
    """Tell whether each dense layer takes what the one before it gives."""
    sizes = [layer.dense for layer in head]
    return all(a and b and a[1] == b[0] for a, b in pairwise(sizes))


def _built(plan: _Plan, found: Stored) -> Built | None:
    """Return the model without its weights; None where its layers are called otherwise than the stored ones."""
    width = {} if plan.trunk.alpha is None else {"alpha": plan.trunk.alpha}
    make = getattr(keras.applications, plan.trunk.name)
    trunk = make(weights=None, include_top=False, input_shape=(plan.side, plan.side, 3), **width)
    head = [layers.Flatten() if plan.flat else layers.GlobalAveragePooling2D(), *_dense_layers(plan.head)]
    if plan.nested:
        model = keras.Sequential([keras.Input(trunk.input_shape[1:]), trunk, *head])
        body = found.layers[0]
        named = {body.name: trunk}
        if found.by_name and _inner_names(body) != {layer.name for layer in trunk.layers if layer.weights}:
            return None
    else:
        x = trunk.output
        for layer in head:
            x = layer(x)
        model = keras.Model(trunk.input, x)
        named = {layer.name: layer for layer in trunk.layers if layer.weights}
    built = Built(model, {**named, **{layer.name: layer for layer in head if layer.weights}})
    # By the order alone, branches of equal shapes might be swapped.
    return built if not found.by_name or {layer.name for layer in found.layers} == set(built.layers) else None


def _dense_layers(head: tuple[StoredLayer, ...]) -> list[Any]:
    made = []
    for index, layer in enumerate(head):
        assert layer.dense is not None
        units = layer.dense[1]
        last = "sigmoid" if units == 1 else "softmax"
        made.append(layers.Dense(units, "relu" if index < len(head) - 1 else last, name=layer.name))
    return made


def _inner_names(body: StoredLayer) -> set[str]:
    return {name.split(":")[0].split("/")[-2] for name, _ in body.arrays if "/" in name}
