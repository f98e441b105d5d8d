"""Python's cyclic garbage is collected in the window's thread only.

Left to itself the collector runs in whichever thread allocates, and destroys a widget that is part of a cycle from the
engine thread: Qt aborts the program for that.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class GarbageCollector(QObject):
    """Takes collecting over from Python until `stop`, by Python's own counts and thresholds."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Give collecting back to Python."""
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
