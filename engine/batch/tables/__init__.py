"""A run as files for other programs: its images, how maps meet regions, and how methods' maps measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.batch.tables.images import write_table
from engine.batch.tables.regions import write_results
from engine.batch.tables.trust import write_methods

if TYPE_CHECKING:
    from pathlib import Path

    from engine.batch.run_folder import RunFolder

TABLE, RESULTS, METHODS = "table.csv", "results.json", "methods.csv"


def write_tables(run: RunFolder, place: Callable[[str], Path] | None = None) -> Iterator[Path]:
    """Write and yield a run's rows, how maps meet regions where they do, and several methods' measures where asked.

    place: returns where the file that is to be called `TABLE`, `RESULTS` or `METHODS` goes; None: into the run folder,
    where it replaces an older one. Raises SaliscopeError: EXPORT_FAILED, RUN_DAMAGED.
    """
    place = place or run.folder.joinpath
    yield write_table(run, place(TABLE))
    if any(row.located is not None for row in run.each_row()):
        yield write_results(run, place(RESULTS))
    if run.plan.further_methods:
        yield write_methods(run, place(METHODS))
