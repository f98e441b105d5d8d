"""How the engine process measures a map and checks a region, seen through its pipe, here within the test's process."""

from __future__ import annotations

import queue
from dataclasses import replace

import numpy as np
import pytest

from engine.attribution.request import Request, Target
from engine.attribution.session import Session
from engine.errors import Code
from engine.images.projection import Fit, Projection
from engine.measures import MEASURES, Measured
from engine.measures.asking import OtherFit, ask_trust
from engine.measures.measuring import measure
from engine.measures.region import check_region
from engine.measures.subject import Subject
from engine.methods import METHODS
from engine.models.classifier import Classifier
from engine.process.messages import (
    Answer,
    CheckRegion,
    Done,
    Explain,
    MeasuredPart,
    MeasureMap,
    RegionChecked,
    Underway,
)
from engine.process.server import Server, _Cancelled

pytestmark = pytest.mark.slow

PIXELS, OTHER_PIXELS = np.random.default_rng(0).integers(0, 256, (2, 16, 16, 3), np.uint8)
PASSIVE = ("centre", "concentration", "entropy")
BOX = (0.25, 0.0, 0.5, 0.5)


class Pipe(list):
    """Keeps what is sent."""

    send = list.append


class Stage:
    """An engine that holds a model and has explained a class of a picture."""

    def __init__(self, classifier: Classifier) -> None:
        self.pipe, self.cancelled, self.first = Pipe(), _Cancelled(), queue.SimpleQueue()
        self.server = Server(self.pipe, self.cancelled, first=self.first)
        self.server._models.on_screen = classifier
        info = classifier.info
        asked = Request("one", Fit.STRETCH, info.sha256, "0..255", "grad-cam", None, 1, port=info.port)
        self.server.handle(Explain(1, asked, PIXELS))
        self.attribution = next(message for message in self.pipe if isinstance(message, Answer)).attribution

    def measure(self, measures=PASSIVE, engine_job_id: int = 2, other=None, **more) -> list:
        """Return what is sent when a map is measured."""
        self.pipe.clear()
        trust = ask_trust(replace(self.attribution.request, **more), measures, seed=3)
        self.server.handle(MeasureMap(engine_job_id, trust, PIXELS, other))
        return list(self.pipe)


@pytest.fixture
def stage(reference_classifiers) -> Stage:
    return Stage(reference_classifiers["nested"])


def facts(found: Measured) -> tuple[object, ...]:
    """Return what a measure found, but for its pictures and the time it took."""
    judged = found.measure, found.value, found.verdict, found.why, found.fraction
    return *judged, found.details, found.curves, found.passes


def test_measures_are_the_library_s_in_the_table_s_order(stage, reference_classifiers):
    measures = ("deletion", *PASSIVE)
    *parts, done = stage.measure(measures)
    found = [part.measured for part in parts if isinstance(part, MeasuredPart)]
    assert done == Done(2)
    assert [part.measure for part in found if part.fraction == 1] == list(measures)
    assert found[0].fraction < 1
    attribution = stage.attribution
    session = Session(reference_classifiers["nested"], PIXELS, "0..255")
    subject = Subject(session, attribution.values, attribution.request, 3)
    expected = list(measure(subject, ask_trust(attribution.request, measures, seed=3)))
    assert [facts(each) for each in found] == [facts(each) for each in expected]


def test_the_map_comes_out_of_the_memory(stage, monkeypatch):
    monkeypatch.setitem(METHODS, "grad-cam", replace(METHODS["grad-cam"], run=None))
    sent = stage.measure()
    assert [type(message) for message in sent] == [Underway, MeasuredPart, MeasuredPart, MeasuredPart, Done]
    assert sent[-1].error is None


def test_a_map_that_is_forgotten_is_computed_again(stage):
    *_, entropy, done = stage.measure(target=2)
    assert done.error is None
    assert 0 < entropy.measured.value < 1


def test_the_picture_in_another_fit_comes_with_the_message(stage, monkeypatch):
    def run(subject, _request):
        yield Measured("entropy", float(subject.other_fit.pixels.mean()))

    monkeypatch.setitem(MEASURES, "entropy", replace(MEASURES["entropy"], run=run))
    way = Projection.make((16, 16), (16, 16))
    sent = stage.measure(("entropy",), other=OtherFit(OTHER_PIXELS, way, way))
    (found,) = (message for message in sent if isinstance(message, MeasuredPart))
    assert found.measured.value == OTHER_PIXELS.mean()


def test_measuring_is_cancelled_between_two_steps(stage, monkeypatch):
    def endless(_subject, _request):
        for step in range(1, 100):
            stage.cancelled.up_to = 2 if step == 3 else -1
            yield Measured("entropy", fraction=step / 100)

    monkeypatch.setitem(MEASURES, "entropy", replace(MEASURES["entropy"], run=endless))
    *parts, done = stage.measure()
    assert parts[-1].measured.fraction == 0.03
    assert done.error.code is Code.CANCELLED
    stage.cancelled.up_to = 4
    (done,) = stage.measure(engine_job_id=4)
    assert done.error.code is Code.CANCELLED


def test_a_region_is_checked_as_the_library_does(stage, reference_classifiers):
    stage.pipe.clear()
    stage.first.put(CheckRegion(9, stage.attribution.request, BOX, PIXELS))
    stage.server.handle(None)
    found, done = stage.pipe
    session = Session(reference_classifiers["nested"], PIXELS, "0..255")
    assert found == RegionChecked(9, check_region(session, Target(1), BOX))
    assert done == Done(9)


def test_a_region_is_checked_between_two_steps_of_a_measure(stage, monkeypatch):
    def run(_subject, _request):
        stage.first.put(CheckRegion(9, stage.attribution.request, BOX, PIXELS))
        yield Measured("entropy", fraction=0.5)
        yield Measured("entropy", 0.5)

    monkeypatch.setitem(MEASURES, "entropy", replace(MEASURES["entropy"], run=run))
    kinds = [(type(message), message.job_id) for message in stage.measure(("entropy",))]
    assert kinds[1:] == [(MeasuredPart, 2), (RegionChecked, 9), (Done, 9), (MeasuredPart, 2), (Done, 2)]


def test_whatever_goes_wrong_ends_as_an_error(stage):
    sent = stage.measure(target=99)
    assert (type(sent[-1]), sent[-1].error.code) == (Done, Code.CLASS_UNKNOWN)
    stage.pipe.clear()
    other = replace(stage.attribution.request, model="other")
    stage.first.put(CheckRegion(9, other, BOX, PIXELS))
    stage.server.handle(None)
    (done,) = stage.pipe
    assert done.error.code is Code.CANCELLED
