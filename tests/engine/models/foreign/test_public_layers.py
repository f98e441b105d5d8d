"""Layers of public examples open by our own code and compute what the published code computes; all else is refused."""

from __future__ import annotations

import json
import zipfile

import h5py
import keras
import numpy as np
import pytest
from helpers.model_files.inspection_files import keras_zip, layer, sequential
from helpers.model_files.legacy_files import shaken
from helpers.model_files.refusals import refusal
from keras import layers, ops

from engine.errors import Code
from engine.models.inspection import inspect_model
from engine.models.inspection.keras.public_parts import public_part
from engine.models.legacy import load_keras_model

X = np.random.default_rng(6).normal(size=(2, 12, 12, 3)).astype(np.float32)


# As published at keras.io, examples/vision/image_classification_with_vision_transformer


class Patches(layers.Layer):
    def __init__(self, patch_size, **others):
        super().__init__(**others)
        self.patch_size = patch_size

    def call(self, images):
        shape = ops.shape(images)
        rows, columns = shape[1] // self.patch_size, shape[2] // self.patch_size
        patches = ops.image.extract_patches(images, size=self.patch_size)
        return ops.reshape(patches, (shape[0], rows * columns, self.patch_size * self.patch_size * shape[3]))

    def get_config(self):
        return {**super().get_config(), "patch_size": self.patch_size}


class PatchEncoder(layers.Layer):
    keeps_width = False

    def __init__(self, num_patches, projection_dim, **others):
        super().__init__(**others)
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = ops.expand_dims(ops.arange(start=0, stop=self.num_patches, step=1), axis=0)
        return self.projection(patch) + self.position_embedding(positions)

    def get_config(self):
        width = {"projection_dim": self.projection.units} if self.keeps_width else {}
        return {**super().get_config(), "num_patches": self.num_patches, **width}


class EncoderThatKeepsItsWidth(PatchEncoder):
    keeps_width = True


EncoderThatKeepsItsWidth.__name__ = "PatchEncoder"


def transformer(encoder):
    inputs = keras.Input((12, 12, 3))
    x = encoder(9, 8, name="encoder")(Patches(4, name="cut")(inputs))
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.MultiHeadAttention(num_heads=2, key_dim=8, dropout=0.1)(y, y)
    x = layers.Add()([y, x])
    x = layers.Dense(16, activation=keras.activations.gelu)(layers.LayerNormalization(epsilon=1e-6)(x))
    return shaken(keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x))))


@pytest.mark.slow
@pytest.mark.parametrize("encoder", [PatchEncoder, EncoderThatKeepsItsWidth])
@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_the_vision_transformer_of_keras_s_examples_opens(tmp_path, encoder, ending):
    original = transformer(encoder)
    path = tmp_path / f"vit{ending}"
    original.save(path)
    inspect_model(path)
    np.testing.assert_allclose(load_keras_model(path)(X), original(X), atol=1e-5)


@pytest.mark.slow
def test_weights_of_other_sizes_than_the_patches_are_refused(tmp_path):
    path = tmp_path / "vit.h5"
    transformer(PatchEncoder).save(path)
    with h5py.File(path, "r+") as file:
        said = file.attrs["model_config"].replace('"num_patches": 9', '"num_patches": 10')
        file.attrs["model_config"] = said
    with pytest.raises(Exception) as refused:
        load_keras_model(path)
    assert refused.value.code is Code.MODEL_CONTRADICTS


@pytest.mark.parametrize(
    ("part", "compute"),
    [
        (layer("GradReverse", "g", module=None, hp_lambda=0.5), lambda x: x),
        (layer("Custom>GradientReversal", "g", module=None), lambda x: x),
        (layer("FixedDropout", "f", module=None, rate=0.2, noise_shape=[None, 1, 1], seed=None), lambda x: x),
        (layer("Swish", "s", module=None), lambda x: x / (1 + np.exp(-x))),
        (layer("HardSwish", "s", module=None), lambda x: x * np.clip(x + 3, 0, 6) / 6),
        (layer("Mish", "m", module=None), lambda x: x * np.tanh(np.log1p(np.exp(x)))),
        (layer("Activation", "a", activation="h_swish"), lambda x: x * np.clip(x + 3, 0, 6) / 6),
        (layer("Activation", "a", activation="hard_swish"), lambda x: x * np.clip(x + 3, 0, 6) / 6),
        (layer("Activation", "a", activation="h_sigmoid"), lambda x: np.clip(x + 3, 0, 6) / 6),
        (layer("Activation", "a", activation="mish"), lambda x: x * np.tanh(np.log1p(np.exp(x)))),
        (layer("Activation", "a", activation="relu6"), lambda x: np.clip(x, 0, 6)),
    ],
)
def test_a_published_part_computes_the_published_formula(tmp_path, part, compute):
    description = sequential(part)
    path = tmp_path / "model.keras"
    model = keras.Sequential([keras.Input((8, 8, 3)), layers.ReLU()])
    model.save(path)
    _describe(path, description)
    inspect_model(path)
    x = X[:, :8, :8]
    np.testing.assert_allclose(load_keras_model(path)(x), compute(x), atol=1e-6)


def _describe(path, description):
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**kept, "config.json": json.dumps(description).encode()}.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "part",
    [
        layer("Patches", "p", module=None),
        layer("Patches", "p", module=None, patch_size="7"),
        layer("Patches", "p", module=None, patch_size=True),
        layer("Patches", "p", module=None, patch_size=4, overlap=2),
        layer("PatchEncoder", "p", module=None, num_patches=10**9, projection_dim=64),
        layer("PatchEncoder", "p", module=None, num_patches=9, projection_dim=8, class_token=True),
        layer("GradReverse", "g", module=None, callback="os.system"),
        layer("FixedDropout", "f", module=None, rate=2),
        layer("Swish", "s", module=None, beta=2.0),
        layer("SEBlock", "s", module=None, ratio=16),
        layer("CBAM", "c", module=None, ratio=8),
        {**layer("Patches", "p", module=None, patch_size=4), "registered_name": "Evil>Other"},
    ],
)
def test_what_is_not_exactly_as_published_is_refused(tmp_path, part):
    assert public_part(part) is None
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(part))).code is Code.MODEL_UNKNOWN_PART


def test_an_encoder_that_asks_for_more_than_is_stored_is_refused(tmp_path):
    part = layer("PatchEncoder", "p", module=None, num_patches=60_000, projection_dim=60_000)
    assert refusal(keras_zip(tmp_path / "m.keras", sequential(part))).code is Code.MODEL_BOMB
