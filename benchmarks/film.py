"""Opening a folder of thousands of photographs in the real window: `python -m benchmarks.film [--photographs N]`."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from benchmarks.__main__ import machine
from benchmarks.memory import _resident

if TYPE_CHECKING:
    from benchmarks.gaps import Gaps
    from gui.main_window.window import MainWindow

_MIB = 2**20
_SIZE = (1600, 1200)
_SCROLLS = 40  # positions at which the strip is looked at, from one end to the other
_STEPS = 30  # photographs shown one after the other


def rows(window: MainWindow, folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield (what is measured, its figure)."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.gaps import Gaps

    def wait(condition: Callable[[], bool]) -> float:
        start = time.perf_counter()
        while not condition():
            QApplication.processEvents()
            time.sleep(0.001)
        return time.perf_counter() - start

    state, collection, gaps, made = window.state, window.rooms.browsing.collection, Gaps(), []
    window.open_files([resources.SAMPLES[0]])  # start-up is not measured here
    wait(lambda: state.attribution is not None and not state.activities)
    collection.thumbnails.made.connect(made.append)
    before = _resident()
    gaps.take()
    window.open_files([folder])
    yield "the folder's names on the strip", f"{wait(lambda: len(collection) > count) * 1000:.0f} ms"
    yield (
        "the first photograph on screen, after that",
        f"{wait(lambda: state.image.path.parent == folder) * 1000:.0f} ms",
    )
    yield "longest gap of the GUI thread until then", f"{gaps.longest.waited * 1000:.0f} ms"
    wait(lambda: state.attribution is not None and not state.activities)
    yield "longest gap of the GUI thread until it is explained", f"{gaps.longest.waited * 1000:.0f} ms"
    wait(lambda: not collection.thumbnails.busy)
    yield from _scrolled(window, gaps, made, wait)
    yield from _stepped(window, gaps, wait)
    yield "memory more than before, at the end", f"{(_resident() - before) / _MIB:.0f} MiB"


def _scrolled(window: MainWindow, gaps: Gaps, made: list[Path], wait: Callable) -> Iterator[tuple[str, str]]:
    """Scroll the strip from end to end; at each position wait until all thumbnails in view are made."""
    thumbnails, bar = window.rooms.browsing.collection.thumbnails, window.film_strip.tiles.horizontalScrollBar()
    gaps.take()
    made.clear()
    spent = 0.0
    for number in range(_SCROLLS):
        bar.setValue(bar.maximum() * (number + 1) // (_SCROLLS + 1))
        spent += wait(lambda: not thumbnails.busy)
    yield f"thumbnails per second, of {_SIZE[0]} × {_SIZE[1]} JPEG", f"{len(made) / spent:.0f}"
    yield "longest gap of the GUI thread meanwhile", f"{gaps.longest.waited * 1000:.0f} ms"


def _stepped(window: MainWindow, gaps: Gaps, wait: Callable) -> Iterator[tuple[str, str]]:
    """Go to the next photograph, look at it for a moment, and so on; then hold the key down."""
    state, browsing, spent = window.state, window.rooms.browsing, []
    gaps.take()
    for _ in range(_STEPS):
        image = state.image
        browsing.next_photograph()
        spent.append(wait(lambda image=image: state.image is not image))
        _pass(wait, 0.4)
    yield "the next photograph on screen, median", f"{sorted(spent)[len(spent) // 2] * 1000:.0f} ms"
    start, first = time.perf_counter(), browsing.place
    while browsing.place < min(first + 3 * _STEPS, len(browsing.collection) - 1):
        browsing.next_photograph()
        # 30 times a second, as a keyboard repeats a key that is held down.
        _pass(wait, 0.033)
    wanted = browsing.collection[browsing.place].path
    late = wait(lambda: state.image is not None and state.image.path == wanted)
    yield (
        f"held down through {3 * _STEPS}: behind at the end",
        f"{late * 1000:.0f} ms of {time.perf_counter() - start:.1f} s",
    )
    yield "longest gap of the GUI thread meanwhile", f"{gaps.longest.waited * 1000:.0f} ms"


def _pass(wait: Callable, seconds: float) -> None:
    until = time.perf_counter() + seconds
    wait(lambda: time.perf_counter() > until)


def make_photographs(folder: Path, count: int) -> None:
    """Write photographs: a few different ones under many names."""
    import cv2
    import numpy as np

    random, kinds = np.random.default_rng(0), []
    for number in range(20):
        coarse = random.integers(0, 255, (_SIZE[1] // 20, _SIZE[0] // 20, 3), dtype=np.uint8)
        fine = cv2.resize(coarse, _SIZE, interpolation=cv2.INTER_CUBIC)
        kinds.append(folder / f"IMG_{number}.jpg")
        cv2.imwrite(str(kinds[-1]), fine)
    for number in range(len(kinds), count):
        # Hard links: thousands of files without the disk space.
        os.link(kinds[number % len(kinds)], folder / f"IMG_{number}.jpg")


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.film")
    parser.add_argument("--photographs", type=int, default=5000)
    count = parser.parse_args().photographs
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "photographs"
        for kind in ("CONFIG", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())
        folder.mkdir()
        make_photographs(folder, count)
        # Late, because the environment set above decides where Qt paints and where the settings lie.
        from gui.self_test.stage import run_with
        from main import _window_arguments

        def play(window: MainWindow) -> None:
            print(f"{machine()}\n\n| {count} photographs | |\n| --- | ---: |")
            for words, figure in rows(window, folder, count):
                print(f"| {words} | {figure} |", flush=True)
            window.close()

        run_with(_window_arguments(["--new-window", "--language", "en"]), play)


if __name__ == "__main__":
    _main()
