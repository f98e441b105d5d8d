"""A run in a process that kills itself at a chosen point, between one promise to the disk and the next."""

from __future__ import annotations

import hashlib
import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.batch.plan import Plan
from engine.batch.rows import Result, Written
from engine.batch.run_folder import RunFolder
from engine.batch.tables import write_tables
from helpers.batches.batch_runs import FakeWorkers, run_to_end
from helpers.engines.forked_engine import forked_context, start_fork_server

# Functions that a process does not survive: killed as one is called, or as it returns
POINTS = {
    "the journal is begun": "engine.batch.journal.database:Journal.create",
    "rows are hidden": "engine.batch.journal.images:hide_all",
    "images are listed": "engine.batch.journal.images:set_images",
    "rows are looked through": "engine.batch.journal.images:set_stale",
    "a file is written": "engine.batch.journal.files:write_atomically",
    "a file gets its name": "os:replace",
    "folders are flushed": "engine.batch.journal.files:flush_folder",
    "rows are journalled": "engine.batch.journal.images:insert_results",
    "replaced files are removed": "engine.batch.run_folder:remove_files",
    "their removal is noted": "engine.batch.journal.images:forget_abandoned",
    "the journal is closed": "engine.batch.journal.database:Journal.close",
    "the table is written": "engine.batch.tables:write_table",
}


class Workers(FakeWorkers):
    """Write two files for each image: one of the same name whatever is asked, and one of another."""

    def submit(self, unit):  # type: ignore[no-untyped-def]
        future = super().submit(unit)
        results = tuple(map(_with_map, future.result()))
        future.result = lambda: results  # type: ignore[method-assign]
        return future


def _with_map(result: Result) -> Result:
    row, data = result.row, result.row.asked.encode() * 3
    if not row.files:
        return result
    path = f"maps/{row.name}~{row.asked[:8]}.npy"
    written = Written(path, len(data), hashlib.sha256(data).hexdigest())
    return replace(result, row=replace(row, files=(*row.files, written)), files=(*result.files, data))


def go_through(folder: Path, source: Path, plan: Plan) -> None:
    """Begin a run or go on with it, as the command line does, to its end."""
    with RunFolder.create(folder, plan, source) as run:
        run_to_end(run, Workers(), size=3)
        list(write_tables(run))


def killed_at(point: str, call: int, before: bool, folder: Path, source: Path, plan: Plan) -> bool:
    """Go through a run in a process that dies at a point's `call`th call. Return whether it came there."""
    start_fork_server()
    process = forked_context().Process(target=_die, args=(POINTS[point], call, before, folder, source, plan))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _die(place: str, call: int, before: bool, *rest: Any) -> None:
    module, _, way = place.partition(":")
    *owners, name = way.split(".")
    owner: Any = importlib.import_module(module)
    for part in owners:
        owner = getattr(owner, part)
    setattr(owner, name, _deadly(getattr(owner, name), call, before))
    go_through(*rest)


def _deadly(function: Callable[..., Any], call: int, before: bool) -> Callable[..., Any]:
    calls: list[None] = []  # appended to by several threads

    def deadly(*given: Any, **named: Any) -> Any:
        calls.append(None)
        last = len(calls) == call
        if last and before:
            os.kill(os.getpid(), signal.SIGKILL)
        found = function(*given, **named)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return deadly
