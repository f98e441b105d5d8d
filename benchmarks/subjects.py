"""The subjects of the measurements: models, photographs, sessions and requests."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

import resources
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.methods import METHODS
from engine.models.classifier import Classifier, open_classifier

MODELS = ("default", "MobileNetV2", "ResNet50", "VGG16")

# The options that decide how much a method computes; all others keep the program's defaults. An option with choices is
# given as the index of the choice: see `Option`. All samples are drawn, good enough or not: their time is what is told.
SETTINGS: Mapping[str, Mapping[str, float]] = {
    "integrated-gradients": {"steps": 50, "completeness": 0},
    "smoothgrad": {"samples": 50, "enough": 0},
    "squaregrad": {"samples": 50, "enough": 0},
    "vargrad": {"samples": 50, "enough": 0},
    "occlusion": {"patch": 16 / 224, "stride": 1},
    "rise": {"masks": 400, "enough": 0},
    "sobol": {"designs": 6, "enough": 0},
    "hsic": {"masks": 400, "enough": 0},
    "lime": {"samples": 400, "enough": 0},
    "kernelshap": {"samples": 400, "enough": 0},
}


def names(asked: Sequence[str] | None, quick: bool) -> tuple[str, ...]:
    """Return the models to measure. asked: words, each one name or several with commas; quick: the two small models."""
    chosen = tuple(name for part in asked or () for name in part.split(",") if name)
    return chosen or MODELS[: 2 if quick else None]


def settings_of(method: str) -> str:
    """Return a method's settings in words."""
    return ", ".join(f"{name} {value:.3g}" for name, value in SETTINGS.get(method, {}).items())


def save_model(name: str, folder: Path) -> Path:
    """Return the file of a model: the default one, or one of keras.applications with random weights of its own."""
    if name == "default":
        return resources.DEFAULT_MODEL
    keras.utils.set_random_seed(0)
    path = folder / f"{name}.keras"
    getattr(keras.applications, name)(weights=None).save(path)
    return path


@functools.cache
def classifier(name: str) -> Classifier:
    """Return a model opened as the program opens it."""
    with tempfile.TemporaryDirectory() as folder:
        return open_classifier(save_model(name, Path(folder)))


def photograph(size: tuple[int, int], number: int) -> np.ndarray:
    """Return (h, w, 3) uint8: the sample photograph at (width, height), shifted sideways by its number."""
    return np.roll(_sample(size), 7 * number, axis=1)


def session(model: Classifier, number: int) -> Session:
    """Return a session that has computed nothing yet."""
    return Session(model, photograph(model.info.input_size, number), model.info.pixel_values)


def request(model: Classifier, method: str, target: int | None = None) -> Request:
    """Return a request with the settings above. target: a class; None: the model's first answer."""
    info, options = model.info, tuple(sorted(SETTINGS.get(method, {}).items()))
    assert {name for name, _ in options} <= {option.name for option in METHODS[method].options}
    return replace(Request("", Fit.STRETCH, info.sha256, info.pixel_values, method), target=target, options=options)


@functools.cache
def _sample(size: tuple[int, int]) -> np.ndarray:
    image = read_image(resources.SAMPLES[1])
    return Projection.make((image.width, image.height), size, Fit.STRETCH).apply(image.pixels)
