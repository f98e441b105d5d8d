"""Opening a model while another one is being opened: only the one that was asked for last is told about."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.shown_model import model_info
from PySide6.QtWidgets import QWidget

from engine.errors import Code, SaliscopeError
from engine.process.messages import Opened, OpenFailed
from gui.state.controller import Controller
from gui.state.engine_thread import EngineThread
from gui.state.screen import OPENING, ScreenState

FIRST, SECOND = Path("/there/first.keras"), Path("/there/second.keras")


class Stage:
    """A controller whose engine never runs: the test says what it reports."""

    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        owner = QWidget()
        qtbot.addWidget(owner)
        self.engine = EngineThread()
        self.controller = Controller(self.state, self.engine)
        for owned in (self.engine, self.controller):
            owned.setParent(owner)
        self.owner = owner

    def opened(self, path: Path) -> None:
        self.engine.reported.emit(Opened(model_info(path=path)))

    def cancelled(self, path: Path) -> None:
        self.engine.reported.emit(OpenFailed(path, SaliscopeError(Code.CANCELLED)))


@pytest.fixture
def stage(qtbot) -> Stage:
    return Stage(qtbot)


def test_a_model_that_gives_way_to_another_one_leaves_that_one_opening(stage):
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.cancelled(FIRST)
    assert stage.state.notice is None
    assert OPENING in stage.state.activities


def test_a_cancelled_opening_leaves_no_model_and_says_so(stage):
    stage.controller.open_model(FIRST)
    stage.cancelled(FIRST)
    assert "No model is open" in stage.state.notice.text
    assert OPENING not in stage.state.activities


def test_a_model_that_was_open_before_another_one_was_asked_for_leaves_that_one_opening(stage, nothing_remembered):
    stage.controller.open_model(FIRST)
    stage.controller.open_model(SECOND)
    stage.opened(FIRST)
    assert OPENING in stage.state.activities
    stage.opened(SECOND)
    assert OPENING not in stage.state.activities
