"""A model for batches, and a run of a folder of images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.batches.batch_runs import PLAN

from engine.batch.run_folder import RunFolder


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


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An empty folder for images."""
    folder = tmp_path / "images"
    folder.mkdir()
    return folder


@pytest.fixture
def run(tmp_path: Path, source: Path) -> Iterator[RunFolder]:
    """A run of that folder, which has begun."""
    with RunFolder.create(tmp_path / "run", PLAN, source) as run:
        yield run
