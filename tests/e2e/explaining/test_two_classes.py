"""A model that gives one bare number: a value, or two classes where the user or a file of two names says so."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox

from engine.export.provenance import read_provenance
from engine.network.description import Head
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files

SIDE = 16


@pytest.fixture
def one_number(tmp_path):
    """Return the path of a model whose number is three times the mean of the first channel, less one."""
    inputs = keras.Input((SIDE, SIDE, 3))
    x = keras.layers.Rescaling(1 / 255)(inputs)
    x = keras.layers.Conv2D(1, 1, use_bias=False, activation="relu", name="conv")(x)
    model = keras.Model(inputs, keras.layers.Dense(1, name="disease")(keras.layers.GlobalAveragePooling2D()(x)))
    model.get_layer("conv").set_weights([np.array([1.0, 0, 0]).reshape(1, 1, 3, 1)])
    model.get_layer("disease").set_weights([np.array([[3.0]]), np.array([-1.0])])
    model.save(tmp_path / "one.keras")
    return tmp_path / "one.keras"


def choose(program, two_classes: bool) -> None:
    box = program.control("Output number is", QComboBox)
    program.open_more()
    assert box.isVisibleTo(program.window)
    box.setCurrentIndex(box.findData(two_classes))
    program.wait(lambda: program.state.model.port.two_classes is two_classes)
    program.wait_for_overlay()


def check_two(program, value: float) -> None:
    """Both classes can be chosen; they speak for and against the same."""
    state = program.state
    assert (state.model.head, state.model.two_sided, len(state.model.labels)) == (Head.SIGMOID, True, 2)
    yes = 1 / (1 + np.exp(-value))
    np.testing.assert_allclose(state.attribution.probabilities, [1 - yes, yes], rtol=1e-5)
    np.testing.assert_allclose(state.attribution.logits, [-value, value], rtol=1e-5)


def test_one_number_becomes_two_classes_which_is_remembered_saved_and_verified(
    run, photograph, one_number, tmp_path, monkeypatch
):
    found = {}

    def tell(program):
        program.wait_for_overlay()
        state = program.state
        assert (state.model.head, state.model.labels) == (Head.VALUE, ("disease",))
        found["value"] = value = float(state.attribution.logits[0])
        choose(program, True)
        check_two(program, value)
        state.choose_target(1)
        program.wait_for_overlay()
        state.choose_option("evidence", 1)  # for and against
        program.wait_for_overlay()
        program.wait(lambda: state.attribution.request.options != ())
        found["map"] = state.attribution.values
        assert state.attribution.values.max() > 0
        picture = tmp_path / "seen.png"
        remember(ExportSettings(), tmp_path)
        monkeypatch.setattr(files, "ask_target", lambda *_: picture)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: picture.exists() and "Saved as" in program.notice)
        assert read_provenance(picture).request.port.two_classes
        monkeypatch.setattr(files, "ask_exported", lambda *_: picture)
        state.notify(None)
        program.window.actions_by_id["verify_picture"].trigger()
        program.wait(lambda: bool(program.notice) and "verifying" not in state.activities)
        assert "confirmed" in program.notice, program.notice
        session = tmp_path / "both.saliscope"
        monkeypatch.setattr(files, "ask_target", lambda *_: session)
        program.window.actions_by_id["save_session_as"].trigger()
        program.wait(lambda: session.exists() and "session was saved" in program.notice)

    def find_again(program):
        program.wait_for_overlay()
        check_two(program, found["value"])
        choose(program, False)
        assert program.state.model.head is Head.VALUE
        program.drop(tmp_path / "both.saliscope")
        program.wait(lambda: program.state.model.port.two_classes)
        program.wait_for_overlay()
        program.wait(lambda: program.state.attribution.request.options != ())
        np.testing.assert_array_equal(program.state.attribution.values, found["map"])

    run(tell, str(photograph), "--model", str(one_number))
    run(find_again, str(photograph), "--model", str(one_number))


def test_a_file_of_two_names_says_that_there_are_two_classes(run, photograph, one_number, tmp_path):
    names = tmp_path / "names" / "labels.txt"
    names.parent.mkdir()
    names.write_text("healthy\nill\n", encoding="utf-8")

    def drop(program):
        program.wait_for_overlay()
        value = float(program.state.attribution.logits[0])
        program.drop(names)
        program.wait(lambda: program.state.model.labels == ("healthy", "ill"))
        program.wait_for_overlay()
        check_two(program, value)

    run(drop, str(photograph), "--model", str(one_number))


def test_a_model_that_always_answers_one_is_told_of_when_it_is_opened(run, photograph, tmp_path):
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), keras.layers.Conv2D(2, 3), keras.layers.Flatten()])
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Softmax())
    model.save(tmp_path / "always.keras")

    def scenario(program):
        program.wait_for_overlay()
        said = [notice.text for notice in (program.state.notice, *program.state.covered) if notice is not None]
        assert any("answers 1 for every image" in text for text in said)
        program.open_more()
        assert not program.control("Output number is", QComboBox).isVisibleTo(program.window)

    run(scenario, str(photograph), "--model", str(tmp_path / "always.keras"))
