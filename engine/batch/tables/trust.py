"""How far to trust the maps, as columns of the table of images and as a table of methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.batch.tables.csv_lines import head, line
from engine.export.files import write_atomically
from engine.measures import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder

METHOD_COLUMNS = ("image", "method", "measure", "value", "verdict", "seconds")
_OVERALL = {"trust_holds": Verdict.GOOD, "trust_doubtful": Verdict.DOUBTFUL, "trust_fails": Verdict.POOR}


def trust_columns(measures: Sequence[str]) -> tuple[str, ...]:
    """Return the columns about the map of the plan's method: each measure, its verdict, and the aspects by verdict."""
    names = (_name(measure) for measure in measures)
    return (*(column for name in names for column in (name, f"{name}_verdict")), *(_OVERALL if measures else ()))


def trust_cells(row: Row, measures: Sequence[str]) -> dict[str, object]:
    """Return the cells of `trust_columns`. Aspects stand by their ids, with spaces between."""
    cells: dict[str, object] = dict.fromkeys(trust_columns(measures))
    if not row.measured:
        return cells
    own = row.measured[0]
    for measure in measures:
        cells[_name(measure)] = own.value(measure)
        cells[f"{_name(measure)}_verdict"] = _said(own.verdict(measure))
    verdicts = own.verdicts()
    for column, verdict in _OVERALL.items() if measures else ():
        cells[column] = " ".join(aspect.value for aspect, found in verdicts.items() if found is verdict)
    return cells


def write_methods(run: RunFolder, target: Path) -> Path:
    """Write the measures of each method's map of each image, atomically. Returns the file. Raises as `write_tables`."""
    write_atomically(target, method_blocks(run.each_row()))
    return target


def method_blocks(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file of `METHOD_COLUMNS`, a row for each image, method and measure. seconds: that the map took."""
    yield head(METHOD_COLUMNS)
    for row in rows:
        for each in row.measured:
            for measure, value in zip(each.measures, each.values, strict=True):
                said = _said(each.verdict(measure))
                yield line((row.public_name, each.method, measure, value, said, each.seconds))


def _name(measure: str) -> str:
    return f"trust_{measure.replace('-', '_')}"


def _said(verdict: Verdict) -> str | None:
    return None if verdict is Verdict.NONE else verdict.value
