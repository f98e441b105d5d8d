"""What is measured of the map on screen, and when: while the window rests, in turn with previews. Without an engine."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.recorded_engine import RecordedEngine, attribution_of, explain, explained_state, picture_of

from engine.errors import Code, SaliscopeError
from engine.measures import MEASURES, Measured, Why
from engine.measures.asking import ask_trust, default_measures
from engine.measures.measure import Picture
from engine.process.messages import MeasuredPart
from gui.state.comparison import Comparison
from gui.state.resolution import resolve
from gui.state.resting import trust as trust_module
from gui.state.resting.previews import SLOT as PREVIEW
from gui.state.resting.previews import Previews
from gui.state.resting.trust import SLOT, Halt, TrustWatch
from gui.state.screen import EXPLAINING
from gui.state.settings import Settings

ALL = tuple(MEASURES)
FIRST, SECOND = ALL[:2]


class Stage:
    """A state with an answered question, an engine that answers when it is told to, previews and the trust's watch."""

    def __init__(self, qtbot, seen: bool = True, previews: bool = False, rests_ms: tuple[int, int] = (0, 0)) -> None:
        self.qtbot = qtbot
        self.state, self.engine, self.settings = explained_state(), RecordedEngine(), Settings()
        self.previews = Previews(self.state, self.engine, (0, 0))
        self.previews.want(previews)
        self.watch = TrustWatch(self.state, self.engine, self.previews, self.settings, rests_ms)
        self.watch.want(seen)

    def rest(self) -> tuple[str, ...]:
        """Let the window rest; return what is being measured then."""
        self.qtbot.wait(10)
        job = self.engine.asked.get(SLOT)
        return job.trust.measures if job is not None else ()

    def tell(self, measure: str, fraction: float = 1.0, value: float = 0.5, **more) -> Measured:
        """Have the engine tell what a measure found."""
        found = Measured(measure, value, fraction=fraction, **more)
        self.engine.side_reported.emit(MeasuredPart(self.engine.asked[SLOT].job_id, found, SLOT))
        return found

    def finish(self, error: SaliscopeError | None = None) -> None:
        self.engine.finish(SLOT, self.engine.asked[SLOT], error)

    def measure_all(self) -> None:
        for measure in self.rest():
            self.tell(measure)
        self.finish()


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_the_map_on_screen_is_measured_and_each_finding_is_told(stage):
    told = []
    stage.watch.changed.connect(lambda: told.append((stage.watch.progress, stage.watch.running)))
    assert stage.watch.trust is None
    assert stage.rest() == ALL
    job = stage.engine.asked[SLOT]
    assert job.trust == ask_trust(stage.state.attribution.request)
    assert (job.image, job.model) == (stage.state.image, stage.state.model)
    half = stage.tell(FIRST, 0.5)
    assert told[-1] == (0.5 / len(ALL), half)
    assert stage.watch.trust is None
    whole = stage.tell(FIRST)
    assert told[-1] == (1 / len(ALL), None)
    assert stage.watch.trust.measured == (whole,)
    assert not stage.watch.idle
    for measure in ALL[1:]:
        stage.tell(measure)
    stage.finish()
    assert stage.watch.trust.complete
    assert stage.watch.progress == 1
    assert stage.watch.idle
    assert stage.rest() == ()


def test_measures_that_are_seen_go_before_the_previews(qtbot):
    stage = Stage(qtbot, previews=True)
    assert stage.rest() == ALL
    assert PREVIEW not in stage.engine.asked
    stage.measure_all()
    qtbot.wait(10)
    assert stage.engine.methods == ["grad-cam++"]


def test_measures_that_nobody_sees_come_after_the_previews(qtbot):
    stage = Stage(qtbot, seen=False, previews=True)
    while not stage.rest():
        stage.engine.answer(stage.engine.methods[0])
    assert stage.previews.idle
    assert stage.engine.asked[SLOT].trust.measures == ALL


def test_once_they_are_seen_a_preview_makes_way(qtbot):
    stage = Stage(qtbot, seen=False, previews=True)
    stage.rest()
    assert PREVIEW in stage.engine.asked
    stage.watch.want(True)
    assert PREVIEW not in stage.engine.asked
    assert stage.rest() == ALL


def test_unseen_a_map_is_measured_after_a_longer_rest(qtbot):
    stage = Stage(qtbot, seen=False, rests_ms=(0, 3_600_000))
    assert stage.rest() == ()
    assert not stage.watch.idle
    stage.watch.want(True)
    assert stage.rest() == ALL


def test_another_question_gives_up_what_runs_and_what_was_found_stays(stage):
    stage.rest()
    found = stage.tell(FIRST)
    late = stage.engine.asked[SLOT]
    stage.state.choose_target(1)
    assert SLOT not in stage.engine.asked
    stage.engine.side_reported.emit(MeasuredPart(late.job_id, Measured(SECOND, 0.5), SLOT))
    explain(stage.state)
    assert stage.watch.trust is None
    assert stage.rest() == ALL
    stage.state.choose_target(0)
    explain(stage.state)
    assert stage.watch.trust.measured == (found,)
    assert stage.rest() == ALL[1:]


def test_what_was_measured_is_there_at_once_when_the_map_comes_back(stage):
    stage.measure_all()
    known = stage.watch.trust
    stage.state.choose_target(1)
    explain(stage.state)
    stage.measure_all()
    stage.state.choose_target(0)
    explain(stage.state)
    assert stage.watch.trust is known
    assert stage.rest() == ()


def test_nothing_is_measured_of_a_part_of_a_map_during_work_or_during_a_comparison(stage):
    stage.state.begin(EXPLAINING, "…")
    assert stage.rest() == ()
    stage.state.end(EXPLAINING)
    assert stage.rest() == ALL
    stage.state.compare(Comparison())
    assert SLOT not in stage.engine.asked
    assert stage.watch.trust is None
    assert stage.watch.idle
    stage.state.compare(None)
    stage.state.show_picture(picture_of("2" * 64))
    stage.state.show_attribution(attribution_of(resolve(stage.state.question), fraction=0.5))
    assert stage.rest() == ()


def test_a_map_of_many_passes_is_measured_only_when_seen_or_wished(qtbot):
    stage = Stage(qtbot, seen=False)
    stage.state.choose_method("rise")
    explain(stage.state)
    assert stage.rest() == ()
    assert stage.watch.idle
    stage.watch.start()
    assert stage.rest() == default_measures("rise")
    stage.watch.stop()
    assert stage.rest() == ()
    stage.watch.want(True)
    assert stage.rest() == ()
    stage.state.choose_target(1)
    explain(stage.state)
    assert stage.rest() == default_measures("rise")


def test_the_setting_leaves_the_map_to_the_user(stage):
    stage.settings["measure_trust"] = False
    assert stage.rest() == ()
    assert stage.watch.idle
    stage.watch.start()
    assert stage.rest() == ALL
    stage.watch.stop()
    stage.settings["measure_trust"] = True
    assert stage.rest() == ()
    stage.watch.start()
    assert stage.rest() == ALL


def test_a_measure_that_fails_is_not_tried_again_and_the_others_go_on(stage):
    stage.rest()
    stage.tell(FIRST)
    stage.finish(SaliscopeError(Code.ENGINE_FAULT, reason="odd"))
    failed = stage.watch.trust.of(SECOND)
    assert (failed.value, failed.why) == (None, Why.FAILED)
    assert stage.rest() == ALL[2:]


@pytest.mark.parametrize("code", [Code.ENGINE_DIED, Code.ENGINE_HUNG])
def test_after_a_measure_that_ended_the_engine_only_the_user_has_the_others_made(stage, code):
    stage.rest()
    stage.finish(SaliscopeError(code, seconds=1))
    assert stage.watch.trust.of(FIRST).why is Why.FAILED
    assert stage.rest() == ()
    assert stage.watch.idle
    stage.state.choose_target(1)
    explain(stage.state)
    assert stage.rest() == ()
    stage.watch.start()
    assert stage.rest() == ALL


def test_of_a_model_that_takes_long_no_more_is_measured_by_itself(stage):
    stage.rest()
    stage.tell(FIRST, 0.3, seconds=3.0)
    assert stage.rest() == ALL
    stage.tell(FIRST, seconds=6.0)
    assert stage.engine.withdrawn[-1] == SLOT
    assert stage.rest() == ()
    assert stage.watch.trust.of(FIRST) is not None
    stage.watch.start()
    assert stage.rest() == ALL[1:]
    stage.tell(SECOND, 0.3, seconds=3.0)
    stage.tell(SECOND, seconds=6.0)
    assert stage.rest() == ALL[1:]  # the same job goes on: it was wished for


def test_what_a_model_takes_to_be_ready_for_each_measure_says_nothing_of_how_long_it_takes(stage):
    stage.rest()
    for measure in ALL[:3]:
        stage.tell(measure, 0.1, seconds=20.0)
        stage.tell(measure, 0.5, seconds=21.0)
        stage.tell(measure, seconds=22.0)
    assert stage.rest() == ALL


def test_of_a_model_whose_steps_are_interrupted_for_long_no_more_is_measured_by_itself(stage, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(trust_module, "monotonic", lambda: clock[0])
    for target in (1, 0):
        assert stage.rest() == ALL
        stage.tell(FIRST, 0.1)
        clock[0] += 5
        assert stage.watch.halt is None
        stage.state.choose_target(target)
        explain(stage.state)
    assert stage.rest() == ()
    assert stage.watch.halt is Halt.HEAVY


def test_unseen_no_map_is_measured_for_minutes(qtbot):
    stage = Stage(qtbot, seen=False)
    explain(stage.state)
    assert stage.rest() == ALL
    for measure in ALL:
        if SLOT in stage.engine.asked:
            stage.tell(measure, seconds=1.9)
    assert SLOT not in stage.engine.asked
    assert 0 < stage.watch.progress < 1
    assert stage.rest() == ()
    assert stage.watch.halt is Halt.UNSEEN
    missing = ALL[len(stage.watch.trust.measured) :]
    stage.watch.want(True)
    assert stage.watch.halt is None
    assert stage.rest() == missing


def test_it_is_told_that_no_engine_measures_any_longer_and_the_user_starts_another(stage):
    stage.rest()
    found = stage.tell(FIRST)
    told = []
    stage.watch.changed.connect(lambda: told.append(stage.watch.halt))
    stage.engine.give_up()
    assert told == [Halt.NO_ENGINE]
    assert stage.watch.idle
    assert stage.watch.failure.code is Code.ENGINE_GAVE_UP
    assert stage.rest() == ()
    assert stage.watch.trust.measured == (found,)
    stage.watch.start()
    assert stage.watch.failure is None
    assert stage.rest() == ALL[1:]


def test_why_no_more_is_measured(stage):
    assert stage.watch.halt is None
    stage.watch.stop()
    assert stage.watch.halt is Halt.STOPPED
    stage.state.choose_target(1)
    explain(stage.state)
    stage.settings["measure_trust"] = False
    assert stage.watch.halt is Halt.SETTING
    stage.settings["measure_trust"] = True
    assert stage.rest() == ALL
    stage.finish(SaliscopeError(Code.ENGINE_DIED))
    assert stage.watch.halt is Halt.HEAVY
    stage.watch.start()
    stage.rest()
    for measure in ALL[1:]:
        stage.tell(measure)
    assert stage.watch.halt is None


def test_what_was_not_asked_for_is_not_kept(stage):
    stage.rest()
    stage.tell("cocoa")
    assert stage.watch.trust is None
    assert stage.watch.running is None


def test_what_is_known_of_a_map_is_known_during_a_comparison_too(stage):
    stage.measure_all()
    known = stage.watch.trust
    stage.state.compare(Comparison())
    assert stage.watch.trust is None
    assert stage.watch.known_of(stage.state.attribution) is known


def test_pictures_of_measures_take_a_limited_share_of_the_memory(stage, monkeypatch):
    monkeypatch.setattr(trust_module, "_KEPT_BYTES", 1000)
    attribution, picture = stage.state.attribution, Picture("agreement", np.zeros((10, 10), np.float32))
    for target in (0, 1, 0, 1):
        stage.state.choose_target(target)
        explain(stage.state)
        if stage.rest() == ALL:
            stage.tell(FIRST, pictures=(picture,))
    assert stage.watch.trust is not None
    assert stage.watch.known_of(attribution) is not None
    stage.state.choose_method("saliency")
    explain(stage.state)
    stage.rest()
    stage.tell(FIRST, pictures=(picture,))
    assert stage.watch.trust is not None
    assert stage.watch.known_of(attribution) is None


def test_nothing_is_asked_for_once_the_window_closes(stage):
    stage.rest()
    stage.watch.finish()
    assert SLOT not in stage.engine.asked
