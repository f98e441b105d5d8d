"""The executor: every job is answered, in the order they were submitted, whatever happens meanwhile."""

from __future__ import annotations

import signal
import sys
import threading
from concurrent.futures import wait
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.engines.scripted_engine import GOOD
from helpers.engines.supervised_engine import PATIENCE, soon

from engine.errors import Code, SaliscopeError
from engine.process import process_manager
from engine.process.executor import EngineExecutor
from engine.process.jobs import Opening, Prediction
from engine.process.messages import Answer, Died, Done, GaveUp, JobEvent, Ready

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


@pytest.fixture
def engine(start):
    engine = start()
    engine.open(GOOD)
    return engine


@pytest.fixture
def executor(engine):
    return EngineExecutor(engine.client)


def crash_once(play, marker: Path):
    job = play(0, "crash-once", level=77)
    return replace(job, request=replace(job.request, model=str(marker)))


def level_of(future) -> int:
    return int(future.result(PATIENCE).values[0, 0])


def code_of(future) -> Code:
    error = future.exception(PATIENCE)
    assert isinstance(error, SaliscopeError)
    return error.code


def told(engine) -> list:
    """Return what those were told who listen to the engine as a whole."""
    return list(engine.events.queue)


def submit_steady(executor, play):
    """Submit a job that never ends, and return its future once it is under way."""
    started = threading.Event()
    future = executor.submit(play(0, "steady"), lambda _: started.set())
    assert started.wait(PATIENCE)
    return future


def test_every_job_is_answered_and_in_order(engine, executor, play):
    ended = []
    futures = [executor.submit(play(0, level=level)) for level in range(30)]
    for future in futures:
        future.add_done_callback(lambda future: ended.append(level_of(future)))
    assert [level_of(future) for future in futures] == list(range(30))
    assert soon(lambda: len(ended) == 30)
    assert ended == sorted(ended)


def test_nobody_else_is_told_of_the_jobs(engine, executor, play):
    engine.client.do_beside("pane", play(3, level=1))
    assert level_of(executor.submit(play(0, level=2))) == 2
    assert soon(lambda: len(told(engine)) >= 2)
    assert {event.slot for event in told(engine) if isinstance(event, JobEvent)} == {"pane"}


def test_a_few_jobs_are_at_the_client_at_a_time(engine, executor, play):
    submit_steady(executor, play)
    for level in range(20):
        executor.submit(play(0, level=level))
    assert len(engine.client._wanted._sides) == 1  # beside the one that is under way


def test_estimates_are_told_before_the_result(executor, play):
    estimates = []
    future = executor.submit(play(0, "stepwise"), lambda estimate: estimates.append(estimate.fraction))
    assert future.result(PATIENCE).fraction == 1
    assert estimates == [0.25, 0.5]


def test_models_and_predictions_are_answered_too(executor, play):
    opened = executor.submit(Opening(0, Path("other.keras")))
    predicted = executor.submit(Prediction(0, play(0).request, np.full((4, 4, 3), 50, np.uint8)))
    assert opened.result(PATIENCE).path == Path("other.keras")
    assert predicted.result(PATIENCE).logits.tolist() == [50, 50]


def test_a_refused_job_is_an_error_and_the_next_one_is_answered(executor, play):
    refused, next_one = executor.submit(play(0, "refused")), executor.submit(play(0, level=4))
    assert code_of(refused) is Code.NOT_FINITE
    assert level_of(next_one) == 4


def test_a_process_that_ends_in_the_middle_leaves_no_job_unanswered(engine, executor, play, tmp_path):
    levels = [*range(5), 77, *range(6, 10)]
    jobs = [crash_once(play, tmp_path / "been-here") if level == 77 else play(0, level=level) for level in levels]
    assert [level_of(executor.submit(job)) for job in jobs] == levels
    assert not any(isinstance(event, Died) for event in told(engine))


def test_a_job_that_ends_every_process_is_an_error_and_the_others_are_answered(executor, play):
    futures = [executor.submit(play(0, method, level=3)) for method in ("quick", "crash", "quick")]
    assert code_of(futures[1]) is Code.ENGINE_DIED
    assert [level_of(futures[index]) for index in (0, 2)] == [3, 3]


def test_the_question_on_screen_goes_first(engine, executor, play):
    future = submit_steady(executor, play)
    behind = executor.submit(play(0, level=4))
    engine.client.explain(play(5, level=9))
    assert engine.until(Done)[-1] == Done(5)
    assert not future.done()
    assert not behind.done()


def test_jobs_wait_while_the_question_on_screen_is_answered(engine, executor, play):
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    future = executor.submit(play(0, level=4))
    for _ in range(5):
        assert engine.wait_for(Answer).slot == ""
    assert not future.done()
    engine.client.cancel()
    assert level_of(future) == 4


def test_jobs_that_have_not_begun_can_be_cancelled(engine, executor, play):
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    futures = [executor.submit(play(0, level=level)) for level in range(6)]
    cancelled = [futures[0], futures[3], futures[5]]  # the first one is at the client already
    assert all(future.cancel() for future in cancelled)
    assert wait(cancelled, PATIENCE).not_done == set()
    engine.client.cancel()
    assert [level_of(futures[index]) for index in (1, 2, 4)] == [1, 2, 4]


def test_a_job_that_is_under_way_cannot_be_cancelled(executor, play):
    assert not submit_steady(executor, play).cancel()


def test_shutdown_cancels_every_job_and_leaves_the_engine_to_the_others(engine, executor, play):
    running = submit_steady(executor, play)
    waiting = [executor.submit(play(0)) for _ in range(5)]
    executor.shutdown()
    assert code_of(running) is Code.CANCELLED
    assert all(future.cancelled() for future in waiting)
    with pytest.raises(RuntimeError):
        executor.submit(play(0))
    assert engine.ask(play(1, level=7))[0].values == 7
    assert {event.slot for event in told(engine) if isinstance(event, JobEvent)} <= {""}


def test_a_second_executor_is_not_told_what_the_first_one_asked(engine, executor, play):
    submit_steady(executor, play)
    executor.shutdown()
    assert level_of(EngineExecutor(engine.client).submit(play(0, level=8))) == 8


def test_an_engine_that_gave_up_is_the_error_of_every_job_until_it_is_there_again(engine, play, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    executor = EngineExecutor(engine.client)
    futures = [submit_steady(executor, play), *(executor.submit(play(0)) for _ in range(4))]
    with monkeypatch.context() as patched:
        patched.setattr(process_manager, "EngineProcess", refuse)
        engine.signal(signal.SIGKILL)
        engine.wait_for(GaveUp)
    assert {code_of(future) for future in futures} == {Code.ENGINE_FAULT}
    assert code_of(executor.submit(play(0))) is Code.ENGINE_FAULT
    engine.client.restart("cpu")
    engine.wait_for(Ready)
    assert level_of(executor.submit(play(0, level=6))) == 6


def test_a_fault_in_what_takes_the_estimates_ends_its_job_alone(executor, play):
    def fail(_):
        raise ValueError

    future = executor.submit(play(0, "steady"), fail)
    assert isinstance(future.exception(PATIENCE), ValueError)
    assert level_of(executor.submit(play(0, level=5))) == 5
