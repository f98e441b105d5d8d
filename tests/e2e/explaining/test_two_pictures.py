"""Models of several pictures, driven through the real `main()`: each place its photograph, each input its map."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from helpers.model_files.two_pictures import LEFT, RIGHT, photographs, siamese, two_branches
from helpers.windows.compared import do, panes, there
from helpers.windows.exported_panes import OVERLAY, export
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QPushButton, QToolButton

from engine import explain, open_model, save
from engine.export.provenance import read_provenance
from engine.images import read_image
from engine.images.projection import Projection
from engine.images.reading import Reading, Window
from gui.photos.place_bar import PlaceBar
from gui.sessions.own_file import OwnFile
from gui.state import file_dialogs as files
from gui.state.comparison import Kind


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """The file of a model that takes two pictures, and two photographs for it."""
    folder = tmp_path_factory.mktemp("pair")
    two_branches().save(folder / "pair.keras")
    return folder / "pair.keras", photographs(folder, "a-right.png", "b-left.png", "third.png")


def given(path, size) -> np.ndarray:
    return Projection.make((60, 40), size).apply(read_image(path).pixels)[None] / np.float32(255)


def expected(file, left, right, target: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the probabilities of a pair and the saliency of each input, by a tape over plain Keras."""
    model = keras.models.load_model(file)
    cut = keras.Model(model.inputs, model.layers[-1].input)
    kernel, bias = model.layers[-1].get_weights()
    tensors = [tf.constant(given(left, LEFT)), tf.constant(given(right, RIGHT))]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        score = (cut(tensors) @ kernel + bias)[0, target]
    return model(tensors)[0].numpy(), [np.abs(g[0]).max(-1) for g in tape.gradient(score, tensors)]


def opened(program, file):
    program.drop(file)
    program.wait(lambda: program.state.model is not None and program.state.model.path == file)


def drop_at(program, share: float, *paths) -> None:
    """Drop files at a share of the window's width."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy = QPoint(int(program.window.width() * share), 300), Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(program.window, QDragEnterEvent(where, copy, mime, buttons, none))
    QApplication.sendEvent(program.window, QDropEvent(QPointF(where), copy, mime, buttons, none))


def names_at_places(program) -> list[str]:
    bar = program.window.findChild(PlaceBar)
    labels = [label.text() for label in bar.findChildren(QLabel) if label.text()]
    return labels if bar.isVisible() else []


def test_two_photographs_dropped_at_once_fill_both_places_and_both_maps_lie_side_by_side(run, pair):
    file, (right, left, _) = pair

    def scenario(program):
        assert names_at_places(program) == []
        opened(program, file)
        empty = "Drop an image here"
        held = "Drop an image. Until then, pixels are 0"
        program.wait(lambda: names_at_places(program) == ["left", empty, "right", held])
        program.drop(right, left)  # their own names say where they belong
        program.wait(lambda: program.state.comparison is not None and len(panes(program)) == 2)
        program.state.choose_method("saliency")
        shown = there(program)
        assert names_at_places(program) == ["left", "b-left.png", "right", "a-right.png"]
        assert [pane.name for pane in shown] == ["left · b-left.png", "right · a-right.png"]
        said, maps = expected(file, left, right, program.state.choices.target)
        assert program.state.choices.target == int(said.argmax())
        for pane, wanted in zip(shown, maps, strict=True):
            np.testing.assert_allclose(pane.attribution.probabilities, said, rtol=1e-4)
            np.testing.assert_allclose(pane.attribution.values, wanted, rtol=1e-3, atol=1e-5 * wanted.max())
        assert {pane.attribution.request.port.input for pane in shown} == {0, 1}

    run(scenario)


def test_a_photograph_dropped_at_a_place_goes_there_and_the_answer_follows(run, pair):
    file, (right, left, third) = pair

    def scenario(program):
        opened(program, file)
        drop_at(program, 0.9, right)
        program.wait(lambda: 1 in program.state.companions)
        assert program.state.picture is None
        drop_at(program, 0.1, left)
        program.wait_for_overlay()
        program.state.choose_method("saliency")
        there(program)
        np.testing.assert_allclose(
            program.state.attribution.probabilities, expected(file, left, right, 0)[0], rtol=1e-4
        )
        drop_at(program, 0.9, third)
        program.wait(lambda: program.state.companions[1].image.path == third)
        assert not any(pane.attribution for pane in panes(program) if pane.waiting)
        shown = there(program)
        said, maps = expected(file, left, third, program.state.choices.target)
        assert program.state.image.path == left
        for pane, wanted in zip(shown, maps, strict=True):
            np.testing.assert_allclose(pane.attribution.probabilities, said, rtol=1e-4)
            np.testing.assert_allclose(pane.attribution.values, wanted, rtol=1e-3, atol=1e-5 * wanted.max())

    run(scenario)


def test_a_place_is_filled_and_emptied_by_keyboard(run, pair, monkeypatch):
    file, (right, left, third) = pair

    def scenario(program):
        program.wait_for_overlay()
        opened(program, file)
        program.wait_for_overlay()
        held = program.state.attribution.probabilities
        pin = program.window.panel.confidence.port.findChild(QDoubleSpinBox)
        assert pin.isEnabled()
        monkeypatch.setattr("gui.state.file_dialogs.ask_photographs", lambda _: [right])
        button = program.control("Choose the image for “right”", QPushButton)
        button.setFocus()
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(button, QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier))
        program.wait(lambda: 1 in program.state.companions)
        assert not pin.isEnabled()
        there(program)
        both = program.state.attribution.probabilities
        assert np.abs(both - held).max() > 1e-4
        monkeypatch.setattr("gui.state.file_dialogs.ask_photographs", lambda _: [third])
        do(program, "open_companion")
        program.wait(lambda: program.state.companions[1].image.path == third)
        there(program)
        program.control("Remove the image from “right”", QToolButton).click()
        assert program.state.companions == {}
        assert program.state.comparison is None
        program.wait_for_overlay()
        np.testing.assert_allclose(program.state.attribution.probabilities, held, rtol=1e-5)
        assert pin.isEnabled()

    run(scenario, str(left))


def test_each_photograph_stays_at_its_input_when_the_other_one_is_explained(run, pair):
    file, (right, left, _) = pair

    def scenario(program):
        opened(program, file)
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None)
        before = {pane.name: pane.attribution.values for pane in there(program)}
        box = program.window.panel.confidence.port._input
        box.setCurrentIndex(box.findData(1))
        program.wait(lambda: program.state.model.port.input == 1)
        shown = there(program)
        assert program.state.image.path == right
        assert program.state.companions[0].image.path == left
        assert [pane.name for pane in shown] == ["right · a-right.png", "left · b-left.png"]
        for pane in shown:
            found = pane.attribution.request
            assert found.image == pane.picture.image.sha256
            assert (found.port.input, found.companions[0].input) in ((0, 1), (1, 0))
        assert before.keys() == {pane.name for pane in shown}

    run(scenario)


def test_a_model_of_one_picture_has_no_places_and_drops_go_as_they_always_did(run, pair, small_model):
    _, (right, left, third) = pair

    def scenario(program):
        opened(program, small_model)
        program.drop(right, left)
        program.wait_for_overlay()
        assert names_at_places(program) == []
        assert program.state.companions == {}
        assert len(program.window.rooms.browsing.collection) == 2
        assert not program.window.actions_by_id["open_companion"].isEnabled()
        drop_at(program, 0.9, third)
        program.wait(lambda: program.state.image.path == third)

    run(scenario)


def test_undo_of_a_stray_model_brings_back_both_images_and_maps(run, pair, small_model):
    file, (right, left, _) = pair

    def scenario(program):
        opened(program, file)
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None and len(panes(program)) == 2)
        before = [pane.name for pane in there(program)]
        opened(program, small_model)
        program.wait_for_overlay()
        do(program, "undo")
        program.wait(lambda: names_at_places(program)[1::2] == [left.name, right.name])
        assert program.state.model.path == file
        assert [pane.name for pane in there(program)] == before

    run(scenario)


def test_an_export_of_both_maps_names_both_photographs(run, pair, tmp_path, monkeypatch):
    file, (right, left, _) = pair

    def scenario(program):
        opened(program, file)
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None)
        program.state.choose_method("saliency")
        there(program)
        export(program, tmp_path / "both.png", OVERLAY, monkeypatch)
        record = read_provenance(tmp_path / "both.png")
        assert record.comparison.kind == Kind.INPUT
        assert [pane.image.name for pane in record.panes] == ["b-left.png", "a-right.png"]
        assert [pane.companions[0].image.name for pane in record.panes] == ["a-right.png", "b-left.png"]
        assert [pane.companions[0].name for pane in record.panes] == ["right", "left"]
        monkeypatch.setattr(files, "ask_exported", lambda *_: tmp_path / "both.png")
        program.state.notify(None)
        do(program, "verify_picture")
        program.wait(lambda: bool(program.notice) and "verifying" not in program.state.activities)
        assert "the same images and models give exactly the same maps" in program.notice

    run(scenario)


def test_a_picture_is_verified_with_the_readings_that_made_it(run, pair, tmp_path, monkeypatch):
    file, _ = pair
    deep, images = np.random.default_rng(1).integers(0, 4000, (40, 60), np.uint16), []
    for name, window in (("left.npy", (0, 2000)), ("right.npy", (1000, 3000))):
        np.save(tmp_path / name, deep if name == "left.npy" else deep[::-1])
        images.append(read_image(tmp_path / name, Reading(window=Window(*window))))
    model, made = open_model(file), tmp_path / "made.png"
    found = explain(model, images[0], "saliency", companions={"right": images[1]})
    save(made, found, images[0], model, companions=[images[1]])

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(files, "ask_exported", lambda *_: made)
        do(program, "verify_picture")
        program.wait(lambda: bool(program.notice) and "verifying" not in program.state.activities)
        assert "the same image and model give exactly the same map" in program.notice

    run(scenario, str(pair[1][0]))


def test_of_a_shared_encoder_each_pane_looks_at_its_own_use_of_the_layer(run, pair, tmp_path):
    _, (right, left, _) = pair
    siamese().save(tmp_path / "siamese.keras")

    def scenario(program):
        opened(program, tmp_path / "siamese.keras")
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None)
        assert [pane.attribution.request.layer for pane in there(program)] == ["encoder/maps#1", "encoder/maps#2"]
        program.state.choose_layer("encoder/rescaling#1")
        layers = [pane.attribution.request.layer for pane in there(program)]
        assert layers == ["encoder/rescaling#1", "encoder/rescaling#2"]

    run(scenario)


def test_a_session_brings_both_photographs_and_maps_back(run, pair, tmp_path):
    file, (right, left, _) = pair
    session = tmp_path / "both.saliscope"

    def save(program):
        opened(program, file)
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None)
        there(program)
        program.window.rooms.sessions._save(OwnFile(session))
        program.wait(lambda: session.is_file() and not program.state.activities)

    def restore(program):
        program.drop(session)
        program.wait(lambda: 1 in program.state.companions and program.state.image is not None)
        shown = there(program)
        assert [pane.name for pane in shown] == ["left · b-left.png", "right · a-right.png"]
        assert program.state.companions[1].image.sha256 == read_image(right).sha256
        assert program.state.comparison.kind is Kind.INPUT

    run(save)
    run(restore)


def test_each_photograph_keeps_its_own_brightness_at_its_place_and_in_a_session(run, pair, tmp_path):
    file, session = pair[0], tmp_path / "deep.saliscope"
    deep = np.random.default_rng(2).integers(0, 4000, (2, 40, 60), np.uint16)
    paths = [tmp_path / name for name in ("x-left.npy", "x-right.npy")]
    for path, values in zip(paths, deep, strict=True):
        np.save(path, values)
    chosen, model = Reading(window=Window(1000, 3000)), keras.models.load_model(file)
    given = []
    for values, (low, high), size in ((deep[0], (1000, 3000), LEFT), (deep[1], (0, 4095), RIGHT)):
        shown = np.rint((values.astype(float).clip(low, high) - low) * 255 / (high - low)).astype(np.uint8)
        view = Projection.make((60, 40), size).apply(np.dstack([shown] * 3))
        given.append(view[None] / np.float32(255))
    said = model(given).numpy()[0]

    def holds(program) -> None:
        shown = there(program)
        assert (program.state.choices.reading, program.state.companions[0].image.reading) == (Reading(), chosen)
        assert shown[0].attribution.request.companions[0].reading == chosen
        for pane in shown:
            np.testing.assert_allclose(pane.attribution.probabilities, said, rtol=1e-4)

    def save(program):
        opened(program, file)
        program.drop(*paths)
        program.wait(lambda: program.state.comparison is not None)
        there(program)
        program.state.choose_reading(chosen)
        program.wait(lambda: program.state.image.reading == chosen)
        there(program)
        box = program.window.panel.confidence.port._input
        box.setCurrentIndex(box.findData(1))
        program.wait(lambda: program.state.model.port.input == 1)
        holds(program)
        program.window.rooms.sessions._save(OwnFile(session))
        program.wait(lambda: session.is_file() and not program.state.activities)

    def restore(program):
        program.drop(session)
        program.wait(lambda: 0 in program.state.companions and program.state.image is not None)
        holds(program)

    run(save)
    run(restore)


def test_the_places_speak_french(run, pair):
    file, (right, left, _) = pair

    def scenario(program):
        opened(program, file)
        empty = "Déposez une image ici"
        held = "Déposez une image. D’ici là, pixels à 0"
        program.wait(lambda: names_at_places(program) == ["left", empty, "right", held])
        program.drop(left, right)
        program.wait(lambda: program.state.comparison is not None)
        there(program)
        assert program.control("Choisir l’image pour «\xa0right\xa0»")

    run(scenario, "--language", "fr")
