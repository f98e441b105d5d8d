"""What stands on the canvas while there is no heat map: each state with its next step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from engine.attribution.request import Attribution
from engine.images import Image
from gui.canvas.canvas import Canvas
from gui.design.scale import CONTROL_HEIGHT
from gui.photos.browsing import Browsing
from gui.photos.canvas_states import CanvasStates
from gui.state.controller import Controller
from gui.state.engine_thread import EngineThread
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import EXPLAINING, LOADING, OPENING, ScreenState


class Stage:
    """A canvas with its states, and the images that are open."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.state = ScreenState()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        engine = EngineThread()
        controller = Controller(self.state, engine)
        for owned in (engine, controller):
            owned.setParent(self.window)
        self.browsing = Browsing(self.window, self.state, controller)
        self.canvas = Canvas()
        QVBoxLayout(self.window).addWidget(self.canvas)
        self.states = CanvasStates(self.window, self.state, self.browsing, self.canvas)
        self.window.resize(700, 500)
        self.window.show()
        self.wanted: list[str] = []
        for name in ("open_wanted", "model_wanted", "retry_wanted"):
            getattr(self.states, name).connect(lambda name=name: self.wanted.append(name))

    def show_picture(self) -> None:
        pixels = np.zeros((30, 40, 3), np.uint8)
        self.state.show_picture(Picture(Image(pixels, "p.png", None, "1" * 64, (), "test"), (pixels,)))

    def show_map(self) -> None:
        scores = np.ones(2, np.float32)
        request = replace(resolve(self.state.question), target=0)
        self.state.show_attribution(Attribution(np.ones((4, 4), np.float32), request, scores, scores / 2, 0.0))

    def wait_for(self, title: str) -> None:
        self.qtbot.waitUntil(lambda: self.states.isVisible() and title in self.said)

    @property
    def said(self) -> str:
        return " ".join(label.text() for label in self.states.findChildren(QLabel))

    def press(self, words: str) -> None:
        next(one for one in self.states.findChildren(QPushButton) if one.text() == words).click()


@pytest.fixture
def stage(qtbot) -> Stage:
    return Stage(qtbot)


def test_the_way_to_the_first_map_is_told_step_by_step_at_the_canvas_s_edge(stage):
    assert not stage.states.isVisible()
    stage.show_picture()
    stage.wait_for("No model is open")
    assert stage.states.height() < stage.canvas.height() / 3
    assert stage.canvas.geometry().contains(stage.states.geometry())
    stage.press("Open a model…")
    stage.state.begin(OPENING, "Opening…")
    stage.wait_for("Opening the model")
    stage.state.begin(EXPLAINING, "Explaining…")
    stage.state.show_model(model_info())
    stage.state.end(OPENING)
    stage.wait_for("Computing the heat map")
    stage.state.end(EXPLAINING)  # refused, or cancelled
    stage.wait_for("No heat map for these choices")
    (again,) = (one for one in stage.states.findChildren(QPushButton) if one.isVisible())
    assert stage.states.contentsRect().contains(again.geometry()) and again.height() >= CONTROL_HEIGHT
    stage.press("Try again")
    stage.show_map()
    assert not stage.states.isVisible()
    assert stage.wanted == ["model_wanted", "retry_wanted"]


def test_a_refusal_takes_the_whole_canvas_at_once_until_an_image_is_there(stage):
    stage.state.show_model(model_info())
    stage.show_picture()
    stage.show_map()
    stage.state.refuse_picture(Path("broken.png"), "It is damaged.")
    assert stage.states.isVisible() and stage.states.geometry() == stage.canvas.geometry()
    assert "broken.png" in stage.said and "It is damaged." in stage.said
    assert [one.text() for one in stage.states.findChildren(QPushButton)] == ["Open another…"]  # it is the last one
    stage.press("Open another…")
    assert stage.wanted == ["open_wanted"]
    stage.show_picture()
    assert not stage.states.isVisible()


def test_a_refusal_at_the_end_of_the_strip_leads_back(stage):
    stage.state.show_model(model_info())
    stage.show_picture()
    stage.browsing.collection.add([Path("/there/broken.png")])
    stage.browsing.place = 1
    stage.state.refuse_picture(Path("/there/broken.png"), "It is damaged.")
    steps = [one.text() for one in stage.states.findChildren(QPushButton)]
    assert steps == ["Previous image", "Open another…"]
    stage.press("Previous image")
    assert stage.browsing.place == 0 and stage.state.image.name == "p.png"


def test_an_image_that_takes_long_to_read_is_named_where_the_one_before_was(stage):
    stage.state.show_model(model_info())
    stage.show_picture()
    stage.show_map()
    stage.browsing.collection.add([Path("/there/slow.png")])
    stage.browsing.place = 1  # the user went on
    stage.state.begin(LOADING, "Reading…")
    stage.wait_for("Reading “slow.png”")
    assert stage.states.geometry() == stage.canvas.geometry()
    stage.state.end(LOADING)  # cancelled
    stage.qtbot.waitUntil(lambda: stage.browsing.place == 0)
    assert not stage.states.isVisible()


def test_a_refused_image_keeps_the_brightness_of_the_series_going(stage):
    stage.show_picture()
    first = stage.state.image
    for name in ("one.png", "two.png"):
        stage.state.refuse_picture(Path(name), "It is damaged.")
        assert stage.state.image is None and stage.state.latest_image is first
    stage.show_picture()
    assert stage.state.latest_image is stage.state.image
