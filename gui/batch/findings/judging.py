"""Computes the findings of a run beside the window, now and then while it runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gui.batch.findings.findings import Findings, Material, Summaries, find
from gui.platform.background import Task

_REST = 2000  # ms between two findings while rows come
_SHARE = 5  # times as long as the findings took: of very many rows the computing leaves most of the time to the window


class Judging(QObject):
    """`found` carries the Findings. Say `look` whenever rows or true classes have changed: it is cheap.

    take: returns what the run has found so far; called in the window's thread, once for each computation.
    """

    found = Signal(object)
    failed = Signal(object)  # a SaliscopeError

    def __init__(
        self, take: Callable[[], Material], labels: tuple[str, ...], summaries: Summaries, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._take, self._labels, self._summaries = take, labels, summaries
        self._task: Task | None = None
        self._wanted = False
        self._since = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._go_on)

    def look(self, at_once: bool = False) -> None:
        """Compute the findings soon. at_once: the user waits for them, so there is no rest before."""
        self._wanted = True
        if at_once:
            self._rest.stop()
        self._go_on()

    def stop(self) -> None:
        """Compute nothing more; what is under way is dropped."""
        self._wanted = False
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _go_on(self) -> None:
        if not self._wanted or self._task is not None or self._rest.isActive():
            return
        self._wanted = False
        self._since.start()
        self._task = Task(partial(find, self._take(), self._labels, self._summaries), self)
        self._task.done.connect(self._tell)
        self._task.failed.connect(self._fail)
        self._task.start()

    def _tell(self, findings: Findings) -> None:
        self._end()
        self.found.emit(findings)

    def _fail(self, error: object) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._task = None
        self._rest.start(max(_REST, _SHARE * self._since.elapsed()))
