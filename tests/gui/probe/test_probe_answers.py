"""Answers to the probed image: each is shown only beside the answer to the untouched image of the same question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.engines.recorded_engine import explain, picture_of
from helpers.shown_model import model_info
from PySide6.QtCore import QObject, Signal

from engine.images.probe import Fill, Stroke
from engine.process.jobs import Prediction
from engine.process.messages import Predicted
from gui.canvas.canvas import Canvas
from gui.probe.room import Probe
from gui.state.screen import ScreenState

STROKE = Stroke(((5.0, 5.0),), 3.0, Fill.GREY)
FIRST, SECOND = np.array([0.3, 0.7], np.float32), np.array([0.6, 0.4], np.float32)


class Engine(QObject):
    """An engine thread and its client; `answer` answers to a prediction that was asked for."""

    reported = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.client = self
        self.asked: list[Prediction] = []

    def withdraw(self, slot: str) -> None:
        pass

    def do_beside(self, slot: str, job: Prediction) -> None:
        self.asked.append(job)

    def answer(self, job: Prediction, probabilities: np.ndarray) -> None:
        self.reported.emit(Predicted(job.job_id, np.log(probabilities), probabilities, "probe"))


@pytest.fixture
def state(qapp) -> ScreenState:
    state = ScreenState()
    state.show_model(model_info(pixel_values="0..1", pixel_values_from="assumed"))
    state.show_picture(picture_of())
    explain(state)
    return state


@pytest.fixture
def engine(qtbot, state) -> Engine:
    canvas, engine = Canvas(), Engine()
    qtbot.addWidget(canvas)
    probe = Probe(state, engine, canvas)
    engine.setParent(probe)
    engine.probe = probe
    return engine


def test_an_answer_waits_for_that_of_the_untouched_image_under_the_same_pixel_values(state, engine, qtbot):
    state.choose_probe((STROKE,))
    qtbot.waitUntil(lambda: len(engine.asked) == 1)
    engine.answer(engine.asked[0], FIRST)
    assert state.probe_answer is FIRST
    state.choose_pixel_values("0..255")
    assert state.probe_answer is None
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    engine.answer(engine.asked[1], SECOND)
    assert state.probe_answer is None, "the answer on screen is still that under the values before"
    explain(state)
    assert state.probe_answer is SECOND


def test_a_late_answer_under_other_pixel_values_is_never_shown(state, engine, qtbot):
    state.choose_probe((STROKE,))
    qtbot.waitUntil(lambda: len(engine.asked) == 1)
    state.choose_pixel_values("0..255")
    explain(state)
    engine.answer(engine.asked[0], FIRST)
    assert state.probe_answer is None
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    engine.answer(engine.asked[1], SECOND)
    assert state.probe_answer is SECOND


def test_an_answer_to_fewer_strokes_is_shown_until_the_next_one_is_there(state, engine, qtbot):
    state.choose_probe((STROKE,))
    qtbot.waitUntil(lambda: len(engine.asked) == 1)
    state.choose_probe((STROKE, replace(STROKE, radius=4.0)))
    engine.answer(engine.asked[0], FIRST)
    assert state.probe_answer is FIRST
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    engine.answer(engine.asked[1], SECOND)
    assert state.probe_answer is SECOND


def test_another_method_and_class_leave_the_answer(state, engine, qtbot):
    state.choose_probe((STROKE,))
    qtbot.waitUntil(lambda: len(engine.asked) == 1)
    engine.answer(engine.asked[0], FIRST)
    state.choose_method("saliency")
    state.choose_target(1)
    explain(state)
    assert state.probe_answer is FIRST
