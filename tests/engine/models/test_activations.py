"""Models whose activations swell, and ports that do not work: a sentence before anything is computed."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import pytest

from engine.errors import Code, SaliscopeError
from engine.models.classifier import Classifier, open_classifier
from engine.models.inspection.keras.weights import least_elements
from engine.network.description import Port
from engine.network.keras_network import KerasNetwork
from engine.system.memory import LARGEST_TENSOR

LAYERS = keras.layers
SWELLING = {
    "upsampling": lambda: LAYERS.UpSampling2D(2000),
    "bilinear": lambda: LAYERS.UpSampling2D(2000, interpolation="bilinear"),
    "padding": lambda: LAYERS.ZeroPadding2D(20_000),
    "resizing": lambda: LAYERS.Resizing(30_000, 30_000),
    "transposed": lambda: LAYERS.Conv2DTranspose(3, 1, strides=1500),
    "repeated": lambda: keras.Sequential(
        [LAYERS.Flatten(), LAYERS.RepeatVector(10_000_000), LAYERS.Reshape((-1, 1, 3))]
    ),
}


def net(*layers: keras.Layer) -> keras.Model:
    return keras.Sequential([keras.Input((16, 16, 3)), *layers, LAYERS.GlobalAveragePooling2D(), LAYERS.Dense(2)])


@pytest.mark.slow
@pytest.mark.parametrize("kind", SWELLING)
def test_a_model_that_swells_is_refused_before_it_runs(tmp_path, kind):
    net(SWELLING[kind]()).save(tmp_path / "swells.keras")
    with pytest.raises(SaliscopeError) as refused:
        open_classifier(tmp_path / "swells.keras")
    assert (refused.value.code, refused.value.params["name"]) == (Code.MODEL_SWELLS, "swells.keras")
    assert refused.value.params["needed"] > refused.value.params["limit"] == LARGEST_TENSOR >> 20


def test_an_input_of_too_large_a_picture_is_refused_before_one_is_made():
    inputs = keras.Input((4, 2**40, 3))
    outputs = LAYERS.Dense(2)(LAYERS.GlobalAveragePooling2D()(inputs))
    with pytest.raises(SaliscopeError) as refused:
        Classifier(KerasNetwork(keras.Model(inputs, outputs)), Path("wide.keras"), "")
    assert refused.value.code is Code.MODEL_SWELLS
    assert refused.value.params == {"name": "wide.keras", "needed": 4 * 2**40 * 3 * 4 >> 20, "limit": 1024}


@pytest.mark.parametrize(
    "layers",
    [
        (LAYERS.ZeroPadding2D(5_000), LAYERS.Flatten()),
        (LAYERS.ZeroPadding2D(((9_000, 0), (0, 9_000))), LAYERS.Flatten()),
        (LAYERS.Flatten(), LAYERS.RepeatVector(1_000_000), LAYERS.Flatten()),
    ],
)
def test_weights_behind_what_grows_are_counted(layers):
    x = inputs = keras.Input((16, 16, 3))
    for layer in layers:
        x = layer(x)
    dense = {"class_name": "Dense", "config": {"units": 9}}
    before = json.loads(keras.Model(inputs, x).to_json())
    assert least_elements({"class_name": "Sequential", "config": {"layers": [before, dense]}}) == 9 * x.shape[-1]


def test_a_port_that_does_not_work_is_told_in_a_sentence():
    classifier = Classifier(KerasNetwork(net(LAYERS.Conv2D(2, 3))), Path("m.keras"), "")
    with pytest.raises(SaliscopeError) as refused:
        classifier.through(Port(9, 0))
    assert (refused.value.code, refused.value.params["name"]) == (Code.MODEL_UNREADABLE, "m.keras")
    assert classifier.through(classifier.port) is classifier
