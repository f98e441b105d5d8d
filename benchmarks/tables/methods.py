"""Measures each method's time to its first and its last picture, as ratios to a bare forward pass."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Iterator

import tensorflow as tf

from benchmarks import subjects
from benchmarks.timing import timed
from engine.attribution.explain import explain
from engine.methods import METHODS
from engine.models.classifier import Classifier

_FORWARDS = 5  # passes per turn: one alone is too short to be timed next to most methods


def table(models: tuple[str, ...], repeats: int, seconds: float) -> Iterator[str]:
    """Yield the lines of a Markdown table, a row per model and method.

    Each method takes turns with bare forward passes, up to `repeats` times and at least once, until it has used its
    `seconds`. Each time it explains the model's first answer to another photograph.
    """
    yield "| model | method | settings | first picture ms | all ms | all, x forward pass | repeats |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for name in models:
        model = subjects.classifier(name)
        for method in METHODS:
            first, whole, forward, count = measure(model, method, repeats, seconds)
            yield (
                f"| {name} | {method} | {subjects.settings_of(method)} | {first * 1000:.1f} | {whole * 1000:.1f} |"
                f" {whole / forward:.1f} | {count} |"
            )


def measure(model: Classifier, method: str, repeats: int, seconds: float) -> tuple[float, float, float, int]:
    """Return the median seconds to the first picture, to the last one and of a forward pass; and the repeats."""
    network = model._network.model
    bare = tf.function(lambda batch: network(batch, training=False), autograph=False)
    x = tf.constant(subjects.session(model, 0).x[None])
    numbers, times, forwards, spent = itertools.count(), [], [], 0.0
    bare(x), next(_pictures(model, method, next(numbers)))  # both are traced now, before the clock runs
    while len(times) < repeats and (not times or spent < seconds):
        forwards += [timed(lambda: bare(x).numpy()) for _ in range(_FORWARDS)]
        times.append(_first_and_last(model, method, next(numbers)))
        spent += times[-1][1]
    first, whole = (statistics.median(column) for column in zip(*times, strict=True))
    return first, whole, statistics.median(forwards), len(times)


def _first_and_last(model: Classifier, method: str, number: int) -> tuple[float, float]:
    start = time.perf_counter()
    moments = [time.perf_counter() - start for _ in _pictures(model, method, number)]
    return moments[0], moments[-1]


def _pictures(model: Classifier, method: str, number: int) -> Iterator[object]:
    return explain(subjects.session(model, number), subjects.request(model, method))
