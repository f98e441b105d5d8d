"""How long a run will take and how much it will write: measured on the first images, which are really computed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.batch.listing import spread
from engine.batch.rows import Photograph, Result, Unit
from engine.batch.units import unit_size
from engine.system.quick_dataclass import dataclass
from gui.platform.background import Promised

if TYPE_CHECKING:
    from engine.batch.plan import Plan
    from engine.batch.workers import Workers
    from engine.models.model_info import ModelInfo

_MOST = 8  # images that are computed
_LONGEST = 15.0  # seconds, after which no further image is begun
_LONG = 5.0  # seconds for one image, against which getting ready is little
_ROW_BYTES = 1500  # of the table for each image


@dataclass(frozen=True)
class Estimate:
    """What was measured. images: on how many; seconds, bytes: of all of them together."""

    images: int = 0
    seconds: float = 0.0
    bytes: int = 0

    def with_results(self, seconds: float, results: Sequence[Result]) -> Estimate:
        """Return the estimate with further images."""
        written = sum(size_of(result) for result in results)
        return Estimate(self.images + len(results), self.seconds + seconds, self.bytes + written)

    def seconds_for(self, count: int) -> float:
        """Return how long so many images take."""
        return self.seconds / self.images * count

    def bytes_for(self, count: int) -> int:
        """Return how much is written for so many images."""
        return round(self.bytes / self.images * count)


def size_of(result: Result) -> int:
    """Return how many bytes of disk an image takes."""
    return _ROW_BYTES + sum(len(data) for data in (*result.files, result.summary, result.thumbnail))


class Measuring(QObject):
    """`changed` says that `estimate` is another. `start` measures anew, `stop` drops what is under way.

    The first image is computed once more than it counts: the model gets ready with it. Where that takes long, it counts
    until there is better. `busy` until all is measured.
    """

    changed = Signal()
    failed = Signal(object)  # a SaliscopeError

    def __init__(self, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._waiting: list[Unit] = []
        self._under_way: Promised | None = None
        self._since = 0.0
        self._ready = False  # the model is
        self._counts = False  # the estimate is of a model that was ready
        self.estimate: Estimate | None = None

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self._under_way is not None

    def start(self, plan: Plan, model: ModelInfo, source: Path, folder: Path, names: Sequence[str]) -> None:
        """Measure a plan on some of the images of a folder."""
        self.stop()
        photographs = tuple(Photograph(name, source / name) for name in spread(names, _MOST))
        unit = Unit(plan, photographs, folder)
        if unit_size(plan, model) == 1:
            self._waiting = [replace(unit, photographs=(one,)) for one in photographs]
        else:
            self._waiting = [unit]
        self._ready = self._counts = False
        if photographs:
            self._submit(replace(unit, photographs=photographs[:1]))

    def stop(self) -> None:
        """Measure nothing more, and forget what was measured."""
        if self._under_way is not None:
            self._under_way.cancel()
        self._under_way, self._waiting, self.estimate = None, [], None

    def _submit(self, unit: Unit) -> None:
        self._since = time.perf_counter()
        self._under_way = Promised(self._workers.submit(unit), self)
        self._under_way.done.connect(self._take)
        self._under_way.failed.connect(self._fail)
        self._under_way.start()

    def _take(self, results: tuple[Result, ...]) -> None:
        self._under_way = None
        seconds = time.perf_counter() - self._since
        if self._ready or seconds >= _LONG:
            known = self.estimate if self._counts else None
            self.estimate = (known or Estimate()).with_results(seconds, results)
            self._counts = self._ready
        self._ready = True
        if self._waiting and (self.estimate is None or self.estimate.seconds < _LONGEST):
            self._submit(self._waiting.pop(0))
        self.changed.emit()

    def _fail(self, error: object) -> None:
        self.stop()
        self.failed.emit(error)
