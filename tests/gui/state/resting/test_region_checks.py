"""A region that the user asks about, on its way to the engine and back. Without an engine."""

from __future__ import annotations

import pytest
from helpers.engines.recorded_engine import RecordedEngine, attribution_of, explain, explained_state, picture_of

from engine.errors import Code, SaliscopeError
from engine.measures.region import RegionCheck
from engine.process.messages import RegionChecked
from gui.state.comparison import Comparison
from gui.state.resolution import resolve
from gui.state.resting.previews import Previews
from gui.state.resting.regions import SLOT
from gui.state.resting.trust import TrustWatch
from gui.state.screen import EXPLAINING
from gui.state.settings import Settings

BOX = (0.25, 0.25, 0.5, 0.5)


class Stage:
    def __init__(self, qtbot) -> None:
        self.state, self.engine = explained_state(), RecordedEngine()
        previews = Previews(self.state, self.engine)
        self.watch = TrustWatch(self.state, self.engine, previews, Settings())

    @property
    def job(self):
        return self.engine.asked.get(SLOT)

    def tell(self, job=None) -> RegionCheck:
        job = job or self.job
        check = RegionCheck(job.box, job.request.target, 0.9, 0.2, 1, 0.7, (0.8, 0.9))
        self.engine.side_reported.emit(RegionChecked(job.job_id, check, SLOT))
        return check


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_a_region_is_asked_about_at_once_and_its_check_is_told(stage, qtbot):
    stage.state.begin(EXPLAINING, "…")  # also while something else is computed
    stage.watch.check_region(BOX)
    assert (stage.job.box, stage.job.request) == (BOX, stage.state.attribution.request)
    assert (stage.job.image, stage.job.projection) == (stage.state.image, stage.state.projection)
    assert stage.watch.region is None
    with qtbot.waitSignal(stage.watch.region_changed):
        check = stage.tell()
    assert stage.watch.region is check


def test_the_latest_region_wins(stage):
    stage.watch.check_region(BOX)
    first = stage.job
    stage.watch.check_region((0.0, 0.0, 0.25, 0.25))
    stage.tell(first)
    assert stage.watch.region is None
    check = stage.tell()
    assert stage.watch.region is check
    assert check.box == (0.0, 0.0, 0.25, 0.25)


def test_a_region_waits_for_the_class_that_is_on_its_way(stage):
    stage.state.show_picture(picture_of("2" * 64))
    stage.watch.check_region(BOX)
    assert stage.job is None
    stage.state.show_attribution(attribution_of(resolve(stage.state.question), fraction=0.5))
    assert stage.job.request.image == "2" * 64


@pytest.mark.parametrize("change", ["class", "image", "comparison", "dropped"])
def test_a_region_of_another_question_is_dropped(stage, change):
    stage.watch.check_region(BOX)
    stage.tell()
    match change:
        case "class":
            stage.state.choose_target(1)
            explain(stage.state)
        case "image":
            stage.state.show_picture(picture_of("2" * 64))
        case "comparison":
            stage.state.compare(Comparison())
        case "dropped":
            stage.watch.drop_region()
    assert stage.watch.region is None
    assert stage.job is None


def test_another_method_leaves_the_region_as_it_is(stage):
    stage.watch.check_region(BOX)
    check = stage.tell()
    stage.state.choose_method("saliency")
    explain(stage.state)
    assert stage.watch.region is check


def test_what_the_model_cannot_answer_is_said(stage):
    stage.watch.check_region(BOX)
    stage.engine.finish(SLOT, stage.job, SaliscopeError(Code.NOT_FINITE))
    assert stage.watch.region is None
    assert stage.state.notice is not None


def test_no_region_is_checked_without_an_image_or_during_a_comparison(stage):
    stage.state.compare(Comparison())
    stage.watch.check_region(BOX)
    assert stage.job is None
    stage.state.compare(None)
    stage.state.close_picture()
    stage.watch.check_region(BOX)
    assert stage.job is None


def test_where_the_engine_gave_up_no_region_waits_and_the_next_one_starts_it_anew(stage):
    stage.watch.check_region(BOX)
    stage.engine.give_up()
    assert stage.job is None
    stage.watch.check_region(BOX)
    assert stage.engine.failure is None
    check = stage.tell()
    assert stage.watch.region is check
