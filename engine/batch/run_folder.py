"""A run folder: what a batch was asked, every image's row, and the files that belong to them.

    run.sqlite    the journal: plan, rows, small overlays, small maps, true classes, regions
    run.lock      held by whoever writes here
    overlays/     an overlay for each image, where the plan asks for them
    maps/         the numbers of each map, with their record

A result is kept in this order: its files, atomically and flushed to the disk; its row, in one transaction; then the
files of the row before it are removed. So whatever happens, a row's files are whole, and no row is there twice.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.batch.folder_lock import NAME as LOCK
from engine.batch.folder_lock import FolderLock
from engine.batch.journal import NAME as JOURNAL
from engine.batch.journal import Journal, in_parts
from engine.batch.rows import SUMMARY_SIDE, Row
from engine.batch.stored_values import (
    FOLDERS,
    check_path,
    model_from,
    model_text,
    plan_from,
    plan_text,
    region_text,
    regions_from,
    row_from,
    row_text,
)
from engine.errors import Code, SaliscopeError
from engine.export.files import write_atomically
from engine.export.plain_values import Unfit
from engine.export.provenance import versions

if TYPE_CHECKING:
    import sqlite3

    import numpy as np

    from engine.batch.plan import Plan
    from engine.batch.rows import Result
    from engine.evaluation.localisation import Region
    from engine.models.model_info import ModelInfo

_OURS = {JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-shm", f"{JOURNAL}-journal", LOCK, *FOLDERS.values()}
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LONGEST_FACT = 4096
_WHOLE = ("plan", "model")  # facts that are values with parts of their own


class RunFolder:
    """A run folder that this process has to itself for writing, until `close`. Made by `create` or `open`.

    Its methods may be called in any thread and wait for the disk, so none is for a thread that draws a window.
    Whatever they read may be a stranger's: RUN_DAMAGED is raised where it is not what a run holds. Where writing fails
    nothing is lost and it can be tried again: RUN_FULL, RUN_UNWRITABLE.
    """

    def __init__(self, folder: Path, lock: FolderLock | None, journal: Journal) -> None:
        self._folder = folder
        self._lock = lock
        self._journal = journal
        facts = self._facts()
        try:
            self._plan, self._source = plan_from(facts["plan"]), Path(facts["source"])
        except (KeyError, Unfit) as fault:
            raise SaliscopeError(Code.RUN_DAMAGED, name=str(folder), found=str(fault)[:80]) from fault

    @classmethod
    def create(cls, folder: Path, plan: Plan, source: Path) -> RunFolder:
        """Begin a run, or go on with the one that is there with what is asked now. source: the folder of images.

        Raises SaliscopeError: RUN_IS_SOURCE, RUN_NOT_EMPTY, RUN_OTHER_MODEL; what `open` raises but for RUN_NONE.
        """
        folder, source = folder.absolute(), source.absolute()
        if os.path.realpath(folder) == os.path.realpath(source):
            raise SaliscopeError(Code.RUN_IS_SOURCE, name=str(folder))
        if not _make(folder):
            raise SaliscopeError(Code.RUN_NOT_EMPTY, name=str(folder))
        lock = FolderLock(folder)
        journal = Journal(folder)
        try:
            _prepare(folder, journal, plan)
            with journal.writing() as connection:
                _set_facts(connection, plan=plan_text(plan), source=str(source))
            return cls(folder, lock, journal)
        except BaseException:
            journal.close()
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, read_only: bool = False) -> RunFolder:
        """Open the run in a folder. read_only: to look at it, also while another writes.

        Raises SaliscopeError: RUN_NONE, RUN_DAMAGED, RUN_NEWER, RUN_IN_USE, RUN_UNWRITABLE.
        """
        folder = folder.absolute()
        journal = Journal(folder)
        if not journal.exists:
            raise SaliscopeError(Code.RUN_NONE, name=str(folder))
        journal.check()
        lock = None if read_only else FolderLock(folder)
        try:
            if lock is not None:
                _check_folders(folder)
                _sweep(folder)
            return cls(folder, lock, journal)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @staticmethod
    def is_one(folder: Path) -> bool:
        """Tell whether a folder holds a run."""
        try:
            return Journal(folder).exists
        except OSError:
            return False

    @property
    def folder(self) -> Path:
        """The folder, absolute."""
        return self._folder

    @property
    def plan(self) -> Plan:
        """What is asked of each image."""
        return self._plan

    @property
    def source(self) -> Path:
        """The folder of the images, absolute."""
        return self._source

    def close(self) -> None:
        """Let others write."""
        self._journal.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def model(self) -> ModelInfo | None:
        """Return the details of the model; None where they were not kept."""
        with self._journal.reading() as connection:
            found = connection.execute("SELECT value FROM about WHERE key = 'model'").fetchone()
            return None if found is None else model_from(found[0])

    def set_model(self, info: ModelInfo) -> None:
        """Keep the details of the model, so that a report needs not open it."""
        with self._journal.writing() as connection:
            _set_facts(connection, model=model_text(info))

    # Images and their rows

    def names(self) -> list[str]:
        """Return all listed images in their order, also those that wait."""
        with self._journal.reading() as connection:
            return [_name(name) for (name,) in connection.execute("SELECT name FROM images ORDER BY position")]

    def set_names(self, names: Sequence[str]) -> None:
        """List these images, in this order. Rows of images that are gone stay, unseen, for when they come back."""
        with self._journal.writing() as connection:
            connection.execute("DELETE FROM images")
            connection.executemany("INSERT INTO images (name) VALUES (?)", ((_key(name),) for name in names))

    def rows(self) -> list[Row]:
        """Return the rows of all listed images that are done or refused, in their order."""
        return self._rows("AND NOT rows.stale")

    def stored_rows(self) -> list[Row]:
        """Return as `rows`, and also those that answer another question than the run's now, until they are replaced."""
        return self._rows("")

    def counted(self) -> dict[str, int]:
        """Return how many listed images have a row, by the row's `State`."""
        with self._journal.reading() as connection:
            found = connection.execute(
                "SELECT rows.state, count(*) FROM images JOIN rows USING (name) WHERE NOT rows.stale GROUP BY 1"
            )
            return dict(found)

    def computations(self) -> dict[str, int]:
        """Return how many times each image was worked out."""
        with self._journal.reading() as connection:
            return {_name(name): times for name, times in connection.execute("SELECT name, computed FROM rows")}

    def keep(self, results: Sequence[Result]) -> None:
        """Write the files of results and journal their rows; when this returns they are on the disk.

        Raises SaliscopeError: RUN_FULL, RUN_UNWRITABLE. No row was kept then, and the same results may come again.
        """
        self._write_files(results)
        with self._journal.writing() as connection:
            before = self._files_of(connection, [result.row.name for result in results])
            for result in results:
                _insert(connection, result)
        now = {file.path for result in results for file in result.row.files}
        self._remove(before - now)

    def restamp(self, rows: Sequence[Row]) -> None:
        """Journal new stamps of images whose contents are the same as before."""
        with self._journal.writing() as connection:
            connection.executemany(
                "UPDATE rows SET bytes = ?, changed = ?, entry = ? WHERE name = ?",
                ((*row.stamp, _key(row.name)) for row in rows),
            )

    def set_stale(self, names: Iterable[str]) -> None:
        """Hide the rows of these images, which are about to be replaced, and show all others."""
        with self._journal.writing() as connection:
            connection.execute("UPDATE rows SET stale = 0 WHERE stale")
            connection.executemany("UPDATE rows SET stale = 1 WHERE name = ?", ((_key(name),) for name in names))

    def has_files(self, row: Row) -> bool:
        """Tell whether all files of a row are there, in their sizes."""
        try:
            return all(os.stat(self._folder / file.path).st_size == file.size for file in row.files)  # noqa: PTH116
        except OSError:
            return False

    # Small pictures and maps

    def thumbnails(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return the small overlays of images, as JPEG, of those that have one."""
        return self._by_name("SELECT name, jpeg FROM thumbnails WHERE name IN ({})", names)

    def summaries(self) -> tuple[list[str], np.ndarray]:
        """Return the names of the listed images that have a map, and their small maps, (n, 12, 12) float32."""
        import numpy as np

        size = SUMMARY_SIDE * SUMMARY_SIDE * 4
        names, cells = [], bytearray()
        with self._journal.reading() as connection:
            for name, found in connection.execute(
                "SELECT name, cells FROM images JOIN summaries USING (name) JOIN rows USING (name) "
                "WHERE NOT rows.stale ORDER BY position"
            ):
                if len(found) != size:
                    raise Unfit("summaries")
                names.append(_name(name))
                cells += found
        return names, np.frombuffer(bytes(cells), "<f4").reshape(-1, SUMMARY_SIDE, SUMMARY_SIDE).astype(np.float32)

    # True classes and regions

    def truths(self) -> dict[str, int]:
        """Return the true class of each image that has one. Also of images that are not listed."""
        with self._journal.reading() as connection:
            return {_name(name): index for name, index in connection.execute("SELECT name, class FROM truths")}

    def set_truths(self, truths: Mapping[str, int | None]) -> None:
        """Set the true classes of some images; None: not known. The others stay as they are."""
        with self._journal.writing() as connection:
            connection.executemany("DELETE FROM truths WHERE name = ?", ((_key(name),) for name in truths))
            connection.executemany(
                "INSERT INTO truths VALUES (?, ?)",
                ((_key(name), index) for name, index in truths.items() if index is not None),
            )

    def truth_names(self) -> dict[str, str]:
        """Return what a file or the folders call the true class of each image, whether the model has it or not."""
        with self._journal.reading() as connection:
            return {_name(name): said for name, said in connection.execute("SELECT name, said FROM truth_names")}

    def set_truth_names(self, said: Mapping[str, str]) -> None:
        """Keep what a file or the folders call the true classes, in place of all that was kept before."""
        with self._journal.writing() as connection:
            connection.execute("DELETE FROM truth_names")
            connection.executemany(
                "INSERT INTO truth_names VALUES (?, ?)", ((_key(name), text) for name, text in said.items())
            )

    def regions(self) -> dict[str, tuple[Region, ...]]:
        """Return where the objects of each image lie, of those of which that is known."""
        stored: dict[str, list[tuple[str, bytes]]] = {}
        with self._journal.reading() as connection:
            for name, text, mask in connection.execute("SELECT name, region, mask FROM regions ORDER BY name, number"):
                stored.setdefault(_name(name), []).append((text, mask))
            return {name: regions_from(pairs) for name, pairs in stored.items()}

    def set_regions(self, regions: Mapping[str, Sequence[Region]]) -> None:
        """Keep where the objects of images lie, in place of all that was kept before."""
        with self._journal.writing() as connection:
            connection.execute("DELETE FROM regions")
            connection.executemany(
                "INSERT INTO regions VALUES (?, ?, ?, ?)",
                (
                    (_key(name), number, region_text(region), region.mask)
                    for name, several in regions.items()
                    for number, region in enumerate(several)
                ),
            )

    # The record

    def notes(self) -> dict[str, str]:
        """Return what is known of the run itself: "begun" (ISO date and time, UTC), versions, and what `note` added."""
        return {key: value for key, value in self._facts().items() if key not in (*_WHOLE, "source")}

    def note(self, **facts: str) -> None:
        """Add facts about the run to its record, such as when it was finished. They replace those of the same name."""
        with self._journal.writing() as connection:
            _set_facts(connection, **facts)

    # Inside

    def _facts(self) -> dict[str, str]:
        with self._journal.reading() as connection:
            return dict(connection.execute("SELECT key, value FROM about"))

    def _rows(self, which: str) -> list[Row]:
        with self._journal.reading() as connection:
            return [
                row_from(_name(name), (size, changed, entry), text)
                for name, size, changed, entry, text in connection.execute(
                    "SELECT name, bytes, changed, entry, row FROM images JOIN rows USING (name) "
                    f"WHERE true {which} ORDER BY position"
                )
            ]

    def _by_name(self, select: str, names: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        with self._journal.reading() as connection:
            for part in in_parts([_key(name) for name in names]):
                marks = ", ".join("?" * len(part))
                found |= {_name(name): value for name, value in connection.execute(select.format(marks), part)}
        return found

    def _files_of(self, connection: sqlite3.Connection, names: Sequence[str]) -> set[str]:
        """Return the files that the rows of these images have now."""
        found: set[str] = set()
        for part in in_parts([_key(name) for name in names]):
            marks = ", ".join("?" * len(part))
            for (text,) in connection.execute(f"SELECT row FROM rows WHERE name IN ({marks})", part):
                found |= {file.path for file in row_from("", (0, 0, 0), text).files}
        return found

    def _write_files(self, results: Sequence[Result]) -> None:
        folders = set()
        for result in results:
            for file, data in zip(result.row.files, result.files, strict=True):
                check_path(file.path)
                target = self._folder / file.path
                try:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    write_atomically(target, data)
                except (OSError, SaliscopeError) as fault:
                    raise _writing_error(self._folder, fault) from fault
                folders.add(target.parent)
        for folder in folders:
            _flush_folder(folder)

    def _remove(self, paths: set[str]) -> None:
        """Remove files that a row had which was replaced. One that resists does no harm."""
        for path in paths:
            with contextlib.suppress(OSError):
                (self._folder / path).unlink()


def _insert(connection: sqlite3.Connection, result: Result) -> None:
    row, key = result.row, _key(result.row.name)
    connection.execute(
        "INSERT INTO rows (name, state, bytes, changed, entry, row) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET state = excluded.state, bytes = excluded.bytes, changed = excluded.changed, "
        "entry = excluded.entry, row = excluded.row, computed = computed + 1, stale = 0",
        (key, row.state.value, *row.stamp, row_text(row)),
    )
    for table, content in (("thumbnails", result.thumbnail), ("summaries", result.summary)):
        connection.execute(f"DELETE FROM {table} WHERE name = ?", (key,))
        if content:
            connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, content))


def _set_facts(connection: sqlite3.Connection, **facts: str) -> None:
    short = [(key, value if key in _WHOLE else value[:_LONGEST_FACT]) for key, value in facts.items()]
    connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", short)


def _prepare(folder: Path, journal: Journal, plan: Plan) -> None:
    """Make the journal, or check the one that is there against a plan."""
    if not journal.exists:
        journal.create()
        begun = datetime.now(UTC).isoformat(timespec="seconds")
        with journal.writing() as connection:
            _set_facts(connection, begun=begun, **versions())
        _flush_folder(folder)
        return
    journal.check()
    _check_folders(folder)
    _sweep(folder)
    with journal.reading() as connection:
        found = connection.execute("SELECT value FROM about WHERE key = 'plan'").fetchone()
        earlier = plan_from(found[0]) if found is not None else plan  # killed before it was written
    if earlier.model_sha256 != plan.model_sha256:
        raise SaliscopeError(Code.RUN_OTHER_MODEL, name=str(folder), model=earlier.model.name)


def _make(folder: Path) -> bool:
    """Make a folder where there is none. Return whether it can take a run: it is empty or has one already."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(folder) as entries:
            found = {entry.name for entry in entries}
    except OSError as fault:
        raise SaliscopeError(Code.RUN_UNWRITABLE, name=str(folder), reason=fault.strerror or str(fault)) from fault
    return JOURNAL in found or found <= {LOCK}


def _check_folders(folder: Path) -> None:
    """Refuse a run whose folders lead out of it."""
    for name in FOLDERS.values():
        if os.path.realpath(folder / name) != os.path.join(os.path.realpath(folder), name):  # noqa: PTH118
            raise SaliscopeError(Code.RUN_DAMAGED, name=str(folder), found=name)


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed had begun to write."""
    for name in FOLDERS.values():
        for path in (folder / name).rglob(".*.part"):
            with contextlib.suppress(OSError):
                path.unlink()


def _flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system knows such a thing: a file's name is no part of it."""
    with contextlib.suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def _writing_error(folder: Path, fault: Exception) -> SaliscopeError:
    cause = fault.__cause__ if isinstance(fault, SaliscopeError) else fault
    if isinstance(cause, OSError) and cause.errno in _FULL:
        return SaliscopeError(Code.RUN_FULL, name=str(folder))
    reason = getattr(cause, "strerror", None) or str(cause or fault)
    return SaliscopeError(Code.RUN_UNWRITABLE, name=str(folder), reason=reason)


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _name(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")
