"""Measures a batch against bare passes over the model plus decoding, and its memory: `python -m benchmarks.batch`.

Images of 640 x 480 pixels; overlays are written, rows journalled and synced. Both are measured in turns. `--memory`:
how much all processes hold at one image in ten and at the end, over `--count` images.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.__main__ import machine
from benchmarks.timing import timed
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


def batch(model: Classifier, source: Path, folder: Path, workers: Workers) -> Iterator[Progress]:
    """Do a whole run, overlays written; return what was told of it."""
    from engine.batch.plan import Plan
    from engine.batch.run_folder import RunFolder
    from engine.batch.runner import Runner

    info = model.info
    plan = Plan(info.path, info.sha256, info.labels, info.pixel_values, info.port)
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


def _whole(model: Classifier, source: Path, paths: list[Path], workers: Workers) -> float:
    with TemporaryDirectory() as folder:
        seconds = timed(lambda: list(batch(model, source, Path(folder) / "run", workers)))
        written = sum(1 for path in (Path(folder) / "run").rglob("*.jpg"))
    assert written == len(paths), (written, len(paths))
    return seconds


def speed(model: Classifier, source: Path, paths: list[Path], rounds: int) -> Iterator[str]:
    """Yield the lines of a Markdown table; the last ratio is the median of those of the rounds."""
    from engine.batch.workers import LocalWorkers

    workers = LocalWorkers(model)
    bare(model, paths[:_TOGETHER])
    _whole(model, source, paths, workers)
    yield "| images | passes and decoding ms | whole batch ms | ratio | aim |\n| ---: | ---: | ---: | ---: | ---: |"
    ratios = []
    for _ in range(rounds):
        base, whole = timed(lambda: bare(model, paths)), _whole(model, source, paths, workers)
        ratios.append(whole / base)
        each, every = 1000 * base / len(paths), 1000 * whole / len(paths)
        yield f"| {len(paths)} | {each:.1f} | {every:.1f} | {ratios[-1]:.2f} | |"
    yield f"| {len(paths)} | | | {statistics.median(ratios):.2f} | <= {AIM} |"
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
            else speed(model, source, paths, arguments.rounds)
        )
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    _main()
