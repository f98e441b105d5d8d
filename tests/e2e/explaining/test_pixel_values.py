"""A model that does not say what it was trained on: the answers side by side, chosen by looking, and remembered."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from engine.images.preprocessing import PixelValues
from engine.images.reading import Reading, Window
from engine.process.messages import Tried
from gui.inspector.trial_list import TrialList


@pytest.fixture
def unsure(tmp_path):
    """Return a model whose answer depends on the range: class 1 for bright raw pixels, class 0 for small values."""
    inputs = keras.Input((16, 16, 3))
    features = keras.layers.Conv2D(2, 1, use_bias=True, name="conv")(inputs)
    outputs = keras.layers.Dense(2, activation="softmax")(keras.layers.GlobalAveragePooling2D()(features))
    model = keras.Model(inputs, outputs)
    kernel, bias = model.get_layer("conv").get_weights()
    kernel[:], bias[:] = 0, (1.0, 0.0)
    kernel[..., 1] = 0.1
    model.get_layer("conv").set_weights([kernel, bias])
    model.layers[-1].set_weights([np.eye(2), np.zeros(2)])
    path = tmp_path / "unsure.keras"
    model.save(path)
    return path


def test_the_answers_under_each_convention_are_offered_and_the_choice_is_remembered(run, cat, unsure):
    def choose(program):
        program.wait_for_overlay()
        program.wait(lambda: len(program.state.trials) == len(PixelValues))
        assert program.state.choices.pixel_values == "0..1"
        darker = replace(program.state.attribution.request, reading=Reading(window=Window(0.0, 9.0)))
        program.window.controller._receive(Tried(darker, ()))  # late: the photograph is shown as before
        assert len(program.state.trials) == len(PixelValues)
        offered = program.window.findChild(TrialList)
        assert offered.isVisibleTo(program.window)
        buttons = offered._group.buttons()  # of those that are to be deleted, children are left for a moment
        raw = buttons[[trial.pixel_values for trial in program.state.trials].index("0..255")]
        assert "class 1" in raw.text().splitlines()[1].split(",")[0]
        assert "class 0" in buttons[1].text().splitlines()[1].split(",")[0]
        mark = QPoint(8, raw.height() // 2)  # its place also in a button that is not laid out yet
        program.qtbot.mouseClick(raw, Qt.MouseButton.LeftButton, pos=mark)
        program.wait(lambda: program.state.choices.pixel_values == "0..255" and program.settled)
        assert program.state.attribution.probabilities[1] > 0.9

    def find_again(program):
        program.wait_for_overlay()
        assert program.state.choices.pixel_values == "0..255"
        assert program.state.attribution.request.pixel_values == "0..255"

    run(choose, str(cat), "--model", str(unsure))
    run(find_again, str(cat), "--model", str(unsure))


def test_nothing_is_offered_for_the_bundled_model_which_is_known(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.qtbot.wait(500)
        assert program.state.trials == ()
        assert not program.window.findChild(TrialList).isVisibleTo(program.window)

    run(scenario, str(cat))
