"""A run as tables for other programs: one row for each image, and how maps meet regions in COCO's layout."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.batch.known.matching import match_classes
from engine.batch.rows import TOP, Row
from engine.evaluation.triage import triage
from engine.export.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.run_folder import RunFolder
    from engine.evaluation.localisation import Located, Region
    from engine.evaluation.triage import Flag

TABLE, RESULTS = "table.csv", "results.json"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which spreadsheets know UTF-8
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # with which spreadsheets begin what they compute
_FURTHER = range(2, TOP + 1)
_LOCATED = (
    *("pointing", "energy", "overlap", "centre_pointing", "centre_energy", "centre_overlap", "area", "threshold"),
)
COLUMNS = (
    *("image", "state", "refusal", "answer", "answer_number", "probability"),
    *(f"{what}_{place}" for place in _FURTHER for what in ("answer", "probability")),
    *("true_class", "true_number", "right", "in_top_5", "margin", "explained_class", "explained_number"),
    *("concentration", "border", "corner"),
    *(f"region_{name}" for name in _LOCATED),
    *("look_at", "findings", "width", "height", "sha256", "seconds", "run_begun", "files"),
)


def write_tables(run: RunFolder, place: Callable[[str], Path] | None = None) -> Iterator[Path]:
    """Write and yield a run's rows, and how maps meet regions where they do.

    place: returns where the file that is to be called `TABLE` or `RESULTS` goes; None: into the run folder, where it
    replaces an older one. Raises SaliscopeError: EXPORT_FAILED, RUN_DAMAGED.
    """
    place = place or run.folder.joinpath
    yield write_table(run, place(TABLE))
    if any(row.located is not None for row in run.each_row()):
        yield write_results(run, place(RESULTS))


def write_table(run: RunFolder, target: Path) -> Path:
    """Write a run's rows as CSV, atomically: see `csv_blocks`. Returns the file. Raises as `write_tables`."""
    flags = triage(run.each_row(), *run.summaries()).flags
    begun = run.notes().get("begun", "")
    write_atomically(target, csv_blocks(run.each_row(), run.plan.labels, run.truths(), flags, begun))
    return target


def csv_blocks(
    rows: Iterable[Row],
    labels: Sequence[str],
    truths: Mapping[str, int] | None = None,
    flags: Mapping[str, Sequence[Flag]] | None = None,
    begun: str = "",
) -> Iterator[bytes]:
    """Yield a CSV file: a row of heads (`COLUMNS`), then one for each image, in UTF-8 with a mark.

    Commas between cells, decimals with ".", dates as ISO 8601 has them. What is not known is empty. Names are public
    ones (`Row.public_name`). What a spreadsheet would compute, such as a name that begins with "=", gets a "'" before
    it. truths, flags: by `Row.name`; begun: when the run did.
    """
    yield (_MARK + _line(COLUMNS)).encode()
    for row in rows:
        cells = _cells(row, labels, truths or {}, flags or {}, begun)
        # A name need not be text, on no system.
        yield _line([cells[column] for column in COLUMNS]).encode(errors="backslashreplace")


def _line(cells: Sequence[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_cell(cell) for cell in cells])
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _cells(
    row: Row,
    labels: Sequence[str],
    truths: Mapping[str, int],
    flags: Mapping[str, Sequence[Flag]],
    begun: str,
) -> dict[str, object]:
    truth = truths.get(row.name)
    known = truth is not None and bool(row.answers) and len(labels) > 1
    return {
        "image": row.public_name,
        "state": row.state.value,
        "refusal": row.error.code.value if row.error is not None else None,
        "answer": _label(row.answer, labels),
        "answer_number": row.answer,
        "probability": row.probability,
        **_further(row, labels),
        "true_class": _label(truth, labels),
        "true_number": truth,
        "right": row.answer == truth if known else None,
        "in_top_5": any(index == truth for index, _ in row.answers) if known and len(labels) > TOP else None,
        "margin": row.margin,
        "explained_class": _label(row.target, labels),
        "explained_number": row.target,
        "concentration": row.concentration,
        "border": row.border,
        "corner": row.corner,
        **{f"region_{name}": value for name, value in _measures(row.located).items()},
        "look_at": " ".join(flag.reason.value for flag in flags.get(row.name, ())),
        "findings": " ".join(row.findings),
        "width": row.size[0] or None,
        "height": row.size[1] or None,
        "sha256": row.sha256,
        "seconds": row.seconds,
        "run_begun": begun,
        "files": " ".join(written.path for written in row.files),
    }


def _label(index: int | None, labels: Sequence[str]) -> str | None:
    if index is None:
        return None
    return labels[index] if index < len(labels) else str(index)


def _further(row: Row, labels: Sequence[str]) -> dict[str, object]:
    answers = [*row.answers, *[(None, None)] * TOP]
    found: dict[str, object] = {}
    for place in _FURTHER:
        index, probability = answers[place - 1]
        found |= {f"answer_{place}": _label(index, labels), f"probability_{place}": probability}
    return found


def _measures(located: Located | None) -> dict[str, Any]:
    return {name: getattr(located, name, None) for name in _LOCATED}


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
    yield from _listed("categories", ({"id": index, "name": _label(index, labels)} for index in categories))
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
    return {"image_id": place, "category_id": row.target, "score": score, **_measures(row.located)}
