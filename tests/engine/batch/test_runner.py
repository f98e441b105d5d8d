"""Going through a folder: order, refusals, pause, stop, faults of workers, full disks."""

from __future__ import annotations

import errno
import threading
from concurrent.futures import Future
from itertools import pairwise

import pytest
from helpers.batches.batch_runs import REFUSED, FakeWorkers, Told, answer, files_of, run_to_end, write_images

from engine.batch.journal import files as run_files
from engine.batch.progress import Pace, RunState
from engine.batch.rows import State
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.batch.units import refused
from engine.errors import Code, SaliscopeError


def test_every_image_becomes_a_row_with_its_files_in_natural_order(run, source):
    names = write_images(source, 12)
    told = run_to_end(run, FakeWorkers(), size=3)
    assert run.names() == names
    assert [row.name for row in run.rows()] == names
    assert files_of(run.folder).keys() == {f"overlays/{name}.jpg" for name in names}
    assert [row.name for progress in told for row in progress.rows] == names
    last = told[-1]
    assert (last.state, last.done, last.refused, last.total) == (RunState.FINISHED, 12, 0, 12)
    assert all(before.done <= after.done for before, after in pairwise(told))
    assert "finished" in run.notes()


def test_units_are_of_the_size_wanted_and_no_more_are_under_way_than_there_is_room_for(run, source):
    names = write_images(source, 12)
    under_way, most = [], []

    class Slow(FakeWorkers):
        def submit(self, unit):
            self.units.append(unit)
            future = Future()
            under_way.append(future)
            most.append(len(under_way))

            def end():
                under_way.remove(future)
                future.set_result(tuple(answer(unit.plan, each) for each in unit.photographs))

            threading.Timer(0.02, end).start()
            return future

    workers = Slow()
    run_to_end(run, workers, size=2)
    assert [len(unit.photographs) for unit in workers.units] == [2] * 6
    assert max(most) <= workers.room
    assert workers.asked == names


def test_a_refused_image_is_a_row_and_not_an_end(run, source):
    write_images(source)
    (source / "image 2.png").write_bytes(REFUSED)
    last = run_to_end(run, FakeWorkers())[-1]
    assert (last.state, last.done, last.refused) == (RunState.FINISHED, 5, 1)
    (row,) = (row for row in run.rows() if row.state is State.REFUSED)
    assert (row.name, row.error.code, row.error.params) == (
        "image 2.png",
        Code.NOT_AN_IMAGE,
        {"name": "image 2.png"},
    )


def test_a_folder_without_images_fails_with_its_name(run, source):
    (source / "notes.txt").write_text("none")
    last = run_to_end(run, FakeWorkers())[-1]
    assert (last.state, last.error.code) == (RunState.FAILED, Code.RUN_SOURCE_EMPTY)


def test_a_folder_that_is_gone_fails_and_keeps_what_was_there(run, source, tmp_path):
    names = write_images(source)
    run_to_end(run, FakeWorkers())
    source.rename(tmp_path / "elsewhere")
    last = run_to_end(run, FakeWorkers())[-1]
    assert (last.state, last.error.code) == (RunState.FAILED, Code.RUN_SOURCE_MISSING)
    assert [row.name for row in run.rows()] == names


def test_an_image_that_ends_the_engine_is_found_and_refused_and_the_others_are_done(run, source):
    names = write_images(source, 8)

    def fails(unit):
        culprit = any(photograph.name == "image 5.png" for photograph in unit.photographs)
        return SaliscopeError(Code.ENGINE_DIED) if culprit else None

    last = run_to_end(run, FakeWorkers(fails), size=4)[-1]
    assert (last.state, last.done, last.refused) == (RunState.FINISHED, 7, 1)
    assert [row.name for row in run.rows()] == names
    (row,) = (row for row in run.rows() if row.state is State.REFUSED)
    assert (row.name, row.error.code) == ("image 5.png", Code.ENGINE_DIED)


def test_what_no_image_causes_ends_the_run_and_what_was_done_is_kept(run, source):
    write_images(source, 8)
    workers = FakeWorkers(lambda unit: SaliscopeError(Code.MODEL_CHANGED, name="m") if len(workers.units) > 2 else None)
    last = run_to_end(run, workers, size=2)[-1]
    assert (last.state, last.error.code, last.done) == (RunState.FAILED, Code.MODEL_CHANGED, 4)
    assert len(run.rows()) == 4


def test_a_folder_that_vanishes_ends_the_run_and_refuses_no_image(run, source, tmp_path):
    names = write_images(source, 8)
    run_to_end(run, FakeWorkers())
    for name in names[2:]:
        (source / name).write_bytes(b"changed")
    taken = tmp_path / "taken away"

    class Workers(FakeWorkers):
        def submit(self, unit):
            if not taken.exists():
                source.rename(taken)
            future = Future()
            error = SaliscopeError(Code.FILE_MISSING, name="")
            future.set_result(tuple(refused(unit.plan, each, error) for each in unit.photographs))
            return future

    last = run_to_end(run, Workers(), size=2)[-1]
    assert (last.state, last.error.code, last.refused) == (RunState.FAILED, Code.RUN_SOURCE_MISSING, 0)
    taken.rename(source)
    last = run_to_end(run, FakeWorkers())[-1]
    assert (last.state, last.done) == (RunState.FINISHED, 8)


def test_a_disk_that_is_full_at_the_very_end_is_told(run, source, monkeypatch):
    write_images(source, 3)

    def full(run, **facts):
        raise SaliscopeError(Code.RUN_FULL, name="")

    monkeypatch.setattr(RunFolder, "note", full)
    last = run_to_end(run, FakeWorkers())[-1]
    assert (last.state, last.error.code, last.done) == (RunState.FAILED, Code.RUN_FULL, 3)


def test_a_pause_hands_out_nothing_and_going_on_finishes(run, source):
    write_images(source, 12)
    told = Told()
    runner = Runner(run, workers := FakeWorkers(), told, size=1)
    workers._fails = lambda unit: runner.pause() if len(workers.units) == 3 else None
    runner.start()
    told.wait(lambda progress: progress.state is RunState.PAUSED and progress.done == len(workers.units))
    before = len(workers.units)
    assert before < 12
    runner.go_on()
    assert runner.join(60)
    assert (told.all[-1].state, told.all[-1].done) == (RunState.FINISHED, 12)


def test_a_stop_keeps_what_is_done_and_the_next_run_does_the_rest_alone(run, source):
    names = write_images(source, 12)
    told = Told()
    runner = Runner(run, workers := FakeWorkers(), told, size=1)
    workers._fails = lambda unit: runner.stop() if len(workers.units) == 5 else None
    runner.start()
    assert runner.join(60)
    last = told.all[-1]
    assert (last.state, last.done) == (RunState.STOPPED, 5)
    rest = FakeWorkers()
    run_to_end(run, rest)
    assert rest.asked == names[5:]
    assert set(run.computations().values()) == {1}


def test_a_full_disk_pauses_and_going_on_loses_nothing(run, source, monkeypatch):
    names = write_images(source, 8)
    write, full = run_files.write_atomically, [True]

    def refuse(target, data):
        if full and target.name.startswith("image 4"):
            raise SaliscopeError(Code.EXPORT_FAILED, name=target.name, reason="") from OSError(errno.ENOSPC, "full")
        write(target, data)

    monkeypatch.setattr(run_files, "write_atomically", refuse)
    told = Told()
    runner = Runner(run, FakeWorkers(), told, size=2)
    runner.start()
    paused = told.wait(lambda progress: progress.state is RunState.PAUSED)
    assert paused.error.code is Code.RUN_FULL
    assert len(run.rows()) == 2
    full.clear()
    runner.go_on()
    assert runner.join(60)
    assert (told.all[-1].state, told.all[-1].error) == (RunState.FINISHED, None)
    assert [row.name for row in run.rows()] == names
    assert set(run.computations().values()) == {1}


def test_a_stop_on_a_full_disk_ends(run, source, monkeypatch):
    write_images(source, 8)

    def refuse(target, data):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(run_files, "write_atomically", refuse)
    told = Told()
    runner = Runner(run, FakeWorkers(), told, size=2)
    runner.start()
    told.wait(lambda progress: progress.state is RunState.PAUSED)
    runner.stop()
    assert runner.join(60)
    assert (told.all[-1].state, told.all[-1].error.code) == (RunState.STOPPED, Code.RUN_FULL)
    assert run.rows() == []


def test_workers_that_are_shut_down_stop_the_run(run, source):
    write_images(source, 8)
    last = run_to_end(run, FakeWorkers(lambda unit: SaliscopeError(Code.CANCELLED)))[-1]
    assert (last.state, last.error) == (RunState.STOPPED, None)


def test_time_left_follows_the_pace_of_the_last_minute():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.seconds_for(10) is None
    for _ in range(4):
        now[0] += 2
        pace.count(4)
    assert pace.seconds_for(10) == pytest.approx(5)
    for _ in range(200):
        now[0] += 1
        pace.count(1)
    assert pace.seconds_for(10) == pytest.approx(10)
    pace.restart()
    assert pace.seconds_for(10) is None
