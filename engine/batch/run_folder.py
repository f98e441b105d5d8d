"""A run folder: what a batch was asked, every image's row, and the files that belong to them.

    run.sqlite    the journal: plan, rows, small overlays, small maps, true classes, regions
    run.lock      held by whoever writes here
    overlays/     an overlay for each image, where the plan asks for them
    maps/         the numbers of each map, with their record

A result is kept in this order: its files, atomically and flushed to the disk; its row, in one transaction; then the
files of the row before it are removed. So whatever happens, a row's files are whole, and no row is there twice.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.journal import images as journal_images
from engine.batch.journal import truths as journal_truths
from engine.batch.journal.database import Journal
from engine.batch.journal.files import (
    check_folders,
    flush_folder,
    has_files,
    make_folder,
    refuse_around,
    remove_files,
    sweep,
    write_files,
)
from engine.batch.journal.folder_lock import FolderLock
from engine.batch.journal.stored_values import model_from, model_text, plan_from, plan_text, source_from, source_text
from engine.errors import Code, SaliscopeError
from engine.export.plain_values import Unfit, typed
from engine.export.provenance import versions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np

    from engine.batch.plan import Plan
    from engine.batch.rows import Result, Row
    from engine.evaluation.localisation import Region
    from engine.models.model_info import ModelInfo

_LONGEST_NOTE = 4096  # characters
_PLAN, _MODEL, _SOURCE, _MASKS, _TRUTH, _CHOSEN = "plan", "model", "source", "masks", "truth", "chosen"


class RunFolder:
    """A run folder that this process has to itself for writing, until `close`. Made by `create` or `open`.

    Its methods may be called in any thread and wait for the disk, so none is for a thread that draws a window.
    Whatever they read may be a stranger's: RUN_DAMAGED is raised where it is not what a run holds. Where writing fails
    nothing is lost and it can be tried again: RUN_FULL, RUN_UNWRITABLE.
    """

    def __init__(self, folder: Path, journal: Journal, lock: FolderLock | None) -> None:
        self._folder = folder
        self._journal = journal
        self._lock = lock
        facts = self._facts()
        try:
            self._plan, self._source = plan_from(facts[_PLAN]), source_from(facts[_SOURCE])
        except (KeyError, Unfit) as fault:
            raise SaliscopeError(Code.RUN_DAMAGED, name=str(folder), found=str(fault)[:80]) from fault
        if lock is not None:
            with journal.reading() as connection:
                abandoned = journal_images.abandoned_files(connection)
            self._remove(abandoned)  # whoever replaced their rows was killed before it could

    @classmethod
    def create(cls, folder: Path, plan: Plan, source: Path) -> RunFolder:
        """Begin a run, or go on with the one that is there with what is asked now. source: the folder of images.

        Raises SaliscopeError: RUN_IS_SOURCE, RUN_NOT_EMPTY, RUN_OTHER_MODEL; what `open` raises but for RUN_NONE.
        """
        folder, source = folder.absolute(), source.absolute()
        make_folder(folder, source)
        lock, journal = FolderLock(folder), Journal(folder)
        try:
            earlier = _earlier_plan(folder, journal) if journal.exists else None
            if earlier is not None and earlier.model_sha256 != plan.model_sha256:
                raise SaliscopeError(Code.RUN_OTHER_MODEL, name=str(folder), model=earlier.model.name)
            if not journal.exists:
                journal.create()
                flush_folder(folder)
                flush_folder(folder.parent)
            with journal.writing() as connection:
                if earlier is not None and earlier.fingerprint() != plan.fingerprint():
                    journal_images.hide_all(connection)  # until each is seen to answer what is asked now
                _set_facts(connection, {_PLAN: plan_text(plan), _SOURCE: source_text(source)})
                begun = {"begun": datetime.now(UTC).isoformat(timespec="seconds"), **versions()}
                _set_facts(connection, begun, instead=False)
            return cls(folder, journal, lock)
        except BaseException:
            journal.close()
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, read_only: bool = False) -> RunFolder:
        """Open the run in a folder. read_only: to look at it, also while another writes, and from a
        disk that cannot be written to; whatever writes then raises RUN_UNWRITABLE.

        Raises SaliscopeError: RUN_NONE, RUN_DAMAGED, RUN_NEWER, RUN_IN_USE, RUN_UNWRITABLE.
        """
        folder = folder.absolute()
        journal = Journal(folder, read_only)
        if not journal.exists:
            raise SaliscopeError(Code.RUN_NONE, name=str(folder))
        lock = None if read_only else FolderLock(folder)
        try:
            journal.check()
            if lock is not None:
                check_folders(folder)
                sweep(folder)
            return cls(folder, journal, lock)
        except BaseException:
            journal.close()
            if lock is not None:
                lock.release()
            raise

    @staticmethod
    def is_one(folder: Path) -> bool:
        """Tell whether a folder holds a run."""
        return Journal(folder).exists

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

    def set_source(self, source: Path) -> None:
        """Take note that the folder of the images lies elsewhere now. Raises SaliscopeError, also RUN_IS_SOURCE."""
        source = source.absolute()
        refuse_around(self._folder, source)
        with self._journal.writing() as connection:
            _set_facts(connection, {_SOURCE: source_text(source)})
        self._source = source

    def close(self) -> None:
        """Let others write."""
        self._journal.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Images and their rows

    def names(self) -> list[str]:
        """Return all listed images in their order, also those that wait."""
        with self._journal.reading() as connection:
            return journal_images.image_names(connection)

    def set_names(self, names: Sequence[str]) -> None:
        """List these images, in this order. Rows of images that are gone stay, unseen, for when they come back."""
        with self._journal.writing() as connection:
            journal_images.set_images(connection, names)

    def rows(self) -> list[Row]:
        """Return the rows of all listed images that are done or refused, in their order."""
        return list(self.each_row())

    def each_row(self) -> Iterator[Row]:
        """Yield what `rows` returns, one by one: all as of one moment, and never all in memory."""
        with self._journal.reading() as connection:
            yield from journal_images.current_rows(connection)

    def stored_rows(self, names: Sequence[str]) -> dict[str, Row]:
        """Return the rows of some images, also those that answer another question than the run's now."""
        with self._journal.reading() as connection:
            return journal_images.rows_of(connection, names)

    def counted(self) -> dict[str, int]:
        """Return how many listed images have a row, by the row's `State`."""
        with self._journal.reading() as connection:
            return journal_images.count_by_state(connection)

    def computations(self) -> dict[str, int]:
        """Return how many times each image was worked out."""
        with self._journal.reading() as connection:
            return journal_images.count_computations(connection)

    def keep(self, results: Sequence[Result]) -> None:
        """Write the files of results and journal their rows; when this returns they are on the disk.

        Raises SaliscopeError: RUN_FULL, RUN_UNWRITABLE. No row was kept then, and the same results may come again.
        """
        self._journal.check_writable()
        write_files(self._folder, results)
        with self._journal.writing() as connection:
            abandoned = journal_images.insert_results(connection, results)
        self._remove(abandoned)

    def hidden(self, names: Sequence[str]) -> set[str]:
        """Return which of some images have a row that is hidden: its files may be overwritten already."""
        with self._journal.reading() as connection:
            return journal_images.stale_of(connection, names)

    def has_files(self, row: Row, by_contents: bool = False) -> bool:
        """Tell whether all files of a row are there, in their sizes. by_contents: also with their SHA-256."""
        return has_files(self._folder, row, by_contents)

    def settle(self, current: Iterable[str], stale: Iterable[str], restamped: Sequence[Row]) -> None:
        """Journal what was found out about rows at the start of a run, of those images that were looked at.

        current: those that answer what the run asks now; stale: those that are hidden until they are replaced;
        restamped: those whose files have another stamp and the same contents.
        """
        with self._journal.writing() as connection:
            journal_images.set_stale(connection, current, False)
            journal_images.set_stale(connection, stale, True)
            journal_images.set_stamps(connection, restamped)

    def thumbnails(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return the small overlays of images, as JPEG, of those that have one."""
        with self._journal.reading() as connection:
            return journal_images.thumbnails_of(connection, names)

    def summaries(self) -> tuple[list[str], np.ndarray]:
        """Return the names of the listed images that have a map, and their small maps, (n, 12, 12) float32."""
        with self._journal.reading() as connection:
            return journal_images.all_summaries(connection)

    # True classes and regions

    def truths(self, names: Sequence[str] | None = None) -> dict[str, int]:
        """Return the true class of each image that has one. names: None for all, also those that are not listed."""
        with self._journal.reading() as connection:
            return journal_truths.truths(connection, names)

    def set_truths(self, truths: Mapping[str, int | None]) -> None:
        """Set the true classes of some images; None: not known. The others stay as they are."""
        with self._journal.writing() as connection:
            journal_truths.set_truths(connection, truths)

    def truth_names(self) -> dict[str, str]:
        """Return what a file or the folders call the true class of each image, whether the model has it or not."""
        with self._journal.reading() as connection:
            return journal_truths.truth_names(connection)

    def set_truth_names(self, said: Mapping[str, str], source: str) -> None:
        """Keep what a file or the folders call the true classes, in place of all that was kept before.

        source: the file's name, or what stands for the folders.
        """
        with self._journal.writing() as connection:
            journal_truths.set_truth_names(connection, said)
            _set_facts(connection, {_TRUTH: journal_images.printable(source[:_LONGEST_NOTE])})

    def truth_source(self) -> str | None:
        """Return where the names of true classes come from, as `set_truth_names` was told; None: nowhere."""
        return self._facts().get(_TRUTH)

    def regions(self, names: Sequence[str] | None = None) -> dict[str, tuple[Region, ...]]:
        """Return where the objects of images lie, of those of which that is known. names: None for all."""
        with self._journal.reading() as connection:
            return journal_truths.regions(connection, names)

    def set_regions(self, regions: Mapping[str, Sequence[Region]], masks: Collection[str] = ()) -> None:
        """Keep where the objects of images lie, in place of all that was kept before.

        masks: files among the images that are masks, which are not to be explained.
        """
        with self._journal.writing() as connection:
            journal_truths.set_regions(connection, regions)
            _set_facts(connection, {_MASKS: json.dumps(sorted(masks))})  # escaped: a name need not be text

    def masks(self) -> frozenset[str]:
        """Return the files among the images that are masks."""
        return frozenset(self._names(_MASKS))

    def set_chosen(self, names: Sequence[str]) -> None:
        """Keep which images of the source the run is about; () for all that are there whenever it goes on."""
        with self._journal.writing() as connection:
            _set_facts(connection, {_CHOSEN: json.dumps(list(names))})

    def chosen(self) -> tuple[str, ...]:
        """Return which images the run is about, as `set_chosen` was told."""
        return self._names(_CHOSEN)

    # The record

    def model(self) -> ModelInfo | None:
        """Return the details of the model; None where they were not kept."""
        with self._journal.reading() as connection:
            found = connection.execute("SELECT value FROM about WHERE key = ?", (_MODEL,)).fetchone()
            return None if found is None else model_from(found[0])

    def set_model(self, info: ModelInfo) -> None:
        """Keep the details of the model, so that a report needs not open it."""
        with self._journal.writing() as connection:
            _set_facts(connection, {_MODEL: model_text(info)})

    def notes(self) -> dict[str, str]:
        """Return what is known of the run itself: "begun" (ISO date and time, UTC), versions, and what `note` added."""
        kept_apart = (_PLAN, _MODEL, _SOURCE, _MASKS, _TRUTH, _CHOSEN)
        return {key: value for key, value in self._facts().items() if key not in kept_apart}

    def note(self, **facts: str) -> None:
        """Add facts to the run's record, such as when it was finished. They replace those of the same name."""
        with self._journal.writing() as connection:
            _set_facts(connection, {key: value[:_LONGEST_NOTE] for key, value in facts.items()})

    def _remove(self, abandoned: set[str]) -> None:
        """Remove files of rows that were replaced, and only then forget them; or the next time, if the disk is full."""
        if abandoned:
            remove_files(self._folder, abandoned)
            with suppress(SaliscopeError), self._journal.writing() as connection:
                journal_images.forget_abandoned(connection)

    def _names(self, key: str) -> tuple[str, ...]:
        """Return a list of names among the facts; () where it is not kept."""
        found = self._facts().get(key, "[]")
        try:
            return typed(tuple[str, ...], json.loads(found), key)
        except (ValueError, RecursionError, Unfit) as fault:
            raise SaliscopeError(Code.RUN_DAMAGED, name=str(self._folder), found=key) from fault

    def _facts(self) -> dict[str, str]:
        with self._journal.reading() as connection:
            return dict(connection.execute("SELECT key, value FROM about"))


def _set_facts(connection: sqlite3.Connection, facts: Mapping[str, str], instead: bool = True) -> None:
    """Keep facts. instead: of those of the same name, which stay otherwise."""
    how = "REPLACE" if instead else "IGNORE"
    connection.executemany(f"INSERT OR {how} INTO about VALUES (?, ?)", facts.items())


def _earlier_plan(folder: Path, journal: Journal) -> Plan | None:
    """Return the plan of the run that is there, made ready to go on; None where it was killed before it had one."""
    journal.check()
    check_folders(folder)
    sweep(folder)
    with journal.reading() as connection:
        found = connection.execute("SELECT value FROM about WHERE key = ?", (_PLAN,)).fetchone()
        return None if found is None else plan_from(found[0])
