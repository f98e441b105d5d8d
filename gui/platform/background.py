"""Work that would make the window wait, done on Qt's own thread pool; the answer comes back as a signal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from engine.errors import Code, SaliscopeError


class Task(QObject):
    """One piece of work. Connect `done` and `failed` to methods of QObjects, then `start`.

    A cancelled task emits nothing. `failed` carries a SaliscopeError whatever was raised. pool: Qt's own where None is
    given, in which nothing should be that nobody waits for.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        self._runnable = _Runnable(work)
        self._runnable.signals.finished.connect(self._finish)

    def start(self, priority: int = 0) -> None:
        """Queue the work on the pool, before what has a lower priority."""
        self._pool.start(self._runnable, priority)

    def cancel(self) -> None:
        """Let go of the result; what has not begun never does, what runs in native code runs to its end unheard."""
        self.blockSignals(True)
        if self._pool.tryTake(self._runnable):
            self.deleteLater()

    def _finish(self, result: object) -> None:
        if isinstance(result, SaliscopeError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
        self.deleteLater()


class _Signals(QObject):
    finished = Signal(object)


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = _Signals()
        self._work = work

    def run(self) -> None:
        outcome = _outcome(self._work)
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
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
