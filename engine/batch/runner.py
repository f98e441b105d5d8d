"""Goes through a run: lists the images, hands out units, keeps what comes back, and says how far it is.

One thread decides everything. Whatever happens elsewhere (a unit ends, results are on the disk, the user presses
a button) is put in its queue as a function to call, so that nothing here needs a lock.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from engine.batch.journal.writing import Writer
from engine.batch.listing import is_empty, list_photographs
from engine.batch.progress import Pace, Progress, RunState
from engine.batch.resuming import photographs_of, to_compute
from engine.batch.rows import State, Unit
from engine.batch.units import refused, unit_size
from engine.errors import Code, SaliscopeError
from engine.system.faults import as_error

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engine.batch.rows import Result, Row
    from engine.batch.run_folder import RunFolder
    from engine.batch.workers import Results, Workers

_UNWRITTEN = 2  # units that may wait for the disk besides as many as there is room for
# What one image may have caused: its unit is done again in parts, to find out which
_ONE_IMAGE = frozenset(
    {
        Code.ENGINE_DIED,
        Code.ENGINE_HUNG,
        Code.ENGINE_STOPPED,
        Code.ENGINE_FAULT,
        Code.OUT_OF_MEMORY,
        Code.IMAGE_HUNG,
        Code.NOT_FINITE,
    }
)


class Runner:
    """Does a run once, in a thread of its own. Whoever has another go makes another runner.

    on_progress is called in that thread. The last progress has a state that `is_last`; run and workers may be closed
    after `join`. size: images in a unit, None for as many as the plan's method looks at together. attended: somebody
    can make room on a full disk and go on; else that ends the run instead of pausing it.
    """

    def __init__(
        self,
        run: RunFolder,
        workers: Workers,
        on_progress: Callable[[Progress], None],
        size: int | None = None,
        attended: bool = True,
    ) -> None:
        self._run = run
        self._workers = workers
        self._on_progress = on_progress
        self._size = size
        self._attended = attended
        self._events: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="batch-runner", daemon=True)
        self._stopping = threading.Event()
        self._state = RunState.LISTING
        self._error: SaliscopeError | None = None
        self._waiting: deque[Sequence[str]] = deque()  # names, unit by unit
        self._under_way: dict[Future[Results], Unit] = {}
        self._unwritten = 0  # units whose results are not on the disk yet
        self._blocked = False  # they cannot be written
        self._total, self._finished = 0, {State.DONE: 0, State.REFUSED: 0}
        self._pace = Pace()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def pause(self) -> None:
        """Hand out nothing more. What is under way is finished and kept."""
        self._events.put(self._pause)

    def go_on(self) -> None:
        """Go on after a pause, whoever made it."""
        self._events.put(self._go_on)

    def stop(self) -> None:
        """End soon: what has begun is finished and kept, unless the workers are shut down, which cancels it."""
        self._stopping.set()
        self._events.put(self._cancel)

    def join(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, at most `timeout` seconds. Return whether it has."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # All below is called in the runner's thread.

    def _work(self) -> None:
        writer = None
        try:
            self._list()
            self._writer = writer = Writer(self._run, self._when_kept, self._when_unwritable)
            while not self._is_over():
                self._hand_out()
                self._events.get()()
        except Exception as fault:
            self._fail(as_error(fault))
        if writer is not None:
            writer.close()
            self._catch_up()
        self._tell_end()

    def _catch_up(self) -> None:
        """Count what the writer kept at the very end."""
        while not self._events.empty():
            self._events.get()()

    def _list(self) -> None:
        """Find the images, and those that are still to be worked out."""
        self._take_counts(len(self._run.names()))
        self._tell()
        masks = self._run.masks()
        found = self._run.chosen() or list_photographs(self._run.source, self._run.folder)
        names = [name for name in found if name not in masks]
        if not names:
            raise SaliscopeError(Code.RUN_SOURCE_EMPTY, name=str(self._run.source))
        self._run.set_names(names)
        waiting = to_compute(self._run, names, lambda: not self._stopping.is_set())
        size = self._size or unit_size(self._run.plan, self._run.model())
        self._waiting.extend(waiting[begin : begin + size] for begin in range(0, len(waiting), size))
        self._take_counts(len(names))
        self._state = RunState.RUNNING
        self._pace.restart()
        self._tell()

    def _take_counts(self, total: int) -> None:
        counted = self._run.counted()
        self._finished = {state: counted.get(state.value, 0) for state in self._finished}
        self._total = total

    def _is_over(self) -> bool:
        idle = not self._under_way and (not self._unwritten or self._is_stuck())
        return idle and (self._ends() or not (self._waiting or self._unwritten))

    def _ends(self) -> bool:
        return self._stopping.is_set() or self._state is RunState.FAILED

    def _is_stuck(self) -> bool:
        """Tell whether what is not written will not be, for nobody waits for room on the disk any longer."""
        return self._ends() and self._blocked

    def _hand_out(self) -> None:
        while (
            self._state is RunState.RUNNING
            and not self._stopping.is_set()
            and self._waiting
            and len(self._under_way) < self._workers.room
            and self._unwritten < self._workers.room + _UNWRITTEN
        ):
            photographs = photographs_of(self._run, self._waiting.popleft())
            unit = Unit(self._run.plan, tuple(photographs), self._run.folder)
            try:
                future = self._workers.submit(unit)
            except RuntimeError:
                if not self._stopping.is_set():  # else whoever stopped has already shut the workers down
                    raise
                return
            self._under_way[future] = unit
            future.add_done_callback(self._when_done)

    def _when_done(self, future: Future[Results]) -> None:
        """Take note, in any thread, that a unit has ended."""
        self._events.put(partial(self._after, future))

    def _after(self, future: Future[Results]) -> None:
        """Have the results of a unit kept."""
        unit = self._under_way.pop(future)
        try:
            results = future.result()
            if any(map(_is_unread, results)) and is_empty(self._run.source):  # not of this image: its disk is gone
                raise SaliscopeError(Code.RUN_SOURCE_MISSING, name=str(self._run.source))
            self._keep(results)
        except CancelledError:
            self._stopping.set()
        except Exception as fault:
            self._after_fault(unit, as_error(fault))

    def _after_fault(self, unit: Unit, error: SaliscopeError) -> None:
        if error.code is Code.CANCELLED:  # the workers were shut down
            self._stopping.set()
        elif error.code not in _ONE_IMAGE:
            self._fail(error)
        elif len(unit.photographs) == 1:
            self._keep((refused(unit.plan, unit.photographs[0], error),))
        else:
            self._waiting.extendleft([photograph.name] for photograph in reversed(unit.photographs))

    def _keep(self, results: Sequence[Result]) -> None:
        self._unwritten += 1
        self._writer.keep(results)

    def _when_kept(self, results: Sequence[Result]) -> None:
        """Take note, in the writer's thread, that results are on the disk."""
        rows = tuple(result.row for result in results)
        self._events.put(partial(self._count, rows))

    def _count(self, rows: tuple[Row, ...]) -> None:
        self._unwritten -= 1
        for row in rows:
            self._finished[row.state] += 1
        self._pace.count(len(rows))
        self._tell(rows)

    def _when_unwritable(self, fault: Exception) -> None:
        """Take note, in the writer's thread, that results could not be written."""
        self._events.put(partial(self._block, as_error(fault)))

    def _block(self, error: SaliscopeError) -> None:
        self._blocked = True
        if self._state is not RunState.FAILED:
            self._error = error
        self._pause()
        if not self._attended:
            self.stop()

    def _pause(self) -> None:
        if self._state is RunState.RUNNING:
            self._state = RunState.PAUSED
        self._tell()

    def _go_on(self) -> None:
        if self._state is RunState.PAUSED:
            self._state, self._error, self._blocked = RunState.RUNNING, None, False
            self._pace.restart()
            self._writer.retry()
            self._tell()

    def _cancel(self) -> None:
        """Take back what no worker has begun."""
        for future in tuple(self._under_way):
            future.cancel()

    def _fail(self, error: SaliscopeError) -> None:
        if self._state is not RunState.FAILED:
            self._state, self._error = RunState.FAILED, error
        self._cancel()

    def _tell(self, rows: tuple[Row, ...] = ()) -> None:
        left = self._total - sum(self._finished.values())
        seconds = self._pace.seconds_for(left) if self._state is RunState.RUNNING else None
        done, bad = self._finished[State.DONE], self._finished[State.REFUSED]
        self._on_progress(Progress(self._state, done, bad, self._total, seconds, rows, self._error))

    def _tell_end(self) -> None:
        if self._state is not RunState.FAILED:
            complete = not self._stopping.is_set() or sum(self._finished.values()) == self._total > 0
            self._state = RunState.FINISHED if complete else RunState.STOPPED
        if self._state is RunState.FINISHED:
            try:
                self._run.note(finished=datetime.now(UTC).isoformat(timespec="seconds"))
            except SaliscopeError as fault:
                self._fail(fault)
        self._tell()


def _is_unread(result: Result) -> bool:
    error = result.row.error
    return error is not None and error.code in (Code.FILE_MISSING, Code.FILE_UNREADABLE)
