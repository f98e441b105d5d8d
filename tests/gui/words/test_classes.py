"""Classes without names are numbered in the user's language; names stay what they are."""

from __future__ import annotations

import pytest
from helpers.shown_model import model_info

from engine.network.description import Head
from gui.platform.language import set_language
from gui.state import memory
from gui.state.class_names import USER, some_are_numbered, with_names
from gui.state.screen import ScreenState
from gui.words.classes import are_numbered

UNNAMED = model_info(labels=("class 0", "class 1"), labels_from="")


@pytest.fixture
def french(qapp):
    set_language(qapp, "fr")
    yield qapp
    set_language(qapp, "en")


def test_numbers_are_words_of_the_window(french):
    assert with_names(UNNAMED).labels == ("classe 0", "classe 1")
    assert with_names(model_info(labels=("class 0", "b"))).labels == ("class 0", "b")  # as its file says


def test_numbers_follow_the_language(french):
    state = ScreenState()
    state.show_model(with_names(UNNAMED))
    set_language(french, "en")
    state.number_classes()
    assert state.model.labels == ("class 0", "class 1")


def test_the_user_s_names_go_before_numbers(french):
    memory.remember_class_names(UNNAMED.sha256, 0, ("cat", "dog"))
    named = with_names(UNNAMED)
    memory.remember_class_names(UNNAMED.sha256, 0, ())
    assert (named.labels, named.labels_from) == (("cat", "dog"), USER)
    assert not are_numbered(named) and are_numbered(UNNAMED)


def test_one_value_is_no_class_that_could_be_named():
    assert not are_numbered(model_info(labels=("value",), labels_from="", head=Head.VALUE))


def test_a_model_of_which_few_classes_are_named_still_has_numbered_ones():
    assert some_are_numbered(UNNAMED)
    assert some_are_numbered(model_info(labels=("cat", "class 1"), labels_from=USER))
    assert not some_are_numbered(model_info(labels=("cat", "dog"), labels_from=USER))
    assert not some_are_numbered(model_info(labels=("class 0", "class 1")))  # as its file says
