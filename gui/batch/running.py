"""A run folder that is open in the window, and the runner that fills it: what both say, in the window's thread."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.batch.progress import Progress, RunState
from engine.batch.rows import State
from engine.batch.runner import Runner
from engine.errors import SaliscopeError
from gui.batch.findings.findings import Material
from gui.batch.table.store import RowStore
from gui.platform.background import Task
from gui.platform.garbage import set_aside, take_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder
    from engine.batch.workers import Workers


class BatchRun(QObject):
    """One run. Owns its folder until `close`. workers: makes who computes, each time that it goes on.

    rows: of the images that are over, by name; truths: the true classes that are known; total: how many images there
    are. They are there once `listed` was emitted.
    """

    listed = Signal(object)  # a `RowStore` with all that is there
    arrived = Signal(object)  # new rows, a tuple; only after `listed`
    progressed = Signal(object)  # the latest `Progress`
    failed = Signal(object)  # the SaliscopeError of reading or writing the run folder
    _told = Signal(object)  # crosses from the runner's thread

    def __init__(self, run: RunFolder, workers: Callable[[], Workers], parent: QObject) -> None:
        super().__init__(parent)
        self.folder = run
        self.progress = Progress(RunState.STOPPED)
        self.total = 0
        self.rows: dict[str, Row] = {}
        self.truths: dict[str, int] = {}
        self._workers = workers
        self._at_work: Workers | None = None
        self._runner: Runner | None = None
        self._reading: Task | None = None
        self._is_read = False
        self._saving: Task | None = None
        self._unsaved: dict[str, int | None] = {}  # true classes that were set and are not in the folder yet
        self._on_its_way: dict[str, int | None] = {}  # those that are being written
        self._told.connect(self._take)

    @property
    def goes(self) -> bool:
        """Whether images are being explained, or are about to be."""
        return self._runner is not None and not self.progress.state.is_last

    def material(self) -> Material:
        """Return what there is to be judged."""
        return Material(tuple(self.rows.values()), dict(self.truths), self.total - len(self.rows))

    def read(self) -> None:
        """Read what is in the folder; `listed` tells it."""
        self._is_read = False
        if self._reading is None:
            self._reading = Task(partial(_read, self.folder), self)
            self._reading.done.connect(self._take_list)
            self._reading.failed.connect(self._take_fault)
            self._reading.start()

    def go_on(self) -> None:
        """Explain the images that are not done yet."""
        if self._runner is not None and self.progress.state is RunState.PAUSED:
            self._runner.go_on()
        elif not self.goes:
            self._end_runner()
            self._at_work = self._workers()
            self._runner = Runner(self.folder, self._at_work, self._told.emit)
            self._take(replace(self.progress, state=RunState.LISTING, rows=(), error=None))
            self._runner.start()

    def pause(self) -> None:
        """Begin nothing new until it goes on."""
        if self._runner is not None:
            self._runner.pause()

    def stop(self) -> None:
        """End it; what is done stays."""
        if self._runner is not None:
            self._runner.stop()

    def set_truths(self, truths: Mapping[str, int | None]) -> None:
        """Keep true classes that were set by hand."""
        self.take_truths(truths)
        self._unsaved.update(truths)
        self._save()

    def take_truths(self, truths: Mapping[str, int | None]) -> None:
        """Take note of true classes that the folder holds already; None: of an image that has none."""
        for name, truth in truths.items():
            if truth is None:
                self.truths.pop(name, None)
            else:
                self.truths[name] = truth

    def _save(self) -> None:
        """Write the true classes that were set since the last time, in their order: one task after the other."""
        if self._saving is None and self._unsaved:
            self._on_its_way, self._unsaved = self._unsaved, {}
            self._saving = Task(partial(self.folder.set_truths, self._on_its_way), self)
            self._saving.done.connect(self._saved)
            self._saving.failed.connect(self._not_saved)
            self._saving.start()

    def _saved(self) -> None:
        self._saving, self._on_its_way = None, {}
        self._save()

    def _not_saved(self, error: SaliscopeError) -> None:
        """Keep them for the next time, or for the end."""
        self._saving, self._unsaved, self._on_its_way = None, {**self._on_its_way, **self._unsaved}, {}
        self.failed.emit(error)

    def close(self) -> None:
        """End all, and let others write to the folder. Waits for what is being written."""
        self._told.disconnect(self._take)
        self.blockSignals(True)  # a list that is still being read is nobody's any more
        self._end_runner()
        if self._saving is not None:
            self._saving.cancel()
        if left := {**self._on_its_way, **self._unsaved}:
            with contextlib.suppress(SaliscopeError):  # it was told when it could not be written the first time
                self.folder.set_truths(left)
        self.folder.close()
        take_back()

    def _end_runner(self) -> None:
        if self._runner is not None and self._at_work is not None:
            self._runner.stop()
            self._at_work.shutdown()  # what has begun is cancelled: it would take its time
            self._runner.join()
        self._runner = self._at_work = None

    def _take(self, progress: Progress) -> None:
        """Take what the runner tells. What it has listed is read once it is at work."""
        was, self.progress = self.progress.state, progress
        self.rows.update((row.name, row) for row in progress.rows)
        if was is RunState.LISTING and progress.state is not RunState.LISTING:
            self.rows = {row.name: row for row in progress.rows}  # the others may be about to be computed again
            self.read()
        elif self._is_read and progress.rows:
            self.arrived.emit(progress.rows)
        self.progressed.emit(progress)

    def _take_list(self, found: tuple[RowStore, dict[str, Row], dict[str, int]]) -> None:
        self._reading, self._is_read = None, True
        store, rows, self.truths = found
        store.take(self.rows.values())  # what came meanwhile is newer
        self.rows, self.total = {**rows, **self.rows}, len(store)
        self.listed.emit(store)
        if self._runner is None:
            self._tell_what_is_there()

    def _tell_what_is_there(self) -> None:
        """Say how far a run is that was opened and does not go on by itself."""
        done = sum(row.state is State.DONE for row in self.rows.values())
        over = len(self.rows)
        state = RunState.FINISHED if over == self.total > 0 else RunState.STOPPED
        self.progress = Progress(state, done, over - done, self.total)
        self.progressed.emit(self.progress)

    def _take_fault(self, error: SaliscopeError) -> None:
        self._reading = None
        self.failed.emit(error)


def _read(run: RunFolder) -> tuple[RowStore, dict[str, Row], dict[str, int]]:
    """Return all that a run folder holds of its images. Slow for many: not for the window's thread."""
    store, rows, truths = RowStore(run.names(), run.plan.labels), run.rows(), run.truths()
    store.take(rows)
    store.set_truths(truths)
    by_name = {row.name: row for row in rows}
    set_aside()
    return store, by_name, truths
