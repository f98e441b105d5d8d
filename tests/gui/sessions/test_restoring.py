"""Restoring a session while the model that the program starts with is still to be told of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.engines.silent_engine import Stage

import resources
from engine.errors import Code, SaliscopeError
from engine.network.description import Port
from engine.process.messages import Died
from gui.canvas.canvas import Canvas
from gui.sessions.format import SavedFile, SavedModel, SavedSession
from gui.sessions.restore import Restoring
from gui.state.choices import Choices

BUNDLED, MINE, PORT = resources.DEFAULT_MODEL, Path("/there/mine.keras"), Port(output=0)
LATE: dict[str, Callable[[Stage], None]] = {
    "nothing": lambda stage: None,
    "open": lambda stage: stage.opened(BUNDLED),
    "given up": lambda stage: stage.failed(BUNDLED),
    "refused": lambda stage: stage.failed(BUNDLED, Code.MODEL_EMPTY, name=BUNDLED.name),
    "open, then the engine dies": lambda stage: (
        stage.opened(BUNDLED),
        stage.engine.reported.emit(Died(SaliscopeError(Code.ENGINE_DIED), None)),
    ),
}


@pytest.fixture
def stage(qtbot, nothing_remembered) -> Stage:
    stage = Stage(qtbot)
    stage.controller.open_model(BUNDLED)
    return stage


def restore(stage: Stage, path: Path, qtbot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    session = SavedSession(model=SavedModel(SavedFile(path), PORT), choices=Choices(method="hirescam"))
    restoring = Restoring(stage.owner, session, stage.state, canvas, {})
    restoring.start(stage.controller, lambda *_: None, lambda *_: None)


@pytest.mark.parametrize("path", [BUNDLED, MINE], ids=["bundled", "mine"])
@pytest.mark.parametrize("late", LATE)
def test_what_is_told_of_the_model_before_does_not_end_the_restoring(stage, qtbot, late, path):
    restore(stage, path, qtbot)
    qtbot.wait(1)
    LATE[late](stage)
    qtbot.wait(1)  # what is on screen is looked at once all have heard of it
    assert stage.state.choices.method != "hirescam"
    stage.opened(path, PORT)
    qtbot.waitUntil(lambda: stage.state.choices.method == "hirescam")


def test_a_model_that_is_open_before_its_session_is_read_gives_way(stage, qtbot):
    stage.opened(BUNDLED)
    restore(stage, MINE, qtbot)
    qtbot.wait(1)
    stage.opened(MINE, PORT)
    qtbot.waitUntil(lambda: stage.state.choices.method == "hirescam")


def test_another_model_that_is_opened_meanwhile_ends_the_restoring(stage, qtbot):
    restore(stage, MINE, qtbot)
    stage.controller.open_model(BUNDLED)
    stage.opened(MINE, PORT)
    stage.opened(BUNDLED)
    qtbot.wait(1)
    assert stage.state.choices.method != "hirescam"
