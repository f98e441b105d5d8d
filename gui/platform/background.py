"""Runs work that would block the window on Qt's thread pool; the result comes back as a signal."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, partial
from typing import Any
from weakref import WeakSet, WeakValueDictionary

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from engine.errors import Code, SaliscopeError
from engine.system.faults import as_error


class Awaited(QObject):
    """A result that is awaited. Connect `done` and `failed` to methods of QObjects.

    What is cancelled emits nothing. `failed` always carries a SaliscopeError, whatever was raised.
    """

    done = Signal(object)
    failed = Signal(object)

    def cancel(self) -> None:
        """Drop the result."""
        self.blockSignals(True)

    def finish(self, result: object) -> None:
        """Tell the result. Called in the thread of the window."""
        if isinstance(result, SaliscopeError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
        self.deleteLater()


class Promised(Awaited):
    """What another thread promised: the result of a future, told in the window's thread. Connect, then `start`."""

    def __init__(self, future: Future[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._future = future

    def start(self) -> None:
        """Wait for the result, which may be there already."""
        post = _post()
        self._future.add_done_callback(partial(_pass_on, post, post.expect(self)))

    def cancel(self) -> None:
        """Drop the result, and cancel the future if nobody works on it yet."""
        super().cancel()
        self._future.cancel()


class Task(Awaited):
    """One piece of work. Connect `done` and `failed` to methods of QObjects, then `start`.

    pool: where it runs; None: Qt's global pool, which is for work that the user waits for.
    """

    def __init__(self, work: Callable[[], Any], parent: QObject, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        _pools.add(self._pool)
        self._work = _Work(work, self._pool)

    def start(self, priority: int = 0) -> None:
        """Queue the work on the pool, before work of a lower priority."""
        post = _post()
        # Not as a QRunnable: PySide never lets go of one that Qt must not delete, nor of all that its work holds.
        self._pool.start(partial(_run, self._work, post, post.expect(self)), priority)

    def cancel(self) -> None:
        """Drop the result. Work that has not begun is not done; running work is not stopped, but ignored.

        A file on a share that does not answer holds up who reads it for ever: other work has another thread then.
        """
        super().cancel()
        self._work.drop()

    def step_aside(self) -> bool:
        """Give its thread to other work if it has begun; the result still counts. Return whether it runs."""
        return self._work.step_aside()


class _Work:
    """Work that is done once, by the pool's thread, unless it is dropped before."""

    def __init__(self, work: Callable[[], Any], pool: QThreadPool) -> None:
        self._work = work
        self._pool = pool
        self._lock = threading.Lock()
        self._runs = self._replaced = False

    def do(self) -> Any:
        """Do the work and return what came of it. What it holds, such as an image, is free then."""
        with self._lock:
            work, self._work, self._runs = self._work, _nothing, True
        try:
            return _outcome(work)
        finally:
            with self._lock:
                self._runs = False
                if self._replaced:
                    self._pool.reserveThread()

    def drop(self) -> None:
        """Do nothing, if it has not begun; else step aside."""
        with self._lock:
            self._work = _nothing
        self.step_aside()

    def step_aside(self) -> bool:
        """Let the pool have another thread until it is done, if it has begun. Return whether it runs."""
        with self._lock:
            if self._runs and not self._replaced:
                self._replaced = True
                self._pool.releaseThread()
            return self._runs


def finished(patience_ms: int) -> bool:
    """Wait for what runs, at most that long for each pool. Return whether nothing runs any more.

    A pool where something still runs outlives its owner: whoever deletes it waits for its threads.
    """
    busy = [pool for pool in _pools if isValid(pool) and not pool.waitForDone(patience_ms)]
    for pool in busy:
        pool.setParent(None)
        _kept.add(pool)
    return not busy


_pools: WeakSet[QThreadPool] = WeakSet()
_kept: set[QThreadPool] = set()


class _Post(QObject):
    """Carries results to the window's thread.

    It outlives every task: an object that a thread of the pool emits from must never be deleted meanwhile, by the
    window's thread or by the last reference, which the pool's thread may hold.
    """

    arrived = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = itertools.count()
        # Weak: the result of a task that was deleted, or taken off its pool, may never arrive.
        self._tasks: WeakValueDictionary[int, Awaited] = WeakValueDictionary()
        self.arrived.connect(self._deliver)

    def expect(self, task: Awaited) -> int:
        """Return the number under which a task's result is to arrive."""
        number = next(self._numbers)
        self._tasks[number] = task
        return number

    def _deliver(self, number: int, result: object) -> None:
        task = self._tasks.pop(number, None)
        if task is not None and isValid(task):  # it may have been deleted with the window meanwhile
            task.finish(result)


@cache
def _post() -> _Post:
    return _Post()


def _run(work: _Work, post: _Post, number: int) -> None:
    """Do the work in a thread of the pool."""
    post.arrived.emit(number, work.do())


def _pass_on(post: _Post, number: int, future: Future[Any]) -> None:
    """Tell what became of a future. Called in any thread."""
    post.arrived.emit(number, SaliscopeError(Code.CANCELLED) if future.cancelled() else _outcome(future.result))


def _nothing() -> None:
    """Be the work that was dropped."""


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as fault:
        return as_error(fault)
