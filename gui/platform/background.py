"""Runs work that would block the window on Qt's thread pool; the result comes back as a signal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

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
        self._runnable = _Runnable(work)
        self._runnable.signals.finished.connect(self._finish)

    def start(self, priority: int = 0) -> None:
        """Queue the work on the pool, before work of a lower priority."""
        self._pool.start(self._runnable, priority)

    def cancel(self) -> None:
        """Drop the result. Work that has not begun is taken off the queue; running work is not stopped, but ignored."""
        self.blockSignals(True)
        if self._pool.tryTake(self._runnable):
            self.deleteLater()

    def _finish(self, result: object) -> None:
        if isinstance(result, SaliscopeError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
        self.deleteLater()


# A QRunnable is no QObject, so its signal needs one.
class _Signals(QObject):
    finished = Signal(object)


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        # Otherwise Qt would delete it after `run`, while Python still refers to it.
        self.setAutoDelete(False)
        self.signals = _Signals()
        self._work = work

    def run(self) -> None:
        outcome = _outcome(self._work)
        with contextlib.suppress(RuntimeError):  # the signals were deleted with the window meanwhile
            self.signals.finished.emit(outcome)


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except SaliscopeError as error:
        return error
    except MemoryError:
        return SaliscopeError(Code.OUT_OF_MEMORY, device="cpu")
    except Exception as fault:
        return SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {fault}"[:300])
