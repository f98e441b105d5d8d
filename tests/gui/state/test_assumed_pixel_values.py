"""Pixel values that are only assumed: who confirms them, undo, and what is remembered for a model."""

from __future__ import annotations

import pytest
from helpers.engines.recorded_engine import explain, picture_of
from helpers.open_files import OpenFiles
from helpers.shown_model import model_info

from gui.state import memory
from gui.state.resolution import pixels_were_chosen
from gui.state.screen import ScreenState
from gui.state.undo import History

MODEL = model_info(pixel_values="0..1", pixel_values_from="assumed")


pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def state(qapp) -> ScreenState:
    state = ScreenState()
    state.show_model(MODEL)
    return state


def test_choosing_other_values_ends_the_assumption_and_is_remembered(state):
    state.choose_pixel_values("0..255")
    assert not state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) == "0..255"


def test_the_map_of_the_assumed_values_stays_marked_until_that_of_the_chosen_ones_is_there(state):
    state.show_picture(picture_of())
    explain(state)
    state.choose_pixel_values("0..255")
    assert not pixels_were_chosen(state.attribution, state.choices)
    explain(state)
    assert pixels_were_chosen(state.attribution, state.choices)
    state.choose_pixel_values("0..1")
    explain(state)
    assert pixels_were_chosen(state.attribution, state.choices)


def test_choosing_the_assumed_values_by_hand_confirms_them(state):
    state.choose_pixel_values("0..1")
    assert not state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) == "0..1"


def test_undoing_a_change_brings_the_assumption_back_and_forgets_the_choice(state):
    history = History(state, OpenFiles(state))
    state.choose_pixel_values("0..255")
    assert history.undo_words == "change of pixel values"
    history.undo()
    assert state.choices.pixel_values == "0..1"
    assert state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) is None
    history.redo()
    assert not state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) == "0..255"


def test_undoing_a_confirmation_brings_the_assumption_back(state):
    history = History(state, OpenFiles(state))
    state.confirm_pixel_values()
    assert history.undo_words == "confirmation of the pixel values"
    history.undo()
    assert state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) is None


def test_undoing_a_change_of_confirmed_values_returns_to_the_confirmed_ones(state):
    state.confirm_pixel_values()
    history = History(state, OpenFiles(state))
    state.choose_pixel_values("-1..1")
    history.undo()
    assert not state.pixels_are_assumed
    assert memory.pixel_values_of(MODEL.sha256) == "0..1"


def test_values_that_the_model_s_file_states_are_never_assumed(state):
    state.show_model(model_info(sha256="k" * 64, pixel_values_from="inside"))
    assert not state.pixels_are_assumed


def test_each_model_has_its_own_confirmation(state):
    state.confirm_pixel_values()
    state.show_model(model_info(sha256="n" * 64, pixel_values="0..1", pixel_values_from="assumed"))
    assert state.pixels_are_assumed
    state.show_model(MODEL, memory.pixel_values_of(MODEL.sha256))
    assert not state.pixels_are_assumed
