"""What is kept of a file and of a map, so that both are known again."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

import numpy as np

from engine.export.plain_values import Unfit

_SUMMARY = 16  # cells a side at most: a map of a layer is kept whole, a fine one as means


@dataclass(frozen=True)
class Source:
    """A photograph or a model. path: from the folder of the picture where there is a way, else absolute, or "".

    size: (width, height) in pixels, of the photograph or of the model's input.
    """

    name: str
    sha256: str
    path: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class MapFacts:
    """What a map was: (h, w), the SHA-256 of its float32 values, their ends and mean, and a small copy.

    summary: base64 of `summary_shape` little-endian float32 values, the map's own or their means over blocks.
    """

    shape: tuple[int, int]
    sha256: str
    low: float
    high: float
    mean: float
    summary_shape: tuple[int, int]
    summary: str


def facts_of(values: np.ndarray) -> MapFacts:
    """Return what is kept of a map, (h, w) float32."""
    values = np.ascontiguousarray(values, "<f4")
    small = _summary(values)
    return MapFacts(
        (values.shape[0], values.shape[1]),
        hashlib.sha256(repr(values.shape).encode() + values.tobytes()).hexdigest(),
        float(values.min()),
        float(values.max()),
        float(values.mean(dtype=np.float64)),
        (small.shape[0], small.shape[1]),
        base64.b64encode(small.tobytes()).decode(),
    )


def difference(facts: MapFacts, values: np.ndarray) -> float | None:
    """Return how far a map is from the one that was kept: the largest difference as a share of its largest value.

    0.0 where both are the same to the last bit; None where they have not even the same shape.
    """
    found = facts_of(values)
    if found.sha256 == facts.sha256:
        return 0.0
    if found.shape != facts.shape or found.summary_shape != facts.summary_shape:
        return None
    most = max(abs(facts.low), abs(facts.high), float(np.finfo(np.float32).tiny))
    apart = [np.abs(_kept(found) - _kept(facts)).max(), abs(found.low - facts.low), abs(found.high - facts.high)]
    return float(max(apart)) / most


def check_facts(facts: MapFacts, place: str) -> None:
    """Raise Unfit where facts that came from somewhere cannot be those of a map; place: what they are called."""
    if not is_sha256(facts.sha256):
        raise Unfit(f"{place}.sha256")
    if not all(0 < side <= _SUMMARY for side in facts.summary_shape):
        raise Unfit(f"{place}.summary_shape")
    if len(base64.b64decode(facts.summary, validate=True)) != 4 * facts.summary_shape[0] * facts.summary_shape[1]:
        raise Unfit(f"{place}.summary")


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256 as it is written here."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _summary(values: np.ndarray) -> np.ndarray:
    import cv2

    height, width = values.shape
    if max(height, width) <= _SUMMARY:
        return values
    size = (min(width, _SUMMARY), min(height, _SUMMARY))
    return np.ascontiguousarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), "<f4")


def _kept(facts: MapFacts) -> np.ndarray:
    return np.frombuffer(base64.b64decode(facts.summary), "<f4").reshape(facts.summary_shape)
