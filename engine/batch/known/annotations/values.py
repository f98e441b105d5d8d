"""Values in strangers' annotation files, checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.evaluation.localisation import Region
from engine.models.labels.reader import one_line

_FARTHEST = 1e7  # pixels from the corner of an image
_LONGEST_PATH = 4096
MOST_POINTS = 100_000  # of one outline
MOST_SIDE = 100_000  # pixels


class Damaged(ValueError):  # noqa: N818 - what it says is where, not what went wrong
    """A file does not hold what its format says. The text is the place, such as "annotations[3].bbox"."""


class Annotated(NamedTuple):
    """The regions of one image, which the file names `image`."""

    image: str
    regions: tuple[Region, ...]


def number(value: Any, place: str) -> float:
    """Return a coordinate or length in pixels."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Damaged(place)
    if not (math.isfinite(value) and abs(value) <= _FARTHEST):
        raise Damaged(place)
    return float(value)


def numbers(value: Any, count: int, place: str) -> tuple[float, ...]:
    """Return so many coordinates."""
    items = listed(value, place)
    if len(items) != count:
        raise Damaged(place)
    return tuple(number(item, place) for item in items)


def listed(value: Any, place: str) -> list[Any]:
    """Return a list."""
    if not isinstance(value, list):
        raise Damaged(place)
    return value


def fields(value: Any, place: str) -> dict[str, Any]:
    """Return an object."""
    if not isinstance(value, dict):
        raise Damaged(place)
    return value


def label_of(value: Any, place: str) -> str:
    """Return the name of a class; numbers are names too."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Damaged(place)
    return one_line(str(value)[:_LONGEST_PATH])


def path_of(value: Any, place: str) -> str:
    """Return a file as a file names it. It is compared with the images of a folder and never opened."""
    if not isinstance(value, str) or len(value) > _LONGEST_PATH:
        raise Damaged(place)
    return value


def size_of(width: Any, height: Any) -> tuple[int, int]:
    """Return the size of an image where a file states one that may be, else (0, 0)."""
    sides = (width, height)
    fit = all(isinstance(side, int) and not isinstance(side, bool) and 0 < side <= MOST_SIDE for side in sides)
    return (int(width), int(height)) if fit else (0, 0)


def outline_of(points: Sequence[tuple[float, float]], place: str) -> tuple[tuple[float, float], ...]:
    """Return a polygon, which has an area from three points on."""
    if not 3 <= len(points) <= MOST_POINTS:
        raise Damaged(place)
    return tuple(points)
