"""Units of work at an engine process: what interrupts them, what is done again, what a death costs."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import weakref
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
from helpers.batches.batch_units import comparable, image_files, named_unit, plan_of, results_in, unit_of
from helpers.engines.scripted_engine import GOOD
from helpers.engines.supervised_engine import PATIENCE, is_gone, soon
from helpers.networks import flat

from engine.batch.rows import State
from engine.batch.work import work
from engine.errors import Code
from engine.evaluation.localisation import Region
from engine.models.classifier import open_classifier
from engine.process.executor import EngineExecutor
from engine.process.jobs import UnitJob
from engine.process.messages import Do, Done, EngineJobId, Judged, Predict, Predicted, Underway
from engine.process.server import Server, _Cancelled
from engine.process.workers import EngineWorkers, ExecutorWorkers

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


@pytest.fixture
def engine(start):
    engine = start()
    engine.open(GOOD)
    return engine


@pytest.fixture
def workers(engine):
    return ExecutorWorkers(EngineExecutor(engine.client))


def rows_of(future):
    return [result.row for result in future.result(PATIENCE)]


def names_of(future):
    return [row.name for row in rows_of(future)]


# At a scripted process


def test_a_units_results_come_together_and_in_order(workers):
    futures = [workers.submit(named_unit(*names)) for names in (("a", "b", "c"), ("d",), ())]
    assert [names_of(future) for future in futures] == [["a", "b", "c"], ["d"], []]


def test_the_question_on_screen_interrupts_a_unit_that_then_goes_on(engine, workers, play):
    future = workers.submit(named_unit("a", "steady", "b"))
    assert soon(future.running)
    assert engine.ask(play(5, level=9))[0].values == 9
    # Asked again, it is asked for what is missing alone, and to be resumed.
    assert names_of(future) == ["a", "steady", "b"]
    assert [row.hash.endswith("resumed") for row in rows_of(future)] == [False, False, True]


def test_other_side_jobs_go_before_units_and_interrupt_them(engine, workers, play):
    first, behind = workers.submit(named_unit("steady", "a")), workers.submit(named_unit("b"))
    assert soon(first.running)
    engine.client.do_beside("pane", play(3, level=30))
    assert engine.until(Done)[-1] == Done(3, None, "pane")
    assert names_of(first) == ["steady", "a"]
    assert rows_of(first)[1].hash.endswith("resumed")
    assert names_of(behind) == ["b"]


def test_a_unit_that_is_withdrawn_is_not_done_again(engine, workers, play):
    future = workers.submit(named_unit("a", "steady", "b"))
    assert soon(future.running)
    workers.shutdown()
    assert future.exception(PATIENCE).code is Code.CANCELLED
    assert engine.ask(play(1, level=7))[0].values == 7


def test_a_death_costs_what_was_not_answered_and_refuses_what_causes_it(workers):
    future = workers.submit(named_unit("a", "b", "deadly", "c", "deadly too", "d"))
    rows = rows_of(future)
    assert [row.name for row in rows] == ["a", "b", "deadly", "c", "deadly too", "d"]
    assert [row.state for row in rows] == [State.REFUSED if "deadly" in row.name else State.DONE for row in rows]
    assert {row.error.code for row in rows if row.error} == {Code.ENGINE_DIED}
    processes = [row.hash.split()[0] for row in rows if row.state is State.DONE]
    assert processes[0] == processes[1]  # nothing that was answered is done again
    assert len(set(processes)) == 3
    assert [row.hash.endswith("alone") for row in rows if row.state is State.DONE] == [False, False, True, True]


def test_many_deadly_images_do_not_end_the_batch_while_others_are_answered(start):
    engine = start(restarts=3)
    engine.open(GOOD)
    workers = ExecutorWorkers(EngineExecutor(engine.client))
    futures = [workers.submit(named_unit(f"{number}", f"deadly {number}")) for number in range(6)]
    rows = [row for future in futures for row in rows_of(future)]
    assert [row.state for row in rows] == [State.DONE, State.REFUSED] * 6


def test_a_batch_that_ends_every_process_is_ended_and_all_else_works(start, play):
    engine = start(restarts=3)
    engine.open(GOOD)
    workers = ExecutorWorkers(EngineExecutor(engine.client))
    future = workers.submit(named_unit(*(f"deadly {number}" for number in range(20))))
    assert future.exception(PATIENCE).code is Code.JOB_GAVE_UP
    assert workers.submit(named_unit("a")).exception(PATIENCE).code is Code.JOB_GAVE_UP
    assert names_of(workers.submit(named_unit("a", model="another.keras"))) == ["a"]
    assert engine.ask(play(1, level=5))[0].values == 5


def test_a_model_that_ends_the_process_is_the_error_of_the_unit_and_refuses_no_image(workers):
    error = workers.submit(named_unit("a", "b", model="crash.keras")).exception(PATIENCE)
    assert (error.code, error.params["name"]) == (Code.MODEL_CRASHED, "crash.keras")
    assert names_of(workers.submit(named_unit("c"))) == ["c"]


def test_a_process_that_is_ended_on_purpose_refuses_nothing(engine, workers):
    future = workers.submit(named_unit("a", "steady", "b"))
    assert soon(future.running)
    engine.client.restart("cpu")
    assert soon(lambda: len(engine.client._wanted._sides) == 0)
    engine.client.restart("cpu")
    workers.shutdown()
    assert future.exception(PATIENCE).code is Code.CANCELLED


def test_a_silent_process_is_ended_and_the_unit_begun_in_another(start):
    engine = start(open=5, step=0.5)
    engine.open(GOOD)
    workers = ExecutorWorkers(EngineExecutor(engine.client))
    # Whichever of them is still missing when the process is stopped goes on until it is cancelled.
    future = workers.submit(named_unit("steady", "steady too"))
    assert soon(future.running)
    pid = engine.signal(signal.SIGSTOP)
    assert soon(lambda: is_gone(pid), PATIENCE)
    assert soon(lambda: engine.client.pid not in (None, pid), PATIENCE)
    workers.shutdown()
    assert future.exception(PATIENCE).code is Code.CANCELLED


# At a server in this process: nothing is computed twice


class Pipe(list):
    send = list.append


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "small.keras"
    flat().model.save(path)
    return path


@pytest.fixture(scope="module")
def classifier(model):
    return open_classifier(model)


@pytest.fixture(scope="module")
def unit(classifier, tmp_path_factory):
    regions = (Region("", box=(2, 3, 20, 10)),)  # so that a `Located` crosses too
    return unit_of(plan_of(classifier.info), image_files(tmp_path_factory.mktemp("images"), 40), regions=regions)


def results_sent(pipe):
    return [event.result for event in pipe if isinstance(event, Judged)]


class CancelledAfter(_Cancelled):
    """Each job is cancelled once so many messages were sent since it began."""

    def __init__(self, pipe, after):
        super().__init__()
        self._pipe, self._after, self._begun = pipe, after, {}

    def __contains__(self, engine_job_id):
        begun = self._begun.setdefault(engine_job_id, len(self._pipe))
        return len(self._pipe) - begun >= self._after


@pytest.mark.parametrize("after", [1, 7, 30])
def test_an_interrupted_unit_goes_on_without_looking_again(classifier, unit, monkeypatch, after):
    expected = comparable(results_in(work(classifier, unit)))
    looked = []
    look = type(classifier.default_tap).look
    monkeypatch.setattr(
        type(classifier.default_tap), "look", lambda tap, x, *rest: looked.append(len(x)) or look(tap, x, *rest)
    )
    pipe = Pipe()
    server = Server(pipe, CancelledAfter(pipe, after))
    number, last = 1, None
    while last is None or last.error is not None:
        server.handle(Do(EngineJobId(number), unit, EngineJobId(number - 1) if number > 1 else None))
        last = pipe[-1]
        assert last.job_id == number
        assert last.error is None or last.error.code is Code.CANCELLED
        number += 1
    assert number > 3
    assert comparable(results_sent(pipe)) == expected
    assert looked == [16, 16, 16]


def test_a_kept_unit_that_is_not_resumed_is_dropped(unit):
    pipe = Pipe()
    cancelled = _Cancelled()
    cancelled.up_to = 1
    server = Server(pipe, cancelled)
    server.handle(Do(EngineJobId(1), unit))
    assert pipe[-1].error.code is Code.CANCELLED
    server.handle(Do(EngineJobId(2), unit))
    assert len(results_sent(pipe)) == 40
    server.handle(Do(EngineJobId(3), unit, EngineJobId(1)))  # long gone: begun anew
    assert len(results_sent(pipe)) == 80


def test_predictions_are_made_between_two_steps(classifier, unit, play):
    pipe, first = Pipe(), SimpleQueue()
    request = play(0).request
    server = Server(pipe, _Cancelled(), first=first)
    pixels = np.zeros((*classifier.info.input_size[::-1], 3), np.uint8)
    real = pipe.send

    def send(event):
        if isinstance(event, Judged) and len(results_sent(pipe)) == 3:
            first.put(Predict(EngineJobId(9), request, pixels, classifier.info.path))
        real(event)

    pipe.send = send
    server.handle(Do(EngineJobId(1), unit))
    kinds = [type(event) for event in pipe if not isinstance(event, Underway)]
    assert Done in kinds[:6]  # of the prediction, whose model's hash is not the request's
    assert Predicted not in kinds
    assert kinds.count(Judged) == 40


def test_each_image_by_itself_answers_as_together(classifier, unit):
    pipe = Pipe()
    Server(pipe, _Cancelled()).handle(Do(EngineJobId(1), unit, alone=True))
    assert comparable(results_sent(pipe)) == comparable(results_in(work(classifier, unit)))


# At processes of their own


def test_two_processes_share_the_units_and_leave_nothing_behind(
    forked_engines, classifier, unit, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    workers = EngineWorkers(2, "cpu")
    parts = [replace(unit, photographs=unit.photographs[start::8]) for start in range(8)]
    assert workers.room == 4
    futures = [workers.submit(part) for part in parts]
    for part, future in zip(parts, futures, strict=True):
        assert comparable(future.result(180)) == comparable(results_in(work(classifier, part)))
    pids = {client.pid for client in workers._clients}
    workers.shutdown()
    assert len(pids) == 2
    assert all(is_gone(pid) for pid in pids)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("saliscope-")]
    assert not [thread for thread in threading.enumerate() if thread.name == "engine"]


def test_a_killed_process_costs_nothing_but_time(forked_engines, classifier, unit):
    workers = EngineWorkers(1, "cpu")
    future = workers.submit(unit)
    behind = workers.submit(unit_of(unit.plan, [unit.photographs[0].path, Path("/nowhere.png")]))
    assert soon(future.running, 120)
    os.kill(workers._clients[0].pid, signal.SIGKILL)
    assert comparable(future.result(180)) == comparable(results_in(work(classifier, unit)))
    assert [result.row.state for result in behind.result(180)] == [State.DONE, State.REFUSED]
    workers.shutdown()


def test_a_job_without_its_first_photograph():
    job = UnitJob(1, named_unit("a", "b"))
    assert [each.name for each in job.rest.unit.photographs] == ["b"]


def test_results_are_freed_once_nobody_holds_their_future(workers):
    future = workers.submit(named_unit("a", "b"))
    gone = weakref.ref(future.result(PATIENCE)[0])
    gc.disable()
    try:
        workers.submit(named_unit("c")).result(PATIENCE)  # the client's thread has left the first one behind
        del future
        assert soon(lambda: gone() is None)
    finally:
        gc.enable()
