"""What a model says of its training is never loaded and never a reason to refuse it."""

from __future__ import annotations

import json

import h5py
import keras
import numpy as np
import pytest
from helpers.model_files.inspection_files import code
from helpers.model_files.legacy_files import shaken
from keras import layers

from engine.models.inspection import inspect_model
from engine.models.legacy import load_keras_model

pytestmark = pytest.mark.slow
X = np.random.default_rng(6).normal(size=(2, 8, 8, 3)).astype(np.float32)


def focal(wanted, said):
    return keras.ops.mean(keras.ops.square(wanted - said), axis=-1)


class Recall(keras.metrics.Mean):
    pass


class Lookahead(keras.optimizers.SGD):
    pass


def compiled(nested):
    base = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(3, 3), layers.GlobalAveragePooling2D()], name="base")
    model = keras.Sequential([keras.Input((8, 8, 3)), base, layers.Dense(2)])
    for part in (base, model) if nested else (model,):
        part.compile(Lookahead(), loss=focal, metrics=[Recall()])
    return shaken(model)


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_unknown_losses_metrics_and_optimisers_are_no_reason_to_refuse(tmp_path, nested, ending):
    model = compiled(nested)
    path = tmp_path / f"model{ending}"
    model.save(path)
    inspect_model(path)
    np.testing.assert_allclose(load_keras_model(path)(X), model(X), atol=1e-6)


def test_program_code_in_a_nested_model_s_training_is_dropped_and_not_run(tmp_path):
    marker = tmp_path / "ran"
    model = compiled(nested=False)
    path = tmp_path / "model.h5"
    model.save(path)
    with h5py.File(path, "r+") as file:
        described = json.loads(file.attrs["model_config"])
        base = described["config"]["layers"][1]
        base["compile_config"] = {"loss": {"class_name": "__lambda__", "config": {"value": code(marker)}}}
        file.attrs["model_config"] = json.dumps(described)
    inspect_model(path)
    np.testing.assert_allclose(load_keras_model(path)(X), model(X), atol=1e-6)
    assert not marker.exists()
