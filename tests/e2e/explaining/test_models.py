"""Models of every build through the window: heads, further inputs, masks, class names, Lite files and folders."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
)

from engine.network.description import Head
from gui.canvas.assumed_chip import AssumedChip
from gui.inspector.pixels.trial_list import TrialList
from gui.models.first_opening import FirstOpening
from gui.models.library_rows import library_rows, sizes_of

SIDE = 32


pytestmark = pytest.mark.usefixtures("nothing_remembered")


def trunk(inputs):
    return layers.Conv2D(4, 3, padding="same", activation="relu")(layers.Rescaling(1 / 255)(inputs))


def two_heads() -> keras.Model:
    inputs = keras.Input((SIDE, SIDE, 3), name="picture")
    pooled = layers.GlobalAveragePooling2D()(trunk(inputs))
    kinds = layers.Dense(3, activation="softmax", name="kind")(pooled)
    return keras.Model(inputs, [kinds, layers.Dense(1, kernel_initializer="ones", name="age")(pooled)])


def with_numbers() -> keras.Model:
    inputs, numbers = keras.Input((SIDE, SIDE, 3), name="picture"), keras.Input((2,), name="numbers")
    joined = layers.Concatenate()([layers.GlobalAveragePooling2D()(trunk(inputs)), numbers])
    return keras.Model([inputs, numbers], layers.Dense(3, activation="softmax")(joined))


def segmenter() -> keras.Model:
    inputs = keras.Input((SIDE, SIDE, 3))
    return keras.Model(inputs, layers.Conv2D(3, 1, activation="softmax")(trunk(inputs)))


def classifier() -> keras.Model:
    inputs = keras.Input((SIDE, SIDE, 3))
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(layers.GlobalAveragePooling2D()(trunk(inputs))))


def dense_only() -> keras.Model:
    inputs = keras.Input((SIDE, SIDE, 3))
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(layers.Flatten()(inputs)))


@pytest.fixture
def saved(tmp_path):
    """Return what saves a model for the window to open."""

    def save(build) -> Path:
        keras.utils.set_random_seed(5)
        path = tmp_path / f"{build.__name__}.keras"
        build().save(path)
        return path

    return save


def opened(program, path: Path) -> None:
    program.wait_for_overlay()
    assert program.drop(path)
    program.wait(lambda: program.state.model.name == path.name and program.settled)


def methods(program) -> dict[str, tuple[bool, str]]:
    """Return {method: (whether it can be chosen, the reason where it cannot)}."""
    box = program.control("Method", QComboBox)
    entries = box.model()
    assert isinstance(entries, QStandardItemModel)
    items = [entries.item(index) for index in range(box.count())]
    return {box.itemData(i): (item.isEnabled(), item.toolTip()) for i, item in enumerate(items) if box.itemData(i)}


def card(program) -> str:
    program.window.actions_by_id["show_card"].trigger()
    dialog = next(d for d in program.window.findChildren(QDialog) if "details" in d.windowTitle() and d.isVisible())
    words = dialog.findChild(QTextBrowser).toPlainText()
    dialog.close()
    return words


# Heads, inputs, masks


def test_another_head_is_explained_and_a_choice_that_is_cancelled_is_taken_back(run, cat, saved):
    path = saved(two_heads)

    def scenario(program):
        opened(program, path)
        heads = program.control("Explained output", QComboBox)
        assert [heads.itemText(index) for index in range(heads.count())] == ["kind (3)", "age (1)"]
        heads.setCurrentIndex(1)
        program.wait(lambda: program.state.model.port.output == 1 and program.settled)
        assert program.state.model.head is Head.VALUE
        assert program.state.attribution.values.any()
        assert "one value" in card(program) and "age (1) ←" in card(program)
        heads.setCurrentIndex(0)
        program.window.controller.cancel()
        program.wait(lambda: program.settled)
        assert program.state.model.port.output == 1
        assert heads.currentText() == "age (1)"

    run(scenario, str(cat))


def test_a_further_input_is_held_at_what_is_typed_and_keeps_the_keyboard(run, cat, saved):
    path = saved(with_numbers)

    def scenario(program):
        opened(program, path)
        held = program.control("Value that the input numbers (2) is held at", QDoubleSpinBox)
        before = program.state.attribution.logits
        held.setFocus()
        held.selectAll()
        program.qtbot.keyClicks(held, "2.5")
        program.qtbot.keyClick(held, Qt.Key.Key_Return)
        program.wait(lambda: program.state.model.port.pin(1) == 2.5 and program.settled)
        model = keras.saving.load_model(path)
        raised = model.layers[-1].get_weights()[0][-2:].sum(axis=0) * 2.5
        np.testing.assert_allclose(program.state.attribution.logits - before, raised, rtol=1e-4, atol=1e-5)
        assert program.window.focusWidget() is held
        assert held.value() == 2.5

    run(scenario, str(cat))


def test_a_rectangle_drawn_with_shift_is_what_is_explained_of_a_mask(run, cat, saved):
    path = saved(segmenter)

    def scenario(program):
        opened(program, path)
        canvas, shift = program.window.canvas, Qt.KeyboardModifier.ShiftModifier
        middle = canvas.rect().center()
        program.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, shift, middle)
        program.qtbot.mouseMove(canvas, middle + QPoint(60, 40))
        program.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, shift, middle + QPoint(60, 40))
        program.wait(lambda: program.settled and program.state.attribution.request.region is not None)
        left, top, width, height = program.state.attribution.request.region
        assert (left, top) == pytest.approx((0.5, 0.5), abs=0.01)
        assert 0 < width < 0.3 and 0 < height < 0.3
        whole = program.control("Explain the whole mask", QPushButton)
        assert whole.isVisibleTo(program.window) and whole.isEnabled()
        whole.click()
        program.wait(lambda: program.settled and program.state.attribution.request.region is None)
        assert not whole.isEnabled()

    run(scenario, str(cat))


def test_a_model_without_a_spatial_layer_greys_what_needs_one_and_says_why(run, cat, saved):
    path = saved(dense_only)

    def scenario(program):
        opened(program, path)
        offered = methods(program)
        assert not offered["grad-cam"][0] and "no layer with a height and a width" in offered["grad-cam"][1]
        assert offered["saliency"][0] and offered["occlusion"][0]
        assert program.state.attribution.request.method == "saliency"
        assert "so methods that need a layer cannot be used" in card(program)

    run(scenario, str(cat))


# Pixel values


def test_that_pixel_values_are_assumed_is_said_at_once_until_they_are_chosen(run, cat, saved):
    path = saved(dense_only)

    def compare(program):
        opened(program, path)
        program.wait(lambda: len(program.state.trials) > 1)
        chip = program.window.canvas.findChild(AssumedChip)
        assert chip.isVisible() and "assumed" in chip.text()
        chip.click()
        offered = program.window.findChild(TrialList)
        area = program.window.panel.viewport()
        assert area.rect().contains(offered.mapTo(area, QPoint(0, 0)))
        assumed = [trial.pixel_values for trial in program.state.trials].index("0..1")
        offered._group.buttons()[assumed].click()
        assert "chosen by you" in card(program)

    def find_again(program):
        opened(program, path)
        assert not program.window.canvas.findChild(AssumedChip).isVisible()
        assert program.state.choices.pixel_values == "0..1"

    run(compare, str(cat))
    run(find_again, str(cat))


# Class names


def test_class_names_are_typed_and_there_at_the_next_start(run, cat, saved):
    path = saved(classifier)

    def name(program):
        opened(program, path)
        program.window.actions_by_id["name_classes"].trigger()
        dialog = next(d for d in program.window.findChildren(QDialog) if "Name the classes" in d.windowTitle())
        agree = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        names = dialog.findChild(QPlainTextEdit)
        names.setPlainText("ant\nbee")
        assert not agree.isEnabled()
        names.setPlainText("ant\nbee\ncicada, singing\n")
        agree.click()
        assert program.state.model.labels == ("ant", "bee", "cicada, singing")
        assert "ant · bee · cicada, singing (given by you)" in card(program)

    def find_again(program):
        program.wait_for_overlay()
        assert program.state.model.labels == ("ant", "bee", "cicada, singing")

    run(name, str(cat))
    run(find_again, str(cat), "--model", str(path))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("labels.txt", "0 ant\n1 bee\n2 cicada\n"),
        ("class_indices.json", json.dumps({"cicada": 2, "ant": 0, "bee": 1})),
        ("names.csv", "index,name\n0,ant\n1,bee\n2,cicada\n"),
    ],
)
def test_class_names_are_dropped_on_the_window(run, cat, saved, tmp_path, file, text):
    path, names, short = saved(classifier), tmp_path / "apart" / file, tmp_path / "apart" / "short.txt"
    names.parent.mkdir()
    names.write_text(text)
    short.write_text("ant\nbee\n")

    def scenario(program):
        opened(program, path)
        program.drop(names)
        program.wait(lambda: program.state.model.labels == ("ant", "bee", "cicada"))
        assert file in program.notice
        program.drop(short)
        program.wait(lambda: "The names were not changed" in program.notice)
        assert program.state.model.labels == ("ant", "bee", "cicada")

    run(scenario, str(cat))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"ant\nbee\n", "“odd.txt” contains 2 class names; the model has 3 classes. The names were not changed."),
        (bytes(9), "“odd.txt” is not a readable text file"),
        (b"\n\n", "No class names were found in “odd.txt”"),
    ],
)
def test_a_dropped_file_that_does_not_fit_says_why(run, cat, saved, tmp_path, data, words):
    path, odd = saved(classifier), tmp_path / "apart" / "odd.txt"
    odd.parent.mkdir()
    odd.write_bytes(data)

    def scenario(program):
        opened(program, path)
        before = program.state.model.labels
        program.drop(odd)
        program.wait(lambda: words in program.notice)
        assert program.state.model.labels == before

    run(scenario, str(cat))


def test_names_that_are_dropped_with_their_model_are_its_own(run, cat, saved, tmp_path):
    path, names = saved(classifier), tmp_path / "apart" / "names.csv"
    names.parent.mkdir()
    names.write_bytes("0;ant\n1;bee\n2;été\n".encode("latin-1"))

    def scenario(program):
        program.wait_for_overlay()
        program.drop(path, names)
        program.wait(lambda: program.state.model.labels == ("ant", "bee", "été"))
        program.wait(lambda: "names.csv" in program.notice)
        assert program.state.model.path == path

    run(scenario, str(cat))


def test_class_names_beside_the_model_are_taken_and_their_file_named(run, cat, saved):
    path = saved(classifier)
    path.with_name("labels.txt").write_text("<b>ant</b>\nbee & wasp\ncicada\n")
    path.with_name("class_names.txt").write_text("ant\nbee\n")

    def scenario(program):
        opened(program, path)
        assert program.state.model.labels == ("<b>ant</b>", "bee & wasp", "cicada")
        assert "<b>ant</b> · bee & wasp · cicada (from labels.txt)" in card(program)
        assert "class_names.txt has 2 names, but the model has 3 classes" in card(program)

    run(scenario, str(cat))


# Files without Keras layers


def test_a_lite_file_is_explained_by_its_layers_and_every_method_is_offered(run, cat, tmp_path):
    keras.utils.set_random_seed(5)
    path = tmp_path / "lite.tflite"
    path.write_bytes(tf.lite.TFLiteConverter.from_keras_model(classifier()).convert())

    def scenario(program):
        opened(program, path)
        assert all(can_be_chosen for can_be_chosen, _ in methods(program).values())
        assert program.state.attribution.request.method == "grad-cam"
        assert program.state.attribution.values.any()
        assert program.state.model.layers
        assert "TensorFlow Lite" in card(program) and "only methods without gradients" not in card(program)

    run(scenario, str(cat))


def test_a_folder_is_explained_by_its_layers_and_stays_in_the_library(run, cat, tmp_path):
    keras.utils.set_random_seed(5)
    folder = tmp_path / "exported"
    classifier().export(folder, format="tf_saved_model", verbose=False)

    def scenario(program):
        opened(program, folder)
        assert program.state.attribution.request.method == "grad-cam"
        assert program.state.attribution.values.any()
        assert "SavedModel" in card(program)
        row = next(row for row in library_rows() if row.name == "exported")
        assert sizes_of([row])[row.path] > (folder / "saved_model.pb").stat().st_size

    run(scenario, str(cat))


# Keyboard


def test_alt_letters_lead_to_the_new_controls(run, cat, saved):
    path = saved(two_heads)

    def scenario(program):
        opened(program, path)
        program.wait(lambda: program.window.findChild(FirstOpening) is not None)
        program.window.findChild(FirstOpening).reject()  # decide later
        program.window.activateWindow()
        program.open_more()
        program.window.panel.confidence.show_pixel_values()
        for letter, name in (
            (Qt.Key.Key_N, "Compare against"),
            (Qt.Key.Key_X, "Pixel values"),
            (Qt.Key.Key_M, "Method"),
        ):
            program.qtbot.keyClick(program.window, letter, Qt.KeyboardModifier.AltModifier)
            assert program.window.focusWidget().accessibleName() == name
        program.qtbot.keyClick(program.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        pages = [d for d in program.window.findChildren(QDialog) if "details" in d.windowTitle()]
        assert len(pages) == 1
        program.qtbot.keyClick(pages[0], Qt.Key.Key_Escape)
        assert not pages[0].isVisible()
        assert QApplication.activePopupWidget() is None

    run(scenario, str(cat))
