"""Undo of what is open: models, images, names of classes, each with the choices that were made before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from helpers.open_files import OpenFiles
from helpers.shown_model import model_info
from PySide6.QtCore import QCoreApplication, QSettings

from engine.attribution.request import Attribution
from engine.images import Image
from engine.models.labels import NUMBERED
from engine.models.model_info import ModelInfo
from engine.network.description import LayerInfo, Port
from gui.state import memory
from gui.state.class_names import USER
from gui.state.comparison import Comparison, Kind
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import ScreenState
from gui.state.undo import History


def model(name: str, classes: int = 5) -> ModelInfo:
    layers = (LayerInfo("conv", "Conv2D", (4, 4, 2)), LayerInfo("last", "Conv2D", (4, 4, 2)))
    labels = tuple("abcdefgh"[:classes])
    path = Path(f"{name}.keras")
    return model_info(name=name, path=path, sha256=name[0] * 64, labels=labels, layers=layers, default_layer="last")


def picture(name: str) -> Picture:
    pixels = np.zeros((6, 9, 3), np.uint8)
    return Picture(Image(pixels, name, None, name, (), "test"), (pixels,))


def answer(state: ScreenState, target: int) -> None:
    count = len(state.model.labels)
    scores = np.arange(count, 0, -1, dtype=np.float32)
    request = replace(resolve(state.question), target=target)
    state.show_attribution(Attribution(np.ones((4, 4), np.float32), request, scores, scores, 0.0))


def undo(history: History) -> None:
    history.undo()
    QCoreApplication.processEvents()  # what was opened is looked at once all have heard of it


def redo(history: History) -> None:
    history.redo()
    QCoreApplication.processEvents()


@pytest.fixture
def state(qapp):
    QSettings("Saliscope", "Saliscope").clear()
    state = ScreenState()
    state.show_model(model("first"))
    state.show_picture(picture("cat.png"))
    answer(state, 0)
    return state


@pytest.fixture
def files(state):
    return OpenFiles(state)


@pytest.fixture
def history(state, files):
    return History(state, files)


def test_a_stray_model_is_undone_with_the_choices_made_before_and_their_steps(state, history):
    state.choose_layer("conv")
    state.choose_target(4)
    state.show_model(model("second", classes=2))
    answer(state, 1)
    assert history.undo_words == "opening second"
    undo(history)
    assert state.model.name == "first"
    assert (state.choices.layer, state.choices.target) == ("conv", 4)
    assert (history.undo_words, history.redo_words) == ("change of class", "opening second")
    undo(history)
    undo(history)
    assert (state.choices.layer, state.choices.target) == (None, 0)
    for _ in range(3):
        redo(history)
    assert (state.model.name, state.choices.layer) == ("second", None)
    undo(history)
    assert (state.choices.layer, state.choices.target) == ("conv", 4)


def test_what_was_asked_of_the_second_model_is_undone_before_it(state, history):
    state.show_model(model("second", classes=2))
    answer(state, 0)
    state.choose_target(1)
    undo(history)
    assert (state.model.name, state.choices.target) == ("second", 0)
    undo(history)
    assert state.model.name == "first"
    redo(history)
    redo(history)
    assert (state.model.name, state.choices.target) == ("second", 1)


def test_an_image_comes_back_at_its_place_with_its_class(state, files, history):
    cat = state.picture
    state.show_picture(picture("dog.png"))
    answer(state, 1)
    assert history.undo_words == "opening dog.png"
    undo(history)
    assert (history.undo_words, [entry.name for entry in files.rows], files.place) == (None, ["cat.png"], 0)
    redo(history)
    state.show_picture(cat)
    answer(state, 0)
    state.choose_target(3)
    state.show_picture(picture("stray.png"))
    undo(history)
    assert ([entry.name for entry in files.rows], files.place) == (["cat.png", "dog.png"], 0)
    assert (state.picture, state.choices.target, state.choices.class_kept) == (cat, 3, True)


def test_what_the_window_begins_with_is_no_step(qapp):
    state = ScreenState()
    history = History(state, OpenFiles(state))
    state.show_model(model("first"))
    state.show_picture(picture("cat.png"))
    assert history.undo_words is None


def test_the_first_images_are_no_step_where_the_model_comes_while_they_are_read(qapp):
    state = ScreenState()
    cat = picture("cat.png")
    files = OpenFiles(state, cat, picture("dog.png"))
    listed, files.rows = files.rows, []
    history = History(state, files)
    files.rows = listed
    state.show_model(model("first"))
    state.show_picture(cat)
    assert history.undo_words is None


def test_the_first_image_is_no_step_after_a_change_of_language(qapp):
    state = ScreenState()
    history = History(state, OpenFiles(state))
    state.show_model(replace(model("first"), labels_from=NUMBERED))
    state.number_classes()
    state.show_picture(picture("cat.png"))
    assert history.undo_words is None


def test_closed_images_are_opened_again(state, files, history):
    state.show_picture(picture("dog.png"))
    dog = state.picture
    files.close(0)
    history.note_closed()
    assert (history.undo_words, state.picture) == ("closing cat.png", dog)
    undo(history)
    assert ([entry.name for entry in files.rows], files.place, state.picture) == (["cat.png", "dog.png"], 1, dog)
    state.close_picture()
    assert history.undo_words == "closing 2 images"
    undo(history)
    assert state.picture is dog
    redo(history)
    assert (state.picture, files.rows) == (None, [])


def test_names_of_classes_are_undone_on_screen_and_in_memory(state, history):
    first = state.model.labels
    for names in (("1", "2", "3", "4", "5"), ("v", "w", "x", "y", "z")):
        memory.remember_class_names(state.model.sha256, 0, names)
        state.name_classes(names, USER)
    assert history.undo_words == "naming the classes"
    undo(history)
    assert state.model.labels == memory.class_names_of(state.model.sha256, 0) == ("1", "2", "3", "4", "5")
    undo(history)
    assert (state.model.labels, state.model.labels_from) == (first, "labels.txt")
    assert memory.class_names_of(state.model.sha256, 0) == ()
    redo(history)
    redo(history)
    assert state.model.labels == memory.class_names_of(state.model.sha256, 0) == ("v", "w", "x", "y", "z")


def test_another_language_of_numbered_classes_is_no_step_and_undo_keeps_it(state, history):
    french = tuple(f"classe {number}" for number in range(5))
    state.show_model(replace(model("numbered"), labels=french, labels_from=NUMBERED))
    answer(state, 0)
    state.number_classes()
    state.choose_target(3)
    assert history.undo_words == "change of class"
    state.show_picture(picture("dog.png"))
    undo(history)
    assert (state.image.name, state.choices.target, state.model.labels[1]) == ("cat.png", 3, "class 1")
    assert memory.class_names_of(state.model.sha256, 0) == ()


def test_two_classes_are_undone_by_opening_the_model_as_a_value(state, files, history):
    state.show_model(replace(state.model, port=Port(two_classes=True), labels=("no", "yes")))
    assert history.undo_words == "change of what the model's number means"
    undo(history)
    assert files.asked == [(Path("first.keras"), Port())]
    assert state.model.labels == tuple("abcde")


def test_a_comparison_that_ended_with_the_model_comes_back_with_it(state, history):
    compared = Comparison(Kind.LAYER, ("conv",))
    state.compare(compared)
    end = partial(state.compare, None)
    state.model_changed.connect(end)
    state.show_model(model("second"))
    state.model_changed.disconnect(end)
    undo(history)
    assert (state.model.name, state.comparison) == ("first", compared)


def test_undo_pressed_while_a_model_is_being_opened_waits_for_it(state, qtbot):
    files = OpenFiles(state, slow=True)
    history = History(state, files)
    state.choose_target(4)
    state.show_model(model("second"))
    undo(history)
    undo(history)
    assert (state.model.name, state.choices.target) == ("second", None)
    files.arrive()
    qtbot.waitUntil(lambda: history.undo_words is None)
    assert (state.model.name, state.choices.target) == ("first", 0)


def test_a_model_whose_file_is_gone_leaves_the_step_as_it_was(state, files, history):
    state.choose_target(4)
    state.show_model(model("second"))
    files.gone.add(Path("first.keras"))
    undo(history)
    assert (state.model.name, history.undo_words, history.redo_words) == ("second", "opening second", None)
    files.gone.clear()
    undo(history)
    assert (state.model.name, state.choices.target) == ("first", 4)


def test_an_image_that_is_gone_leaves_the_step_as_it_was(state, files, history):
    (cat,) = files.rows
    state.show_picture(picture("dog.png"))
    files.gone.add(cat)
    undo(history)
    assert (state.image.name, history.undo_words) == ("dog.png", "opening dog.png")


def test_another_model_opened_meanwhile_wins_and_is_a_step_of_its_own(state, qtbot):
    files = OpenFiles(state, slow=True)
    history = History(state, files)
    state.show_model(model("second"))
    undo(history)
    state.show_model(model("third"))
    files.gone.add(Path("first.keras"))
    files.arrive()
    qtbot.waitUntil(lambda: history.undo_words == "opening third")
    assert state.model.name == "third"


def test_a_long_name_is_cut_in_its_middle(state, history):
    state.show_picture(picture("a" * 60 + ".png"))
    assert history.undo_words == f"opening {'a' * 20}…{'a' * 15}.png"
