"""Small pictures of photographs, made outside the GUI thread, and only for those that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage

from engine.errors import SaliscopeError
from gui.platform.background import Task
from gui.words.errors import sentence

_MOST_BYTES = 64 * 2**20
_AHEAD = 2  # tasks queued for each thread, so that none waits for the GUI thread
_PATIENCE_MS = 3000  # without any picture; a share that hangs holds up who reads from it for ever


class Thumbnails(QObject):
    """Makes what the last call of `want` named, in that order; work not begun by then is dropped.

    It keeps the latest pictures, up to 64 MiB of pixels, and the reasons why photographs cannot be read. A folder that
    does not answer holds up no other one: its files wait until it does. side: of the small pictures, in device pixels.
    """

    made = Signal(object)  # the Path whose picture or fault is there now

    def __init__(self, pool: QThreadPool, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self.side = side
        self._images: OrderedDict[Path, QImage] = OrderedDict()
        self._bytes = 0
        self._faults: dict[Path, str] = {}
        self._wanted: list[Path] = []
        self._tasks: dict[Path, Task] = {}
        self._stuck: set[Path] = set()  # those of the tasks that gave their thread to others
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._let_others_pass)

    @property
    def busy(self) -> bool:
        """Whether some wanted pictures are not made yet."""
        return bool(self._wanted or self._tasks)

    def image(self, path: Path) -> QImage | None:
        """Return the small picture, None if it is not there."""
        found = self._images.get(path)
        if found is not None:
            self._images.move_to_end(path)
        return found

    def fault(self, path: Path) -> str:
        """Return why a photograph cannot be read, "" if no fault is known."""
        return self._faults.get(path, "")

    def set_fault(self, path: Path, words: str) -> None:
        """Note why a photograph could not be read completely; "" if it can be read now."""
        if words != self.fault(path):
            self._faults[path] = words
            if not words:
                del self._faults[path]
            self.made.emit(path)

    def want(self, paths: Sequence[Path]) -> None:
        """Make these in order, instead of what was wanted before."""
        known = (self._images, self._faults, self._tasks)
        self._wanted = [path for path in paths if not any(path in these for these in known)][::-1]
        self._feed()

    def set_side(self, side: int) -> None:
        """Make pictures of another size from now on, for example on a screen with finer pixels."""
        if side != self.side:
            self.side = side
            self.forget_all()

    def forget(self, path: Path) -> None:
        """Forget a picture and its fault: it is made anew when it is wanted again."""
        image = self._images.pop(path, None)
        self._bytes -= image.sizeInBytes() if image is not None else 0
        self._faults.pop(path, None)

    def forget_all(self) -> None:
        """Forget all pictures and faults, and what is still wanted."""
        self._images.clear()
        self._faults.clear()
        self._wanted.clear()
        self._bytes = 0

    def _feed(self) -> None:
        most = _AHEAD * max(1, self._pool.maxThreadCount())
        while len(self._tasks) - len(self._stuck) < most and (path := self._next()) is not None:
            self._tasks[path] = task = Task(partial(_thumbnail, path, self.side), self, self._pool)
            task.done.connect(self._take)
            task.start()
        if len(self._tasks) > len(self._stuck) and not self._patience.isActive():
            self._patience.start()

    def _next(self) -> Path | None:
        """Take the next path that is wanted, none in a folder that does not answer."""
        hanging = {path.parent for path in self._stuck}
        for number in reversed(range(len(self._wanted))):
            if self._wanted[number].parent not in hanging:
                return self._wanted.pop(number)
        return None

    def _let_others_pass(self) -> None:
        """Give the threads to files of other folders, as what runs has not come to an end for so long."""
        self._stuck |= {path for path, task in self._tasks.items() if task.step_aside()}
        hanging = {path.parent for path in self._stuck}
        for path in [path for path in self._tasks if path.parent in hanging and path not in self._stuck]:
            self._tasks.pop(path).cancel()
            self._wanted.append(path)
        self._feed()

    def _take(self, result: tuple[Path, int, QImage | SaliscopeError]) -> None:
        path, side, outcome = result
        self._tasks.pop(path, None)
        self._stuck.discard(path)
        self._patience.stop()
        if side != self.side:
            self._wanted.append(path)
        self._feed()
        if isinstance(outcome, SaliscopeError):
            self.set_fault(path, sentence(outcome))
        elif side == self.side and path not in self._images:
            self._keep(path, outcome)
            self.made.emit(path)

    def _keep(self, path: Path, image: QImage) -> None:
        self._images[path] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _MOST_BYTES and len(self._images) > 1:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()


def _thumbnail(path: Path, side: int) -> tuple[Path, int, QImage | SaliscopeError]:
    from engine.images import read_thumbnail
    from gui.canvas.compose import rgb_image

    try:
        return path, side, rgb_image(read_thumbnail(path, side))
    except SaliscopeError as error:
        return path, side, error
