"""Does a map stay when the image hardly changes? Noise, shifts by a pixel, JPEG, and another fit.

The same class is explained each time. Of a method of many passes maps of fewer passes are compared with one as rough:
see `Subject.own_map`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.grid import in_map, summed
from engine.images.projection import by_channels
from engine.measures.again.similarity import relative_change, turned
from engine.measures.measure import Measured, Why
from engine.methods.method import number
from engine.methods.perturbation import resized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.images.projection import Projection
    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

SAMPLES = number("samples", 8, 2, 50)
RADIUS = number("radius", 5, 1, 50)  # levels of a pixel: 5 of 255 are below what the eye sees in a photograph
QUALITY = number("quality", 90, 10, 100)  # of a JPEG
FEW = 3  # samples of a method of many passes, at most
SHIFTS = ((0, 1), (0, -1), (1, 0), (-1, 0))  # pixels down and to the right
PARTS = 14  # a side of the image, in which maps of two fits are compared


def max_sensitivity(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the largest relative change of the map under small noise (Yeh et al., 2019, arXiv:1901.09392).

    max_n |map(x + e_n) - map(x)| / |map(x)|, e_n uniform whole levels from -radius to radius, kept within 0 and 255.
    The paper does not divide; as Quantus does, so that maps of any scale compare. Quantus's noise is real numbers of
    the model's input.
    """
    count = request.whole("max-sensitivity", SAMPLES)
    radius = request.whole("max-sensitivity", RADIUS)
    rng = np.random.default_rng(request.seed)
    samples = count if subject.quick else min(count, FEW)
    varied = [noisy(subject.session.pixels, radius, rng) for _ in range(samples)]
    yield from _compared("max-sensitivity", subject, varied, _change)


def shift_stability(subject: Subject, _request: TrustRequest) -> Iterator[Measured]:
    """Yield the largest relative change of the map when the image is shifted by one pixel to each of four sides.

    The map is shifted back first; the row or column that came in is not compared.
    """
    varied = [shifted(subject.session.pixels, *shift) for shift in SHIFTS]

    def change(before: np.ndarray, after: np.ndarray, index: int) -> float:
        return shifted_change(resized(before, subject.size), resized(after, subject.size), *SHIFTS[index])

    yield from _compared("shift-stability", subject, varied, change)


def jpeg_stability(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the relative change of the map when what the model sees is saved as a JPEG and read again."""
    quality = request.whole("jpeg-stability", QUALITY)
    yield from _compared("jpeg-stability", subject, [as_jpeg(subject.session.pixels, quality)], _change)


def fit_stability(subject: Subject, _request: TrustRequest) -> Iterator[Measured]:
    """Yield the change of the map on the image when it is fitted to the input in another way, whatever the scale.

    Both maps are summed up over 14 x 14 parts of what both fits show of the image; see `similarity.turned`.
    """
    other = subject.other_fit
    assert other is not None, "`measuring.obstacle` asks for it"
    seen = _common(other.own, other.projection)

    def change(before: np.ndarray, after: np.ndarray, _index: int) -> float:
        return turned(in_parts(before, other.own, seen), in_parts(after, other.projection, seen))

    yield from _compared("fit-stability", subject, [other.pixels], change)


def noisy(pixels: np.ndarray, radius: int, rng: np.random.Generator) -> np.ndarray:
    """Return uint8 pixels with uniform whole levels from -radius to radius added, kept within 0 and 255."""
    noise = rng.integers(-radius, radius + 1, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def shifted(pixels: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return (h, w, C) pixels moved by whole pixels; the edge is repeated where nothing came in."""
    rows, columns = (np.arange(length) - by for length, by in zip(pixels.shape[:2], (down, right), strict=True))
    return pixels[np.clip(rows, 0, len(rows) - 1)][:, np.clip(columns, 0, len(columns) - 1)]


def shifted_change(before: np.ndarray, after: np.ndarray, down: int, right: int) -> float:
    """Return the relative change between (H, W) maps of an image and of the image moved, where both have it."""
    height, width = before.shape
    rows = slice(max(-down, 0), height - max(down, 0)), slice(max(down, 0), height - max(-down, 0))
    columns = slice(max(-right, 0), width - max(right, 0)), slice(max(right, 0), width - max(-right, 0))
    return relative_change(before[rows[0], columns[0]], after[rows[1], columns[1]])


def as_jpeg(pixels: np.ndarray, quality: int) -> np.ndarray:
    """Return (h, w, C) uint8 pixels saved as a JPEG and read again: three channels as RGB, else each as grey."""
    import cv2

    def saved(part: np.ndarray) -> np.ndarray:
        _, data = cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED))

    if pixels.shape[2] == 3:
        return np.ascontiguousarray(saved(pixels[..., ::-1])[..., ::-1])  # OpenCV has blue first
    return by_channels(saved, pixels, most=1)


def in_parts(values: np.ndarray, projection: Projection, seen: tuple[float, float, float, float]) -> np.ndarray:
    """Return (14, 14): the sums of an (h, w) map of the input in equal parts of a region of the image.

    seen: left, top, right, bottom in shares of the image.
    """
    borders = (np.linspace(seen[axis], seen[axis + 2], PARTS + 1) for axis in (1, 0))
    down, across = (
        in_map(values.shape[1 - axis], projection, axis, tuple(map(float, edges)))
        for axis, edges in zip((1, 0), borders, strict=True)
    )
    return summed(np.asarray(values, np.float64), down, across)


def _common(one: Projection, other: Projection) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of what two fits both show of an image, in shares of it."""
    width, height = one.image_size
    both = one.seen, other.seen
    left, top = max(rect.x for rect in both), max(rect.y for rect in both)
    right, bottom = min(rect.x + rect.width for rect in both), min(rect.y + rect.height for rect in both)
    return left / width, top / height, right / width, bottom / height


def _change(before: np.ndarray, after: np.ndarray, _index: int) -> float:
    return relative_change(before, after)


def _compared(
    name: str, subject: Subject, varied: Sequence[np.ndarray], change: Callable[[np.ndarray, np.ndarray, int], float]
) -> Iterator[Measured]:
    """Yield the largest and the mean change of the map over varied (h, w, C) uint8 pixels."""
    if not np.any(subject.values):
        yield Measured(name, why=Why.NO_EVIDENCE)
        return
    maps: list[np.ndarray] = []
    wanted = len(varied) + 1
    for found in chain(subject.own_map(), subject.maps_for(varied)):
        if found is not None:
            maps.append(found)
        if len(maps) == wanted:
            break
        yield Measured(name, fraction=max(len(maps) - 0.5, 0) / wanted)
    if not np.any(maps[0]):
        yield Measured(name, why=Why.NO_EVIDENCE)
        return
    changes = [change(maps[0], each, index) for index, each in enumerate(maps[1:])]
    details = (("mean", float(np.mean(changes))), ("samples", float(len(changes))))
    yield Measured(name, float(max(changes)), details=details)
