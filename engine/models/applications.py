"""A published model as Keras builds it, with the weights of a file. For the engine process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras

from engine.errors import Code, SaliscopeError
from engine.models.published import PublishedModel


def build(model: PublishedModel, weights: Path) -> Any:
    """Return the Keras model with the weights of a file that ends in .h5.

    Raises SaliscopeError(MODEL_DAMAGED) where the file does not fit the layers.
    """
    width, height = model.input_size
    try:
        return getattr(keras.applications, model.name)(weights=str(weights), input_shape=(height, width, 3))
    except (OSError, ValueError, KeyError) as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED, name=weights.name) from fault
