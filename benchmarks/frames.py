"""Measures the time of a frame of the canvas, and of a class slider from the event to the painted overlay.

`python -m benchmarks.frames [--quick]`. Offscreen raster, 1920 x 1080. Frames use one core; the class slider also runs
the engine process.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

# Before Qt is imported: it paints offscreen, and neither reads nor writes the user's settings.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = mkdtemp(prefix="saliscope-benchmark-")

from PySide6.QtCore import QEvent, QPointF, QThread
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import resources
from benchmarks.__main__ import machine
from engine.attribution.request import Attribution, Request
from engine.images import image_from_pixels, read_image
from engine.images.projection import Fit, Projection
from gui.canvas.canvas import Canvas
from gui.canvas.compose_cache import PaneView
from gui.state.choices import FIRST_RENDERING
from gui.state.comparison import Layout
from gui.state.controller import Controller
from gui.state.engine_thread import EngineThread
from gui.state.images.picture import make_picture
from gui.state.screen import ScreenState

SIZE = (1920, 1080)
AIM_FRAME, AIM_SLIDER = 16, 40  # milliseconds, at the 95th percentile
_SIZES = {"2 megapixels": (1920, 1080), "24 megapixels": (6000, 4000)}
_CELLS = {"7 x 7": 7, "224 x 224": 224}
_PATIENCE = 120  # seconds


class Stage:
    """A canvas that is painted into an image on demand."""

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.canvas.resize(*SIZE)
        self._paper = QImage(*SIZE, QImage.Format.Format_RGB32)

    def paint(self) -> None:
        """Paint a frame as the screen would show it."""
        self.canvas.render(self._paper)


def frames(repeats: int) -> Iterator[str]:
    """Yield the lines of a Markdown table: milliseconds a frame."""
    yield "| photograph | map | frame | median ms | 95 % ms | 95 % CPU ms | aim |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for photograph, (width, height) in _SIZES.items():
        picture = make_picture(image_from_pixels(scene(width, height), photograph))
        for cells, count in _CELLS.items():
            pane = PaneView(picture, map_of(count), Projection.make((width, height), (224, 224)), FIRST_RENDERING)
            for name, change in _changes(stage := Stage(), pane).items():
                times = [_milliseconds(lambda n=n, change=change: (change(n), stage.paint())) for n in range(repeats)]
                yield f"| {photograph} | {cells} | {name} | {_figures(times)} | <= {AIM_FRAME} |"


def _changes(stage: Stage, pane: PaneView) -> dict[str, Callable[[int], None]]:
    """Return what is done before the nth frame of each kind."""
    canvas, wide = stage.canvas, pane.projection.image_size[0] if pane.projection is not None else 0
    wide = wide if wide > SIZE[0] else 0
    canvas.set_picture(pane.picture)
    canvas.set_attribution(pane.attribution, pane.projection)
    stage.paint()

    def zoom(n: int) -> None:  # every scale is new, so that the compose cache never helps
        canvas.camera.look_at((0.3 if wide else 0.9) * 1.0137 ** (n % 150), (wide / 2 + 500, 600))

    def pan(n: int) -> None:
        if n == 0:
            canvas.camera.look_at(1.0 if wide else 2.0, (700, 500))
        canvas.pan(QPointF(-3, -2))

    def begin_curtain() -> None:
        canvas.camera.fit()
        canvas.compare((pane.changed(name="one"), pane.changed(name="other", attribution=None)), Layout.CURTAIN)
        stage.paint()

    def curtain(n: int) -> None:
        if n == 0:
            begin_curtain()
        canvas.camera.draw_curtain(0.2 + 0.6 * (n % 50) / 50)

    return {
        "alpha": lambda n: canvas.set_rendering(replace(pane.rendering, alpha=(n % 90) / 100)),
        "zoom": zoom,
        "pan": pan,
        "curtain": curtain,
    }


def class_slider(repeats: int) -> Iterator[str]:
    """Yield the line for a change of class on the default model, from the event to the painted overlay."""
    state, engine, stage = ScreenState(), EngineThread(), Stage()
    controller = Controller(state, engine)
    engine.start()
    controller.open_model(resources.DEFAULT_MODEL)
    state.show_picture(make_picture(read_image(resources.SAMPLES[0])))
    stage.canvas.set_picture(state.picture)
    _until(lambda: state.attribution is not None and not state.activities)

    def slide(n: int) -> None:
        state.choose_target(n)
        _until(lambda: state.attribution is not None and state.attribution.request.target == n)
        stage.canvas.set_attribution(state.attribution, state.shown_projection)
        stage.paint()

    slide(999)
    times = [_milliseconds(lambda n=n: slide(n)) for n in range(repeats)]
    engine.stop()
    yield f"| sample | 7 x 7 | class slider, event to overlay | {_figures(times)} | <= {AIM_SLIDER} |"


def _until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("the engine does not answer")
        QApplication.processEvents()
        # The engine's answers are queued calls from another thread: deliver those that came meanwhile, too.
        QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
        QThread.usleep(200)


def scene(width: int, height: int) -> np.ndarray:
    """Return (height, width, 3) uint8 pixels with something at every scale."""
    rng = np.random.default_rng(0)
    ramp = np.add.outer(np.linspace(0, 100, height), np.linspace(0, 100, width))
    return (ramp[..., None] + rng.integers(0, 55, (height, width, 3))).astype(np.uint8)


def map_of(count: int) -> Attribution:
    values = np.random.default_rng(1).standard_normal((count, count)).astype(np.float32)
    scores = np.zeros(2, np.float32)
    request = Request("i", Fit.STRETCH, "m", "0..255", "grad-cam", None, 1)
    return Attribution(np.maximum(values, 0), request, scores, scores, 0.0)


def _milliseconds(call: Callable[[], Any]) -> tuple[float, float]:
    """Return (wall time, CPU time) of a call in milliseconds; other work on the machine does not raise the second."""
    start, work = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - work)


def _figures(times: list[tuple[float, float]]) -> str:
    spent, work = np.array(times).T
    return f"{np.median(spent):.1f} | {np.percentile(spent, 95):.1f} | {np.percentile(work, 95):.1f}"


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames")
    parser.add_argument("--quick", action="store_true", help="fewer frames")
    repeats = 40 if parser.parse_args().quick else 200
    application = QApplication([])
    print(f"{machine()}, {SIZE[0]} x {SIZE[1]} offscreen, load {Path('/proc/loadavg').read_text().split()[0]}\n")
    for lines in (frames(repeats), class_slider(repeats)):
        for line in lines:
            print(line, flush=True)
    application.quit()


if __name__ == "__main__":
    _main()
