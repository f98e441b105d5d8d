"""The supervisor and a scripted process that misbehaves quickly: what it survives, and what it leaves behind."""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.engines.scripted_engine import GOOD
from helpers.engines.supervised_engine import Engine, is_gone

from engine.errors import Code
from engine.images.projection import Projection
from engine.network.description import Port
from engine.process import process_manager
from engine.process.messages import Answer, Died, Done, GaveUp, Open, Opened, OpenFailed, Ready
from engine.process.process_manager import Limits

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


def crashing(play, target):
    """The question that ends a process, about another class."""
    return replace(play(0, "crash").request, target=target)


def test_the_views_of_the_last_photographs_are_made_once(start, play, monkeypatch):
    engine = start()
    applied = []
    apply = Projection.apply

    def counted(projection, pixels):
        if pixels.shape == (4, 4, 3):  # no image of an earlier test's window, which may still be worked on
            applied.append(int(pixels[0, 0, 0]))
        return apply(projection, pixels)

    monkeypatch.setattr(Projection, "apply", counted)
    engine.open(GOOD)
    found = [engine.ask(play(n, level=level))[0].values[0, 0] for n, level in enumerate([10, 10, 10, 20, 20, 10])]
    assert found == [10, 10, 10, 20, 20, 10]
    assert applied == [10, 20]


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


def test_after_too_many_deaths_of_its_own_it_gives_up_until_it_is_asked(start, play):
    engine = start(restarts=2, within=300)
    for _ in range(2):
        engine.wait_for(Ready)
        engine.signal(signal.SIGKILL)
    engine.wait_for(Ready)
    engine.signal(signal.SIGKILL)
    gave_up = engine.wait_for(GaveUp)
    assert (gave_up.error.code, gave_up.error.params) == (Code.ENGINE_GAVE_UP, {"restarts": 2, "minutes": 5})
    assert engine.client.pid is None
    assert engine.nothing_more(0.3)
    assert engine.client.failure is gave_up.error
    engine.client.restart("auto")
    assert engine.client.failure is None
    assert engine.wait_for(Ready).device.name == "auto"
    engine.open(GOOD)
    assert engine.ask(play(1, level=5))[0].values == 5
    engine.signal(signal.SIGKILL)  # the count begins anew
    engine.wait_for(Opened)


def test_deaths_long_ago_are_not_counted(start):
    engine = start(restarts=1, within=0.2)
    engine.wait_for(Ready)
    for _ in range(3):
        time.sleep(0.3)
        engine.signal(signal.SIGKILL)
        assert [type(event) for event in engine.until(Ready)] == [Died, Ready]


def test_a_model_that_ends_every_process_is_closed_and_others_open(start, play):
    engine = start(restarts=2)
    engine.client.open_model(Path("mine.keras"))
    codes = [engine.wait_for(Died).error.code for _ in range(3)]
    assert codes == [Code.ENGINE_DIED, Code.ENGINE_DIED, Code.MODEL_GAVE_UP]
    engine.wait_for(Ready)
    assert engine.nothing_more(0.2)  # it is not opened again by itself
    engine.open(GOOD)
    assert engine.ask(play(1, level=5))[0].values == 5


def test_a_model_that_was_closed_is_tried_again_when_it_is_asked_something(start, play):
    engine = start(restarts=0)
    engine.open(GOOD)
    engine.signal(signal.SIGKILL)
    assert engine.wait_for(Died).error.params == {"restarts": 0, "minutes": 5, "name": "good.keras"}
    engine.wait_for(Ready)
    engine.client.explain(play(1, level=5))
    assert [type(event) for event in engine.until(Done)] == [Opened, Answer, Done]


def test_a_model_that_opens_no_more_is_closed_with_the_question_that_waits_for_it(start, play, tmp_path):
    engine = start(restarts=0)
    engine.open(tmp_path / "once.keras")
    engine.signal(signal.SIGKILL)
    engine.wait_for(Ready)
    engine.client.explain(play(1))
    seen = engine.until(Ready)
    assert [type(event) for event in seen] == [OpenFailed, Died, Ready]
    assert [event.error.code for event in seen[:2]] == [Code.MODEL_GAVE_UP] * 2
    assert seen[1].job_id == 1
    assert engine.nothing_more(0.3)


def test_a_process_that_has_worked_may_be_ended_again_and_again(start, play):
    engine = start(restarts=1)
    engine.open(GOOD)
    for level in range(1, 6):
        assert engine.ask(play(level, level=level))[0].values == level
        engine.signal(signal.SIGKILL)
        assert engine.wait_for(Died).error.code is Code.ENGINE_DIED
        engine.wait_for(Opened)


def test_a_job_that_ends_every_process_is_ended_and_all_else_works_at_once(start, play):
    engine = start(restarts=3)
    engine.open(GOOD)
    for job_id, code in enumerate([Code.ENGINE_DIED] * 3 + [Code.JOB_GAVE_UP]):
        engine.client.explain(replace(play(job_id, "crash"), request=crashing(play, target=job_id)))
        died = engine.wait_for(Died)
        assert (died.error.code, died.job_id) == (code, job_id)
        engine.wait_for(Opened)
    pid = engine.client.pid
    engine.client.explain(replace(play(5, "crash"), request=crashing(play, target=5)))
    (done,) = engine.until(Done)
    assert (done.error.code, done.error.params, done.job_id) == (Code.JOB_GAVE_UP, {"restarts": 3, "minutes": 5}, 5)
    assert engine.ask(play(6, level=7))[0].values == 7  # another method
    assert engine.client.pid == pid
    engine.client.explain(play(7, "crash", level=8))  # another image: nobody knows yet
    assert engine.wait_for(Died).error.code is Code.ENGINE_DIED
    engine.wait_for(Opened)
    engine.open(Path("good too.keras"))  # another model


def test_a_job_that_was_ended_is_tried_again_after_a_restart_by_the_user(start, play):
    engine = start(restarts=0)
    engine.open(GOOD)
    engine.client.explain(play(1, "crash"))
    assert engine.wait_for(Died).error.code is Code.JOB_GAVE_UP
    engine.client.restart("cpu")
    engine.wait_for(Opened)
    engine.client.explain(play(2, "crash"))
    assert engine.wait_for(Died).job_id == 2


def test_a_model_whose_opening_was_cancelled_is_not_opened_after_a_restart_asked_for_in_the_same_moment(start):
    engine = start()
    engine.open(GOOD)
    engine.client.open_model(Path("slow.keras"))
    assert engine.nothing_more(0.2)
    engine.client._wanted.cancel()  # the supervisor looks at both at once
    engine.client.restart("cpu")
    failed, *_, opened = engine.until(Opened)
    assert (failed.path, failed.error.code) == (Path("slow.keras"), Code.CANCELLED)
    assert opened.info.path == GOOD


def test_the_last_model_is_opened_again_though_that_was_cut_short_once(start, play):
    engine = start()
    engine.open(GOOD)
    engine.client.restart("cpu")
    engine.wait_for(Ready)
    while engine.client._supervisor._busy is None and engine.events.empty():
        time.sleep(0.001)
    engine.signal(signal.SIGKILL)
    assert engine.wait_for(Died).job_id is None
    engine.wait_for(Opened)
    assert engine.ask(play(1, level=5))[0].values == 5


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


def test_another_port_of_a_model_that_is_being_opened_does_not_begin_it_anew(start):
    engine = start(stopped=60)
    engine.wait_for(Ready)
    pid = engine.signal(signal.SIGSTOP)
    engine.client.open_model(GOOD)
    time.sleep(0.2)
    engine.client.open_model(GOOD, Port(input=1))
    time.sleep(0.2)
    engine.signal(signal.SIGCONT)
    assert [engine.wait_for(Opened).asked for _ in range(2)] == [Open(GOOD), Open(GOOD, Port(input=1))]
    assert engine.client.pid == pid


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
