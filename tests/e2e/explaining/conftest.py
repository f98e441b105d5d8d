"""Models that several modules here open."""

from __future__ import annotations

import keras
import numpy as np
import pytest


@pytest.fixture
def unsure(tmp_path):
    """Return a model whose answer depends on the range: class 1 for bright raw pixels, class 0 for small values."""
    inputs = keras.Input((16, 16, 3))
    features = keras.layers.Conv2D(2, 1, use_bias=True, name="conv")(inputs)
    outputs = keras.layers.Dense(2, activation="softmax")(keras.layers.GlobalAveragePooling2D()(features))
    model = keras.Model(inputs, outputs)
    kernel, bias = model.get_layer("conv").get_weights()
    kernel[:], bias[:] = 0, (1.0, 0.0)
    kernel[..., 1] = 0.1
    model.get_layer("conv").set_weights([kernel, bias])
    model.layers[-1].set_weights([np.eye(2), np.zeros(2)])
    path = tmp_path / "unsure.keras"
    model.save(path)
    return path
