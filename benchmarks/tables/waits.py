"""Measures the user's waits, as ratios to a bare forward pass and to the textbook script in the same run."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import tensorflow as tf

from benchmarks import subjects
from benchmarks.tables import textbook
from benchmarks.timing import in_turn, timed
from engine.attribution.explain import explain, explain_several, look_ahead
from engine.attribution.session import Session
from engine.images.preprocessing import PixelValues, prepare
from engine.models.classifier import Classifier

STRIP = 8  # classes
MANY = 64  # photographs
_BATCH = 16  # photographs at once
_FIRST, _SEVERAL = "Grad-CAM, another photograph", f"Grad-CAM, {STRIP} classes of another photograph"
_CHANGE, _CHANGES = "Grad-CAM, another class", f"Grad-CAM, {STRIP} other classes"
_FORWARD, _MANY_FORWARD = "forward pass", f"forward pass of {MANY} photographs"
_MANY_SCORES, _MANY_MAPS = f"scores of {MANY} photographs", f"Grad-CAM of {MANY} photographs"


def tables(models: tuple[str, ...], repeats: int, seconds: float) -> Iterator[str]:
    """Yield the lines of two Markdown tables: medians in milliseconds, and how the aims are met."""
    found = {name: measure(name, repeats, seconds) for name in models}
    yield "| model | measure | median ms | x forward pass | x textbook script |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for name, measured in found.items():
        for words, spent in measured.items():
            script = measured["textbook saliency" if words.startswith("saliency") else "textbook Grad-CAM"]
            against = "" if words.startswith("textbook") else f"{spent / script:.3f}"
            yield f"| {name} | {words} | {spent * 1000:.1f} | {spent / measured[_FORWARD]:.2f} | {against} |"
    yield ""
    yield "| measure | aim | " + " | ".join(models) + " |"
    yield "| --- | ---: |" + " ---: |" * len(models)
    for words, aim, top, bottom in _AIMS:
        yield f"| {words} | {aim} | " + " | ".join(f"{found[m][top] / found[m][bottom]:.2f}" for m in models) + " |"


_AIMS = (
    (f"{STRIP} classes / one class, another photograph", "<= 2", _SEVERAL, _FIRST),
    (f"{STRIP} classes / one class, the same photograph", "<= 2", _CHANGES, _CHANGE),
    (f"throughput of {MANY} photographs: scores / forward pass", ">= 0.9", _MANY_FORWARD, _MANY_SCORES),
    (f"throughput of {MANY} photographs: Grad-CAM / forward pass in batches", ">= 0.9", _MANY_FORWARD, _MANY_MAPS),
)


def measure(name: str, repeats: int, seconds: float) -> dict[str, float]:
    """Return the median seconds of each measure."""
    model = subjects.classifier(name)
    traced = timed(lambda: _last(subjects.session(model, 0), model, "grad-cam", 0))
    calls = _calls(model)
    for call in calls.values():
        # The first call traces. A slow one (1 s or more) is not run a second time only to warm up.
        if timed(call) < 1:
            call()
    found = in_turn(calls, repeats, seconds)
    return {_FORWARD: found.pop(_FORWARD), "Grad-CAM, the first (traced)": traced} | found


def _calls(model: Classifier) -> dict[str, Callable[[], Any]]:
    """Return the measures. Every call explains another photograph or class than the call before."""
    network, info, count = model._network.model, model.info, itertools.count(1)
    x = _prepared(model, 1)
    bare = tf.function(lambda batch: network(batch, training=False), autograph=False)
    one, many, session = tf.constant(x), _prepared(model, MANY), subjects.session(model, 0)
    target = session.target(subjects.request(model, "grad-cam", 0))
    _last(session, model, "grad-cam", 0)

    def fresh() -> Session:
        return subjects.session(model, next(count))

    def another_class() -> int:
        session._attributions.clear()  # the class may come round again: never answer from memory
        return next(count) % len(info.labels)

    def other_classes() -> None:
        session._attributions.clear()
        session._keep_halfway({})
        explain_several(session, subjects.request(model, "grad-cam"), STRIP)

    return {
        _FORWARD: lambda: bare(one).numpy(),
        _FIRST: lambda: _last(fresh(), model, "grad-cam", None),
        _SEVERAL: lambda: explain_several(fresh(), subjects.request(model, "grad-cam"), STRIP),
        _CHANGE: lambda: _last(session, model, "grad-cam", another_class()),
        _CHANGES: other_classes,
        "saliency, another photograph": lambda: _last(fresh(), model, "saliency", 1),
        "textbook Grad-CAM": lambda: textbook.grad_cam(network, info.default_layer, x, next(count) % len(info.labels)),
        "textbook saliency": lambda: textbook.saliency(network, x, next(count) % len(info.labels)),
        _MANY_FORWARD: lambda: [bare(tf.constant(part)).numpy() for part in np.split(many, MANY // _BATCH)],
        _MANY_SCORES: lambda: session.scores(many, target),
        _MANY_MAPS: lambda: [_maps([fresh() for _ in range(_BATCH)], model) for _ in range(MANY // _BATCH)],
    }


def _maps(sessions: list[Session], model: Classifier) -> list[np.ndarray]:
    """Return the maps of several photographs, as the command line makes them."""
    look_ahead(sessions, subjects.request(model, "grad-cam"))
    return [_last(session, model, "grad-cam", None) for session in sessions]


def _prepared(model: Classifier, count: int) -> np.ndarray:
    size, values = model.info.input_size, PixelValues(model.info.pixel_values)
    return np.concatenate([prepare(subjects.photograph(size, n), values, model.info.channels) for n in range(count)])


def _last(session: Session, model: Classifier, method: str, target: int | None) -> np.ndarray:
    *_, attribution = explain(session, subjects.request(model, method, target))
    return attribution.values
