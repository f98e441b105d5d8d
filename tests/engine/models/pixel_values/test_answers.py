"""A model of 0..255 that nothing else tells of is guessed by its answers to the samples."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from engine.images.preprocessing import Evidence, PixelValues
from engine.models.classifier import Classifier
from engine.models.pixel_values.answers import information, takes_raw
from engine.network.keras_network import KerasNetwork

WHITE = 255.0


def by_brightness(brightest: float, steepness: float):
    """Answer by how bright the middle of a picture is, as if `brightest` were white."""

    def answers(x: np.ndarray) -> np.ndarray:
        light = steepness * (x[:, 8:24, 8:24].mean((1, 2, 3)) / brightest - 0.45)
        dark = 1 / (1 + np.exp(np.clip(light, -50, 50)))
        return np.stack([dark, 1 - dark], -1)

    return answers


@pytest.mark.parametrize(
    ("brightest", "steepness", "raw"), [(WHITE, 40, True), (1.0, 40, False), (WHITE, 1e4, False), (WHITE, 0.1, False)]
)
def test_answers_that_vary_only_for_large_values_speak_for_0_to_255(brightest, steepness, raw):
    assert takes_raw(by_brightness(brightest, steepness), (32, 32), 3) is raw


def test_information_is_what_an_answer_says_of_the_photograph():
    assert information(np.eye(3)) == pytest.approx(np.log(3))
    assert information(np.full((3, 2), 0.5)) == pytest.approx(0)
    three_to_one = np.array([[0.75, 0.25], [0.25, 0.75]])
    kept = -(0.75 * np.log(0.75) + 0.25 * np.log(0.25))
    assert information(three_to_one) == pytest.approx(np.log(2) - kept)


def test_such_a_guess_is_never_sure():
    model = keras.Sequential([keras.Input((32, 32, 3)), layers.AveragePooling2D(16), layers.Flatten()])
    model.add(layers.Dense(2, "softmax"))
    weights = np.zeros((12, 2), np.float32)
    weights[:6, 1], weights[6:, 1] = 0.12, -0.12  # the upper half against the lower
    model.layers[-1].set_weights([weights, np.zeros(2)])
    info = Classifier(KerasNetwork(model), Path("nowhere", "model.keras"), "").info
    assert (info.pixel_values, info.pixel_values_from) == (PixelValues.RAW, Evidence.ASSUMED)
