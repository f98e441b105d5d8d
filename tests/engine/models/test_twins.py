"""A nested transfer-learning model and its flattened twin give the same map, from a Keras 3 and from a Keras 2 file."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.model_files import legacy_files
from helpers.model_files.legacy_files import save_as_keras_2
from keras import layers
from references import models

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier, open_classifier
from engine.network.keras_network import KerasNetwork

FOLDER = legacy_files.FOLDER


def grad_cam(classifier: Classifier, pixels: np.ndarray, layer: str, target: int) -> np.ndarray:
    session = Session(classifier, pixels, "0..1")
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "0..1", "grad-cam", layer, target))
    return found.values


def pixels_for(classifier: Classifier) -> np.ndarray:
    width, height = classifier.info.input_size
    return np.random.default_rng(4).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nested", "nested_sequential"])
@pytest.mark.parametrize("save", [lambda model, path: model.save(path), save_as_keras_2], ids=["Keras 3", "Keras 2"])
def test_a_nested_model_is_explained_as_its_flat_twin(name, save, tmp_path):
    nested, tapped = models.build(name)
    twin, flat_tapped = models.build(name, twin=True)
    path = tmp_path / ("model.keras" if save is not save_as_keras_2 else "model.h5")
    save(nested, path)
    opened, flat = open_classifier(path), Classifier(KerasNetwork(twin), Path("nowhere", "twin.keras"), "")
    pixels = pixels_for(opened)
    for target in range(5):
        expected = grad_cam(flat, pixels, flat_tapped, target)
        found = grad_cam(opened, pixels, tapped, target)
        assert np.abs(found - expected).max() <= 1e-5 * max(1e-6, np.abs(expected).max())


@pytest.mark.slow
def test_a_file_that_keras_2_wrote_is_explained_as_its_flat_twin():
    opened = open_classifier(FOLDER / "nested-2.15.0.h5")
    nested = opened._network.model
    inputs = keras.Input((12, 12, 3))
    base, head = nested.layers[0].layers[0], nested.layers[1]
    x = inputs
    for layer in (*base.layers[1:], layers.GlobalAveragePooling2D(), *head.layers):
        x = layer(x)
    flat = Classifier(KerasNetwork(keras.Model(inputs, x)), Path("nowhere", "twin.keras"), "")
    pixels = pixels_for(opened)
    for target in range(3):
        found = grad_cam(opened, pixels, "features/base/d", target)
        expected = grad_cam(flat, pixels, "d", target)
        assert expected.any() or not found.any()
        assert np.abs(found - expected).max() <= 1e-5 * max(1e-6, np.abs(expected).max())
