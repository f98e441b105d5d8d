"""Measures how long the window freezes while a comparison of four 24-megapixel photographs is exported or copied.

`python -m benchmarks.exports [--quick]`. Offscreen. A 5 ms timer in the window's thread finds the gaps; the work runs
in Qt's pool. The figures are medians of several rounds. The first line exports nothing: it shows what else the machine
does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.__main__ import machine
from benchmarks.frames import map_of, scene  # on import it makes Qt paint offscreen, without the user's settings
from engine.export.content import Product
from engine.export.formats import suffixes_of
from engine.export.panes import Compared
from engine.images import image_from_pixels
from engine.images.projection import Projection
from engine.network.description import Head
from engine.rendering import Rendering
from gui.export.settings import ExportSettings
from gui.export.snapshot import Screen, Shown
from gui.export.writing import picture_of, write_export
from gui.platform.background import Task

AIM = 50  # milliseconds
_SIZE, _INPUT, _PANES = (6000, 4000), (224, 224), 4
_PREVIEW = 450  # pixels across


class Heartbeat(QObject):
    """A 5 ms timer. Its longest gap is the longest time for which the event loop of its thread was blocked."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def screen() -> Screen:
    """Return a screen that compares four photographs, each with its own map."""
    model = SimpleNamespace(name="m", path=Path("m"), labels=("0", "1"), input_size=_INPUT, head=Head.SOFTMAX)
    model.sha256 = "b" * 64
    pixels, panes = scene(*_SIZE), []
    for number in range(_PANES):
        image = image_from_pixels(np.roll(pixels, 17 * number, axis=0), f"{number}.png")
        attribution = map_of(_INPUT[0])
        request = replace(attribution.request, image=image.sha256, model=model.sha256)
        projection = Projection.make(_SIZE, _INPUT)
        shown = Shown(image, replace(attribution, request=request), projection, Rendering(), model, name=image.name)
        panes.append(shown)
    return Screen(panes[0], tuple(panes), Compared("image", ("",) * (_PANES - 1), "side"))


def works(shown: Screen, folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield (name, work) of each measure."""
    yield "nothing", partial(time.sleep, 3)
    for product in (Product.FIGURE, Product.OVERLAY):
        for suffix in suffixes_of(product):
            settings = ExportSettings(product, suffix)
            yield f"{product.value} {suffix}", partial(write_export, folder / f"x{suffix}", settings, shown)
        yield f"{product.value} to the clipboard", partial(picture_of, shown, ExportSettings(product))
    yield "preview of the figure", partial(picture_of, shown, ExportSettings(), _PREVIEW)


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """Run work in the background. Return its seconds and the longest gap meanwhile; a picture goes to the clipboard."""
    loop, beat, start = QEventLoop(), Heartbeat(), time.perf_counter()
    task = Task(work, beat)
    task.done.connect(lambda picture: picture is not None and QApplication.clipboard().setImage(picture))
    # Copying runs in this thread, before this slot. 20 ms more let the heartbeat notice that gap, too.
    task.done.connect(lambda _: QTimer.singleShot(20, loop.quit))
    task.failed.connect(loop.quit)
    task.start()
    loop.exec()
    return time.perf_counter() - start, beat.longest


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports")
    parser.add_argument("--quick", action="store_true", help="one round")
    rounds = 1 if parser.parse_args().quick else 5
    application = QApplication([])
    print(f"{machine()}, load {Path('/proc/loadavg').read_text().split()[0]}\n")
    print("| exported | seconds | longest gap ms | aim |\n| --- | ---: | ---: | ---: |")
    shown = screen()
    with TemporaryDirectory() as folder:
        for name, work in works(shown, Path(folder)):
            seconds, longest = np.median([measured(work) for _ in range(rounds)], axis=0)
            print(f"| {name} | {seconds:.1f} | {1000 * longest:.0f} | <= {AIM} |", flush=True)
    QApplication.clipboard().clear()
    application.quit()


if __name__ == "__main__":
    _main()
