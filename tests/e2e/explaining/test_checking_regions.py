"""Checking a region, through the window: what the map shows matters more than other places of its size."""

from __future__ import annotations

import keras
import pytest
from helpers.model_files.two_pictures import photographs, two_branches
from keras import layers
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from engine.images.projection import Rect
from engine.measures.region import Standing
from gui.probe.bar import ProbeBar
from gui.region.bar import RegionBar

ESCAPE, ENTER = Qt.Key.Key_Escape, Qt.Key.Key_Return


def do(program, action: str) -> None:
    program.window.actions_by_id[action].trigger()


def words(program) -> str:
    labels = program.window.findChild(RegionBar).findChildren(QLabel)
    return " ".join(label.text() for label in labels).replace("\u00a0", " ").replace("\u202f", " ")


def draw(program, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a rectangle on the canvas, its corners in shares of the image."""
    canvas, viewport = program.window.canvas, program.window.canvas.camera.viewport
    width, height = viewport.image_size
    corners = [
        (QPointF(*viewport.from_image(x * width, y * height)) / canvas.devicePixelRatioF()).toPoint()
        for x, y in (start, end)
    ]
    program.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corners[0])
    program.qtbot.mouseMove(canvas, corners[1])
    program.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corners[1])


def test_hiding_the_clownfish_changes_the_answer_more_than_hiding_anything_else(run, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "toggle_region_check")
        room = program.window.rooms.region
        draw(program, (0.17, 0.06), (0.7, 0.45))
        program.wait(lambda: room.found is not None)
        found = room.found
        assert found.before == pytest.approx(float(program.state.attribution.probabilities[found.target]), abs=1e-3)
        assert found.standing is Standing.MORE
        assert found.after < found.mean - found.spread
        assert "This region matters more than others of its size." in words(program)
        draw(program, (0.75, 0.7), (0.95, 0.95))  # an anemone
        program.wait(lambda: room.found is not None)
        assert room.found.standing is not Standing.MORE

    run(scenario, str(next(path for path in other_samples if path.stem == "clownfish")))


def test_the_keyboard_alone_checks_what_the_map_shows_and_leaves(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        canvas, room = program.window.canvas, program.window.rooms.region
        program.qtbot.keyClick(program.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        assert room.region_check_is_on() and canvas.hasFocus()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Down) * 6:
            program.qtbot.keyClick(canvas, key, Qt.KeyboardModifier.ShiftModifier)
        program.qtbot.keyClick(canvas, ENTER)
        program.wait(lambda: room.found is not None)
        assert "This region matters more than others of its size." in words(program)
        program.qtbot.keyClick(canvas, ESCAPE)
        assert not room.region_check_is_on() and room.found is None
        assert program.window.findChild(RegionBar).isHidden()

    run(scenario, str(cat))


def test_the_result_goes_with_the_class_and_with_the_image(run, cat, other_samples):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "toggle_region_check")
        canvas, room = program.window.canvas, program.window.rooms.region
        program.qtbot.keyClick(canvas, ENTER)
        program.wait(lambda: room.found is not None)
        region = room.asked
        other = int(program.state.attribution.logits.argsort()[-2])
        program.state.choose_target(other)
        assert room.found is None and canvas.marked is None
        program.wait_for_overlay()
        program.qtbot.keyClick(canvas, ENTER)
        program.wait(lambda: room.found is not None)
        assert (room.found.target, room.asked) == (other, region)
        program.drop(other_samples[0])
        program.wait_for_image(other_samples[0])
        assert room.found is None and room.region_check_is_on()
        assert "Enter checks it" in words(program)

    run(scenario, str(cat))


def test_the_brush_and_the_check_take_turns(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        do(program, "toggle_probe")
        do(program, "toggle_region_check")
        ticked = [program.window.actions_by_id[name].isChecked() for name in ("toggle_probe", "toggle_region_check")]
        assert ticked == [False, True]
        assert program.window.findChild(ProbeBar).isHidden()
        do(program, "toggle_probe")
        ticked = [program.window.actions_by_id[name].isChecked() for name in ("toggle_probe", "toggle_region_check")]
        assert ticked == [True, False]
        assert program.window.findChild(RegionBar).isHidden()

    run(scenario, str(cat))


def test_of_a_mask_its_mean_is_told_also_where_a_part_of_it_is_explained(run, cat, tmp_path):
    path = tmp_path / "mask.keras"
    inputs = keras.Input((32, 32, 3))
    found = layers.Conv2D(3, 5, padding="same", activation="softmax")(layers.Rescaling(1 / 255)(inputs))
    keras.Model(inputs, found).save(path)

    def scenario(program):
        program.wait_for_overlay()
        program.drop(path)
        program.wait(lambda: program.state.model.path == path and program.settled)
        do(program, "toggle_region_check")
        room = program.window.rooms.region
        draw(program, (0.25, 0.25), (0.75, 0.75))
        program.wait(lambda: room.found is not None)
        whole = told(program)
        canvas, state = program.window.canvas, program.state
        state.choose_region(Rect(0, 0, state.image.width / 2, state.image.height / 2))
        assert room.found is None and canvas.marked is None
        program.wait(lambda: program.settled and state.attribution.request.region is not None)
        draw(program, (0.25, 0.25), (0.75, 0.75))
        program.wait(lambda: room.found is not None)
        assert told(program) != whole

    run(scenario, str(cat))


def test_of_a_model_of_two_images_the_other_one_stays(run, tmp_path):
    path = tmp_path / "pair.keras"
    two_branches().save(path)
    right, left = photographs(tmp_path, "a-right.png", "b-left.png")

    def scenario(program):
        program.wait(lambda: program.state.model is not None)
        program.drop(path)
        program.wait(lambda: program.state.model.path == path)
        program.drop(right, left)
        program.wait(lambda: program.state.comparison is not None and program.settled)
        do(program, "toggle_region_check")
        assert "A comparison shows several maps" in words(program)
        do(program, "stop_comparing")
        draw(program, (0.2, 0.2), (0.8, 0.8))
        program.wait(lambda: program.window.rooms.region.found is not None)
        before, after = told(program)
        assert before != after

    run(scenario)


def told(program) -> tuple[float, float]:
    """Return the class's answer with the whole image, which must be that on screen, and without the region."""
    found = program.window.rooms.region.found
    assert found.before == pytest.approx(float(program.state.attribution.probabilities[found.target]), abs=1e-4)
    return found.before, found.after
