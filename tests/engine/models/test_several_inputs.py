"""Which pixel values an input takes, where a model has several: told by the layers that the input goes to."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.shared_layers import two_inputs
from keras import layers

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import Classifier, open_classifier
from engine.network.description import Port
from engine.network.feeding import feed
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

SHAPE = (16, 20, 3)


@pytest.fixture(params=["keras", "saved model"])
def through(request, tmp_path):
    """Return a function that looks at a model through its input of a number."""

    def classifier(model: keras.Model, index: int) -> Classifier:
        if request.param == "keras":
            return Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "", port=Port(index))
        if not (tmp_path / "saved").exists():
            model.export(tmp_path / "saved", verbose=False)
        return open_classifier(tmp_path / "saved", Port(index))

    return classifier


def towers() -> keras.Model:
    """A picture of 0..255 and one of -1..1, each with a tower of its own: the first is deep."""
    raw, signed = keras.Input(SHAPE, name="raw"), keras.Input(SHAPE, name="signed")
    x = layers.Rescaling(1 / 255)(raw)
    for width in (4, 5, 6, 7, 8, 9):
        x = layers.Conv2D(width, 3, padding="same")(x)
    y = layers.Conv2D(4, 3)(layers.Rescaling(0.5, offset=0.5)(signed))
    pooled = [layers.GlobalAveragePooling2D()(tensor) for tensor in (x, y)]
    return keras.Model([raw, signed], layers.Dense(2)(layers.Concatenate()(pooled)))


def test_an_encoder_of_two_inputs_takes_the_same_at_both(through):
    model = two_inputs().model
    for index in (0, 1):
        info = through(model, index).info
        assert (info.pixel_values, info.pixel_values_from) == (PixelValues.RAW, Evidence.INSIDE)


def test_each_tower_says_what_it_takes(through):
    model = towers()
    for index, values in enumerate((PixelValues.RAW, PixelValues.SIGNED)):
        info = through(model, index).info
        assert (info.pixel_values, info.pixel_values_from) == (values, Evidence.INSIDE)


def normalised(deep: int) -> keras.Model:
    """Two towers that begin with a normalisation; the first has more layers with weights than count as near."""
    inputs = [keras.Input(SHAPE, name=name) for name in ("first", "second")]
    pooled = []
    for number, tensor in enumerate(inputs):
        norm = layers.BatchNormalization(name=f"norm_{number}")
        x = norm(tensor)
        norm.moving_mean.assign([number + 1.0, number + 2.0, number + 3.0])
        for _ in range(deep if number == 0 else 1):
            x = layers.Conv2D(4, 3, padding="same")(x)
        pooled.append(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, layers.Dense(2)(layers.Concatenate()(pooled)))


def test_the_normalisations_are_those_of_the_input(through):
    model = normalised(deep=7)
    x = tf.constant(np.random.default_rng(2).random((1, *SHAPE)).astype(np.float32))
    for index in (0, 1):
        classifier = through(model, index)
        network = classifier._network

        def look(pictures, network=network, port=classifier.port):
            return network.normalised(feed(network.inputs, port, pictures), 4, port.input)

        (found,) = tf.function(look, autograph=False)(x)
        np.testing.assert_array_equal(found.given, x)
        np.testing.assert_array_equal(found.mean, [index + 1.0, index + 2.0, index + 3.0])
