"""Drop a photograph, see where the model looked, save it."""

from __future__ import annotations

import hashlib
import shutil

import cv2
import numpy as np
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QSlider

from engine.images.projection import Fit
from engine.methods.method import Finding
from engine.rendering import overlay
from gui.export.dialog import ExportDialog
from gui.state import file_dialogs as files


def test_a_dropped_photograph_is_explained_for_the_first_answer(run, cat):
    def scenario(program):
        assert program.window.isVisible()
        assert program.drop(cat)
        program.wait_for_overlay()
        attribution = program.state.attribution
        assert program.state.model.labels[attribution.request.target] == "Egyptian cat"
        assert attribution.values.shape == (7, 7)
        assert attribution.values.max() > 0
        assert attribution.request.layer == program.state.model.default_layer

    assert run(scenario) == 0


def test_sliding_through_classes_and_finding_one_by_name_changes_the_map(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        first = program.state.attribution
        slider = program.control("Class, in order of probability", QSlider)
        slider.setValue(3)
        program.wait_for_overlay()
        ranks = np.argsort(-first.logits, kind="stable")
        assert program.state.attribution.request.target == ranks[3]
        assert not np.array_equal(program.state.attribution.values, first.values)

        find = program.control("Find a class", QLineEdit)
        program.qtbot.keyClicks(find, "golden retr")
        program.qtbot.keyClick(find, Qt.Key.Key_Return)
        program.wait_for_overlay()
        assert program.state.model.labels[program.state.attribution.request.target] == "golden retriever"
        assert slider.value() == int(np.flatnonzero(ranks == program.state.choices.target)[0])
        classes = program.control("Classes and their probabilities", QListView)
        assert classes.currentIndex().data() == "golden retriever"

    run(scenario, str(cat))


def test_method_and_layer_follow_the_controls(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        program.open_more()
        layers = program.control("Layer", QComboBox)
        assert layers.isVisible()
        row = layers.findData("block4a_project_bn") if layers.findData("block4a_project_bn") >= 0 else 20
        layers.setCurrentIndex(row)
        program.wait_for_overlay()
        assert program.state.attribution.request.layer == layers.itemData(row)
        methods = program.control("Method", QComboBox)
        methods.setCurrentIndex(methods.findData("saliency"))
        program.wait_for_overlay()
        assert program.state.attribution.values.shape == (224, 224)
        assert not layers.isVisible()

    run(scenario, str(cat))


def test_how_the_model_sees_the_photograph_follows_the_control(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        whole = program.state.attribution
        fit = program.control("Image fit", QComboBox)
        fit.setCurrentIndex(fit.findData("crop"))
        program.wait(lambda: program.settled and program.state.attribution is not whole)
        seen = program.state.projection.seen
        assert (seen.width, seen.height) == (262, 262)  # 224/256 of the shorter side, 300
        assert not np.array_equal(program.state.attribution.logits, whole.logits)

    run(scenario, str(cat))


def test_an_export_keeps_the_geometry_of_the_map_on_screen_while_another_is_wanted(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        shown = program.state.shown_projection
        program.state.choose_fit(Fit.CROP)
        program.window.controller.cancel()
        assert program.state.projection.seen != shown.seen
        assert program.state.shown_projection == shown
        assert program.window.rooms.saving._shown()[2] == shown

    run(scenario, str(cat))


def test_true_cells_are_painted_as_squares(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        shown_as = program.control("Show as", QComboBox)
        shown_as.setCurrentIndex(shown_as.findData("blend"))
        cells = program.control("Smoothing", QComboBox)
        cells.setCurrentIndex(cells.findData("cells"))
        program.control("Overlay opacity", QSlider).setValue(100)
        painted = painted_photograph(program)
        assert len(np.unique(painted.reshape(-1, 3), axis=0)) <= 49

    run(scenario, str(cat))


def test_what_is_exported_is_what_is_painted(run, cat, tmp_path, monkeypatch):
    photograph = tmp_path / "photo.png"
    shutil.copy(cat, photograph)
    before = hashlib.sha256(photograph.read_bytes()).hexdigest()

    def scenario(program):
        program.wait_for_overlay()
        program.control("Overlay opacity", QSlider).setValue(70)
        program.window.canvas.camera.one_to_one()
        target = tmp_path / "seen.png"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(target.exists)
        written = cv2.cvtColor(cv2.imread(str(target)), cv2.COLOR_BGR2RGB)
        state = program.state
        expected = overlay(state.image.pixels, state.attribution, state.projection, state.rendering)
        assert np.array_equal(written, expected)
        painted = painted_photograph(program)
        assert painted.shape == written.shape
        assert np.abs(painted.astype(int) - written.astype(int)).max() <= 2
        assert np.abs(painted.astype(int) - state.image.pixels.astype(int)).mean() > 5

    run(scenario, str(photograph))
    assert hashlib.sha256(photograph.read_bytes()).hexdigest() == before


def test_the_raw_map_is_saved_with_its_own_numbers(run, cat, tmp_path, monkeypatch):
    def scenario(program):
        program.wait_for_overlay()
        target = tmp_path / "map.npy"
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_dialog"].trigger()
        dialog = program.window.findChild(ExportDialog)
        product = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "What")
        product.setCurrentIndex(product.findData("map"))
        dialog.wanted.emit(dialog.settings)
        dialog.reject()
        program.wait(target.exists)
        saved = np.load(target)
        assert saved.dtype == np.float32
        assert np.array_equal(saved, program.state.attribution.values)

    run(scenario, str(cat))


def test_exporting_over_the_photograph_is_refused(run, cat, tmp_path, monkeypatch):
    photograph = tmp_path / "photo.png"
    shutil.copy(cat, photograph)

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(files, "ask_target", lambda *_: photograph)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: "never overwritten" in program.notice)

    run(scenario, str(photograph))
    assert photograph.read_bytes() == cat.read_bytes()


def test_the_copied_overlay_is_what_is_seen_and_can_be_pasted(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        state = program.state
        expected = overlay(state.image.pixels, state.attribution, state.projection, state.rendering)
        program.window.actions_by_id["copy_overlay"].trigger()
        program.wait(lambda: "copied" in program.notice)
        program.window.actions_by_id["paste"].trigger()
        program.wait(lambda: program.state.image.path is None)
        assert np.array_equal(program.state.image.pixels, expected)
        program.wait_for_overlay()

    run(scenario, str(cat))


def test_pasted_files_come_before_pasted_pixels(run, cat):
    def scenario(program):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(cat))])
        mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
        QApplication.clipboard().setMimeData(mime)
        program.window.actions_by_id["paste"].trigger()
        program.wait(lambda: program.state.image is not None)
        assert program.state.image.path == cat

    run(scenario)


def test_a_map_without_positive_evidence_says_so(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        classes = len(program.state.model.labels)
        program.control("Class, in order of probability", QSlider).setValue(classes - 1)
        program.wait_for_overlay()
        attribution = program.state.attribution
        assert np.isfinite(attribution.values).all()
        if Finding.NO_POSITIVE_EVIDENCE in attribution.findings:
            assert attribution.values.max() == 0

    run(scenario, str(cat))


def painted_photograph(program) -> np.ndarray:
    """Return the part of the canvas that is the photograph, as (H, W, 3) uint8 RGB."""
    canvas = program.window.canvas
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    left, top, width, height = canvas.camera.viewport.visible()
    return pixels[top : top + height, left : left + width].copy()
