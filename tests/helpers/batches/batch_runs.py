"""Runs without a model: files that stand for images, and workers whose answers follow from their bytes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.batch.plan import Plan
from engine.batch.rows import Photograph, Result, Row, State, Unit, Written
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Progress, Runner
from engine.batch.units import stamp_of
from engine.errors import Code, SaliscopeError

PLAN = Plan(Path("/models/tiny.keras"), "a" * 64, ("cat", "dog", "owl"), "0..1")
REFUSED = b"refused"


class FakeWorkers:
    """Answers in the thread that submits. fails: is asked before each unit, and may return its error."""

    room = 2

    def __init__(self, fails: Callable[[Unit], Exception | None] = lambda unit: None) -> None:
        self.units: list[Unit] = []
        self._fails = fails

    def submit(self, unit: Unit) -> Future[tuple[Result, ...]]:
        self.units.append(unit)
        future: Future[tuple[Result, ...]] = Future()
        fault = self._fails(unit)
        if fault is not None:
            future.set_exception(fault)
        else:
            future.set_result(tuple(answer(unit.plan, each) for each in unit.photographs))
        return future

    def shutdown(self) -> None:
        pass

    @property
    def asked(self) -> list[str]:
        return [photograph.name for unit in self.units for photograph in unit.photographs]


def answer(plan: Plan, photograph: Photograph) -> Result:
    data = photograph.path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    asked = plan.fingerprint(photograph.truth, photograph.regions)
    row = Row(photograph.name, State.DONE, asked, stamp_of(photograph), sha256)
    if data.startswith(REFUSED):
        error = SaliscopeError(Code.NOT_AN_IMAGE, name=photograph.name)
        return Result(replace(row, state=State.REFUSED, error=error))
    picture = hashlib.sha512(data + asked.encode()).digest() * 3
    written = Written(f"overlays/{photograph.name}.jpg", len(picture), hashlib.sha256(picture).hexdigest())
    share = data[0] / 512 + 0.25
    row = replace(row, size=(4, 3), answers=((1, share), (0, 1 - share)), target=1, margin=0.5, files=(written,))
    return Result(row, (picture,), np.full(144, 1 / 144, "<f4").tobytes(), picture[:20])


def write_images(folder: Path, count: int = 6) -> list[str]:
    """Write files that `answer` reads, one in a sub-folder. Return their names in the order of a run."""
    names = [*(f"image {number}.png" for number in range(1, count)), "sub/image 1.png"]
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes([number]) * 30)
    return names


def run_to_end(run: RunFolder, workers: object, **more: object) -> list[Progress]:
    """Do a run. Return all that it told."""
    told: list[Progress] = []
    runner = Runner(run, workers, told.append, **more)
    runner.start()
    assert runner.join(60)
    return told


def do(folder: Path, source: Path, plan: Plan = PLAN, workers: FakeWorkers | None = None) -> FakeWorkers:
    """Begin a run or go on with it, to its end."""
    workers = workers or FakeWorkers()
    with RunFolder.create(folder, plan, source) as run:
        run_to_end(run, workers)
    return workers


def rows_of(folder: Path) -> dict[str, Row]:
    with RunFolder.open(folder) as run:
        return {row.name: row for row in run.rows()}


def files_of(folder: Path, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The files that belong to rows, and any that should not be there, but for the journal's own."""
    paths: Iterable[Path] = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not path.name.startswith(("run.sqlite", "run.lock", *but))
    }


class Told:
    """Waits for a progress that fits."""

    def __init__(self) -> None:
        self.all: list[Progress] = []
        self._changed = threading.Condition()

    def __call__(self, progress: Progress) -> None:
        with self._changed:
            self.all.append(progress)
            self._changed.notify_all()

    def wait(self, fits: Callable[[Progress], bool]) -> Progress:
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(fits, self.all)), 60), self.all[-3:]
            return next(filter(fits, self.all))


def code_of(function: Callable[..., object], *given: object) -> Code:
    """Call a function that refuses what it is given. Return why."""
    with pytest.raises(SaliscopeError) as refused:
        function(*given)
    return refused.value.code
