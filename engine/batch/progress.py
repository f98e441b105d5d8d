"""How far a batch is, and how much time is left at its recent pace."""

from __future__ import annotations

import time
from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.batch.rows import Row
    from engine.errors import SaliscopeError

_RECENT = 60.0  # seconds
_SURE = 3  # steps from which a pace means something


class RunState(StrEnum):
    """What a batch is doing."""

    LISTING = "listing"  # finding the images, and which of them are still to be worked out
    RUNNING = "running"
    PAUSED = "paused"  # by the user, or because a disk is full: then `Progress.error` says so
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"  # `Progress.error` says why

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self in (RunState.STOPPED, RunState.FINISHED, RunState.FAILED)


@dataclass(frozen=True)
class Progress:
    """How far a batch is. done, refused: of `total` images, also by earlier runs; rows: new since the last progress.

    seconds_left: at the recent pace, None while that is not known.
    """

    state: RunState
    done: int = 0
    refused: int = 0
    total: int = 0
    seconds_left: float | None = None
    rows: tuple[Row, ...] = ()
    error: SaliscopeError | None = None


class Pace:
    """How many images are finished in a second, measured over the last minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.restart()

    def restart(self) -> None:
        """Measure anew, after a pause."""
        self._steps: deque[tuple[float, int]] = deque([(self._clock(), 0)])

    def count(self, finished: int) -> None:
        """Count images that have just been finished."""
        now = self._clock()
        self._steps.append((now, finished))
        while len(self._steps) > _SURE and now - self._steps[1][0] > _RECENT:
            self._steps.popleft()

    def seconds_for(self, images: int) -> float | None:
        """Return how long so many images take, in seconds; None while that is not known."""
        if len(self._steps) <= _SURE:
            return None
        (start, _), (end, _) = self._steps[0], self._steps[-1]
        finished = sum(count for _, count in self._steps) - self._steps[0][1]
        return images * (end - start) / finished if finished and end > start else None
