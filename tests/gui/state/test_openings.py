"""Opening a model while another one is being opened: only the one that was asked for last is told about."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.engines.silent_engine import Stage
from helpers.windows.shown_answer import show_answer

from engine.errors import Code, SaliscopeError
from engine.network.description import Head, Port
from engine.process.messages import Died, GaveUp, Open
from gui.state import memory
from gui.state.screen import EXPLAINING, OPENING

FIRST, SECOND = Path("/there/first.keras"), Path("/there/second.keras")


@pytest.fixture
def stage(qtbot) -> Stage:
    return Stage(qtbot)


def test_a_model_that_gives_way_to_another_one_leaves_that_one_opening(stage):
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.failed(FIRST)
    assert stage.state.notice is None
    assert OPENING in stage.state.activities


def test_a_cancelled_opening_leaves_no_model_and_says_so(stage):
    stage.controller.open_model(FIRST)
    stage.failed(FIRST)
    assert "No model is open" in stage.state.notice.text
    assert OPENING not in stage.state.activities


def test_a_model_that_was_open_before_another_one_was_asked_for_leaves_that_one_opening(stage, nothing_remembered):
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.opened(FIRST)
    assert OPENING in stage.state.activities
    stage.opened(SECOND)
    assert OPENING not in stage.state.activities


def test_another_input_of_a_model_is_waited_for_though_the_file_was_open_before(stage, nothing_remembered):
    other = Port(input=1)
    stage.controller.open_model(FIRST)
    stage.controller.open_model(FIRST, other)
    stage.opened(FIRST)
    assert OPENING in stage.state.activities
    stage.failed(FIRST)
    assert OPENING in stage.state.activities
    stage.opened(FIRST, other)
    assert OPENING not in stage.state.activities
    assert stage.state.model.port == other


def test_a_model_that_was_open_before_another_one_was_asked_for_is_not_opened_again(stage, nothing_remembered):
    memory.remember_two_classes(FIRST.name, 0, True)
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.opened(FIRST, head=Head.VALUE)
    assert stage.asked == [Open(FIRST), Open(SECOND)]
    stage.controller.open_model(FIRST)
    stage.opened(FIRST, head=Head.VALUE)
    assert stage.asked[3:] == [Open(FIRST, Port(two_classes=True))]


def test_a_model_that_was_refused_before_another_one_was_asked_for_leaves_that_one_opening(stage):
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.failed(FIRST, Code.MODEL_EMPTY, name=FIRST.name)
    assert FIRST.name in stage.state.notice.text
    assert OPENING in stage.state.activities
    stage.failed(SECOND, Code.MODEL_EMPTY, name=SECOND.name)
    assert OPENING not in stage.state.activities


def test_an_engine_that_dies_leaves_the_model_opening_that_its_successor_opens(stage, nothing_remembered):
    stage.controller.open_model(FIRST)
    stage.engine.reported.emit(Died(SaliscopeError(Code.ENGINE_DIED), None))
    assert OPENING in stage.state.activities
    stage.engine.reported.emit(GaveUp(SaliscopeError(Code.ENGINE_GAVE_UP, restarts=3, minutes=5)))
    assert OPENING not in stage.state.activities


def test_an_engine_that_gave_up_is_started_anew_once_the_user_asks_for_something(stage, nothing_remembered):
    error = SaliscopeError(Code.ENGINE_GAVE_UP, restarts=3, minutes=5)
    client, turned, restarted = stage.controller.client, [], []
    stage.controller.engine_turned.connect(lambda: turned.append(client.failure))
    client._wanted.restart = restarted.append
    client._on_event = stage.engine.reported.emit
    client._route(GaveUp(error))
    assert turned == [error]
    for _ in range(2):
        stage.controller.revive()
    assert restarted == ["auto"]
    assert turned == [error, None]


@pytest.mark.parametrize("target", [0, 1])
def test_a_map_about_another_class_does_not_stay_where_the_engine_died(stage, nothing_remembered, target):
    stage.opened(FIRST, labels=("a", "b"))
    show_answer(stage.state, [2.0, 1.0], target=0)
    shown = stage.state.attribution
    stage.state.choose_target(target)
    stage.engine.reported.emit(Died(SaliscopeError(Code.ENGINE_DIED), stage.controller._job_id))
    assert stage.state.attribution is (shown if target == 0 else None)
    assert stage.state.choices.target == target
    assert EXPLAINING not in stage.state.activities


@pytest.mark.parametrize("job", ["the one before", "none"])
def test_an_engine_that_dies_over_less_than_the_last_question_leaves_that_to_its_successor(
    stage, nothing_remembered, job
):
    stage.opened(FIRST, labels=("a", "b"))
    show_answer(stage.state, [2.0, 1.0], target=0)
    shown = stage.state.attribution
    stage.state.choose_target(1)
    before = stage.controller._job_id - 1 if job == "the one before" else None
    stage.engine.reported.emit(Died(SaliscopeError(Code.ENGINE_DIED), before))
    assert "stopped unexpectedly" in stage.state.notice.text
    assert not stage.state.notice.action_text
    assert EXPLAINING in stage.state.activities
    assert stage.state.attribution is shown
