"""How long the methods take, as ratios to a bare forward pass and to the textbook script in the same run."""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

import resources
from benchmarks import textbook
from engine.classifier import Classifier, open_classifier
from engine.explain import explain
from engine.preprocessing import PixelValues, prepare
from engine.projection import Fit
from engine.request import Request
from engine.session import Session

MODELS = ("default", "MobileNetV2", "ResNet50", "VGG16")
_SLOW = 3  # the textbook script is repeated this often


def table(models: tuple[str, ...], repeats: int) -> Iterator[str]:
    """Yield the lines of a Markdown table, a row per model and measure; medians, times in milliseconds."""
    yield "| model | measure | median ms | x forward pass | x textbook script |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for name in models:
        measured = measure(name, repeats)
        forward = measured["forward pass"]
        for words, seconds in measured.items():
            script = measured["textbook saliency" if words.startswith("saliency") else "textbook Grad-CAM"]
            yield (
                f"| {name} | {words} | {seconds * 1000:.1f} | {seconds / forward:.2f} |"
                f" {'' if words.startswith('textbook') else f'{seconds / script:.3f}'} |"
            )


def measure(name: str, repeats: int) -> dict[str, float]:
    """Return median seconds of each measure, taken in turn so that noise hits all alike."""
    classifier = _classifier(name)
    first = _timed(lambda: _map(_session(classifier, 0), classifier, "grad-cam", 0))
    calls = _calls(classifier)
    for call in calls.values():
        call(), call()
    times: dict[str, list[float]] = {words: [] for words in calls}
    for repeat in range(repeats):
        for words, call in calls.items():
            if repeat < _SLOW or not words.startswith("textbook"):
                times[words].append(_timed(call))
    medians = {words: statistics.median(seconds) for words, seconds in times.items()}
    return {"forward pass": medians.pop("forward pass"), "Grad-CAM, the first (traced)": first} | medians


def _calls(classifier: Classifier) -> dict[str, Callable[[], Any]]:
    """Return what is measured. Every call explains another photograph or class than the one before."""
    model, info = classifier._network.model, classifier.info
    count = itertools.count(1)
    x = prepare(_photograph(info.input_size, 0), PixelValues(info.pixel_values), 3)
    bare = tf.function(lambda batch: model(batch, training=False), autograph=False)
    batch = tf.constant(x)
    session = _session(classifier, 0)
    list(explain(session, _request(classifier, "grad-cam", 0)))
    layer = info.default_layer

    def class_change() -> None:
        session._attributions.clear()  # the class may come round again: never answer from memory
        _map(session, classifier, "grad-cam", next(count) % len(info.labels))

    return {
        "forward pass": lambda: bare(batch).numpy(),
        "Grad-CAM, another photograph": lambda: _map(_session(classifier, next(count)), classifier, "grad-cam", None),
        "Grad-CAM, another class": class_change,
        "saliency, another photograph": lambda: _map(_session(classifier, next(count)), classifier, "saliency", 1),
        "textbook Grad-CAM": lambda: textbook.grad_cam(model, layer, x, next(count) % len(info.labels)),
        "textbook saliency": lambda: textbook.saliency(model, x, next(count) % len(info.labels)),
    }


def _classifier(name: str) -> Classifier:
    if name == "default":
        return open_classifier(resources.DEFAULT_MODEL)
    keras.utils.set_random_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.keras"
        getattr(keras.applications, name)(weights=None).save(path)
        return open_classifier(path)


def _photograph(size: tuple[int, int], seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)


def _session(classifier: Classifier, seed: int) -> Session:
    return Session(classifier, _photograph(classifier.info.input_size, seed), classifier.info.pixel_values)


def _request(classifier: Classifier, method: str, target: int | None) -> Request:
    info = classifier.info
    return replace(Request("", Fit.STRETCH, info.sha256, info.pixel_values, method), target=target)


def _map(session: Session, classifier: Classifier, method: str, target: int | None) -> np.ndarray:
    *_, attribution = explain(session, _request(classifier, method, target))
    return attribution.values


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
