"""labelme's JSON: one file about one image. The picture that it may hold is left out."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any

from engine.batch.known.annotations.masks import framed, mask_pixels, png_of
from engine.batch.known.annotations.values import (
    MOST_POINTS,
    Annotated,
    Damaged,
    fields,
    label_of,
    listed,
    numbers,
    outline_of,
    path_of,
    size_of,
)
from engine.evaluation.localisation import Region

_CIRCLE = 72  # points
_WITHOUT_AREA = ("point", "points", "line", "linestrip")


def is_labelme(value: Any) -> bool:
    """Tell whether JSON is about labelme's shapes."""
    return isinstance(value, dict) and isinstance(value.get("shapes"), list)


def read_labelme(value: dict[str, Any]) -> Annotated:
    """Return the shapes of an image that have an area. Raises Damaged."""
    size = size_of(value.get("imageWidth"), value.get("imageHeight"))
    regions = (_region(item, size, f"shapes[{place}]") for place, item in enumerate(value["shapes"]))
    return Annotated(path_of(value.get("imagePath", ""), "imagePath"), tuple(filter(None, regions)))


def _region(item: Any, size: tuple[int, int], place: str) -> Region | None:
    shape = fields(item, place)
    kind = shape.get("shape_type") or "polygon"
    if kind in _WITHOUT_AREA:
        return None
    label = label_of(shape.get("label", ""), f"{place}.label")
    points = _points(shape.get("points"), f"{place}.points")
    if kind == "mask":
        return _mask(shape.get("mask"), points, label, size, f"{place}.mask")
    if kind in ("rectangle", "circle") and len(points) == 2:
        if kind == "circle":
            return Region(label, outline=_circle(*points), size=size)
        (left, top), (right, bottom) = points
        box = (min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))
        return Region(label, box=box, size=size)
    return Region(label, outline=outline_of(points, f"{place}.points"), size=size)


def _points(value: Any, place: str) -> list[tuple[float, float]]:
    items = listed(value, place)
    if len(items) > MOST_POINTS:
        raise Damaged(place)
    return [(x, y) for x, y in (numbers(item, 2, place) for item in items)]


def _circle(centre: tuple[float, float], edge: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    radius = math.dist(centre, edge)
    turns = [2 * math.pi * n / _CIRCLE for n in range(_CIRCLE)]
    return tuple((centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns)


def _mask(data: Any, points: list[tuple[float, float]], label: str, size: tuple[int, int], place: str) -> Region:
    """Return a shape that is a picture of the part of the image whose corner is the first point."""
    if not isinstance(data, str) or not points or not all(size):
        raise Damaged(place)
    try:
        inside = mask_pixels(base64.b64decode(data, validate=True))
    except binascii.Error as fault:
        raise Damaged(place) from fault
    return Region(label, mask=png_of(framed(inside, points[0], size)), size=size)
