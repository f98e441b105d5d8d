"""The small overlays of a run, read from its folder beside the window, and only those that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from gui.platform.background import Task

Read = Callable[[Sequence[str]], Mapping[str, bytes]]  # as `RunFolder.thumbnails`

_MOST = 2000  # small pictures kept
_AT_ONCE = 64  # read together


class RunThumbnails(QObject):
    """`image` returns what is there and wants what is not; `arrived` says that more is there."""

    arrived = Signal()

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: dict[str, None] = {}  # the latest last
        self._reading: set[str] = set()
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # everything that is painted at once is read at once
        self._soon.timeout.connect(self._feed)

    def image(self, name: str) -> QImage | None:
        """Return the small overlay of an image; None while it is not there, a null image where there is none."""
        found = self._images.get(name)
        if found is not None:
            self._images.move_to_end(name)
            return found
        if name not in self._reading:
            self._wanted.pop(name, None)
            self._wanted[name] = None
            self._soon.start()
        return None

    def forget(self, names: Sequence[str] | None = None) -> None:
        """Read these anew when they are wanted again; None for all."""
        for name in list(self._images) if names is None else names:
            self._images.pop(name, None)
            self._reading.discard(name)  # what is being read of it is not wanted any more

    def _feed(self) -> None:
        if self._task is not None or not self._wanted:
            return
        names = list(self._wanted)[-_AT_ONCE:]  # what came into view last goes first; what is far behind is dropped
        self._wanted.clear()
        self._reading = set(names)
        self._task = Task(partial(_pictures, self._read, names), self)
        self._task.done.connect(self._keep)
        self._task.failed.connect(self._end)
        self._task.start()

    def _keep(self, images: Mapping[str, QImage]) -> None:
        self._images.update((name, image) for name, image in images.items() if name in self._reading)
        while len(self._images) > _MOST:
            self._images.popitem(last=False)
        self._end()
        self.arrived.emit()

    def _end(self) -> None:
        self._task, self._reading = None, set()
        if self._wanted:
            self._soon.start()


def _pictures(read: Read, names: Sequence[str]) -> dict[str, QImage]:
    found = read(names)
    return {name: QImage.fromData(found.get(name, b"")) for name in names}
