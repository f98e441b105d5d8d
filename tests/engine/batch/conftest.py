"""A model for batches."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A convolution of four channels and seven classes, with their names beside it."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    inputs = keras.Input((16, 16, 3))
    features = layers.Conv2D(4, 3, activation="relu", name="conv")(inputs)
    scores = layers.Dense(7, activation="softmax")(layers.GlobalAveragePooling2D()(features))
    path = tmp_path_factory.mktemp("tiny") / "tiny.keras"
    keras.Model(inputs, scores).save(path)
    path.with_name("labels.txt").write_text("\n".join(f"class {number}" for number in range(7)))
    return path
