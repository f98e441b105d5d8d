"""Which pixel values fit a model: its answers to one photograph under each convention, to be judged by looking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.attribution.request import Trial
from engine.attribution.session import Session
from engine.errors import SaliscopeError
from engine.images.preprocessing import PixelValues

if TYPE_CHECKING:
    from engine.models.classifier import Classifier

_ANSWERS = 3


def try_pixel_values(
    classifier: Classifier, pixels: np.ndarray, companions: Mapping[int, np.ndarray] | None = None
) -> tuple[Trial, ...]:
    """Ask the model about (h, w, 3) uint8 pixels at its input size once under each convention.

    companions: as `Session` takes them. Left out are conventions under which the answer is not finite, and those that
    give the same input as one before.
    """
    trials = []
    closest = classifier.best_fit(pixels)
    tried: list[np.ndarray] = []
    for values in PixelValues:
        session = Session(classifier, pixels, values, companions=companions)
        if any(np.array_equal(session.x, before) for before in tried):
            continue
        tried.append(session.x)
        try:
            probabilities = session.probabilities
        except SaliscopeError:
            continue
        first = np.argsort(-probabilities, kind="stable")[:_ANSWERS]
        answers = tuple((int(index), float(probabilities[index])) for index in first)
        trials.append(Trial(values.value, answers, values is closest))
    return tuple(trials)
