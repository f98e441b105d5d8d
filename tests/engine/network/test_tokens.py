"""Vision transformers: their tokens as a picture."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers, ops

from engine.attribution.explain import explain
from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork
from engine.network.tokens import as_picture, as_tokens

GRID, PATCH, WIDTH = (3, 4), 4, 6


def transformer(class_token: bool) -> keras.Model:
    """Two blocks of attention on patches of 4 x 4, read at a class token or averaged."""
    keras.utils.set_random_seed(2)
    inputs = keras.Input((GRID[0] * PATCH, GRID[1] * PATCH, 3))
    x = layers.Conv2D(WIDTH, PATCH, PATCH, name="patches")(inputs)
    x = layers.Reshape((GRID[0] * GRID[1], WIDTH), name="tokens")(x)
    if class_token:
        x = layers.ZeroPadding1D((1, 0), name="class_token")(x)
    for block in ("one", "two"):
        y = layers.LayerNormalization(name=f"{block}_norm")(x)
        x = layers.Add(name=f"{block}_add")([x, layers.MultiHeadAttention(2, 3, name=f"{block}_mha")(y, y)])
    x = layers.LayerNormalization(name="last_norm")(x)
    x = ops.take(x, 0, axis=1) if class_token else layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(x))


@pytest.fixture(params=[False, True], ids=["averaged", "class token"])
def session(request) -> Session:
    model = transformer(request.param)
    pixels = np.random.default_rng(1).integers(0, 256, (*model.input_shape[1:3], 3), np.uint8)
    return Session(Classifier(KerasNetwork(model), Path("nowhere", "vit.keras"), ""), pixels, "0..1")


@pytest.mark.slow
def test_tokens_lie_as_the_patches_did(session):
    shapes = {layer.path: layer.shape for layer in session.classifier.info.layers}
    for path in ("two_norm", "two_add", "last_norm", "one_mha"):
        assert shapes[path] == (*GRID, WIDTH)
    assert "one_mha/query" not in shapes


@pytest.mark.slow
def test_the_last_attention_s_input_is_looked_at_where_its_tokens_still_count(session):
    assert session.classifier.info.default_layer == "two_norm"
    activation, gradient = session.activation_gradient(None, Target(1))
    assert activation.shape == gradient.shape == (*GRID, WIDTH)
    assert np.abs(gradient).max() > 0


@pytest.mark.slow
def test_the_tokens_gradient_is_the_model_s_own(session):
    activation, gradient = session.activation_gradient("two_norm", Target(1))
    step = np.zeros_like(activation)
    step[2, 1, 3] = 1e-2
    low, high = session.scores_with_activation("two_norm", np.stack([activation - step, activation + step]), Target(1))
    assert (high - low) / 2e-2 == pytest.approx(gradient[2, 1, 3], rel=2e-2, abs=1e-5)


@pytest.mark.slow
def test_a_map_has_the_patches_shape(session):
    *_, found = explain(session, Request("p", Fit.STRETCH, "m", "0..1", "grad-cam"))
    assert found.values.shape == GRID


def test_the_order_of_tokens_is_row_by_row():
    model = keras.Model(*(lambda m: (m.inputs, m.get_layer("two_norm").output))(transformer(True)))
    x = np.zeros((1, GRID[0] * PATCH, GRID[1] * PATCH, 3), np.float32)
    bright = x.copy()
    bright[:, PATCH : 2 * PATCH, 2 * PATCH : 3 * PATCH] = 1  # row 1, column 2
    tokens = np.asarray(tf.abs(model(bright) - model(x)))[0]
    from engine.network.interface import TokenGrid

    moved = as_picture(tokens, TokenGrid(*GRID, 1)).sum(-1)
    assert np.unravel_index(moved.argmax(), GRID) == (1, 2)


def test_tokens_and_pictures_turn_into_each_other():
    from engine.network.interface import TokenGrid

    grid, tokens = TokenGrid(2, 3, 1), np.arange(14.0).reshape(7, 2)
    picture = as_picture(tokens, grid)
    assert picture.shape == (2, 3, 2)
    np.testing.assert_array_equal(as_tokens(picture[None], tokens, grid)[0], tokens)


def test_sequences_of_models_without_attention_are_no_pictures():
    inputs = keras.Input((8, 8, 3))
    steps = layers.LSTM(4, return_sequences=True, name="steps")(layers.Reshape((16, 12))(inputs))
    model = keras.Model(inputs, layers.Dense(2)(layers.Flatten()(steps)))
    info = Classifier(KerasNetwork(model), Path("nowhere", "m.keras"), "").info
    assert "steps" not in {layer.path for layer in info.layers}
