"""Collects Python's cyclic garbage in the window's thread only.

Python's own collector runs in whichever thread allocates. It could destroy a widget that is part of a cycle in the
engine thread, and then Qt aborts the program.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_ALL = 2  # the generation that is everything
_LONG = 0.03  # seconds that the window may be held up
_EVERY_MS = 1000  # later collection costs only memory


_set_aside = False  # whether by `set_aside`: who embeds the window may have frozen what is its own


def set_aside() -> None:
    """Spare all that is alive now from being looked at, in any thread. For a run's rows, which are no garbage.

    Looking through those of 100,000 images would hold the window up for 0.4 s, again and again.
    """
    global _set_aside
    gc.freeze()
    _set_aside = True


def take_back() -> None:
    """Look at what was set aside again, such as when the run is closed. Without `set_aside` there is nothing to do."""
    global _set_aside
    if _set_aside:
        gc.unfreeze()
        _set_aside = False


class GarbageCollector(QObject):
    """Replaces Python's collector until `stop`, with Python's own counts and thresholds."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Switch Python's own collector on again."""
        self._timer.stop()
        take_back()
        gc.collect()
        gc.enable()

    def _collect(self) -> None:
        due = [
            generation
            for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if threshold and count > threshold
        ]
        if not due:
            return
        begun = time.perf_counter()
        gc.collect(max(due))
        if max(due) == _ALL and time.perf_counter() - begun > _LONG:
            set_aside()  # so many live long: Python's own collector, too, would seldom look at all of them
