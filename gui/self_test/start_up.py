"""Measures the start-up: `--start-up TIME`, with the `time.time()` at which the process was started.

The processor's time until the window is there is told, too: on a busy computer it says more than the clock.

The benchmarks run it, both from source and in the packaged program.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gui.self_test.stage import run_with, settle_in

if TYPE_CHECKING:
    from gui.main_window.window import MainWindow

_TICK_MS = 5
_PATIENCE = 120.0  # seconds


def run(arguments: argparse.Namespace) -> int:
    """Open the first sample, and print the seconds until each event as JSON. Return 0 if all events happened."""
    probe = _Probe(arguments.start_up)
    arguments.sample, arguments.language, arguments.new_window = True, "en", True
    with tempfile.TemporaryDirectory() as folder:
        settle_in(Path(folder))
        run_with(arguments, probe.watch)
    print(json.dumps(probe.times))
    return 0 if "overlay" in probe.times else 1


class _Probe:
    """Notes when events happen, and closes the window a second after the first overlay."""

    def __init__(self, started: float) -> None:
        self.times: dict[str, float] = {}
        self._started = started

    def watch(self, window: MainWindow) -> None:
        from PySide6.QtCore import Qt, QTimer

        window.repaint()
        self._note("window")
        self.times["work"] = time.process_time()  # of all threads, and of the boot loader in a packaged program
        self._window = window
        window.state.device_changed.connect(lambda: self._note("ready"))
        window.state.model_changed.connect(lambda: self._note("model"))
        window.state.attribution_changed.connect(self._answered)
        self._last_tick = time.perf_counter()
        self._timer = QTimer(window, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def _note(self, what: str) -> None:
        self.times.setdefault(what, time.time() - self._started)

    def _answered(self) -> None:
        if self._window.state.attribution is not None:
            self._window.repaint()
            self._note("overlay")

    def _tick(self) -> None:
        now, since = time.perf_counter(), time.time() - self._started
        self.times["gap"] = max(self.times.get("gap", 0.0), now - self._last_tick)
        self._last_tick = now
        # A second more, so that gaps just after the first overlay are found, too.
        if since > self.times.get("overlay", _PATIENCE) + 1:
            from PySide6.QtWidgets import QApplication

            self._timer.stop()
            self._window.close()
            QApplication.quit()
