"""Previews of methods: asked for one after the other while the window rests, dropped when stale. Without an engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.engines.recorded_engine import RecordedEngine, attribution_of, explain, explained_state, picture_of

from engine.errors import Code, SaliscopeError
from engine.methods import METHODS
from engine.process.messages import Answer, Done
from gui.state.comparison import Comparison
from gui.state.resolution import resolve
from gui.state.resting.previews import SLOT, Previews, is_quick
from gui.state.screen import EXPLAINING, EXPORTING

QUICK = [method.id for method in METHODS.values() if is_quick(method)]


class Stage:
    """A state with an answered question, an engine that answers when it is told to, and previews that are wanted."""

    def __init__(self, qtbot, wanted: bool = True, rests_ms: tuple[int, int] = (0, 0)) -> None:
        self.qtbot = qtbot
        self.state, self.engine = explained_state(), RecordedEngine()
        self.previews = Previews(self.state, self.engine, rests_ms)
        self.previews.want(wanted)

    def rest(self) -> list[str]:
        """Let the window rest; return what is asked for then."""
        self.qtbot.wait(10)
        return self.engine.methods

    def answer_all(self) -> list[str]:
        """Answer every preview that is asked for; return their methods in the order of asking."""
        done = []
        while self.rest():
            assert len(self.engine.asked) == 1
            done += self.engine.methods
            self.engine.answer(done[-1])
        return done


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_quick_methods_are_asked_for_one_after_the_other_and_slow_ones_never(stage):
    assert stage.answer_all() == [method for method in QUICK if method != "grad-cam"]  # which is on screen already
    assert {method for method in METHODS if stage.previews.map_of(method) is not None} == set(QUICK)
    assert "rise" not in QUICK
    assert "occlusion" not in QUICK
    assert stage.previews.methods() == tuple(METHODS)


def test_each_map_answers_the_question_on_screen_and_says_that_it_came(stage):
    told = []
    stage.previews.changed.connect(lambda: told.append(stage.previews.map_of("saliency")))
    stage.answer_all()
    found = stage.previews.map_of("saliency")
    assert found is not None
    assert found in told
    assert found.request == resolve(stage.previews._question("saliency"))


def test_nothing_is_asked_for_while_nobody_sees_them(qtbot):
    stage = Stage(qtbot, wanted=False)
    assert stage.rest() == []
    stage.previews.want(True)
    assert stage.rest() == ["grad-cam++"]
    stage.previews.want(False)
    assert stage.engine.withdrawn == [SLOT]
    assert stage.rest() == []


@pytest.mark.parametrize("activity", [EXPLAINING, EXPORTING])
def test_nothing_is_asked_for_while_the_window_works_and_what_runs_is_given_up(stage, activity):
    assert stage.rest() == ["grad-cam++"]
    stage.state.begin(activity, "…")
    assert stage.engine.withdrawn == [SLOT]
    assert stage.rest() == []
    stage.state.end(activity)
    assert stage.rest() == ["grad-cam++"]


def test_nothing_is_asked_for_during_a_comparison_whose_panes_come_first(stage):
    stage.state.compare(Comparison())
    assert stage.rest() == []
    stage.state.compare(None)
    assert stage.rest() == ["grad-cam++"]


def test_nothing_is_asked_for_before_the_question_on_screen_is_answered(stage):
    stage.state.show_picture(picture_of("2" * 64))
    assert stage.rest() == []
    request = resolve(stage.state.question)
    stage.state.show_attribution(attribution_of(request, fraction=0.5))
    assert stage.rest() == []
    explain(stage.state)
    assert stage.rest() == ["grad-cam++"]
    assert {job.request.image for job in stage.engine.asked.values()} == {"2" * 64}


def test_a_preview_is_given_up_when_the_question_changes_and_its_late_answer_is_no_one_s(stage):
    stage.rest()
    late = stage.engine.asked[SLOT]
    stage.state.choose_target(1)
    assert SLOT not in stage.engine.asked
    stage.engine.side_reported.emit(Answer(late.job_id, attribution_of(late.request), SLOT))
    stage.engine.side_reported.emit(Done(late.job_id, None, SLOT))
    assert all(stage.previews.map_of(method) is None for method in METHODS)
    explain(stage.state)
    assert stage.rest() == ["grad-cam++"]
    assert stage.engine.asked[SLOT].request.target == 1


def test_what_was_computed_is_there_at_once_when_the_question_comes_back(stage):
    stage.answer_all()
    found = stage.previews.map_of("saliency")
    stage.state.choose_target(1)
    assert stage.previews.map_of("saliency") is None
    stage.state.choose_target(0)
    assert stage.previews.map_of("saliency") is found


def test_a_slow_method_is_there_once_it_was_on_screen(stage):
    assert stage.previews.map_of("rise") is None
    stage.state.choose_method("rise")
    shown = explain(stage.state)
    assert stage.previews.map_of("rise") is shown


def test_a_method_that_fails_is_not_asked_for_again_and_the_others_come(stage):
    stage.rest()
    slot, job = stage.engine.question("grad-cam++")
    stage.engine.finish(slot, job, SaliscopeError(Code.OUT_OF_MEMORY, device="cpu"))
    assert stage.engine.methods == ["hirescam"]
    stage.answer_all()
    assert stage.rest() == []
    assert stage.previews.map_of("grad-cam++") is None
    assert not stage.previews.comes("grad-cam++")


@pytest.mark.parametrize("code", [Code.ENGINE_DIED, Code.ENGINE_HUNG])
def test_after_a_preview_that_ended_the_engine_no_other_one_is_asked_of_the_model(stage, code):
    stage.rest()
    slot, job = stage.engine.question("grad-cam++")
    stage.engine.finish(slot, job, SaliscopeError(code, seconds=1))
    assert stage.rest() == []
    assert not stage.previews.comes("saliency")


def test_of_a_fine_map_no_more_is_kept_than_a_preview_shows(stage):
    stage.state.choose_method("saliency")
    fine = replace(attribution_of(resolve(stage.state.question)), values=np.full((1600, 800), 2, np.float32))
    stage.state.show_attribution(fine)
    kept = stage.previews.map_of("saliency")
    assert (kept.values.shape, kept.values.min(), kept.values.max()) == ((320, 160), 2, 2)
    assert not kept.values.flags.writeable
    assert stage.state.attribution is fine


def test_what_the_model_is_not_ready_for_waits_for_a_longer_rest(qtbot):
    stage = Stage(qtbot, rests_ms=(0, 3_600_000))
    of_a_layer = ["grad-cam++", "hirescam", "xgrad-cam", "layercam", "eigen-cam"]  # as the map on screen is
    assert stage.answer_all() == of_a_layer
    stage.state.choose_method("saliency")
    explain(stage.state)
    assert stage.answer_all() == ["gradient-x-input"]
    stage.state.choose_target(1)
    explain(stage.state)
    assert stage.answer_all() == ["grad-cam", *of_a_layer, "gradient-x-input"]


def test_a_model_that_takes_long_for_one_pass_gets_no_previews_by_itself(stage):
    assert stage.rest() == ["grad-cam++"]
    stage.engine.answer("grad-cam++", seconds=5.0)
    assert stage.rest() == []
    assert not stage.previews.comes("hirescam")
    assert stage.previews.map_of("grad-cam++") is not None


def test_the_time_that_the_first_map_of_a_kind_takes_says_nothing_of_the_model(qtbot):
    stage = Stage(qtbot)
    while stage.rest()[0] != "saliency":
        stage.engine.answer(stage.engine.methods[0])
    stage.engine.answer("saliency", seconds=5.0)
    assert stage.rest() == ["gradient-x-input"]


def test_another_alpha_asks_for_nothing(stage):
    stage.answer_all()
    stage.state.set_rendering(alpha=0.9)
    assert stage.rest() == []
