"""What a record keeps of a file and of a map, so that either can be recognised later."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import numpy as np

from engine.export.plain_values import Unfit
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Request

_SUMMARY = 16  # cells a side at most: a layer's map is usually no larger and kept whole, a finer one as block means


@dataclass(frozen=True)
class Source:
    """A photograph or a model. path: relative to the export's folder; absolute on another drive; "" where it has none.

    size: (width, height) in pixels, of the photograph or of the model's input.
    """

    name: str
    sha256: str
    path: str = ""
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class CompanionSource:
    """The photograph that a further picture input was given. input: its index; name: of that input."""

    input: int
    name: str
    image: Source


@dataclass(frozen=True)
class MapFacts:
    """What is recorded of a map. shape: (h, w); sha256: of its float32 values; low, high, mean: of those values.

    summary: a small copy, base64 of `summary_shape` little-endian float32 values: the map's own, or means over blocks.
    error, samples: as of an `Attribution`; None also in records of versions that did not say.
    """

    shape: tuple[int, int]
    sha256: str
    low: float
    high: float
    mean: float
    summary_shape: tuple[int, int]
    summary: str
    error: float | None = None
    samples: tuple[int, int] | None = None


def facts_of(values: np.ndarray, error: float | None = None, samples: tuple[int, int] | None = None) -> MapFacts:
    """Return what is recorded of a map, (h, w) float32. error, samples: as of an `Attribution`."""
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
        error,
        samples,
    )


def difference(facts: MapFacts, values: np.ndarray) -> float | None:
    """Return the largest difference between a map and a recorded one, as a share of the recorded one's largest value.

    0.0 where both are equal to the last bit; None where their shapes differ. Only the small copy was recorded, so the
    difference of finer maps is that of their block means and their ends.
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
    """Raise Unfit where facts read from a file cannot be those of a map. place: their name in the error."""
    if not is_sha256(facts.sha256):
        raise Unfit(f"{place}.sha256")
    if not all(0 < side <= _SUMMARY for side in facts.summary_shape):
        raise Unfit(f"{place}.summary_shape")
    if len(base64.b64decode(facts.summary, validate=True)) != 4 * facts.summary_shape[0] * facts.summary_shape[1]:
        raise Unfit(f"{place}.summary")
    if facts.samples is not None and not 0 < facts.samples[0] <= facts.samples[1]:
        raise Unfit(f"{place}.samples")


def check_companions(sources: tuple[CompanionSource, ...], request: Request, place: str) -> None:
    """Raise Unfit where photographs read from a file are not those that the request was asked with."""
    if [(one.input, one.image.sha256) for one in sources] != [(one.input, one.image) for one in request.companions]:
        raise Unfit(place)
    if not all(one.input >= 0 and is_sha256(one.image.sha256) for one in sources):
        raise Unfit(place)


def check_readings(request: Request, place: str) -> None:
    """Raise Unfit where a request read from a file has a photograph of no frame, or shows channels of no file."""
    for reading in (request.reading, *(one.reading for one in request.companions)):
        if any(number < 0 for number in (reading.frame, *(reading.channels or ()))):
            raise Unfit(place)


def is_sha256(text: str) -> bool:
    """Tell whether a text is a SHA-256 in lower-case hexadecimal."""
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
