"""Undo and redo of what was chosen and how it is shown."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.open_files import OpenFiles
from helpers.shown_model import model_info
from PySide6.QtGui import QUndoCommand

from engine.attribution.request import Attribution
from engine.images import Image
from engine.models.model_info import ModelInfo
from engine.network.description import LayerInfo
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import ScreenState
from gui.state.undo import History

NEXT = Picture(Image(np.zeros((6, 9, 3), np.uint8), "next.png", None, "2", (), "test"), (np.zeros((6, 9, 3)),))


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Stroke(QUndoCommand):
    """A step of another kind."""

    def __init__(self, strokes: list[str]) -> None:
        super().__init__("stroke")
        self._strokes = strokes

    def redo(self) -> None:
        self._strokes.append("stroke")

    def undo(self) -> None:
        self._strokes.pop()


def model(name: str, classes: int = 5) -> ModelInfo:
    return model_info(
        name=name,
        path=Path(name),
        sha256=name * 64,
        labels=tuple("abcdefgh"[:classes]),
        layers=(LayerInfo("conv", "Conv2D", (4, 4, 2)), LayerInfo("last", "Conv2D", (4, 4, 2))),
        default_layer="last",
    )


def picture(sha256: str) -> Picture:
    pixels = np.zeros((6, 9, 3), np.uint8)
    return Picture(Image(pixels, "p.png", None, sha256, (), "test"), (pixels,))


def answer(state: ScreenState, target: int) -> None:
    scores = np.arange(5, 0, -1, dtype=np.float32)
    request = replace(resolve(state.question), target=target)
    state.show_attribution(Attribution(np.ones((4, 4), np.float32), request, scores, scores, 0.0))


@pytest.fixture
def state(qapp):
    state = ScreenState()
    state.show_model(model("m"))
    state.show_picture(picture("1"))
    answer(state, 0)
    return state


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def history(state, clock):
    return History(state, OpenFiles(state, NEXT), clock)


def test_each_kind_of_change_is_undone_and_redone_by_itself_and_named(state, history, clock):
    assert history.undo_words is None and history.redo_words is None
    state.choose_target(3)
    state.choose_layer("conv")
    state.set_rendering(alpha=0.2)
    assert history.undo_words == "change of opacity"
    history.undo()
    assert (state.rendering.alpha, state.choices.layer, state.choices.target) == (0.7, "conv", 3)
    assert (history.undo_words, history.redo_words) == ("change of layer", "change of opacity")
    history.undo()
    history.undo()
    assert (state.choices.layer, state.choices.target) == (None, 0)
    assert history.undo_words is None
    for _ in range(3):
        history.redo()
    assert (state.rendering.alpha, state.choices.layer, state.choices.target) == (0.2, "conv", 3)
    assert history.redo_words is None


def test_changes_of_one_thing_in_quick_succession_are_one_step(state, history, clock):
    for alpha in (0.6, 0.7, 0.8):
        state.set_rendering(alpha=alpha)
        clock.now += 0.5
    clock.now += 2
    state.set_rendering(alpha=0.1)
    history.undo()
    assert state.rendering.alpha == 0.8
    history.undo()
    assert state.rendering.alpha == 0.7
    assert history.undo_words is None


def test_a_drag_is_one_step_however_slow_and_the_next_drag_another(state, history, clock, monkeypatch):
    held = [True]
    monkeypatch.setattr(History, "_held", lambda self: held[0])
    for target in (1, 2, 3):
        state.choose_target(target)
        clock.now += 10
    held[0] = False
    history._look_at_the_button()
    held[0] = True
    state.choose_target(4)
    history.undo()
    assert state.choices.target == 3
    history.undo()
    assert state.choices.target == 0


def test_a_drag_back_to_where_it_began_leaves_nothing_to_undo(state, history):
    state.set_rendering(alpha=0.9)
    state.set_rendering(alpha=0.7)
    assert history.undo_words is None


def test_a_new_change_after_undoing_takes_the_place_of_what_could_be_redone(state, history):
    state.choose_target(2)
    history.undo()
    state.choose_target(4)
    assert history.redo_words is None
    history.undo()
    assert state.choices.target == 0


def test_the_next_image_forgets_the_class_and_keeps_method_and_layer(state, history):
    state.choose_layer("conv")
    state.choose_target(4)
    state.show_picture(NEXT)
    answer(state, 2)
    history.undo()
    assert (state.choices.layer, state.choices.target) == (None, 2)
    assert history.undo_words is None
    history.redo()
    assert state.choices.layer == "conv"
    assert history.redo_words is None


def test_the_first_answer_s_class_is_nobody_s_choice(state, history):
    state.show_picture(NEXT)
    answer(state, 3)
    assert history.undo_words is None
    state.choose_target(1)
    history.undo()
    assert state.choices.target == 3


def test_steps_of_another_kind_stand_in_the_same_row(state, history):
    strokes: list[str] = []
    state.choose_target(2)
    history.push(Stroke(strokes))
    assert (strokes, history.undo_words) == (["stroke"], "stroke")
    history.undo()
    assert (strokes, state.choices.target) == ([], 2)
    history.undo()
    assert state.choices.target == 0
    history.redo()
    history.redo()
    assert (strokes, state.choices.target) == (["stroke"], 2)
    state.show_picture(NEXT)
    assert history.undo_words is None


def test_many_steps_are_kept_and_the_oldest_go(state, history, clock):
    for step in range(300):
        clock.now += 5
        state.choose_target(step % 2 + 1)
    undone = 0
    while history.undo_words is not None:
        history.undo()
        undone += 1
    assert undone == 200


def test_a_class_chosen_by_hand_and_that_it_is_kept_are_undone_together(state, history):
    state.choose_target(3)
    assert state.choices.class_kept
    history.undo()
    assert (state.choices.target, state.choices.class_kept) == (0, False)
    history.redo()
    assert (state.choices.target, state.choices.class_kept) == (3, True)


def test_a_walk_through_the_classes_is_one_step_though_only_the_first_begins_to_keep_them(state, history):
    for target in (1, 2, 3):
        state.choose_target(target)
    history.undo()
    assert (state.choices.target, state.choices.class_kept) == (0, False)
    assert history.undo_words is None


def test_that_the_class_is_kept_is_undone_by_itself_and_goes_with_the_photograph(state, history):
    state.keep_class(True)
    assert history.undo_words == "keeping the class for the next images"
    history.undo()
    assert not state.choices.class_kept
    history.redo()
    assert state.choices.class_kept
    state.show_picture(NEXT, of_series=True)
    assert (state.choices.target, state.choices.class_kept) == (0, True)
    assert history.undo_words is None


def test_a_drag_does_not_go_on_with_what_a_key_did_before(state, history, monkeypatch):
    held = [False]
    monkeypatch.setattr(History, "_held", lambda self: held[0])
    state.set_rendering(alpha=0.6)
    held[0] = True
    state.set_rendering(alpha=0.9)
    history.undo()
    assert state.rendering.alpha == 0.6


@pytest.mark.parametrize("in_a_circle", [False, True])
def test_histories_that_nobody_needs_are_taken_apart_by_python_s_collector(qapp, in_a_circle):
    gone = []
    for steps in range(1, 25):  # with some numbers it crashed where steps held their history
        state = ScreenState()
        state.show_model(model("m"))
        state.show_picture(picture("1"))
        answer(state, 0)
        history = History(state, OpenFiles(state, NEXT))
        for number in range(steps):
            state.choose_layer(("conv", "last")[number % 2])
        if in_a_circle:  # as in the window, whose rooms know each other
            history.rooms = {"history": history}
            history.finish()
        gone.append(weakref.ref(history))
        del history, state
        if steps % 6 == 0:
            gc.collect()
    assert [one() for one in gone] == [None] * len(gone)


def test_at_the_end_of_the_window_all_steps_are_forgotten(state, history):
    state.choose_layer("conv")
    history.finish()
    assert (history.undo_words, history.redo_words) == (None, None)
