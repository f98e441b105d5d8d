"""How long the window's thread leaves an event waiting: a tick every 5 ms, and how late each one comes.

A timer and not the dispatcher's own signals: with GLib, events are handled between `aboutToBlock` and `awake`, as the
waiting is. The timer ticks in nested event loops, too, and a tick comes as late as any other event would.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer

_TICK_MS = 5
_NS = 1e-9
_MS = 1e3


class Late(NamedTuple):
    """Seconds by which a tick was late.

    waited: as the user sees it; own: without the time in which the thread could run and other threads or processes had
    the processors; worked: of its own computing alone, which leaves out what it waits for (files, locks, the GIL), too.
    """

    waited: float
    own: float
    worked: float


class Gaps:
    """Made and stopped in the window's thread. longest: since `take`."""

    def __init__(self) -> None:
        self._seen: dict[str, Counter[int]] = {}
        self.longest = Late(0, 0, 0)
        self._schedule = _opened_schedule()
        self._before = self._clocks()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def take(self) -> dict[str, dict[str, int]]:
        """Return how many ticks were so many milliseconds late, for each kind of `Late`, and begin anew.

        It is made for `Journal.keep`, and for `told`.
        """
        taken = {kind: {str(late): found[late] for late in sorted(found)} for kind, found in self._seen.items()}
        self._seen, self.longest, self._before = {}, Late(0, 0, 0), self._clocks()
        return taken

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()
        if self._schedule is not None:
            os.close(self._schedule)
            self._schedule = None

    def _tick(self) -> None:
        now = self._clocks()
        waited, worked, delayed = (later - sooner for later, sooner in zip(now, self._before, strict=True))
        self._before = now
        waited = max(0.0, waited - _TICK_MS / _MS)
        late = Late(waited, max(0.0, waited - delayed), min(waited, worked))
        self.longest = Late(*map(max, self.longest, late))
        for kind, seconds in late._asdict().items():
            self._seen.setdefault(kind, Counter())[round(seconds * _MS)] += 1

    def _clocks(self) -> tuple[float, float, float]:
        """Return seconds of: the clock on the wall, this thread's computing, and its waiting for a processor."""
        delayed = int(os.pread(self._schedule, 100, 0).split()[1]) * _NS if self._schedule is not None else 0.0
        return time.perf_counter(), time.thread_time(), delayed


def merged(taken: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, Counter[int]]:
    """Return the sums of what `Gaps.take` returned: for each kind, how many ticks were so many milliseconds late."""
    sums: dict[str, Counter[int]] = {kind: Counter() for kind in Late._fields}
    for one in taken:
        for kind, found in one.items():
            sums[kind].update({int(late): count for late, count in found.items()})
    return sums


def late_at(found: Mapping[int, int], share: float) -> int:
    """Return the milliseconds that an event waits at most at so many (0..1) of all moments. found: as in `merged`.

    Moments, not ticks: a gap of a second counts two hundred times as much as one of 5 ms, as more of what a user does
    falls into it. An event that comes in a gap waits for what is left of it.
    """
    if not found:
        return 0
    allowed = (1 - share) * sum((late + _TICK_MS) * count for late, count in found.items())
    limits = range(max(found) + 1)
    return next(limit for limit in limits if _beyond(found, limit) <= allowed)


def _beyond(found: Mapping[int, int], limit: int) -> int:
    """Return the milliseconds in which an event would wait longer than `limit` ms."""
    return sum((late - limit) * count for late, count in found.items() if late > limit)


def told(taken: Iterable[Mapping[str, Mapping[str, int]]]) -> list[tuple[str, str]]:
    """Return the rows about the window's thread that a campaign tells, see `soak.__main__.Campaign`."""
    sums = merged(taken)
    words = {
        "waited": "an event waits for the window's thread",
        "own": "the same without waiting for a processor",
        "worked": "the thread's own computing",
    }
    return [(words[kind], _figures(found)) for kind, found in sums.items() if found]


def _figures(found: Counter[int]) -> str:
    above = sum(count for late, count in found.items() if late > 100)
    return f"p99.9 {late_at(found, 0.999)} ms, longest {max(found)} ms, {above} of {found.total()} ticks above 100 ms"


def _opened_schedule() -> int | None:
    """Return a descriptor of this thread's times in the scheduler; None where the system tells none."""
    path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    return os.open(path, os.O_RDONLY) if path.exists() else None
