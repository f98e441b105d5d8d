"""A first guess at pixel values where nothing else tells: how a model's answers to the samples vary. Never sure.

Fed 0..1, a model of 0..255 sees black pictures and answers all alike. How much answers p say of which photograph was
shown is their mutual information, H(mean p) - mean H(p), in nats.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.images.preprocessing import PixelValues, prepare
from engine.models.pixel_values.samples import samples

Answers = Callable[[np.ndarray], np.ndarray]
"""From (N, h, w, c) pictures as a model is fed to (N, classes) probabilities."""

_ALIKE, _VARIED = 0.1, 0.3  # nats: at most, at least; three photographs allow log 3 = 1.1
_SATURATED = 0.999  # of all photographs the first answer: values far too large do that


def takes_raw(answers: Answers, size: tuple[int, int], channels: int) -> bool:
    """Tell whether answers are alike under 0..1, and vary under 0..255 without being saturated."""

    def asked(values: PixelValues) -> np.ndarray:
        return answers(np.concatenate([prepare(picture, values, channels) for picture in samples(size, channels)]))

    if information(asked(PixelValues.UNIT)) > _ALIKE:
        return False
    raw = asked(PixelValues.RAW)
    return information(raw) >= _VARIED and bool(raw.max(-1).min() < _SATURATED)


def information(answers: np.ndarray) -> float:
    """Return how much (N, classes) probabilities say of which of N pictures was shown, in nats."""
    return float(_entropy(answers.mean(0)) - _entropy(answers).mean())


def _entropy(shares: np.ndarray) -> np.ndarray:
    return -(shares * np.log(np.maximum(shares, 1e-12))).sum(-1)
