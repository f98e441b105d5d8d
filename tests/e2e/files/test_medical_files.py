"""Medical files in the window: windows and units, pixel size, and what is said and kept of the patient."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from helpers.image_files.dicom_files import SECRETS, dicom
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QMessageBox

from engine.images.reading import Reading
from gui.state import file_dialogs as files

SECRET = "Quillfeather_Zebulon"


@pytest.fixture
def hounsfield(cat) -> np.ndarray:
    """The cat in Hounsfield units, (H, W) int16."""
    return cv2.cvtColor(cv2.imread(str(cat)), cv2.COLOR_BGR2GRAY).astype(np.int16) * 10 - 1000


@pytest.fixture
def ct(tmp_path, hounsfield) -> Path:
    """Two slices, the second mirrored, with a window of the file's own."""
    path = tmp_path / "ward" / f"{SECRET}.dcm"
    path.parent.mkdir()
    volume = np.stack([hounsfield, hounsfield[:, ::-1]])
    window = {"WindowCenter": 40, "WindowWidth": 400, "WindowCenterWidthExplanation": "Abdomen"}
    path.write_bytes(dicom(volume, PixelSpacing=[0.7, 0.7], RescaleSlope=1, RescaleIntercept=0, **window))
    return path


def test_a_ct_shows_its_window_its_unit_and_how_large_a_pixel_is(run, ct, hounsfield):
    def scenario(program):
        program.wait_for_overlay()
        assert program.control("Brightness", QComboBox).currentText() == "Abdomen"
        assert program.control("Middle grey, as a number", QDoubleSpinBox).text() == "40 HU"
        assert program.control("Width, as a number", QDoubleSpinBox).text() == "400 HU"
        assert ("Pixel size", "0.7 mm per pixel") in program.window.foot.facts.facts()
        assert program.window.actions_by_id["toggle_scale_bar"].isEnabled()
        box = program.control("Brightness", QComboBox)
        box.setCurrentIndex(box.findText("Brain"))
        program.wait_for_overlay()
        black, white = hounsfield <= 0, hounsfield >= 79  # centre 40, width 80
        pixels = program.state.image.pixels[..., 0]
        assert (pixels[black] == 0).all() and (pixels[white] == 255).all() and (pixels[~black & ~white] > 0).all()
        program.window.actions_by_id["next_frame"].trigger()
        program.wait_for_overlay()
        assert np.array_equal(program.state.image.pixels[..., 0], pixels[:, ::-1])  # the window stays

    run(scenario, str(ct))


def test_the_scale_bar_comes_and_goes(run, ct):
    def scenario(program):
        program.wait_for_overlay()
        canvas = program.window.canvas
        with_bar = canvas.grab().toImage()
        program.window.actions_by_id["toggle_scale_bar"].trigger()
        assert canvas.grab().toImage() != with_bar
        program.window.actions_by_id["toggle_scale_bar"].trigger()
        assert canvas.grab().toImage() == with_bar

    run(scenario, str(ct))


def test_a_session_is_saved_only_where_its_names_are_agreed_to(run, ct, tmp_path, monkeypatch):
    saved, asked = tmp_path / "kept.saliscope", []
    suggested = []

    def answer(*args):
        asked.append(args[2])
        return QMessageBox.StandardButton.Cancel if len(asked) == 1 else QMessageBox.StandardButton.Save

    def target(parent, title, path, filters):
        suggested.append(path)
        return saved

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(QMessageBox, "question", answer)
        monkeypatch.setattr(files, "ask_target", target)
        program.window.actions_by_id["save_session_as"].trigger()
        assert "may identify a patient" in asked[0] and not saved.exists()
        program.window.actions_by_id["save_session_as"].trigger()
        program.wait(saved.is_file)
        assert len(asked) == 2

    run(scenario, str(ct))
    assert all(SECRET not in path.name for path in suggested)
    text = saved.read_text()
    assert all(secret not in text.replace(SECRET, "") for secret in SECRETS)


def test_ordinary_photographs_are_saved_without_that_question(run, cat, tmp_path, monkeypatch):
    saved = tmp_path / "kept.saliscope"

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked"))
        monkeypatch.setattr(files, "ask_target", lambda *_: saved)
        program.window.actions_by_id["save_session_as"].trigger()
        program.wait(saved.is_file)

    run(scenario, str(cat))


def test_an_overlay_s_suggested_name_and_the_file_do_not_tell_the_patient(run, ct, tmp_path, monkeypatch):
    suggested = []

    def target(parent, title, path, filters):
        suggested.append(path)
        return tmp_path / "out.png"

    def scenario(program):
        program.wait_for_overlay()
        monkeypatch.setattr(files, "ask_target", target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: (tmp_path / "out.png").exists() and "Saved as" in program.notice)

    run(scenario, str(ct))
    assert SECRET not in suggested[0].name
    data = (tmp_path / "out.png").read_bytes()
    assert all(secret.encode() not in data for secret in (*SECRETS, SECRET))


def test_a_folder_of_files_without_suffixes_is_a_series(run, hounsfield, tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    for number in (1, 2, 10):
        (folder / f"IM{number}").write_bytes(dicom(np.roll(hounsfield, number * 9, 1)))
    (folder / "README").write_text("no picture")

    def scenario(program):
        program.drop(folder)
        program.wait(lambda: program.settled and program.state.image.name == "IM1")
        assert [path.name for path in program.window.rooms.browsing.files()] == ["IM1", "IM2", "IM10"]
        program.window.actions_by_id["next_photograph"].trigger()
        program.wait(lambda: program.settled and program.state.image.name == "IM2")
        assert program.state.image.reading == Reading()

    run(scenario)
