"""The table of settings, what is read from the user's file, and the dialog made of it."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from engine.methods import METHODS
from engine.models.model_info import ModelInfo
from engine.network.description import LayerInfo
from engine.rendering import Way
from gui.main_window.settings.dialog import SettingsDialog
from gui.state import memory
from gui.state.preferences import Preferences
from gui.state.screen import ScreenState
from gui.state.settings import PAGES, SETTINGS, Kind, Settings, choice_words
from resources.build_translations import catalogue, messages, translated_languages

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def settings(qapp):
    return Settings()


@pytest.fixture
def dialog(qtbot, settings):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SettingsDialog(parent, settings)
    dialog.owner = parent  # kept with it
    return dialog


def model(sha256: str = "m" * 64) -> ModelInfo:
    return model_info(
        sha256=sha256,
        layers=(LayerInfo("conv", "Conv2D", (4, 4, 2)), LayerInfo("last", "Conv2D", (4, 4, 2))),
        default_layer="last",
    )


def another(row):
    """Return a value that a setting allows and that is not its default."""
    match row.kind:
        case Kind.YES_NO:
            return not row.default
        case Kind.CHOICE:
            return next(value for value, _ in row.choices() if value != row.default)
        case Kind.NUMBER:
            return row.most if row.default != row.most else row.least
        case Kind.FOLDER:
            return "/somewhere"


@pytest.mark.parametrize("row", SETTINGS.values(), ids=lambda row: row.id)
def test_a_setting_begins_at_its_default_keeps_what_is_set_and_says_so(settings, row):
    told = []
    settings.changed.connect(told.append)
    assert settings[row.id] == row.default and row.allows(row.default)
    settings[row.id] = another(row)
    assert Settings()[row.id] == another(row)
    settings[row.id] = another(row)
    assert told == [row.id]
    assert row.page in PAGES


@pytest.mark.parametrize("stored", ["", "no JSON", "[" * 99999, "[]", "1e9", '"nonsense"', "null", b"\xff"])
@pytest.mark.parametrize("name", [row.id for row in SETTINGS.values() if row.kind is not Kind.FOLDER])
def test_garbage_in_the_file_counts_as_never_set(settings, name, stored):
    QSettings("Saliscope", "Saliscope").setValue(f"settings/{name}", stored)
    assert settings[name] == SETTINGS[name].default


def test_what_a_setting_does_not_allow_is_refused(settings):
    for name, value in (("alpha", 101), ("alpha", True), ("theme", "blue"), ("method", None), ("reopen_session", 1)):
        with pytest.raises(ValueError, match=name):
            settings[name] = value


def test_every_choice_has_words(qapp):
    for row in SETTINGS.values():
        assert all(words for _, words in choice_words(row))
    method = SETTINGS["method"]
    assert [value for value, _ in choice_words(method)] == list(METHODS)


@pytest.mark.parametrize("language", [None, *translated_languages()])
def test_no_two_settings_share_an_alt_key(language):
    catalogued = messages(catalogue(language)) if language else {}
    shown = [catalogued.get(("settings", str(row.words)), str(row.words)) for row in SETTINGS.values()]
    letters = Counter(words[words.index("&") + 1].casefold() for words in shown)
    assert [letter for letter, count in letters.items() if count > 1] == []


@pytest.mark.parametrize("row", SETTINGS.values(), ids=lambda row: row.id)
def test_the_dialog_shows_each_setting_and_sets_it_at_once(dialog, settings, row):
    name = str(row.words).replace("&", "").rstrip(":")
    kinds = (QCheckBox, QComboBox, QSpinBox, QLineEdit)
    named = [widget for widget in dialog.findChildren(QWidget) if widget.accessibleName() == name]
    control = next(widget for widget in named if isinstance(widget, kinds))
    if isinstance(control, QCheckBox):
        control.click()
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(control.findData(another(row)))
    elif isinstance(control, QSpinBox):
        control.setValue(another(row))
    else:
        settings[row.id] = another(row)
        assert control.text() == "/somewhere"
    assert settings[row.id] == another(row)


def test_a_setting_changed_elsewhere_is_shown(dialog, settings):
    box = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Theme")
    settings["theme"] = "dark"
    assert box.currentData() == "dark"


def test_colours_can_be_set_only_where_they_count(dialog, settings):
    colours = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Colours")
    assert not colours.isEnabled()
    settings["overlay_from"] = "fixed"
    assert colours.isEnabled()


# Preferences


def test_the_first_start_begins_with_the_defaults_of_the_settings(settings):
    settings["method"], settings["overlay_from"] = "saliency", "fixed"
    settings["colour_map"], settings["alpha"], settings["way"] = "jet", 30, "spotlight"
    memory.remember_overlay("magma", 0.9, Way.ADD)
    state = ScreenState()
    Preferences(state, settings)
    assert (state.choices.method, state.rendering.colour_map, state.rendering.alpha) == ("saliency", "jet", 0.3)
    assert state.rendering.way is Way.SPOTLIGHT


def test_a_new_user_sees_opacity_follow_the_evidence(settings):
    state = ScreenState()
    Preferences(state, settings)
    assert (state.rendering.way, state.rendering.alpha) == (Way.FADE, 0.7)


def test_an_overlay_remembered_by_a_version_without_ways_stays_a_blend(settings):
    QSettings("Saliscope", "Saliscope").setValue("overlay/last", '["jet", 0.25]')
    state = ScreenState()
    Preferences(state, settings)
    assert (state.rendering.colour_map, state.rendering.alpha, state.rendering.way) == ("jet", 0.25, Way.BLEND)


def test_colours_and_strength_come_back_as_they_were_last(settings):
    state = ScreenState()
    preferences = Preferences(state, settings)
    state.set_rendering(colour_map="jet", alpha=0.25, way=Way.CONTOURS)
    preferences.finish()
    later = ScreenState()
    Preferences(later, settings)
    assert (later.rendering.colour_map, later.rendering.alpha, later.rendering.way) == ("jet", 0.25, Way.CONTOURS)


@pytest.mark.parametrize("stored", ['["no such map", 0.5]', '["jet", 7]', "[]", "nonsense", json.dumps(["jet"])])
def test_an_overlay_that_makes_no_sense_is_not_taken_up(settings, stored):
    QSettings("Saliscope", "Saliscope").setValue("overlay/last", stored)
    state = ScreenState()
    before = state.rendering
    Preferences(state, settings)
    assert state.rendering == before


def test_method_and_layer_chosen_for_a_model_come_back_with_it(settings):
    state = ScreenState()
    preferences = Preferences(state, settings)
    state.show_model(model())
    assert memory.look_at("m" * 64) is None  # what nobody chose is not remembered
    state.choose_method("hirescam")
    state.choose_layer("conv")
    state.show_model(model("n" * 64))
    assert state.choices.layer is None
    state.choose_method("saliency")
    state.show_model(model())
    assert (state.choices.method, state.choices.layer) == ("hirescam", "conv")
    later = ScreenState()
    preferences_later = Preferences(later, settings)
    later.show_model(model())
    assert (later.choices.method, later.choices.layer) == ("hirescam", "conv")
    assert preferences is not preferences_later


def test_a_layer_that_the_model_no_longer_has_and_a_method_that_is_gone_are_left_out(settings):
    memory.remember_look("m" * 64, "hirescam", "gone")
    memory.remember_look("n" * 64, "no_such_method", "conv")
    state = ScreenState()
    preferences = Preferences(state, settings)
    state.show_model(model())
    assert (state.choices.method, state.choices.layer) == ("hirescam", None)
    state.show_model(model("n" * 64))
    assert (state.choices.method, state.choices.layer) == ("hirescam", None)
    assert preferences is not None


def test_forgetting_a_model_forgets_its_method(settings):
    memory.remember_look("m" * 64, "saliency", None)
    memory.forget_model("m" * 64)
    assert memory.look_at("m" * 64) is None
