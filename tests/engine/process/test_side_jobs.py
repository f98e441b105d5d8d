"""Side jobs of the supervisor: done while the screen waits for nothing, repeated where they were interrupted."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.engines.scripted_engine import GOOD

from engine.errors import Code
from engine.process.jobs import Opening, Prediction
from engine.process.messages import Answer, Died, Done, Opened, OpenedBeside, OpenFailed, Predicted

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


def until_done(engine, slot, job_id):
    """Return the events up to the end of a job."""
    seen = []
    while not (seen and (seen[-1].slot, seen[-1].job_id) == (slot, job_id)):
        seen += engine.until(Done)
    return seen


def told(events, kind):
    return [(event.slot, event.job_id) for event in events if isinstance(event, kind)]


@pytest.fixture
def engine(start):
    engine = start(step=20)
    engine.open(GOOD)
    return engine


def test_side_jobs_on_other_photographs_are_answered_in_their_slots(engine, play):
    engine.client.do_beside("left", play(1, level=10))
    engine.client.do_beside("right", play(7, level=30))
    seen = until_done(engine, "right", 7)
    maps = {event.slot: event.attribution.values[0, 0] for event in seen if isinstance(event, Answer)}
    assert maps == {"left": 10, "right": 30}
    assert told(seen, Done) == [("left", 1), ("right", 7)]


def test_the_latest_job_of_a_slot_wins(engine, play):
    engine.client.do_beside("one", play(1, "steady"))
    engine.wait_for(Answer)
    for job_id in (2, 3, 4):
        engine.client.do_beside("one", play(job_id, level=job_id))
    seen = until_done(engine, "one", 4)
    assert told(seen, Done) == [("one", 1), ("one", 4)]
    assert seen[-1].error is None


def test_the_question_on_screen_interrupts_a_side_job_that_is_done_again_afterwards(engine, play):
    engine.client.do_beside("one", play(1, "steady"))
    engine.wait_for(Answer)
    engine.client.explain(play(5, level=9))
    seen = until_done(engine, "", 5)
    assert told(seen, Done) == [("", 5)]
    assert engine.wait_for(Answer).slot == "one"  # it is at work again
    engine.client.withdraw("one")
    assert engine.wait_for(Done) == Done(1, None, "one")


def test_a_side_job_waits_for_the_question_on_screen(engine, play):
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    engine.client.do_beside("one", play(1, level=3))
    assert {event.slot for event in (engine.wait_for(Answer) for _ in range(5))} == {""}
    engine.client.cancel()
    assert told(until_done(engine, "one", 1), Done) == [("", 1), ("one", 1)]


def test_a_prediction_goes_before_the_refinement_of_the_question_on_screen(engine, play):
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    request = play(1).request
    engine.client.do_beside("probe", Prediction(4, request, np.full((4, 4, 3), 50, np.uint8)))
    predicted = engine.wait_for(Predicted)
    assert (predicted.slot, predicted.job_id, predicted.logits.tolist()) == ("probe", 4, [50, 50])
    assert engine.wait_for(Done) == Done(4, None, "probe")
    assert engine.wait_for(Answer).job_id == 1  # which goes on where it was
    engine.client.cancel()
    assert engine.wait_for(Done) == Done(1)


def test_of_many_predictions_the_last_one_is_told(engine, play):
    request = play(1).request
    for job_id in range(50):
        engine.client.do_beside("probe", Prediction(job_id, request, np.full((4, 4, 3), job_id, np.uint8)))
    seen = until_done(engine, "probe", 49)
    job_ids = [job_id for _, job_id in told(seen, Predicted)]
    assert job_ids == sorted(job_ids)
    assert job_ids[-1] == 49


def test_a_refused_side_job_is_told_in_its_slot_and_leaves_the_screen_alone(engine, play):
    engine.client.do_beside("one", play(3, "refused"))
    done = engine.wait_for(Done)
    assert (done.slot, done.job_id, done.error.code) == ("one", 3, Code.NOT_FINITE)
    assert engine.ask(play(4, level=5))[0].values == 5


def test_a_side_job_whose_process_ends_is_done_again_without_alarm(engine, play, tmp_path):
    job = play(2, "crash-once", level=8)
    job = replace(job, request=replace(job.request, model=str(tmp_path / "been-here")))
    engine.client.do_beside("one", job)
    seen = until_done(engine, "one", 2)
    assert seen[-1].error is None
    assert [type(event).__name__ for event in seen] == ["Ready", "Opened", "Answer", "Done"]


def test_a_side_job_whose_process_was_stopped_is_done_by_another_without_alarm(start, play):
    engine = start(stopped=0.1)
    engine.open(GOOD)
    engine.signal(signal.SIGSTOP)
    engine.client.do_beside("one", play(2, level=8))
    seen = until_done(engine, "one", 2)
    assert seen[-1].error is None
    assert [type(event).__name__ for event in seen] == ["Ready", "Opened", "Answer", "Done"]


def test_a_side_job_that_ends_every_process_is_told_after_the_second_time(engine, play):
    engine.client.do_beside("one", play(2, "crash"))
    seen = until_done(engine, "one", 2)
    assert seen[-1].error.code is Code.ENGINE_DIED
    assert not told(seen, Died)
    engine.wait_for(Opened)
    assert engine.ask(play(3, level=5))[0].values == 5


def test_a_prediction_that_ends_every_process_is_told_after_the_second_time(engine, play):
    engine.client.do_beside("probe", Prediction(2, play(2, "crash").request, np.zeros((4, 4, 3), np.uint8)))
    assert until_done(engine, "probe", 2)[-1].error.code is Code.ENGINE_DIED


def test_the_death_of_the_process_over_the_screen_s_question_keeps_the_side_jobs(engine, play):
    engine.client.explain(play(1, "steady"))
    engine.wait_for(Answer)
    engine.client.do_beside("one", play(6, level=4))
    engine.signal(signal.SIGKILL)
    died = engine.wait_for(Died)
    assert (died.error.code, died.job_id) == (Code.ENGINE_DIED, 1)
    assert until_done(engine, "one", 6)[-1].error is None


def test_a_side_job_that_falls_silent_is_ended_and_told(start, play):
    engine = start(step=1)
    engine.open(GOOD)
    engine.client.do_beside("one", play(2, "deaf"))
    done = until_done(engine, "one", 2)[-1]
    assert (done.error.code, done.error.params) == (Code.ENGINE_HUNG, {"seconds": 1})


def test_a_restart_keeps_the_side_jobs(engine, play):
    engine.client.do_beside("one", play(1, "steady"))
    engine.wait_for(Answer)
    engine.client.restart("cpu")
    engine.wait_for(Opened)
    assert engine.wait_for(Answer).slot == "one"


def test_a_model_opens_beside_the_one_on_screen(engine):
    engine.client.do_beside("models", Opening(1, Path("other.keras")))
    opened = engine.wait_for(OpenedBeside)
    assert (opened.info.path, opened.slot, opened.job_id) == (Path("other.keras"), "models", 1)
    assert engine.wait_for(Done) == Done(1, None, "models")


@pytest.mark.parametrize(("name", "code"), [("bad.keras", Code.MODEL_UNREADABLE), ("crash.keras", Code.MODEL_CRASHED)])
def test_a_model_that_does_not_open_beside_is_named_in_its_slot(engine, name, code):
    engine.client.do_beside("models", Opening(1, Path(name)))
    seen = until_done(engine, "models", 1)
    assert (seen[-1].error.code, seen[-1].error.params["name"]) == (code, name)
    assert not any(isinstance(event, OpenFailed) for event in seen)
