"""Which images of a run are still to be worked out: new, changed, asked about otherwise, or lost."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.rows import Photograph, State
from engine.batch.units import stamp_of
from engine.errors import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder

_TOGETHER = 1000  # images whose rows are in memory at a time
# What may be otherwise the next time, though the file is the same
_PASSING = frozenset(
    {
        Code.FILE_MISSING,
        Code.FILE_UNREADABLE,
        Code.IMAGE_HUNG,
        Code.IMAGE_EXTRA,
        Code.OUT_OF_MEMORY,
        Code.ENGINE_FAULT,
        Code.ENGINE_DIED,
        Code.ENGINE_HUNG,
        Code.ENGINE_STOPPED,
        Code.CANCELLED,
        Code.CLUSTER_KILLED,
    }
)


def to_compute(run: RunFolder, names: Sequence[str], wanted: Callable[[], bool] = lambda: True) -> list[str]:
    """Return the images that have no row yet or need another, in their order, and hide those rows.

    Where a file's stamp differs its bytes are hashed: the row stays if they are the same. wanted: whether to go on.
    Raises SaliscopeError: RUN_DAMAGED, RUN_FULL, RUN_UNWRITABLE.
    """
    waiting: list[str] = []
    for begin in range(0, len(names), _TOGETHER):
        if not wanted():
            break
        part = names[begin : begin + _TOGETHER]
        rows = run.stored_rows(part)
        checked = _Checked(run, part, rows)
        waiting += [name for name in part if name not in checked.kept]
        run.settle(checked.kept, rows.keys() - checked.kept, checked.restamped)
    return waiting


def photographs_of(run: RunFolder, names: Sequence[str]) -> list[Photograph]:
    """Return images as workers are given them, with what is known of each."""
    truths, regions = run.truths(names), run.regions(names)
    return [
        Photograph(name, run.source / name, truth=truths.get(name), regions=regions.get(name, ())) for name in names
    ]


class _Checked:
    """Which rows stay. restamped: those among them with a new stamp. kept: their names."""

    def __init__(self, run: RunFolder, names: Sequence[str], rows: dict[str, Row]) -> None:
        self._run = run
        self._hidden = run.hidden(names)
        self.restamped: list[Row] = []
        photographs = photographs_of(run, [name for name in names if name in rows])
        self.kept = {each.name for each in photographs if self._stays(rows[each.name], each)}

    def _stays(self, row: Row, photograph: Photograph) -> bool:
        if row.asked != self._run.plan.fingerprint(photograph.truth, photograph.regions):
            return False
        if row.state is State.REFUSED and row.error is not None and row.error.code in _PASSING:
            return False
        stamp = stamp_of(photograph)
        if stamp != row.stamp:
            if not row.sha256 or _sha256(photograph) != row.sha256:
                return False
            self.restamped.append(replace(row, stamp=stamp))
        # The files of a hidden row may have been overwritten by those of another that was never journalled.
        return self._run.has_files(row, by_contents=row.name in self._hidden)


def _sha256(photograph: Photograph) -> str:
    """Return the SHA-256 of a file, "" where it cannot be read."""
    try:
        with photograph.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
