"""The photographs at a model's further inputs: what is asked with them, and where they stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.open_files import OpenFiles
from helpers.shown_model import model_info

from engine.attribution.request import Attribution, Companion
from engine.images import Image
from engine.images.projection import Fit, Projection
from engine.images.reading import Latitude, Levels, Reading, Window
from engine.network.description import FurtherInput, Port, TensorInfo
from gui.state.images.picture import Picture
from gui.state.resolution import companions_of, resolve
from gui.state.screen import ScreenState
from gui.state.undo import History

LEFT, RIGHT = TensorInfo("left", (8, 8, 3), "float32"), TensorInfo("right", (6, 4, 3), "float32")
PAIR = model_info(inputs=(LEFT, RIGHT), further_inputs=(FurtherInput(1, "right", (4, 6), 3),))
TURNED = replace(PAIR, port=Port(1), input_size=(4, 6), further_inputs=(FurtherInput(0, "left", (8, 8), 3),))


def picture(sha256: str) -> Picture:
    pixels = np.zeros((6, 9, 3), np.uint8)
    return Picture(Image(pixels, f"{sha256}.png", None, sha256, (), "test"), (pixels,))


@pytest.fixture
def state(qtbot) -> ScreenState:
    state = ScreenState()
    state.show_model(PAIR)
    state.show_picture(picture("a"))
    return state


def shas(state: ScreenState) -> tuple[str, dict[int, str]]:
    return state.image.sha256, {index: one.image.sha256 for index, one in state.companions.items()}


def test_a_request_names_each_photograph_with_its_fit(state):
    assert resolve(state.question).companions == ()
    state.show_companion(1, picture("b"))
    state.choose_fit(Fit.CROP)
    assert resolve(state.question).companions == (Companion(1, "b", Fit.CROP),)
    (shown,) = companions_of(state.question)
    assert shown == (state.companions[1].image, Projection.make((9, 6), (4, 6), Fit.CROP), 3)


def test_a_companion_has_its_own_reading_and_its_input_s_channels(state):
    state.show_model(replace(PAIR, sha256="o" * 64, further_inputs=(FurtherInput(1, "right", (4, 6), 5),)))
    deep = picture("b").image
    levels = Levels(0, 4095, True, Window(100, 900))
    state.show_companion(
        1, Picture(replace(deep, latitude=Latitude(3, levels=levels), reading=Reading(2)), (deep.pixels,))
    )
    (companion,) = resolve(state.question).companions
    assert companion.reading == Reading(2, Window(100, 900))
    assert [one.channels for one in companions_of(state.question)] == [5]


def test_another_companion_drops_the_map_and_the_class_unless_that_is_kept(state):
    scores = np.array([2.0, 1.0], np.float32)
    answer = Attribution(np.ones((4, 4), np.float32), replace(resolve(state.question), target=1), scores, scores, 0.0)
    state.show_attribution(answer)
    state.show_companion(1, picture("b"))
    assert (state.attribution, state.choices.target) == (None, None)
    state.choose_target(1)
    state.show_companion(1, None)
    assert (state.choices.target, state.companions) == (1, {})


def test_each_photograph_stays_at_its_input_when_another_one_is_explained(state):
    state.show_companion(1, picture("b"))
    seen = []
    for signal in (state.model_changed, state.attribution_changed, state.picture_changed, state.companions_changed):
        signal.connect(lambda: seen.append(shas(state)))
    state.show_model(TURNED)
    assert shas(state) == ("b", {0: "a"})
    assert set(map(str, seen)) == {str(("b", {0: "a"}))}  # nobody ever sees one half of the change
    state.show_model(PAIR)
    assert shas(state) == ("a", {1: "b"})


def test_each_photograph_keeps_its_own_reading_when_another_one_is_explained(state):
    pages = [replace(picture(sha256).image, latitude=Latitude(3), reading=Reading(n)) for n, sha256 in enumerate("ab")]
    one, other = (Picture(page, (page.pixels,)) for page in pages)
    state.show_picture(one)
    state.show_companion(1, other)
    seen = []
    state.question_changed.connect(lambda: seen.append(resolve(state.question)))
    for model, frames in ((TURNED, (1, 0)), (PAIR, (0, 1))):
        state.show_model(model)
        assert state.choices.reading.frame == frames[0]
        found = seen[-1]
        assert (found.reading.frame, found.companions[0].reading.frame) == frames


def test_an_input_without_a_photograph_of_its_own_gets_the_one_on_screen(state):
    state.show_model(TURNED)
    assert shas(state) == ("a", {})


def test_a_model_without_that_place_loses_the_photograph(state):
    state.show_companion(1, picture("b"))
    state.show_model(model_info(sha256="o" * 64))
    assert shas(state) == ("a", {})


def test_a_model_with_the_same_place_keeps_the_photograph(state):
    state.show_companion(1, picture("b"))
    state.show_model(replace(PAIR, sha256="o" * 64))
    assert shas(state) == ("a", {1: "b"})


def test_a_companion_is_no_step_to_undo(state):
    history = History(state, OpenFiles(state))
    state.choose_target(1)
    state.show_companion(1, picture("b"))
    assert history.undo_words is None
    state.choose_method("saliency")
    assert history.undo_words == "change of method"
