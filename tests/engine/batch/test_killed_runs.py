"""Killed at random moments, again and again, a run ends as one that nobody disturbed."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers.batches.batch_runs import Told, files_of
from helpers.batches.batch_units import untimed
from helpers.engines import forked_engine
from helpers.engines.forked_command import start_command
from helpers.image_files.many_images import write_many

from engine.batch.progress import RunState
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.errors import Code, SaliscopeError
from engine.measures import MEASURES
from engine.process.workers import EngineWorkers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

IMAGES, KILLS = 150, 28  # of the command line; its engine processes are killed besides
FEWEST = next(option.low for option in MEASURES["mu-fidelity"].options if option.name == "samples")
ROOT = Path(__file__).parents[3]
needs_forks = pytest.mark.skipif(not forked_engine.POSSIBLE, reason="processes are forked on Linux only")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed") / "images"
    write_many(folder, IMAGES, broken_each=30)
    return folder


@pytest.fixture(scope="module")
def command(source, tiny_model):
    def arguments(out, *more):
        asked = ("--method", "score-cam", "--write", "overlay,map", "--overlay-size", 48)  # a unit for each image
        # One of the measures is drawn by lot, so the seed tells.
        measured = ("--measures", "mu-fidelity,entropy", "--option", f"mu-fidelity.samples={FEWEST:g}")
        return ["batch", source, "--out", out, "--model", tiny_model, "--resume", *asked, *measured, *more]

    return arguments


@pytest.fixture(scope="module")
def unbroken(source, command):
    out = source.parent / "unbroken"
    process = start_command(command(out), source.parent / "unbroken.txt")
    process.join(300)
    assert process.exitcode == 1, (source.parent / "unbroken.txt").read_text()  # some images are refused
    return out


@needs_forks
def test_a_run_that_is_killed_thirty_times_ends_as_one_that_was_not(source, command, unbroken):
    """Killed as a whole, and twice with two engine processes, once of them as users start it."""
    out, said = source.parent / "killed", source.parent / "killed.txt"
    rng = random.Random(14)
    kills = [
        *[lambda: start_command(command(out), said)] * KILLS,
        lambda: start_command(command(out, "--workers", 2), said, engines=True),
        lambda: started(command(out, "--workers", 2), said),
    ]
    rng.shuffle(kills)
    seen: dict[str, int] = {}
    for number, start in enumerate(kills):
        # A fifth of the images is left at the last kill: the test may be kept waiting while the run goes on.
        kill_midway(start(), out, rng, IMAGES * 4 * (number + 1) // (5 * len(kills)))
        seen = check_journal(out, seen)
    assert len(kills) == 30
    assert 0 < len(seen) < IMAGES  # the last kill was in the middle, too
    last = start_command(command(out), said)
    last.join(300)
    assert last.exitcode == 1, said.read_text()
    check_journal(out, seen)
    assert_same(out, unbroken)
    assert table_of(out) == table_of(unbroken)


@needs_forks
def test_an_engine_process_that_is_killed_costs_nothing_but_time(source, unbroken, monkeypatch):
    forked_engine.start_fork_server()
    forked_engine.fork_engines(monkeypatch)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    rng = random.Random(3)
    with RunFolder.open(unbroken, read_only=True) as done:
        plan = done.plan
    workers = EngineWorkers(1, "cpu")
    told = Told()
    try:
        with RunFolder.create(source.parent / "engine", plan, source) as run:
            runner = Runner(run, workers, told)
            runner.start()
            for share in (0.2, 0.5, 0.8):
                told.wait(lambda progress, share=share: progress.done > IMAGES * share)
                time.sleep(rng.random() / 50)
                (pid,) = (client.pid for client in workers._clients)
                os.kill(pid, signal.SIGKILL)
            assert runner.join(300)
            assert told.all[-1].state is RunState.FINISHED, told.all[-1]
            assert set(run.computations().values()) == {1}
    finally:
        workers.shutdown()
    assert_same(source.parent / "engine", unbroken)


def started(arguments, said):
    """The command as users start it, in a process group of its own."""
    with said.open("ab") as file:
        command = [sys.executable, ROOT / "main.py", *arguments]
        environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1"}
        return subprocess.Popen([str(part) for part in command], stdout=file, stderr=file, cwd=ROOT, env=environment)


def kill_midway(process, out, rng, files):
    """Kill a process while it begins, or soon after so many overlays are there. Nothing is lost if it ends before."""
    deadline = time.monotonic() + 60
    if rng.random() < 0.2:
        deadline = time.monotonic() + rng.random() * 2
    while overlays_in(out) < files and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(rng.random() / 20)
    process.kill()
    process.wait() if isinstance(process, subprocess.Popen) else process.join()


def overlays_in(out):
    return sum(name.endswith(".jpg") for _, _, names in os.walk(out / "overlays") for name in names)


def check_journal(out, seen):
    """Check that all that was journalled still is, and was computed once. Return what is journalled now."""
    if not RunFolder.is_one(out):
        assert not seen
        return {}  # killed before there was a run
    with opened(out) as run:
        now = run.computations()
        rows = run.stored_rows(list(now))
    assert now.items() >= seen.items()
    assert set(now.values()) <= {1}
    for row in rows.values():
        for file in row.files:
            assert (out / file.path).stat().st_size == file.size
    return now


def opened(out):
    """Open a run whose command was killed: its engine processes end a moment after it, and its lock with them."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return RunFolder.open(out)
        except SaliscopeError as busy:
            if busy.code is not Code.RUN_IN_USE or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def table_of(out):
    """The table that the command writes at the end, but for what time it was and how long it took."""
    with (out / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{**row, "seconds": "", "run_begun": ""} for row in csv.DictReader(file)]


def assert_same(out, unbroken):
    assert files_of(out, but=("table.csv",)) == files_of(unbroken, but=("table.csv",))
    with RunFolder.open(out) as found, RunFolder.open(unbroken, read_only=True) as expected:
        assert found.names() == expected.names()
        for one, other in zip(found.rows(), expected.rows(), strict=True):
            assert repr(untimed(one)) == repr(untimed(other))
        (names, maps), (other_names, other_maps) = found.summaries(), expected.summaries()
        assert names == other_names
        assert maps.tobytes() == other_maps.tobytes()
        assert found.thumbnails(names) == expected.thumbnails(names)
