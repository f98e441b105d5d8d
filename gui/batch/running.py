"""A run folder that is open in the window, and the runner that fills it: what both say, in the window's thread."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.batch.known.told import Told
from engine.batch.progress import Progress, RunState
from engine.batch.rows import State
from engine.batch.runner import Runner
from engine.errors import SaliscopeError
from engine.system.quick_dataclass import dataclass
from gui.batch.findings.findings import Material
from gui.batch.table.store import RowStore
from gui.platform.background import Task
from gui.platform.garbage import set_aside, take_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.batch.rows import Row
    from engine.batch.run_folder import RunFolder
    from engine.batch.workers import Workers

_NO_STAMP = (0, 0, 0)


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
        self._writer = _Writer(run)
        self._unwritten: deque[_Known] = deque()  # the first one is being written, if any is
        self._writing: Task | None = None
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
        self._take_truths(truths)
        self._write(_Known(truths))

    def keep(self, told: Told, then: Callable[[dict[str, int | None]], None]) -> None:
        """Keep what is told of the images. then: is called with their true classes once that is in the folder."""
        self._write(_Known(told, then))

    def _take_truths(self, truths: Mapping[str, int | None]) -> None:
        self.truths.update({name: truth for name, truth in truths.items() if truth is not None})
        for name in [name for name, truth in truths.items() if truth is None]:
            self.truths.pop(name, None)

    def _write(self, known: _Known) -> None:
        """Have something written after all that came before it: one task after the other."""
        self._unwritten.append(known)
        self._write_next()

    def _write_next(self) -> None:
        if self._writing is None and self._unwritten:
            self._writing = Task(partial(self._writer.write, self._unwritten[0]), self)
            self._writing.done.connect(self._written)
            self._writing.failed.connect(self._not_written)
            self._writing.start()

    def _written(self, truths: dict[str, int | None]) -> None:
        self._writing, known = None, self._unwritten.popleft()
        if known.then is not None:
            self._take_truths(truths)
            known.then(truths)
        self._write_next()

    def _not_written(self, error: SaliscopeError) -> None:
        """Keep it for the next time, or for the end."""
        self._writing = None
        self.failed.emit(error)

    def close(self) -> None:
        """End all, and let others write to the folder. Waits for what is being written."""
        self._told.disconnect(self._take)
        self.blockSignals(True)  # a list that is still being read is nobody's any more
        self._end_runner()
        if self._writing is not None:
            self._writing.cancel()
        with contextlib.suppress(SaliscopeError):  # it was told when it could not be written the first time
            for known in self._unwritten:
                self._writer.write(known)
        self._writer.close()
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
        self.rows.update((row.name, _lean(row, row.name)) for row in progress.rows)
        if was is RunState.LISTING and progress.state is not RunState.LISTING:
            self.rows = {}  # they may be about to be computed again
            self.rows.update((row.name, _lean(row, row.name)) for row in progress.rows)
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
    store = RowStore(run.names(), run.plan.labels)
    own = dict(zip(store.names, store.names, strict=True))  # one string for each name, wherever it stands
    rows = {own[row.name]: _lean(row, own[row.name]) for row in run.each_row()}
    truths = {own.get(name, name): truth for name, truth in run.truths().items()}
    store.take(rows.values())
    store.set_truths(truths)
    set_aside()
    return store, rows, truths


def _lean(row: Row, name: str) -> Row:
    """Return what of a row is shown and measured: a run may have 100,000 in memory. name: the same as the row's."""
    return replace(row, name=name, asked="", stamp=_NO_STAMP, files=())


@dataclass(frozen=True, eq=False)
class _Known:
    """What is to be kept of images: true classes by hand, or all that a source tells. then: gets their true classes."""

    what: Mapping[str, int | None] | Told
    then: Callable[[dict[str, int | None]], None] | None = None


class _Writer:
    """Writes to a run folder in any thread, and nothing more after `close`, which waits for what is being written."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._is_open = True

    def write(self, known: _Known) -> dict[str, int | None]:
        """Write something; return its true classes. Raises SaliscopeError."""
        with self._lock:
            if not self._is_open:
                return {}
            if isinstance(known.what, Told):
                known.what.keep(self._run)
                return known.what.truths
            self._run.set_truths(known.what)
            return dict(known.what)

    def close(self) -> None:
        """Write nothing more."""
        with self._lock:
            self._is_open = False
