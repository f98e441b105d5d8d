"""COCO's JSON: one file about all images (https://cocodataset.org/#format-data)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from engine.batch.known.annotations.masks import mask_of_runs, png_of
from engine.batch.known.annotations.values import (
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


def is_coco(value: Any) -> bool:
    """Tell whether JSON is about COCO's images and annotations."""
    return isinstance(value, dict) and isinstance(value.get("images"), list) and "annotations" in value


def read_coco(value: dict[str, Any]) -> Iterator[Annotated]:
    """Yield each image that has annotations: outlines or masks where there are any, else boxes. Raises Damaged."""
    labels = _labels(value.get("categories", []))
    by_image: dict[object, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for place, item in enumerate(listed(value["annotations"], "annotations")):
        annotation = fields(item, f"annotations[{place}]")
        by_image[_id(annotation.get("image_id"), f"annotations[{place}].image_id")].append((place, annotation))
    for place, item in enumerate(value["images"]):
        image = fields(item, f"images[{place}]")
        size = size_of(image.get("width"), image.get("height"))
        found = by_image.get(_id(image.get("id"), f"images[{place}].id"), ())
        regions = [region for at, each in found for region in _regions(each, labels, size, f"annotations[{at}]")]
        if regions:
            yield Annotated(path_of(image.get("file_name"), f"images[{place}].file_name"), tuple(regions))


def _labels(value: Any) -> dict[object, str]:
    categories = [fields(item, f"categories[{place}]") for place, item in enumerate(listed(value, "categories"))]
    return {
        _id(each.get("id"), f"categories[{place}].id"): label_of(each.get("name"), f"categories[{place}].name")
        for place, each in enumerate(categories)
    }


def _id(value: Any, place: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Damaged(place)
    return value


def _regions(
    annotation: dict[str, Any], labels: dict[object, str], size: tuple[int, int], place: str
) -> Iterator[Region]:
    kind = annotation.get("category_id")
    label = "" if kind is None else labels.get(_id(kind, f"{place}.category_id"), str(kind))
    shape, at = annotation.get("segmentation"), f"{place}.segmentation"
    if isinstance(shape, dict):
        yield Region(label, mask=png_of(mask_of_runs(shape.get("counts"), shape.get("size"), at)), size=size)
    elif shape:
        for polygon in listed(shape, at):
            yield Region(label, outline=_outline(polygon, at), size=size)
    elif "bbox" in annotation:
        left, top, width, height = numbers(annotation["bbox"], 4, f"{place}.bbox")
        yield Region(label, box=(left, top, width, height), size=size)


def _outline(value: Any, place: str) -> tuple[tuple[float, float], ...]:
    flat = numbers(value, len(listed(value, place)), place)
    if len(flat) % 2:
        raise Damaged(place)
    return outline_of(list(zip(flat[::2], flat[1::2], strict=True)), place)
