"""A process that somebody else stops (SIGSTOP): it is told soon, and the next one does what the screen waits for."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from helpers.engines.scripted_engine import GOOD
from helpers.engines.supervised_engine import is_gone, soon

from engine.errors import Code
from engine.process.jobs import Wanted
from engine.process.messages import Answer, Died, Done, Open, Opened, OpenFailed, Ready

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX signals")]


@pytest.mark.parametrize("side", [224, 1000], ids=["customary input", "large input"])
def test_a_question_is_asked_again_by_itself_though_the_process_took_no_pixels(start, play, side):
    engine = start()
    engine.open(GOOD)
    pid = engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1, level=6, side=side))
    seen = engine.until(Done)
    assert [type(event) for event in seen] == [Died, Ready, Opened, Answer, Done]
    assert (seen[0].error.code, seen[0].job_id) == (Code.ENGINE_STOPPED, None)
    assert (seen[3].job_id, seen[3].attribution.values) == (1, 6)
    assert soon(lambda: is_gone(pid))


def test_a_newer_question_takes_the_place_of_the_one_that_was_under_way(start, play):
    engine = start()
    engine.open(GOOD)
    engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1))
    engine.client.explain(play(2, level=7))
    answered = [event for event in engine.until(Done) if isinstance(event, Answer)]
    assert [(answer.job_id, answer.attribution.values) for answer in answered] == [(2, 7)]


def test_where_each_process_is_stopped_the_question_is_lost_in_the_end(start, play):
    engine = start(restarts=1)
    engine.open(GOOD)
    engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1, "deaf"))
    assert engine.wait_for(Died).job_id is None
    engine.wait_for(Answer)
    engine.signal(signal.SIGSTOP)
    assert engine.wait_for(Died).job_id == 1
    engine.wait_for(Opened)
    assert engine.ask(play(2, level=5))[0].values == 5


def test_a_question_that_was_cancelled_is_not_asked_again(start, play):
    engine = start(cancel=20)
    engine.open(GOOD)
    engine.client.explain(play(1, "deaf"))
    engine.wait_for(Answer)
    engine.signal(signal.SIGSTOP)
    engine.client.cancel()
    assert [type(event) for event in engine.until(Opened)] == [Done, Ready, Opened]
    assert engine.nothing_more(0.2)


def test_a_model_is_opened_by_the_next_process(start):
    engine = start()
    engine.open(GOOD)
    engine.client.open_model(Path("slow.keras"))
    assert engine.nothing_more(0.2)
    first = engine.signal(signal.SIGSTOP)
    assert engine.wait_for(Died).error.code is Code.ENGINE_STOPPED
    engine.wait_for(Ready)
    assert engine.client.pid != first
    assert engine.nothing_more(0.2)  # it is being opened, and takes as long as before
    engine.client.cancel()
    assert engine.wait_for(OpenFailed).path == Path("slow.keras")
    assert engine.wait_for(Opened).info.path == GOOD


def test_a_question_asked_meanwhile_does_not_keep_the_next_process_from_opening_the_model(start, play):
    engine = start()
    engine.open(GOOD)
    engine.client.open_model(Path("slow.keras"))
    assert engine.nothing_more(0.2)
    engine.signal(signal.SIGSTOP)
    engine.client.explain(play(1, level=5))
    engine.wait_for(Ready)
    pid = engine.client.pid
    assert engine.nothing_more(0.3)
    assert engine.client.pid == pid  # which opens the model, and no process was ended for it
    engine.client.open_model(GOOD)
    assert engine.wait_for(Opened).info.path == GOOD


def test_what_is_wanted_still_gives_way_to_what_is_newer(play):
    older, newer, model = play(1), play(2), Open(GOOD, None)
    wanted = Wanted()
    assert wanted.want_still(older)
    assert wanted.take() is older
    wanted.want(newer)
    assert not wanted.want_still(older)
    assert wanted.take() is newer
    wanted.want_model(model)
    assert not wanted.want_still(older)
    assert not wanted.want_still(Open(Path("other.keras"), None))
    assert wanted.take() == model
    wanted.cancel()
    assert not wanted.want_still(older)
    assert wanted.take() is None
