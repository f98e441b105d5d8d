"""Collects Python's cyclic garbage in the window's thread only.

Python's own collector runs in whichever thread allocates. It could destroy a widget that is part of a cycle in the
engine thread, and then Qt aborts the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000  # later collection costs only memory


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
        gc.collect()
        gc.enable()

    def _collect(self) -> None:
        due = [
            generation
            for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if threshold and count > threshold
        ]
        if due:
            gc.collect(max(due))
