"""The supervisor and its process: what it survives, and what it leaves behind."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import scripted_engine

import resources
from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code
from engine.images import read_image
from engine.images.projection import Fit, Projection
from engine.process import client as client_module
from engine.process import process_manager
from engine.process.client import EngineClient
from engine.process.jobs import Job
from engine.process.messages import Answer, Died, Done, GaveUp, Opened, OpenFailed, Ready
from engine.process.process_manager import Limits
from engine.process.server import serve

PATIENCE = 40
ROOT = Path(client_module.__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


class Engine:
    """A running supervisor and what it has said."""

    def __init__(self, limits: Limits) -> None:
        self.events: queue.Queue[Any] = queue.Queue()
        self.client = EngineClient(self.events.put, "cpu", limits)
        self._thread = threading.Thread(target=self.client.run, daemon=True)
        self._thread.start()

    def wait_for(self, kind: type) -> Any:
        """Return the next event of a kind, and forget the ones before it."""
        return self.until(kind)[-1]

    def until(self, kind: type) -> list[Any]:
        """Return the events up to the next one of a kind."""
        seen: list[Any] = []
        while not (seen and isinstance(seen[-1], kind)):
            try:
                seen.append(self.events.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"no {kind.__name__} came, only {seen}") from None
        return seen

    def open(self, path: Path) -> Any:
        self.client.open_model(path)
        return self.wait_for(Opened).info

    def ask(self, job: Job) -> tuple[Any, Any]:
        """Return the answer and the error of a job."""
        self.client.explain(job)
        seen = [event for event in self.until(Done) if isinstance(event, Answer)]
        return (seen[-1].attribution if seen else None), None

    def signal(self, number: int) -> int:
        pid = self.client.pid
        assert pid is not None
        os.kill(pid, number)
        return pid

    def nothing_more(self, seconds: float) -> bool:
        try:
            self.events.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def close(self) -> None:
        self.client.close()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


def is_gone(pid: int) -> bool:
    """Whether a process has ended, though nobody may have asked for its status yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


# The real engine process


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One real engine with the bundled model for all tests of this section: each leaves it as it was."""
    engine = Engine(Limits(open=60, step=60, restarts=100))
    engine.open(resources.DEFAULT_MODEL)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def cat():
    return read_image(resources.SAMPLES[0])


@pytest.fixture(scope="module")
def job(cat, default_classifier) -> Callable[..., Job]:
    info = default_classifier.info
    projection = Projection.make((cat.width, cat.height), info.input_size)

    def make(job_id: int, target: int | None = None, method: str = "grad-cam") -> Job:
        request = Request(cat.sha256, Fit.STRETCH, info.sha256, info.pixel_values, method, None, target)
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


def test_a_process_killed_while_idle_comes_back_with_its_model(engine, job, default_classifier):
    pid = engine.signal(signal.SIGKILL)
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_DIED, None)
    assert engine.wait_for(Opened).info == default_classifier.info
    assert engine.client.pid != pid
    found, _ = engine.ask(job(300, 285))
    np.testing.assert_array_equal(found.values, in_process(default_classifier, job(300, 285)))


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


# A scripted process, to misbehave quickly


@pytest.fixture
def start(monkeypatch) -> Iterator[Callable[..., Engine]]:
    """Start a supervisor of scripted processes with its own limits."""
    monkeypatch.setattr(client_module, "serve", scripted_engine.serve)
    started: list[Engine] = []

    def start_engine(**limits: float) -> Engine:
        started.append(Engine(Limits(**({"open": 20, "step": 20, "cancel": 0.3, "restarts": 10} | limits))))
        return started[-1]

    yield start_engine
    for engine in started:
        engine.close()


@pytest.fixture
def play(photograph) -> Callable[..., Job]:
    """Make a job that the scripted process plays: the method says how, the answer is the mean of the pixels."""

    def make(job_id: int, method: str = "quick", level: int = 100, side: int = 4) -> Job:
        image = photograph(np.full((side, side, 3), level, np.uint8))
        request = Request(image.sha256, Fit.STRETCH, "model", "0..255", method)
        return Job(job_id, request, image, Projection.make((side, side), (side, side)))

    return make


GOOD = Path("good.keras")


def test_the_views_of_the_last_photographs_are_made_once(start, play, monkeypatch):
    engine = start()
    applied = []
    apply = Projection.apply
    monkeypatch.setattr(Projection, "apply", lambda self, pixels: applied.append(1) or apply(self, pixels))
    engine.open(GOOD)
    found = [engine.ask(play(n, level=level))[0].values[0, 0] for n, level in enumerate([10, 10, 10, 20, 20, 10])]
    assert found == [10, 10, 10, 20, 20, 10]
    assert len(applied) == 2


def test_pixels_cross_to_a_new_process(start, play):
    engine = start()
    engine.open(GOOD)
    assert engine.ask(play(1, level=10))[0].values == 10
    engine.signal(signal.SIGKILL)
    engine.wait_for(Opened)
    assert engine.ask(play(2, level=10))[0].values == 10


def test_a_newer_job_stops_the_one_before_and_those_between_are_never_begun(start, play):
    engine = start()
    engine.open(GOOD)
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    for job_id in (2, 3, 4):
        engine.client.explain(play(job_id, level=job_id))
    job_ids = {event.job_id for event in engine.until(Done)}
    assert job_ids == {1}
    last = engine.until(Done)
    assert [event.job_id for event in last] == [4, 4]
    assert last[0].attribution.values == 4


def test_a_cancelled_job_ends_without_a_new_process(start, play):
    engine = start()
    engine.open(GOOD)
    pid = engine.client.pid
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    engine.client.cancel()
    done = engine.wait_for(Done)
    assert (done.job_id, done.error) == (1, None)
    assert engine.ask(play(2, level=7))[0].values == 7
    assert engine.client.pid == pid


def test_a_job_that_does_not_listen_is_ended_by_force_and_without_alarm(start, play):
    engine = start(cancel=0.2)
    engine.open(GOOD)
    pid = engine.client.pid
    engine.client.explain(play(1, "deaf"))
    engine.wait_for(Answer)
    engine.client.cancel()
    seen = engine.until(Done)
    assert [type(event) for event in seen] == [Done]
    assert seen[0] == Done(1)
    engine.client.explain(play(2, level=9))
    seen = engine.until(Done)
    assert [type(event) for event in seen] == [Ready, Opened, Answer, Done]
    assert seen[-2].attribution.values == 9
    assert is_gone(pid)


def test_a_newer_question_does_not_end_the_process_of_one_that_is_slow_to_listen(start, play):
    engine = start(cancel=0.2, step=60)
    engine.open(GOOD)
    pid = engine.client.pid
    engine.client.explain(play(1, "deaf"))
    engine.wait_for(Answer)
    engine.client.explain(play(2, level=9))
    time.sleep(1)
    assert engine.client.pid == pid
    assert not is_gone(pid)


def test_a_job_that_falls_silent_is_said_to_hang_and_the_next_one_works(start, play):
    engine = start(step=1)
    engine.open(GOOD)
    engine.client.explain(play(1, "deaf"))
    died = engine.wait_for(Died)
    assert (died.error.code, died.error.params, died.job_id) == (Code.ENGINE_HUNG, {"seconds": 1}, 1)
    engine.wait_for(Opened)
    assert engine.ask(play(2, level=5))[0].values == 5


@pytest.mark.parametrize("side", [224, 1000], ids=["customary input", "large input"])
def test_a_stopped_process_is_said_to_hang_though_it_takes_no_pixels(start, play, side):
    engine = start(step=1)
    engine.open(GOOD)
    pid = engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1, side=side))
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_HUNG, 1)
    assert is_gone(pid)
    engine.wait_for(Opened)
    assert engine.ask(play(2, level=6, side=side))[0].values == 6


def test_a_job_that_ends_the_process_is_named_and_not_tried_again(start, play):
    engine = start()
    engine.open(GOOD)
    engine.client.explain(play(1, "crash"))
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_DIED, 1)
    engine.wait_for(Opened)
    assert engine.nothing_more(0.2)
    assert engine.ask(play(2, level=5))[0].values == 5


def test_a_model_that_ends_the_process_leaves_the_one_before(start, play):
    engine = start()
    engine.open(GOOD)
    engine.client.open_model(Path("crash.keras"))
    failed = engine.wait_for(OpenFailed)
    assert (failed.path, failed.error.code) == (Path("crash.keras"), Code.MODEL_CRASHED)
    assert engine.wait_for(Opened).info.path == GOOD
    assert engine.ask(play(2, level=5))[0].values == 5


def test_a_model_that_takes_too_long_leaves_the_one_before(start):
    engine = start(open=1, step=1)
    engine.open(GOOD)
    engine.client.open_model(Path("slow.keras"))
    failed = engine.wait_for(OpenFailed)
    assert (failed.path, failed.error.code, failed.error.params) == (
        Path("slow.keras"),
        Code.MODEL_HUNG,
        {"name": "slow.keras", "seconds": 1},
    )
    assert engine.wait_for(Opened).info.path == GOOD


def test_an_opening_can_be_cancelled_and_leaves_the_one_before(start, play):
    engine = start(restarts=0)  # the user's wish is not counted as a fault
    engine.open(GOOD)
    engine.client.open_model(Path("slow.keras"))
    assert engine.nothing_more(0.2)
    engine.client.cancel()
    failed = engine.wait_for(OpenFailed)
    assert (failed.path, failed.error.code) == (Path("slow.keras"), Code.CANCELLED)
    assert engine.wait_for(Opened).info.path == GOOD
    assert engine.ask(play(1, level=5))[0].values == 5


def test_a_refused_model_is_reported_with_its_reason(start, play):
    engine = start()
    engine.open(GOOD)
    pid = engine.client.pid
    engine.client.open_model(Path("bad.keras"))
    assert engine.wait_for(OpenFailed).error.params == {"name": "bad.keras", "reason": "bad"}
    assert engine.ask(play(1, level=5))[0].values == 5
    assert engine.client.pid == pid


def test_after_too_many_deaths_it_gives_up_until_it_is_asked(start, play):
    engine = start(restarts=2, within=300)
    engine.open(GOOD)
    for _ in range(2):
        engine.signal(signal.SIGKILL)
        engine.wait_for(Died)
        engine.wait_for(Opened)
    engine.signal(signal.SIGKILL)
    gave_up = engine.wait_for(GaveUp)
    assert (gave_up.error.code, gave_up.error.params) == (Code.ENGINE_GAVE_UP, {"restarts": 2, "minutes": 5})
    assert engine.client.pid is None
    assert engine.nothing_more(0.3)
    engine.client.restart("auto")
    assert engine.wait_for(Ready).device.name == "auto"
    assert engine.wait_for(Opened).info.path == GOOD
    assert engine.ask(play(1, level=5))[0].values == 5
    engine.signal(signal.SIGKILL)  # the count begins anew
    engine.wait_for(Opened)


def test_deaths_long_ago_are_not_counted(start):
    engine = start(restarts=0, within=0.2)
    engine.wait_for(Ready)
    for _ in range(2):
        time.sleep(0.3)
        engine.signal(signal.SIGKILL)
        assert [type(event) for event in engine.until(Ready)] == [Died, Ready]


def test_a_model_that_ends_every_process_does_not_restart_for_ever(start):
    engine = start(restarts=2)
    engine.client.open_model(Path("mine.keras"))
    engine.wait_for(GaveUp)
    assert engine.client.pid is None


def test_restarting_on_another_device_opens_the_model_again(start, play):
    engine = start()
    assert engine.wait_for(Ready).device.name == "cpu"
    engine.open(GOOD)
    pid = engine.client.pid
    engine.client.restart("auto")
    seen = engine.until(Opened)
    assert [type(event) for event in seen] == [Ready, Opened]
    assert seen[0].device.name == "auto"
    assert is_gone(pid)
    assert engine.ask(play(1, level=5))[0].values == 5


def test_closing_leaves_no_process(start, play):
    for busy in (False, True):
        engine = start()
        engine.open(GOOD)
        if busy:
            engine.client.explain(play(1, "deaf"))
            engine.wait_for(Answer)
        pid = engine.client.pid
        assert not is_gone(pid)
        engine.close()
        assert is_gone(pid)
        assert engine.client.pid is None


def test_closing_while_the_process_is_stopped_does_not_wait_for_it(start, play):
    engine = start()
    engine.open(GOOD)
    pid = engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1, side=1000))
    time.sleep(0.2)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 5
    assert is_gone(pid)


def test_a_model_that_works_no_longer_after_a_restart_is_not_tried_for_ever(start, play):
    engine = start()
    engine.open(Path("processor-only.keras"))
    engine.client.restart("auto")
    assert engine.wait_for(OpenFailed).path == Path("processor-only.keras")
    assert engine.nothing_more(0.5)


def test_two_restarts_in_a_row_keep_the_model(start, play):
    engine = start()
    engine.open(Path("good.keras"))
    engine.client.restart("auto")
    engine.client.restart("cpu")
    assert engine.wait_for(Opened).info.path == Path("good.keras")


def test_a_model_asked_for_while_a_process_starts_is_opened_after_another_restart(start, play):
    engine = start()
    engine.client.open_model(Path("good.keras"))
    engine.client.restart("auto")
    assert engine.wait_for(Opened).info.path == Path("good.keras")


def test_a_supervisor_that_cannot_start_a_process_says_so(monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(process_manager, "EngineProcess", refuse)
    engine = Engine(Limits())
    try:
        assert "space" in engine.wait_for(GaveUp).error.params["reason"]
    finally:
        engine.close()
