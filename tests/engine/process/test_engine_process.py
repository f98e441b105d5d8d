"""The supervisor and the real engine process: what it answers, what it survives, and what it leaves behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers.engines.supervised_engine import PATIENCE, Engine, is_gone, soon

import resources
from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.measures.asking import ask_trust
from engine.process import client as client_module
from engine.process.jobs import CheckingRegion, Job, Measuring
from engine.process.messages import Answer, Died, Done, MeasuredPart, Opened, OpenFailed, RegionChecked
from engine.process.process_manager import Limits
from engine.process.server import serve

ROOT = Path(client_module.__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One real engine with the bundled model for all tests of this file: each leaves it as it was."""
    engine = Engine(Limits(open=60, step=60, restarts=100, stopped=60))  # it is stopped to keep it busy
    engine.open(resources.DEFAULT_MODEL)
    yield engine
    engine.close()


@pytest.fixture
def measured(engine, job, default_classifier) -> Iterator[list[Any]]:
    """What is told of three measures that have just begun; the first of them takes many steps."""
    asked = job(1, 285)
    measures = ("deletion", "centre", "entropy")
    engine.client.do_beside(
        "trust", Measuring(1, ask_trust(asked.request, measures), asked.image, default_classifier.info)
    )
    yield engine.until(MeasuredPart)
    engine.client.withdraw("trust")


def complete(events: list[Any]) -> list[str]:
    """Return the measures that were told completely."""
    return [each.measured.measure for each in events if isinstance(each, MeasuredPart) and each.measured.fraction == 1]


@pytest.fixture(scope="module")
def cat():
    return read_image(resources.SAMPLES[0])


@pytest.fixture(scope="module")
def job(cat, default_classifier) -> Callable[..., Job]:
    info = default_classifier.info
    projection = Projection.make((cat.width, cat.height), info.input_size)

    def make(job_id: int, target: int | None = None, method: str = "grad-cam") -> Job:
        request = Request(cat.sha256, Fit.STRETCH, info.sha256, info.pixel_values, method, None, target, port=info.port)
        return Job(job_id, request, cat, projection)

    return make


def in_process(classifier: Any, job: Job) -> np.ndarray:
    session = Session(classifier, job.projection.apply(job.image.pixels), job.request.pixel_values)
    *_, answer = explain(session, job.request)
    return answer.values


def test_the_bundled_model_answers_as_in_process(engine, job, default_classifier):
    assert engine.open(resources.DEFAULT_MODEL) == default_classifier.info
    for job_id, (target, method) in enumerate([(None, "grad-cam"), (151, "grad-cam"), (285, "saliency")]):
        asked = job(job_id, target, method)
        found, _ = engine.ask(asked)
        assert found.request.target == (285 if target is None else target)
        np.testing.assert_array_equal(found.values, in_process(default_classifier, asked))


def test_the_latest_of_many_jobs_wins(engine, job, default_classifier):
    for job_id in range(100, 160):
        engine.client.explain(job(job_id, job_id))
    seen = []
    while not (seen and isinstance(seen[-1], Done) and seen[-1].job_id == 159):
        seen += engine.until(Done)
    answers = [event for event in seen if isinstance(event, Answer)]
    assert answers[-1].job_id == 159
    assert [answer.job_id for answer in answers] == sorted(answer.job_id for answer in answers)
    np.testing.assert_array_equal(answers[-1].attribution.values, in_process(default_classifier, job(159, 159)))


def test_a_model_that_does_not_open_keeps_the_one_before(engine, job, tmp_path):
    before, _ = engine.ask(job(200, 285))
    (tmp_path / "garbage.keras").write_text("no model")
    engine.client.open_model(tmp_path / "garbage.keras")
    failed = engine.wait_for(OpenFailed)
    assert (failed.path, failed.error.code) == (tmp_path / "garbage.keras", Code.MODEL_NOT_KERAS)
    after, _ = engine.ask(job(201, 285))
    np.testing.assert_array_equal(after.values, before.values)


@pytest.mark.slow
def test_a_process_killed_while_idle_comes_back_with_its_model(engine, job, default_classifier):
    pid = engine.signal(signal.SIGKILL)
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_DIED, None)
    assert engine.wait_for(Opened).info == default_classifier.info
    assert engine.client.pid != pid
    found, _ = engine.ask(job(300, 285))
    np.testing.assert_array_equal(found.values, in_process(default_classifier, job(300, 285)))


@pytest.mark.slow
def test_a_process_killed_while_busy_says_which_job_was_lost(engine, job, default_classifier):
    engine.signal(signal.SIGSTOP)
    engine.client.explain(job(400, 285))
    assert engine.nothing_more(0.3)
    engine.signal(signal.SIGKILL)
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_DIED, 400)
    engine.wait_for(Opened)
    found, _ = engine.ask(job(401, 285))
    np.testing.assert_array_equal(found.values, in_process(default_classifier, job(401, 285)))


def test_the_question_on_screen_interrupts_a_measure_that_is_made_afterwards(engine, job, measured, default_classifier):
    assert complete(measured) == []
    found, _ = engine.ask(job(500, 151))
    np.testing.assert_array_equal(found.values, in_process(default_classifier, job(500, 151)))
    seen = engine.until(Done)
    assert complete(seen) == ["deletion", "centre", "entropy"]
    assert (seen[-1].slot, seen[-1].error) == ("trust", None)


def test_a_process_killed_while_measuring_costs_nothing_but_time(engine, job, measured):
    engine.signal(signal.SIGSTOP)
    asked = job(600, 285)
    region = CheckingRegion(600, asked.request, (0.0, 0.0, 1.0, 1.0), asked.image, asked.projection)
    engine.client.do_beside("region", region)
    assert engine.nothing_more(0.3)
    pid = engine.signal(signal.SIGKILL)
    seen = engine.until(Done) + engine.until(Done)
    assert engine.client.pid != pid
    assert complete([*measured, *seen]) == ["deletion", "centre", "entropy"]
    assert [event for event in seen if isinstance(event, Done)] == [Done(600, None, "region"), Done(1, None, "trust")]
    (check,) = (event.check for event in seen if isinstance(event, RegionChecked))
    assert check.after < 0.1 < check.before
    assert not any(isinstance(event, Died) for event in seen)


def test_a_process_ends_by_itself_when_its_pipe_closes_whatever_it_is_doing(tmp_path):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, "cpu", tmp_path), daemon=True)
    process.start()
    theirs.close()
    ours.close()
    process.join(PATIENCE)
    assert process.exitcode == 0


def test_no_process_outlives_a_window_that_is_killed(tmp_path):
    script = tmp_path / "window.py"
    script.write_text(
        """
import threading, time
from engine.process.client import EngineClient
from engine.process.messages import Ready

if __name__ == "__main__":
    ready = threading.Event()
    client = EngineClient(lambda event: ready.set() if isinstance(event, Ready) else None, "cpu")
    threading.Thread(target=client.run, daemon=True).start()
    assert ready.wait(60)
    print(client.pid, flush=True)
    time.sleep(600)
"""
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as window:
        pid = int(window.stdout.readline())
        assert not is_gone(pid)
        window.kill()
        assert soon(lambda: is_gone(pid))
