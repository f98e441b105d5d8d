"""Every measure has a value or a reason for every kind of model: masks, bare values, several pictures, any channels."""

from __future__ import annotations

import io
from pathlib import Path

import keras
import numpy as np
import pytest
from helpers.model_files.two_pictures import LEFT, RIGHT, pixels_of, two_branches
from keras import layers

import engine
from engine.images import decode_image, image_from_pixels
from engine.measures import MEASURES, Aspect, Why
from engine.models.classifier import Classifier
from engine.network.keras_network import KerasNetwork

pytestmark = pytest.mark.slow

SIDE = 24


def body(channels: int = 3):
    """Return an input and what a small layer sees in it."""
    keras.utils.set_random_seed(11)
    inputs = keras.Input((SIDE, SIDE, channels))
    x = layers.Rescaling(1 / 255)(inputs)
    return inputs, layers.Conv2D(6, 3, strides=2, padding="same", activation="relu", name="maps")(x)


def headed(channels: int = 3, units: int = 4, activation: str | None = "softmax") -> keras.Model:
    inputs, x = body(channels)
    return keras.Model(inputs, layers.Dense(units, activation=activation)(layers.Flatten()(x)))


def mask() -> keras.Model:
    inputs, x = body()
    return keras.Model(inputs, layers.Conv2D(3, 1, activation="softmax")(layers.UpSampling2D(2)(x)))


def without_places() -> keras.Model:
    inputs = keras.Input((SIDE, SIDE, 3))
    flat = layers.Flatten()(layers.Rescaling(1 / 255)(inputs))
    return keras.Model(inputs, layers.Dense(4, activation="softmax")(flat))


def tiny_half_and_shared() -> keras.Model:
    """8 x 8 grey pixels, in half precision, through one layer twice."""
    keras.utils.set_random_seed(11)
    policy = "mixed_float16"
    inputs = keras.Input((8, 8, 1))
    twice = layers.Conv2D(6, 3, padding="same", activation="relu", dtype=policy)
    x = layers.Conv2D(6, 3, padding="same", dtype=policy)(layers.Rescaling(1 / 255)(inputs))
    return keras.Model(inputs, layers.Dense(4, activation="softmax")(layers.Flatten()(twice(twice(x)))))


def image(channels: int = 3) -> engine.Image:
    size = (40, 30, channels)
    pixels = np.random.default_rng(4).integers(0, 256, size, np.uint8)
    if channels <= 3:
        return image_from_pixels(pixels, "image.png")
    buffer = io.BytesIO()
    np.save(buffer, pixels)
    return decode_image(buffer.getvalue(), "bands.npy")


KINDS = {
    "classes": (lambda: headed(), "grad-cam", 3),
    "mask": (mask, "grad-cam", 3),
    "bare value": (lambda: headed(units=1, activation=None), "grad-cam", 3),
    "yes or no": (lambda: headed(units=1, activation="sigmoid"), "saliency", 3),
    "five channels": (lambda: headed(channels=5), "grad-cam", 5),
    "grey, tiny, half precision, a layer twice": (tiny_half_and_shared, "grad-cam", 3),
    "two pictures": (two_branches, "grad-cam", 3),
    "no layer of places": (without_places, "gradient-x-input", 3),
}


def measured(kind: str, heat_map: str) -> engine.Trust:
    build, method, channels = KINDS[kind]
    model = Classifier(KerasNetwork(build()), Path("nowhere", "model.keras"), "")
    shown = image_from_pixels(pixels_of(1, LEFT), "left.png") if kind == "two pictures" else image(channels)
    beside = {"right": image_from_pixels(pixels_of(2, RIGHT), "right.png")} if kind == "two pictures" else None
    if heat_map == "own":
        found = engine.explain(model, shown, method, companions=beside)
    else:
        found = np.random.default_rng(0).random((7, 5))
    return engine.measure(model, shown, found, list(MEASURES), companions=beside)


@pytest.mark.parametrize(
    ("kind", "heat_map"), [*((kind, "own") for kind in KINDS), ("mask", "elsewhere"), ("bare value", "elsewhere")]
)
def test_every_measure_has_a_finite_value_or_says_why_not(kind, heat_map):
    trust = measured(kind, heat_map)
    assert trust.complete
    for found in trust.measured:
        assert (found.value is None) == (found.why is not None)
        assert found.why is not Why.FAILED, found.measure
        numbers = [*dict(found.details).values(), *([found.value] if found.why is None else [])]
        numbers += [y for curve in found.curves for _, y in curve.points]
        assert np.isfinite(numbers).all(), found.measure
        assert all(np.isfinite(picture.values).all() for picture in found.pictures)


def test_the_table_answers_one_question_after_the_other():
    aspects = [row.aspect for row in MEASURES.values()]
    assert aspects == sorted(aspects, key=list(Aspect).index)
    for aspect in set(aspects):
        assert any(row.decides and row.thresholds for row in MEASURES.values() if row.aspect is aspect), aspect
