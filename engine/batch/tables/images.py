"""A run as a table for other programs: one row for each image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.batch.rows import TOP, Row
from engine.batch.tables.csv_lines import head, line
from engine.batch.tables.trust import trust_cells, trust_columns
from engine.evaluation.triage import triage
from engine.export.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.run_folder import RunFolder
    from engine.evaluation.localisation import Located
    from engine.evaluation.triage import Flag

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


def write_table(run: RunFolder, target: Path) -> Path:
    """Write a run's rows as CSV, atomically: see `csv_blocks`. Returns the file. Raises as `write_tables`."""
    flags = triage(run.each_row(), *run.summaries()).flags
    begun = run.notes().get("begun", "")
    blocks = csv_blocks(run.each_row(), run.plan.labels, run.truths(), flags, begun, run.plan.measures)
    write_atomically(target, blocks)
    return target


def csv_blocks(
    rows: Iterable[Row],
    labels: Sequence[str],
    truths: Mapping[str, int] | None = None,
    flags: Mapping[str, Sequence[Flag]] | None = None,
    begun: str = "",
    measures: Sequence[str] = (),
) -> Iterator[bytes]:
    """Yield a CSV file: a row of heads (`COLUMNS`), then one for each image, in UTF-8 with a mark.

    Commas between cells, decimals with ".", dates as ISO 8601 has them. What is not known is empty. Names are public
    ones (`Row.public_name`). What a spreadsheet would compute, such as a name that begins with "=", gets a "'" before
    it. truths, flags: by `Row.name`; begun: when the run did. measures: of the maps, which add `trust_columns`.
    """
    columns = (*COLUMNS, *trust_columns(measures))
    yield head(columns)
    for row in rows:
        cells = {**_cells(row, labels, truths or {}, flags or {}, begun), **trust_cells(row, measures)}
        yield line([cells[column] for column in columns])


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
        "answer": label_of(row.answer, labels),
        "answer_number": row.answer,
        "probability": row.probability,
        **_further(row, labels),
        "true_class": label_of(truth, labels),
        "true_number": truth,
        "right": row.answer == truth if known else None,
        "in_top_5": any(index == truth for index, _ in row.answers) if known and len(labels) > TOP else None,
        "margin": row.margin,
        "explained_class": label_of(row.target, labels),
        "explained_number": row.target,
        "concentration": row.concentration,
        "border": row.border,
        "corner": row.corner,
        **{f"region_{name}": value for name, value in located_values(row.located).items()},
        "look_at": " ".join(flag.reason.value for flag in flags.get(row.name, ())),
        "findings": " ".join(row.findings),
        "width": row.size[0] or None,
        "height": row.size[1] or None,
        "sha256": row.sha256,
        "seconds": row.seconds,
        "run_begun": begun,
        "files": " ".join(written.path for written in row.files),
    }


def label_of(index: int | None, labels: Sequence[str]) -> str | None:
    """Return a class's name, its number where it has none, None for no class."""
    if index is None:
        return None
    return labels[index] if index < len(labels) else str(index)


def _further(row: Row, labels: Sequence[str]) -> dict[str, object]:
    answers = [*row.answers, *[(None, None)] * TOP]
    found: dict[str, object] = {}
    for place in _FURTHER:
        index, probability = answers[place - 1]
        found |= {f"answer_{place}": label_of(index, labels), f"probability_{place}": probability}
    return found


def located_values(located: Located | None) -> dict[str, Any]:
    """Return how a map meets regions, by the measures' names; None where it does not."""
    return {name: getattr(located, name, None) for name in _LOCATED}
