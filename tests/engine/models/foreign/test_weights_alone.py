"""Weights alone that fit a published network with another head open as that, and say that it is assumed."""

from __future__ import annotations

import json
from functools import cache

import h5py
import keras
import numpy as np
import pytest
from helpers.model_files.legacy_files import shaken
from helpers.model_files.parted_files import pair_of_keras_2
from keras import layers

from engine.errors import Code, SaliscopeError
from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import open_classifier
from engine.models.weights_alone.build_trunks import kinds, row
from engine.models.weights_alone.fitting import fitted
from engine.models.weights_alone.trunks import TABLE, Trunk
from engine.network.description import Caution, Head

pytestmark = pytest.mark.slow
X = np.random.default_rng(8).uniform(-1, 1, (2, 96, 96, 3)).astype(np.float32)


@cache
def published(side):
    """A trunk, which models share, and its first weights, with which each of them begins."""
    trunk = keras.applications.MobileNetV2(alpha=0.35, weights=None, include_top=False, input_shape=(side, side, 3))
    return trunk, trunk.get_weights()


def mobile(*head, nested=False, side=224):
    trunk, weights = published(side)
    trunk.set_weights(weights)
    if nested:
        return shaken(keras.Sequential([keras.Input((side, side, 3)), trunk, *head]))
    x = trunk.output
    for layer in head:
        x = layer(x)
    return shaken(keras.Model(trunk.input, x))


def usual(classes=5):
    last = "sigmoid" if classes == 1 else "softmax"
    return layers.GlobalAveragePooling2D(), layers.Dropout(0.2), layers.Dense(classes, last, name="predictions_new")


def of_keras_2(model, folder):
    pair_of_keras_2(model, folder / "layers.json", folder / "weights.h5")
    (folder / "layers.json").unlink()
    return folder / "weights.h5"


def of_keras_3(model, folder):
    model.save_weights(folder / "net.weights.h5")
    return folder / "net.weights.h5"


@pytest.mark.parametrize(
    ("write", "nested", "classes"),
    [(of_keras_2, False, 5), (of_keras_2, True, 1), (of_keras_3, False, 1), (of_keras_3, True, 5)],
)
def test_a_new_head_on_a_published_network_is_found_by_its_shapes(tmp_path, write, nested, classes):
    original = mobile(*usual(classes), nested=nested)
    path = write(original, tmp_path)
    x = np.random.default_rng(8).uniform(-1, 1, (2, 224, 224, 3)).astype(np.float32)
    np.testing.assert_allclose(fitted(path)(x), original(x), atol=1e-5)
    info = open_classifier(path).info
    assert info.cautions == (Caution.NETWORK_ASSUMED,)
    assert (info.family, info.pixel_values, info.name) == ("MobileNetV2", PixelValues.SIGNED, path.name)
    assert info.pixel_values_from == Evidence.ASSUMED
    assert (info.head, len(info.labels)) == ((Head.SIGMOID, 2) if classes == 1 else (Head.SOFTMAX, 5))


@pytest.mark.parametrize("write", [of_keras_2, of_keras_3])
def test_places_that_are_taken_one_by_one_tell_the_size_of_the_pictures(tmp_path, write):
    head = layers.Flatten(), layers.Dense(16, "relu"), layers.Dense(3, "softmax")
    original = mobile(*head, side=96)
    model = fitted(write(original, tmp_path))
    assert model.input_shape == (None, 96, 96, 3)
    np.testing.assert_allclose(model(X), original(X), atol=1e-5)


def test_another_network_of_as_many_weights_is_not_taken_for_it(tmp_path):
    """Layers of other names, or of shapes that only add up to the same."""
    path = of_keras_2(mobile(*usual()), tmp_path)
    with h5py.File(path, "r+") as file:
        names = [name.decode() if isinstance(name, bytes) else name for name in file.attrs["layer_names"]]
        file.move("Conv1", "Conv_other")
        file.attrs["layer_names"] = [name.replace("Conv1", "Conv_other") if name == "Conv1" else name for name in names]
    assert fitted(path) is None
    path = of_keras_3(mobile(*usual()), tmp_path)
    with h5py.File(path, "r+") as file:
        kernel = file["layers/conv2d/vars/0"]
        turned = np.asarray(kernel).transpose(0, 1, 3, 2)
        del file["layers/conv2d/vars/0"]
        file["layers/conv2d/vars/0"] = turned
    assert fitted(path) is None


@pytest.mark.parametrize(
    "head",
    [
        (layers.GlobalAveragePooling2D(), layers.BatchNormalization(), layers.Dense(2)),
        (layers.GlobalAveragePooling2D(),),
        (layers.GlobalAveragePooling2D(), layers.Dense(4, use_bias=False)),
    ],
)
def test_another_kind_of_head_stays_weights_only(tmp_path, head):
    with pytest.raises(SaliscopeError) as refused:
        open_classifier(of_keras_3(mobile(*head), tmp_path))
    assert refused.value.code is Code.MODEL_WEIGHTS_ONLY


def test_the_table_is_keras_s_own():
    known = [Trunk(**entry) for entry in json.loads(TABLE.read_text(encoding="utf-8"))]
    assert [(trunk.name, trunk.alpha) for trunk in known] == list(kinds())
    assert len({(trunk.parameters, trunk.arrays) for trunk in known}) == len(known)
    for trunk in known:
        if trunk.name in ("MobileNet", "VGG16", "ResNet50") or trunk.alpha == 0.35:
            assert row(trunk.name, trunk.alpha) == trunk
