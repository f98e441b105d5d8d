"""Measures a batch against bare passes over the model plus decoding, and its memory: `python -m benchmarks.batch`.

Images of 640 x 480 pixels; overlays are written, rows journalled and synced. Both are measured in turns, on the clock
and in the time of all processors together, which other work on the machine disturbs less. `--memory`: how much all
processes hold at one image in ten and at the end, over `--count` images.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.__main__ import machine
from engine.rendering.scale import Rendering, Way
from engine.system.runtime import start_tensorflow

if TYPE_CHECKING:
    from engine.batch.progress import Progress
    from engine.batch.workers import Workers
    from engine.models.classifier import Classifier

AIM, AIM_MEMORY = 1.25, 50  # times the bare passes; MiB
_SIZE, _DISTINCT, _TOGETHER, _IN_A_FOLDER = (640, 480), 64, 16, 500
_MIB = 2**20


def write_images(folder: Path, count: int) -> list[Path]:
    """Write JPEG files; all but the first 64 are hard links to those."""
    from PIL import Image

    from benchmarks.subjects import photograph

    paths = [folder / f"{number // _IN_A_FOLDER:03}" / f"{number:06}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        if number < _DISTINCT:
            Image.fromarray(photograph(_SIZE, number)).save(path, quality=90)
        else:
            path.hardlink_to(paths[number % _DISTINCT])
    return paths


def bare(model: Classifier, paths: list[Path]) -> None:
    """Read the images and run the model over them, 16 at a time: what a script of ten lines does."""
    import numpy as np
    import tensorflow as tf

    from engine.images import read_image
    from engine.images.preprocessing import PixelValues, prepare
    from engine.images.projection import Projection
    from engine.images.view import model_view

    info = model.info
    for start in range(0, len(paths), _TOGETHER):
        inputs = []
        for path in paths[start : start + _TOGETHER]:
            image = read_image(path)
            projection = Projection.make((image.width, image.height), info.input_size)
            view = model_view(image, projection, info.channels)
            inputs.append(prepare(view, PixelValues(info.pixel_values), info.channels))
        logits, _ = model.default_tap.predict(tf.constant(np.concatenate(inputs)))
        logits.numpy()


def batch(model: Classifier, source: Path, folder: Path, workers: Workers, way: Way = Way.BLEND) -> Iterator[Progress]:
    """Do a whole run, overlays written; yield what is told of it."""
    from engine.batch.plan import Plan
    from engine.batch.run_folder import RunFolder
    from engine.batch.runner import Runner

    info = model.info
    plan = Plan(info.path, info.sha256, info.labels, info.pixel_values, info.port, rendering=Rendering(way=way))
    told: list[Progress] = []
    with RunFolder.create(folder, plan, source) as run:
        run.set_model(info)
        runner = Runner(run, workers, told.append)
        runner.start()
        while not runner.join(0.5):
            yield from _taken(told)
        yield from _taken(told)


def _taken(told: list[Progress]) -> Iterator[Progress]:
    while told:
        yield told.pop(0)


def _clocked(call: Callable[[], object], count: int) -> tuple[float, float]:
    """Return the milliseconds that a call takes for each image: on the clock, and of all processors together."""
    wall, processors = time.perf_counter(), time.process_time()
    call()
    return 1000 * (time.perf_counter() - wall) / count, 1000 * (time.process_time() - processors) / count


def speed(model: Classifier, source: Path, paths: list[Path], rounds: int, way: Way) -> Iterator[str]:
    """Yield the lines of a Markdown table; the last ratios are the medians of those of the rounds.

    The bare passes decode 16 images, then look at them: one after the other, as whoever asks for no more writes it.
    """
    from engine.batch.workers import LocalWorkers

    workers, count, ratios = LocalWorkers(model), len(paths), []
    yield "| images | passes and decoding ms | processors' ms | whole batch ms | processors' ms | ratio | processors' |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    # All runs are removed at the end: to make files slows down where others have just been removed.
    with TemporaryDirectory() as folder:
        for number in range(1 + rounds):
            run = Path(folder) / str(number)
            base = _clocked(lambda: bare(model, paths), count)
            whole = _clocked(partial(deque, batch(model, source, run, workers, way), 0), count)
            written = sum(1 for path in run.rglob("*.jpg"))
            assert written == count, (written, count)
            if number:  # the first is to get warm
                ratios.append((whole[0] / base[0], whole[1] / base[1]))
                figures = " | ".join(f"{each:.1f}" for each in (*base, *whole))
                yield f"| {count} | {figures} | {ratios[-1][0]:.2f} | {ratios[-1][1]:.2f} |"
    wall, processors = map(statistics.median, zip(*ratios, strict=True))
    yield f"| median; aim: {AIM} | | | | | {wall:.2f} | {processors:.2f} |"
    workers.shutdown()


def memory(model: Classifier, source: Path, count: int) -> Iterator[str]:
    """Yield the lines of a Markdown table: what all processes of a batch hold, with one engine process."""
    from engine.process.workers import EngineWorkers

    yield "| images | done | MiB | aim |\n| ---: | ---: | ---: | ---: |"
    workers = EngineWorkers(1)
    readings: list[tuple[int, float]] = []
    with TemporaryDirectory() as folder:
        for progress in batch(model, source, Path(folder) / "run", workers):
            readings.append((progress.done, _held() / _MIB))
    workers.shutdown()
    first = next((reading for reading in readings if reading[0] >= count // 10), readings[0])
    for done, held in (first, max(readings, key=lambda reading: reading[1]), readings[-1]):
        yield f"| {count} | {done} | {held:.0f} | <= {first[1] + AIM_MEMORY:.0f} |"


def _held() -> int:
    """Return the resident bytes of this process and of those below it. Linux only."""
    parents = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/status")}
    facts = {}
    for number, path in parents.items():
        try:
            lines = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
        except OSError:  # it has just ended
            continue
        facts[number] = int(lines["PPid"]), int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
    ours = {os.getpid()}
    while more := {number for number, (parent, _) in facts.items() if parent in ours} - ours:
        ours |= more
    return sum(facts[number][1] for number in ours)


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch")
    parser.add_argument("--count", type=int, default=1_000, help="images")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default="default", help="default, or a name in keras.applications")
    parser.add_argument("--way", type=Way, choices=Way, default=Way.BLEND, help="how maps are shown")
    parser.add_argument("--memory", action="store_true", help="measure memory instead of time")
    arguments = parser.parse_args()
    device = start_tensorflow()
    from benchmarks import subjects

    print(f"{machine()}, TensorFlow on {device.kind} {device.name}\n")
    model = subjects.classifier(arguments.model)
    with TemporaryDirectory() as folder:
        paths = write_images(Path(folder), arguments.count)
        source = Path(folder)
        lines = (
            memory(model, source, arguments.count)
            if arguments.memory
            else speed(model, source, paths, arguments.rounds, arguments.way)
        )
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    _main()
