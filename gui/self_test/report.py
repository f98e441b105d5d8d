"""The table of the self-test: one row for each thing tried, what was found, and how long it took."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import field

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Row:
    """One thing that was tried. found: its result, or why it failed."""

    name: str
    well: bool
    found: str
    seconds: float


@dataclass
class Report:
    """All rows so far."""

    rows: list[Row] = field(default_factory=list)

    @property
    def all_well(self) -> bool:
        """Whether something was tried and nothing failed."""
        return bool(self.rows) and all(row.well for row in self.rows)

    def try_out(self, name: str, work: Callable[[], str]) -> None:
        """Run `work`, which returns what it found or raises, and add its row. A failure does not end the test."""
        start = time.perf_counter()
        try:
            well, found = True, work()
        except Exception as fault:
            well, found = False, "".join(traceback.format_exception(fault)).strip()
        self.rows.append(Row(name, well, found, time.perf_counter() - start))

    def table(self) -> str:
        """Return the rows as text, failures with their traceback."""
        width = max((len(row.name) for row in self.rows), default=0)
        lines = [
            f"{'well  ' if row.well else 'FAILED'}  {row.name:<{width}}  {row.seconds:6.2f} s  {row.found}"
            for row in self.rows
        ]
        failed = sum(not row.well for row in self.rows)
        return "\n".join([*lines, f"{len(self.rows)} tried, {failed} failed", ""])
