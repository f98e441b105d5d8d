"""Photographs that leave a choice: brightness and pages chosen in the window, explained, undone, kept, saved."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest
from helpers.image_files.deep_photographs import windowed
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QSlider, QSpinBox

from engine.export.provenance import read_provenance
from engine.images.reading import Reading, Window
from gui.export.settings import ExportSettings, remember
from gui.state import file_dialogs as files


@pytest.fixture
def grey(cat) -> np.ndarray:
    """The cat in grey, (H, W) uint16, of 12 bits."""
    return cv2.cvtColor(cv2.imread(str(cat)), cv2.COLOR_BGR2GRAY).astype(np.uint16) * 16


@pytest.fixture
def deep(tmp_path, grey) -> Path:
    path = tmp_path / "deep.png"
    cv2.imwrite(str(path), grey)
    return path


@pytest.fixture
def pages(tmp_path, cat, other_samples) -> Path:
    path = tmp_path / "pages.tif"
    shown = [PIL.Image.open(sample).convert("RGB").resize((320, 240)) for sample in (cat, *other_samples[:2])]
    shown[0].save(path, save_all=True, append_images=shown[1:])
    return path


def type_number(program, name: str, value: float) -> None:
    program.control(name, QDoubleSpinBox).setValue(value)


def choose_window(program, window: Window) -> None:
    type_number(program, "Width, as a number", window.width + 1)  # of whole numbers both ends count
    type_number(program, "Middle grey, as a number", window.centre + 0.5)
    assert program.state.choices.reading.window == window
    program.wait_for_overlay()


def on_canvas(program) -> np.ndarray:
    """The bare photograph as the canvas paints it, at 1:1, (H, W) of its green."""
    window = program.window
    window.canvas.show_original(True)
    window.canvas.camera.one_to_one()
    image = window.canvas.grab().toImage()
    viewport = window.canvas.camera.viewport
    window.canvas.show_original(False)
    left, top, width, height = viewport.visible()
    row = [image.pixelColor(left + x, top + height // 2).green() for x in range(width)]
    x, y = viewport.to_image(left, top + height // 2)
    return np.array(row), round(x), int(y)


def test_a_chosen_window_is_on_the_canvas_in_the_question_and_undone(run, deep, grey):
    def scenario(program):
        program.wait_for_overlay()
        first = program.state.attribution
        assert first.request.reading == Reading(window=Window(0.0, 4095.0))  # what the rule says
        window = Window(1000.0, 2501.0)
        choose_window(program, window)
        assert program.window.rooms.history.undo_words == "change of brightness"
        row, left, y = on_canvas(program)
        assert np.array_equal(row, windowed(grey, 1000, 2501)[y, left : left + row.size])
        assert program.state.attribution.request.reading == Reading(window=window)
        assert not np.array_equal(program.state.attribution.logits, first.logits)
        while program.state.choices.reading != Reading():
            program.window.actions_by_id["undo"].trigger()
        program.wait_for_overlay()
        np.testing.assert_array_equal(program.state.attribution.logits, first.logits)

    run(scenario, str(deep))


def test_the_answer_is_that_of_a_picture_made_bright_elsewhere(run, deep, grey, tmp_path):
    bright = tmp_path / "bright.png"
    cv2.imwrite(str(bright), windowed(grey, 1000, 2501))

    def scenario(program):
        program.wait_for_overlay()
        choose_window(program, Window(1000.0, 2501.0))
        here = program.state.attribution
        program.window.open_files([bright])
        program.wait(lambda: program.settled and program.state.image.path == bright)
        np.testing.assert_allclose(program.state.attribution.logits, here.logits, atol=1e-5)

    run(scenario, str(deep))


def test_a_drag_with_the_right_button_brightens_and_a_click_shows_the_menu(run, deep, qtbot):
    def scenario(program):
        program.wait_for_overlay()
        canvas, asked = program.window.canvas, []
        canvas.customContextMenuRequested.connect(asked.append)
        start = canvas.rect().center()
        qtbot.mousePress(canvas, Qt.MouseButton.RightButton, pos=start)
        for step in range(1, 6):
            qtbot.mouseMove(canvas, start + QPoint(0, 30 * step))
        qtbot.mouseRelease(canvas, Qt.MouseButton.RightButton, pos=start + QPoint(0, 150))
        assert program.state.image.latitude.levels.presets[0].window == Window(0.0, 4095.0)
        assert program.state.choices.reading.window == Window(-2048.0, 2047.0)  # 150 pixels down: half a width
        program.wait_for_overlay()
        assert asked == []
        qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=start)
        assert asked == [start]

    run(scenario, str(deep))


def test_pages_are_gone_through_by_slider_and_keys_each_with_its_own_answer(run, pages):
    def scenario(program):
        program.wait_for_overlay()
        answers = [int(np.argmax(program.state.attribution.logits))]
        program.window.actions_by_id["next_frame"].trigger()
        program.wait_for_overlay()
        answers.append(int(np.argmax(program.state.attribution.logits)))
        program.qtbot.keyClick(program.control("Page", QSlider), Qt.Key.Key_End)
        program.wait_for_overlay()
        answers.append(int(np.argmax(program.state.attribution.logits)))
        assert program.state.attribution.request.reading == Reading(2)
        assert len(set(answers)) == 3  # a cat, a fish, a cup
        assert program.control("Page number", QSpinBox).text() == "3 of 3"
        program.window.actions_by_id["undo"].trigger()
        program.wait_for_overlay()
        assert program.state.image.reading == Reading()  # going through pages quickly is one step
        assert program.state.choices.target == answers[0]

    run(scenario, str(pages))


def test_a_choice_comes_back_with_its_photograph_and_is_kept_for_a_series_on_demand(run, deep, grey, tmp_path):
    other = tmp_path / "later.png"
    cv2.imwrite(str(other), grey[::-1].copy())
    window = Window(1000.0, 2501.0)

    def scenario(program):
        program.wait_for_overlay()
        choose_window(program, window)
        act, state = program.window.actions_by_id, program.state
        act["next_photograph"].trigger()
        program.wait(lambda: program.settled and state.image.path == other)
        assert state.image.reading == Reading()
        act["previous_photograph"].trigger()
        program.wait(lambda: program.settled and state.image.path == deep)
        assert state.image.reading == Reading(window=window)
        program.window.panel.confidence.reading.rest.findChild(QCheckBox).click()
        act["next_photograph"].trigger()
        program.wait(lambda: program.settled and state.image.path == other)
        assert state.image.reading == Reading(window=window)
        assert state.attribution.request.reading == Reading(window=window)

    run(scenario, str(deep), str(other))


def test_a_session_brings_pages_and_brightness_back(run, deep, pages, tmp_path, monkeypatch):
    saved = tmp_path / "what.saliscope"
    window = Window(1000.0, 2501.0)

    def save(program):
        program.wait_for_overlay()
        program.wait(lambda: program.settled and program.state.image.path == deep)
        choose_window(program, window)
        program.window.actions_by_id["next_photograph"].trigger()
        program.wait(lambda: program.settled and program.state.image.path == pages)
        program.state.choose_reading(Reading(2))
        program.wait_for_overlay()
        monkeypatch.setattr(files, "ask_target", lambda *_: saved)
        program.window.actions_by_id["save_session_as"].trigger()
        program.wait(saved.is_file)

    def restore(program):
        program.wait(lambda: program.settled and program.state.image.reading == Reading(2))
        assert program.state.attribution.request.reading == Reading(2)
        program.window.actions_by_id["previous_photograph"].trigger()
        program.wait(lambda: program.settled and program.state.image.path == deep)
        assert program.state.image.reading == Reading(window=window)

    run(save, str(deep), str(pages))
    assert json.loads(saved.read_text())["choices"]["reading"]["frame"] == 2
    run(restore, str(saved))


def test_an_export_is_verified_with_the_brightness_it_was_made_with(run, deep, tmp_path, monkeypatch):
    target = tmp_path / "out.png"
    window = Window(1000.0, 2501.0)

    def scenario(program):
        program.wait_for_overlay()
        choose_window(program, window)
        remember(ExportSettings(), tmp_path)
        monkeypatch.setattr(files, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(lambda: target.exists() and "Saved as" in program.notice)
        assert read_provenance(target).request.reading == Reading(window=window)
        program.window.actions_by_id["undo"].trigger()
        program.wait_for_overlay()
        monkeypatch.setattr(files, "ask_exported", lambda *_: target)
        program.state.notify(None)
        program.window.actions_by_id["verify_picture"].trigger()
        program.wait(lambda: bool(program.notice) and "verifying" not in program.state.activities)
        assert "same" in program.notice

    run(scenario, str(deep))


def test_comparing_with_another_photograph_reads_it_as_it_was_chosen(run, deep, grey, tmp_path):
    other = tmp_path / "later.png"
    cv2.imwrite(str(other), grey[::-1].copy())
    window = Window(1000.0, 2501.0)

    def scenario(program):
        program.wait(lambda: program.settled and program.state.image.path == deep)
        choose_window(program, window)
        program.window.actions_by_id["next_photograph"].trigger()
        program.wait(lambda: program.settled and program.state.image.path == other)
        comparing = program.window.rooms.comparing
        comparing.compare_photographs()
        comparing.show_other(0, str(deep))
        program.wait(lambda: len(comparing.views()) == 2 and not comparing.views()[1].waiting)
        pane = comparing.views()[1]
        assert pane.picture.image.reading == Reading(window=window)
        assert pane.attribution.request.reading == Reading(window=window)

    run(scenario, str(deep), str(other))


def test_a_dragged_slider_is_shown_at_once_and_explained_when_it_rests(run, deep):
    def scenario(program):
        program.wait_for_overlay()
        state, shown, asked = program.state, [], []
        client = program.window.controller.client
        explain = client.explain
        client.explain = lambda job: (asked.append(job.request.reading), explain(job))
        state.pixels_changed.connect(lambda: shown.append(state.image.reading))
        slider = program.control("Middle grey (centre of the window)", QSlider)
        slider.setSliderDown(True)
        for place in range(400, 500, 10):
            slider.setValue(place)
            before = len(shown)
            program.wait(lambda count=before: len(shown) > count)  # the canvas follows each step
        slider.setSliderDown(False)
        program.wait_for_overlay()
        assert len(shown) == 10 and asked == [shown[-1]]

    run(scenario, str(deep))


def test_the_panel_speaks_french(run, deep):
    def scenario(program):
        program.wait(lambda: program.state.image is not None and program.state.attribution is not None)
        panel = program.window.panel.confidence.reading
        assert panel.accessibleName() == "Luminosité"
        assert "Noir jusqu’à" in " ".join(label.text() for label in panel.rest.findChildren(QLabel))

    run(scenario, str(deep), "--language", "fr")
