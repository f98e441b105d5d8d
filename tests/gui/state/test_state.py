from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info

from engine.attribution.request import Attribution
from engine.images import Image
from engine.images.projection import Fit
from gui.state import memory
from gui.state.images.picture import Picture
from gui.state.resolution import answers, resolve
from gui.state.screen import ScreenState


@pytest.fixture
def model():
    return model_info()


def picture(sha256: str) -> Picture:
    pixels = np.zeros((6, 9, 3), np.uint8)
    return Picture(Image(pixels, "p.png", None, sha256, (), "test"), (pixels,))


def answer(request) -> Attribution:
    scores = np.array([2.0, 1.0], np.float32)
    return Attribution(np.ones((4, 4), np.float32), request, scores, scores, 0.0)


def test_nothing_is_asked_before_photograph_and_model_are_there(qtbot, model):
    state = ScreenState()
    assert resolve(state.question) is None
    state.show_model(model)
    assert resolve(state.question) is None
    state.show_picture(picture("1"))
    assert resolve(state.question).layer == "conv"


def test_a_new_photograph_drops_the_map_and_the_class_of_the_one_before(qtbot, model):
    state = ScreenState()
    state.show_model(model)
    state.show_picture(picture("1"))
    state.show_attribution(answer(replace(resolve(state.question), target=0)))
    state.choose_target(1)
    state.show_picture(picture("2"))
    assert state.attribution is None
    assert resolve(state.question).target is None


def test_the_first_answer_settles_the_class_and_a_later_one_does_not(qtbot, model):
    state = ScreenState()
    state.show_model(model)
    state.show_picture(picture("1"))
    state.show_attribution(answer(replace(resolve(state.question), target=1)))
    assert state.choices.target == 1
    state.choose_target(0)
    state.show_attribution(answer(replace(resolve(state.question), target=1)))
    assert state.choices.target == 0


@pytest.mark.parametrize(
    "change", [{"image": "other"}, {"model": "other"}, {"method": "saliency"}, {"layer": "x"}, {"fit": Fit.CROP}]
)
def test_an_answer_to_another_question_is_not_shown_except_for_another_class(qtbot, model, change):
    state = ScreenState()
    state.show_model(model)
    state.show_picture(picture("1"))
    wanted = resolve(state.question)
    assert answers(answer(replace(wanted, target=1)), wanted)
    assert not answers(answer(replace(wanted, **change)), wanted)


def test_a_model_opened_again_after_a_restart_changes_nothing(qtbot, model):
    state = ScreenState()
    state.show_model(model)
    state.show_picture(picture("1"))
    state.choose_layer("other")
    shown = answer(resolve(state.question))
    state.show_attribution(shown)
    state.show_model(model)
    assert state.attribution is shown
    assert state.choices.layer == "other"


def test_alpha_is_a_repaint_and_asks_nothing(qtbot, model):
    state = ScreenState()
    asked = []
    state.question_changed.connect(lambda: asked.append(1))
    with qtbot.waitSignal(state.rendering_changed):
        state.set_rendering(alpha=0.2)
    assert not asked
    with qtbot.assertNotEmitted(state.rendering_changed):
        state.set_rendering(alpha=0.2)


def test_assumed_pixel_values_stay_assumed_until_the_user_confirms_them(qtbot):
    state = ScreenState()
    state.show_model(model_info(pixel_values_from="assumed"))
    assert state.pixels_are_assumed
    with qtbot.waitSignal(state.question_changed):
        state.confirm_pixel_values()
    assert not state.pixels_are_assumed
    again = ScreenState()
    again.show_model(model_info(pixel_values_from="assumed"), memory.pixel_values_of("m" * 64))
    assert not again.pixels_are_assumed


def test_known_and_changed_pixel_values_are_not_assumed(qtbot):
    state = ScreenState()
    state.show_model(model_info(pixel_values_from="layer"))
    assert not state.pixels_are_assumed
    state.show_model(model_info(sha256="other", pixel_values_from="assumed"))
    state.choose_pixel_values(next(v for v in ("0..1", "-1..1", "raw", "unit") if v != state.choices.pixel_values))
    assert not state.pixels_are_assumed
