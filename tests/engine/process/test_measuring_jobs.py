"""Measures and checks of a region as jobs of the supervisor: what goes first, what is not done twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.engines.scripted_engine import GOOD, info

from engine.errors import Code
from engine.measures import MEASURES, Need, TrustRequest
from engine.process.jobs import CheckingRegion, Measuring
from engine.process.messages import Answer, Done, MeasuredPart, RegionChecked

pytestmark = pytest.mark.slow

PASSIVE = ("centre", "concentration", "entropy")
BOX = (0.0, 0.0, 0.5, 0.5)


@pytest.fixture
def engine(start):
    engine = start(step=20)
    engine.open(GOOD)
    return engine


@pytest.fixture
def measuring(play):
    def make(job_id, how="quick", level=100, side=4):
        job = play(job_id, how, level, side)
        return Measuring(job_id, TrustRequest(job.request, PASSIVE), job.image, info(GOOD))

    return make


def parts(events):
    found = [event.measured for event in events if isinstance(event, MeasuredPart)]
    return [each.measure for each in found if each.fraction == 1]


def test_a_map_is_measured_in_its_slot(engine, measuring):
    engine.client.do_beside("trust", measuring(3, level=40))
    seen = engine.until(Done)
    assert parts(seen) == list(PASSIVE)
    assert {(event.slot, event.job_id) for event in seen} == {("trust", 3)}
    assert seen[0].measured.value == 40


def test_the_question_on_screen_interrupts_and_only_what_is_missing_is_measured_then(engine, play, measuring):
    engine.client.do_beside("trust", measuring(1, "steady"))
    seen = [engine.wait_for(MeasuredPart) for _ in range(3)]
    assert parts(seen) == ["centre", "concentration"]
    engine.client.explain(play(5, level=9))
    assert [event for event in engine.until(Done) if isinstance(event, Answer)][-1].attribution.values[0, 0] == 9
    again = [engine.wait_for(MeasuredPart) for _ in range(3)]
    assert {event.measured.measure for event in again} == {"entropy"}
    engine.client.withdraw("trust")
    assert engine.wait_for(Done) == Done(1, None, "trust")


def test_another_map_in_the_slot_ends_the_one_before(engine, measuring):
    engine.client.do_beside("trust", measuring(1, "steady"))
    engine.wait_for(MeasuredPart)
    engine.client.do_beside("trust", measuring(2))
    assert engine.wait_for(Done) == Done(1, None, "trust")
    assert parts(engine.until(Done)) == list(PASSIVE)


def test_a_measure_that_ends_every_process_is_told_after_the_second_time(engine, play, measuring):
    engine.client.do_beside("trust", measuring(1, "deadly"))
    seen = engine.until(Done)
    assert parts(seen) == ["centre", "concentration"]
    assert (seen[-1].job_id, seen[-1].error.code) == (1, Code.ENGINE_DIED)
    engine.client.explain(play(5, level=9))
    assert engine.until(Done)[-1] == Done(5)


def test_a_region_goes_before_what_is_being_measured_or_explained(engine, play, measuring):
    job = play(4, level=30)
    region = CheckingRegion(4, job.request, BOX, job.image, job.projection)
    engine.client.do_beside("trust", measuring(1, "steady"))
    engine.client.do_beside("preview", play(2))
    engine.wait_for(MeasuredPart)
    engine.client.do_beside("region", region)
    seen = engine.until(RegionChecked)
    assert (seen[-1].slot, seen[-1].job_id, seen[-1].check.after) == ("region", 4, 30)
    assert not any(isinstance(event, Done) for event in seen)
    engine.client.withdraw("trust")
    engine.client.withdraw("preview")


def test_the_photograph_in_another_fit_is_sent_where_a_measure_asks_for_it(engine, measuring, monkeypatch, photograph):
    pixels = np.full((4, 8, 3), 200, np.uint8)  # letterboxed it has bars of mid-grey
    job = replace(measuring(1), image=photograph(pixels))
    engine.client.do_beside("trust", job)
    assert engine.wait_for(MeasuredPart).measured.value == 200
    engine.wait_for(Done)
    asks = replace(MEASURES["centre"], needs=frozenset({Need.OTHER_FIT}))
    monkeypatch.setitem(MEASURES, "centre", asks)
    engine.client.do_beside("trust", replace(job, job_id=2))
    assert engine.wait_for(MeasuredPart).measured.value == (200 + 127) / 2
    engine.wait_for(Done)
