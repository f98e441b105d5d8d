"""Layers of public examples, by our own code: see `engine.models.inspection.keras.public_parts`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import h5py
import keras
from keras import ops

from engine.errors import Code, SaliscopeError
from engine.models.inspection.keras.lambdas.expression import Input
from engine.models.inspection.keras.public_parts import ACTIVATION_LAYERS, PublicPart, public_part
from engine.models.legacy.expressions import ExpressionLayer


class Patches(keras.layers.Layer):
    """Squares of a picture, row by row: (n, H, W, c) becomes (n, patches, side * side * c)."""

    def __init__(self, patch_size: int, name: str) -> None:
        super().__init__(name=name)
        self._side = patch_size

    def call(self, images: Any) -> Any:
        """Cut them out; what is left at the edges is left out."""
        height, width, channels = images.shape[1:]
        patches = ops.image.extract_patches(images, size=self._side)
        count = (height // self._side) * (width // self._side)
        return ops.reshape(patches, (-1, count, self._side * self._side * channels))


class PatchEncoder(keras.layers.Layer):
    """A dense layer for each patch, plus a learned vector for its place: (n, patches, k) becomes (n, patches, d)."""

    def __init__(self, num_patches: int, projection_dim: int, name: str) -> None:
        super().__init__(name=name)
        # The names of the example's attributes, by which Keras 3 stores the weights; in the order that Keras 2 does.
        self.num_patches = num_patches
        self.projection = keras.layers.Dense(projection_dim)
        self.position_embedding = keras.layers.Embedding(num_patches, projection_dim)

    def build(self, input_shape: Any) -> None:
        """Make the weights."""
        self.projection.build(input_shape)
        self.position_embedding.build((self.num_patches,))
        super().build(input_shape)

    def call(self, patches: Any) -> Any:
        """Encode them."""
        return self.projection(patches) + self.position_embedding(ops.expand_dims(ops.arange(self.num_patches), 0))


_MAKERS: dict[str, Callable[[PublicPart, str], Any]] = {
    "Unchanged": lambda _, name: ExpressionLayer(Input(), name),
    "Dropout": lambda part, name: keras.layers.Dropout(part.settings["rate"], name=name),
    "Activation": lambda part, name: keras.layers.Activation(ACTIVATION_LAYERS[part.published], name=name),
    "Patches": lambda part, name: Patches(**part.settings, name=name),
    "PatchEncoder": lambda part, name: PatchEncoder(**part.settings, name=name),
}


def make_public(part: PublicPart, name: str) -> Any:
    """Make a layer of a public example."""
    return _MAKERS[part.same_as](part, name)


def lacks_sizes(value: Any) -> bool:
    """Tell whether a description leaves out how wide the vectors of a patch encoder are, as the example's does."""
    if isinstance(value, list):
        return any(map(lacks_sizes, value))
    return isinstance(value, dict) and (_lacks_size(value) or any(map(lacks_sizes, value.values())))


def with_sizes(value: Any, weights: h5py.File) -> Any:
    """Return a description in which they stand: the weights hold a vector for each place.

    Raises SaliscopeError(MODEL_CONTRADICTS) where the weights do not say.
    """
    if isinstance(value, list):
        return [with_sizes(item, weights) for item in value]
    if not isinstance(value, dict):
        return value
    if _lacks_size(value):
        width = _width(value["config"]["num_patches"], weights)
        return {**value, "config": {**value["config"], "projection_dim": width}}
    return {key: with_sizes(item, weights) for key, item in value.items()}


def _lacks_size(part: dict[str, Any]) -> bool:
    found = public_part(part)
    return found is not None and found.same_as == "PatchEncoder" and "projection_dim" not in found.settings


def _width(patches: int, weights: h5py.File) -> int:
    widths: set[int] = set()

    def look(name: str, thing: Any) -> None:
        if isinstance(thing, h5py.Dataset) and "embedding" in name and thing.shape[:-1] == (patches,):
            widths.add(thing.shape[-1])

    weights.visititems(look)
    if len(widths) != 1:
        raise SaliscopeError(Code.MODEL_CONTRADICTS, layer="PatchEncoder")
    return widths.pop()
