"""Probing by hand, through the window: strokes move the class bars, the untouched photograph stays the measure."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QSlider, QToolButton

from engine.images.probe import Fill, cover_of
from engine.images.projection import PAD_LEVEL, Rect
from gui.canvas.compose import photograph_view
from gui.inspector.classes.class_list import ANSWER_ROLE, UNTOUCHED_ROLE
from gui.probe.bar import ProbeBar
from gui.state import file_dialogs
from gui.state.images.picture import pasted_pixels

LEFT = Qt.MouseButton.LeftButton


def on_canvas(program, x: float, y: float) -> QPoint:
    """Return where a point of the photograph, in shares of its size, is on the canvas."""
    viewport, canvas = program.window.canvas.camera.viewport, program.window.canvas
    width, height = viewport.image_size
    at = QPointF(*viewport.from_image(x * width, y * height)) / canvas.devicePixelRatioF()
    return at.toPoint()


def paint(program, *places: tuple[float, float]) -> None:
    canvas, points = program.window.canvas, [on_canvas(program, *place) for place in places]
    program.qtbot.mousePress(canvas, LEFT, pos=points[0])
    for point in points[1:]:
        program.qtbot.mouseMove(canvas, point)
    program.qtbot.mouseRelease(canvas, LEFT, pos=points[-1])


def begin(program, fill: str = "Grey", size: int = 30) -> None:
    program.wait_for_overlay()
    program.window.actions_by_id["toggle_probe"].trigger()
    program.control("Brush size", QSlider).setValue(size)
    program.control(f"Brush: {fill}", QAbstractButton).click()


@pytest.mark.parametrize(("fill", "painted_with"), [("Grey", Fill.GREY), ("Blur", Fill.BLUR), ("Erase", Fill.ERASE)])
def test_painting_over_what_the_answer_rests_on_moves_its_bar(run, cat, fill, painted_with):
    def scenario(program):
        begin(program, fill)
        state, before = program.state, program.window.canvas.grab().toImage()
        untouched = float(state.attribution.probabilities[state.choices.target])
        map_before = state.attribution
        for row in (0.3, 0.5, 0.7):
            paint(program, *((column, row) for column in np.linspace(0.1, 0.9, 9)))
        assert [stroke.fill for stroke in state.choices.probe] == 3 * [painted_with]
        program.wait(
            lambda: state.probe_answer is not None and state.probe_answer[state.choices.target] < untouched - 0.2
        )
        painted = program.window.canvas.grab().toImage()
        assert painted != before
        if painted_with is Fill.GREY:  # the paint is seen as paint, not through the map
            middle = painted.pixelColor(on_canvas(program, 0.5, 0.5) * painted.devicePixelRatio())
            assert middle.red() == middle.green() == middle.blue() == PAD_LEVEL
        assert state.attribution is map_before  # the untouched photograph's map stays
        index = program.control("Classes and their probabilities", QListView).currentIndex()
        assert index.data(UNTOUCHED_ROLE) == pytest.approx(untouched)
        assert " → " in index.data(ANSWER_ROLE)
        assert " → " in " ".join(label.text() for label in program.window.findChild(ProbeBar).findChildren(QLabel))

    run(scenario, str(cat))


def test_each_stroke_is_undone_by_itself_and_the_answer_follows(run, cat):
    def scenario(program):
        begin(program)
        state = program.state
        paint(program, (0.5, 0.5))
        program.wait(lambda: state.probe_answer is not None)
        one = state.probe_answer
        paint(program, (0.3, 0.3))
        program.wait(lambda: not np.array_equal(state.probe_answer, one))
        program.window.actions_by_id["undo"].trigger()
        assert len(state.choices.probe) == 1
        program.wait(lambda: np.array_equal(state.probe_answer, one))
        program.window.actions_by_id["undo"].trigger()
        assert state.choices.probe == ()
        assert state.probe_answer is None
        program.window.actions_by_id["redo"].trigger()
        program.wait(lambda: np.array_equal(state.probe_answer, one))
        program.control("Clear", QToolButton).click()
        assert state.choices.probe == ()

    run(scenario, str(cat))


def test_a_stroke_outside_the_photograph_leaves_the_answer_as_it_was(run, cat):
    def scenario(program):
        begin(program, size=2)
        state = program.state
        viewport = program.window.canvas.camera.viewport
        program.qtbot.mouseClick(program.window.canvas, LEFT, pos=on_canvas(program, -0.2, 0.5))
        program.wait(lambda: state.probe_answer is not None)
        np.testing.assert_allclose(state.probe_answer, state.attribution.probabilities, atol=1e-5)
        assert program.window.canvas.camera.viewport == viewport  # painting does not pan

    run(scenario, str(cat))


def test_the_keyboard_paints_too(run, cat):
    def scenario(program):
        begin(program)
        canvas, state = program.window.canvas, program.state
        program.qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
        program.qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        program.qtbot.keyClick(canvas, Qt.Key.Key_Return)
        (stroke,) = state.choices.probe
        width, height = state.image.width, state.image.height
        assert stroke.radius == pytest.approx(0.16 * min(width, height))
        assert stroke.points == ((pytest.approx(width / 2 + stroke.radius), height / 2),)
        program.wait(lambda: state.probe_answer is not None)

    run(scenario, str(cat))


def test_another_photograph_has_no_strokes_and_the_mouse_pans_again(run, cat, other_samples):
    def scenario(program):
        begin(program)
        paint(program, (0.5, 0.5))
        program.wait(lambda: program.state.probe_answer is not None)
        program.window.actions_by_id["toggle_probe"].trigger()
        assert program.state.choices.probe  # what is painted stays
        program.window.controller.open_photograph(other_samples[0])
        program.wait(lambda: program.state.image.name == other_samples[0].name)
        program.wait_for_overlay()
        assert program.state.choices.probe == ()
        assert program.state.probe_answer is None
        assert program.window.findChild(ProbeBar).isHidden()
        paint(program, (0.5, 0.5))
        assert program.state.choices.probe == ()

    run(scenario, str(cat))


def test_what_is_exported_while_probing_is_what_is_painted(run, photograph, tmp_path, monkeypatch):
    def scenario(program):
        begin(program)
        paint(program, (0.3, 0.3), (0.6, 0.6))
        program.wait(lambda: program.state.probe_answer is not None)
        program.window.canvas.camera.one_to_one()
        target = tmp_path / "seen.png"
        monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: target)
        program.window.actions_by_id["export_overlay"].trigger()
        program.wait(target.exists)
        written = cv2.cvtColor(cv2.imread(str(target)), cv2.COLOR_BGR2RGB)
        state, viewport = program.state, program.window.canvas.camera.viewport
        bare = pasted_pixels(photograph_view(state.picture, viewport, state.choices.probe))[..., :3]
        under = cover_of(state.choices.probe, Rect(0, 0, *state.picture.size), written.shape, state.picture.size) == 255
        assert under.mean() > 0.05
        assert viewport.visible()[2:] == state.picture.size
        np.testing.assert_array_equal(written[under], bare[under])
        assert (written[~under] != state.image.pixels[~under]).any()

    run(scenario, str(photograph))


def test_closing_the_probe_puts_the_brush_down_and_takes_the_paint_away_until_undo(run, cat):
    def scenario(program):
        begin(program)
        bar = program.window.findChild(ProbeBar)
        paint(program, (0.3, 0.3))
        paint(program, (0.6, 0.6))
        program.control("Undo stroke", QToolButton).click()
        assert len(program.state.choices.probe) == 1
        program.control("Brush", QToolButton).click()
        assert not program.window.rooms.probe.probe_is_on()
        assert bar.isVisible()  # what is painted stays
        program.control("Brush", QToolButton).click()
        next(button for button in bar.findChildren(QToolButton) if button.accessibleName() == "Close").click()
        assert program.state.choices.probe == ()
        assert not bar.isVisible()
        program.window.actions_by_id["undo"].trigger()
        assert len(program.state.choices.probe) == 1

    run(scenario, str(cat))
