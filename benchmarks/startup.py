"""How soon the program is there: each start in a process of its own, offscreen unless a platform is given."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parent.parent
MEASURES = {
    "window": "window painted",
    "ready": "engine ready (TensorFlow imported)",
    "model": "model open",
    "overlay": "first overlay painted",
    "gap": "longest gap of a 5 ms timer in the window's thread",
    "after_import": "first overlay after `import tensorflow` and model load",
}


def table(repeats: int) -> Iterator[str]:
    """Yield the lines of a Markdown table: medians in seconds from the start of the process."""
    runs = [_start() for _ in range(repeats)]
    yield "| start-up | median s |"
    yield "| --- | ---: |"
    for key, words in MEASURES.items():
        yield f"| {words} | {statistics.median(run[key] for run in runs):.2f} |"


def _start() -> dict[str, float]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.startup", repr(time.time())],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _probe(started: float) -> None:
    """Start the window as `main` does, write down when things happen, and print them."""
    from PySide6.QtCore import Qt, QTimer

    from gui import app
    from main import _window_arguments

    times: dict[str, float] = {}
    application = app.make_application(["saliscope"], "en")
    window = app.start(_window_arguments(["--sample"]))
    ticks = [time.perf_counter()]
    gaps: list[float] = []

    def note(what: str) -> None:
        times.setdefault(what, time.time() - started)

    def tick() -> None:
        gaps.append(time.perf_counter() - ticks[0])
        ticks[0] = time.perf_counter()
        if "overlay" in times and time.time() - started > times["overlay"] + 1:
            timer.stop()
            window.close()
            application.quit()

    def answered() -> None:
        if window.state.attribution is not None:
            window.repaint()
            note("overlay")

    window.state.device_changed.connect(lambda: note("ready"))
    window.state.model_changed.connect(lambda: note("model"))
    window.state.attribution_changed.connect(answered)
    window.repaint()
    note("window")
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(5)
    application.exec()
    times["gap"] = max(gaps)
    times["after_import"] = times["overlay"] - times["model"]
    print(json.dumps(times))


if __name__ == "__main__":
    _probe(float(sys.argv[1]))
