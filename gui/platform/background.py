"""Runs work that would block the window on Qt's thread pool; the result comes back as a signal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from engine.errors import Code, SaliscopeError


class Task(QObject):
    """One piece of work. Connect `done` and `failed` to methods of QObjects, then `start`.

    A cancelled task emits nothing. `failed` always carries a SaliscopeError, whatever was raised. pool: where it runs;
    None: Qt's global pool, which is for work that the user waits for.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        self._run = _Run(work)
        self._run.finished.connect(self._finish)

    def start(self, priority: int = 0) -> None:
        """Queue the work on the pool, before work of a lower priority."""
        # Not as a QRunnable: PySide never lets go of one that Qt must not delete, nor of all that its work holds.
        self._pool.start(self._run.run, priority)

    def cancel(self) -> None:
        """Drop the result. Work that has not begun is not done; running work is not stopped, but ignored."""
        self.blockSignals(True)
        self._run.drop()

    def _finish(self, result: object) -> None:
        if isinstance(result, SaliscopeError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
        self.deleteLater()


class _Run(QObject):
    """What the pool's thread calls. Not the task itself, which may be deleted while its work goes on."""

    finished = Signal(object)

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work: Callable[[], Any] = work

    def drop(self) -> None:
        """Forget the work, unless it has begun."""
        self._work = _nothing

    def run(self) -> None:
        work, self._work = self._work, _nothing  # what it holds, such as an image, is free once it is done
        outcome = _outcome(work)
        del work
        with contextlib.suppress(RuntimeError):  # deleted with the window meanwhile
            self.finished.emit(outcome)


def _nothing() -> None:
    """Be the work that was dropped."""


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except SaliscopeError as error:
        return error
    except MemoryError:
        return SaliscopeError(Code.OUT_OF_MEMORY, device="cpu")
    except Exception as fault:
        return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {fault}"[:300])
