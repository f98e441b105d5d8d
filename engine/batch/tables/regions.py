"""How maps meet regions, in COCO's layout."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.batch.known.matching import match_classes
from engine.batch.tables.images import label_of, located_values
from engine.export.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder
    from engine.evaluation.localisation import Region


def write_results(run: RunFolder, target: Path) -> Path:
    """Write how maps meet regions, atomically: see `results_blocks`. Returns the file. Raises as `write_tables`."""
    begun = run.notes().get("begun", "")
    write_atomically(target, results_blocks(run.each_row(), run.plan.labels, run.regions(), begun))
    return target


def results_blocks(
    rows: Iterable[Row], labels: Sequence[str], regions: Mapping[str, Sequence[Region]], begun: str = ""
) -> Iterator[bytes]:
    """Yield JSON in COCO's layout: images, categories, the regions as annotations, and a result for each image.

    Of the images whose maps were measured. A result has `image_id`, `category_id` (the explained class), `score` (its
    probability, null beyond the first five answers) and the measures of `Located`, whose names it uses. Annotations
    have a box or an outline; `name` is what their file calls them, `category_id` the class that this means, or null.
    """
    measured = [row for row in rows if row.located is not None]
    shown = [(place, region) for place, row in enumerate(measured, 1) for region in regions.get(row.name, ())]
    meant = match_classes({region.label for _, region in shown}, labels).found
    categories = sorted({row.target for row in measured if row.target is not None} | set(meant.values()))
    head = {"info": {"description": "Saliscope: heat maps and regions", "date_created": begun}}
    yield json.dumps(head).encode()[:-1]
    yield from _listed("categories", ({"id": index, "name": label_of(index, labels)} for index in categories))
    yield from _listed("images", (_image(place, row) for place, row in enumerate(measured, 1)))
    yield from _listed("annotations", (_annotation(number, *each, meant) for number, each in enumerate(shown, 1)))
    yield from _listed("results", (_result(place, row) for place, row in enumerate(measured, 1)))
    yield b"}\n"


def _listed(key: str, items: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    yield f',\n"{key}": ['.encode()
    joint = "\n"
    for item in items:
        yield (joint + json.dumps(item, allow_nan=False)).encode()
        joint = ",\n"
    yield b"]"


def _image(place: int, row: Row) -> dict[str, Any]:
    return {"id": place, "file_name": row.public_name, "width": row.size[0], "height": row.size[1]}


def _annotation(number: int, place: int, region: Region, meant: Mapping[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": number, "image_id": place, "category_id": meant.get(region.label)}
    found["name"] = region.label
    if region.outline:
        found["segmentation"] = [[value for point in region.outline for value in point]]
    elif not region.mask:
        found["bbox"] = list(region.box)
    if all(region.size):  # of the image that box and outline are about, where it is not the image's own
        found["size"] = list(region.size)
    return found


def _result(place: int, row: Row) -> dict[str, Any]:
    score = next((share for index, share in row.answers if index == row.target and math.isfinite(share)), None)
    return {"image_id": place, "category_id": row.target, "score": score, **located_values(row.located)}
