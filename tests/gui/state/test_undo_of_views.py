"""Undo and redo of what is looked at: zoom, place and the curtain, at any size of the window."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.open_files import OpenFiles
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.images import Image
from gui.canvas.canvas import Canvas
from gui.canvas.compose_cache import PaneView
from gui.state.comparison import Comparison, Layout
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState
from gui.state.undo import History

HELD = Qt.MouseButton.LeftButton
SIZES = {"1": (1200, 900), "2": (600, 1800), "3": (1200, 900)}


def picture(name: str, size: tuple[int, int]) -> Picture:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    return Picture(Image(pixels, f"{name}.png", None, name, (), "test"), (pixels,))


class Stage:
    """A canvas that follows a state, its history, and a clock that goes on when the test says so."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.now = 0.0
        self.state = ScreenState()
        self.canvas = Canvas()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(400, 300)
        self.pictures = {name: picture(name, size) for name, size in SIZES.items()}
        self.state.picture_changed.connect(lambda: self.canvas.set_picture(self.state.picture))
        self.canvas.show()
        self.show("1")
        self.history = History(self.state, OpenFiles(self.state, *self.pictures.values()), lambda: self.now)
        self.history.watch(self.canvas.camera)

    def show(self, name: str) -> None:
        """Show another image of a series."""
        self.state.show_picture(self.pictures[name])

    @property
    def view(self):
        return self.canvas.camera.viewport.view

    def turn_wheel(self, notches: int = 1) -> None:
        at, none = QPointF(100, 80), QPoint()
        wheel = QWheelEvent(
            at,
            at,
            none,
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, wheel)

    def drag(self, *places: tuple[int, int], key=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.mousePress(self.canvas, HELD, key, QPoint(*places[0]))
        for place in places[1:]:
            self.now += 5
            self.qtbot.mouseMove(self.canvas, QPoint(*place))
        self.qtbot.mouseRelease(self.canvas, HELD, key, QPoint(*places[-1]))

    def undone(self) -> list[str]:
        """Undo all and return what each was called."""
        names = []
        while (words := self.history.undo_words) is not None:
            names.append(words)
            self.history.undo()
        return names


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_wheel_turns_closer_than_a_second_are_one_step(stage):
    fitted = stage.view
    for pause in (0.5, 0.5, 2, 0.5):
        stage.turn_wheel()
        stage.now += pause
    between = stage.canvas.camera.viewport.scale / 1.25
    assert stage.history.undo_words == "change of zoom"
    stage.history.undo()
    assert stage.canvas.camera.viewport.scale == pytest.approx(between)
    stage.history.undo()
    assert stage.view == fitted
    assert stage.history.undo_words is None


def test_a_drag_of_the_hand_is_one_step_however_slow_and_the_next_drag_another(stage):
    stage.canvas.camera.one_to_one()
    places = [stage.view]
    for _ in range(2):
        stage.drag((200, 150), (190, 140), (150, 120))
        places.append(stage.view)
    assert len(set(places)) == 3
    for place in (places[1], places[0]):
        assert stage.history.undo_words == "moving the image"
        stage.history.undo()
        assert stage.view == place
    for place in places[1:]:
        stage.history.redo()
        assert stage.view == place


def test_fit_fill_actual_pixels_and_the_zoom_box_are_steps_of_their_own(stage):
    looks = [stage.view]
    for act in (stage.canvas.camera.one_to_one, stage.canvas.camera.fit, stage.canvas.camera.fill):
        act()
        looks.append(stage.view)
    stage.drag((100, 100), (180, 160), key=Qt.KeyboardModifier.ControlModifier)
    assert stage.view.scale > looks[-1].scale
    for look in reversed(looks):
        assert stage.history.undo_words == "change of zoom"
        stage.history.undo()
        assert stage.view == look
    assert stage.history.undo_words is None


def test_a_drag_of_a_photograph_that_is_whole_on_screen_is_no_step_and_leaves_it_fitted(stage):
    stage.drag((200, 150), (100, 100))
    assert stage.canvas.camera.viewport.fitted
    assert stage.history.undo_words is None


def test_arrow_keys_in_a_row_are_one_step_and_no_part_of_the_zoom_before(stage):
    stage.canvas.camera.zoom_in()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left):
        stage.qtbot.keyClick(stage.canvas, key, Qt.KeyboardModifier.ControlModifier)
    assert stage.undone() == ["moving the image", "change of zoom"]


def test_the_window_s_size_is_no_step_and_a_step_is_undone_at_any_size(stage):
    stage.canvas.camera.one_to_one()
    stage.canvas.pan(QPointF(-70, 30))
    before = stage.view
    stage.turn_wheel(4)
    stage.canvas.resize(QSize(520, 360))
    stage.history.undo()
    assert stage.view.scale == before.scale
    assert (stage.view.x, stage.view.y) == pytest.approx((before.x, before.y), abs=1e-3)
    stage.canvas.resize(QSize(400, 300))
    assert stage.history.redo_words == "change of zoom"
    stage.history.redo()
    assert stage.view.scale == pytest.approx(before.scale * 1.25**4)
    assert stage.undone() == ["change of zoom", "moving the image", "change of zoom"]
    assert stage.canvas.camera.viewport.fitted


def test_steps_of_the_view_survive_the_next_photograph_also_those_to_be_done_again(stage):
    stage.canvas.camera.one_to_one()
    stage.turn_wheel(2)
    twice = stage.view
    stage.history.undo()
    stage.show("2")
    assert stage.view.scale == 1.0
    assert (stage.history.undo_words, stage.history.redo_words) == ("change of zoom", "change of zoom")
    stage.history.redo()
    assert stage.view.scale == twice.scale
    assert stage.view.y == pytest.approx(twice.y, abs=1e-3)  # the same share of it
    stage.history.undo()
    stage.history.undo()
    assert stage.canvas.camera.viewport.fitted
    assert stage.canvas.camera.viewport.image_size == (600, 1800)


def test_the_class_s_steps_go_with_the_photograph_while_those_of_the_view_stay_in_order(stage):
    stage.canvas.camera.one_to_one()
    stage.state.choose_target(3)
    stage.state.set_rendering(alpha=0.2)
    stage.turn_wheel()
    stage.show("3")
    assert stage.undone() == ["change of zoom", "change of opacity", "change of zoom"]


def test_steps_of_the_view_wait_behind_the_closing_of_their_images(stage):
    stage.canvas.camera.one_to_one()
    closer = stage.view
    stage.state.set_rendering(alpha=0.2)
    stage.state.close_picture()
    assert stage.history.undo_words == "closing 3 images"
    stage.history.undo()
    assert stage.state.picture is stage.pictures["1"]
    assert stage.undone() == ["change of opacity", "change of zoom"]
    stage.history.redo()
    assert stage.view.scale == closer.scale


def test_strength_between_two_zooms_is_undone_in_its_turn(stage):
    stage.turn_wheel()
    once = stage.view
    stage.state.set_rendering(alpha=0.9)
    stage.turn_wheel()
    stage.history.undo()
    assert (stage.view, stage.state.rendering.alpha) == (once, 0.9)
    stage.history.undo()
    assert (stage.view, stage.state.rendering.alpha) == (once, 0.7)
    stage.history.undo()
    assert stage.canvas.camera.viewport.fitted
    for _ in range(3):
        stage.history.redo()
    assert stage.view.scale == pytest.approx(once.scale * 1.25)
    assert stage.state.rendering.alpha == 0.9


@pytest.fixture
def curtain(stage):
    pane = PaneView(stage.state.picture)
    stage.state.compare(Comparison(layout=Layout.CURTAIN))
    stage.canvas.compare((pane, pane), Layout.CURTAIN)
    return stage


def test_a_drag_of_the_curtain_is_one_step_and_does_not_move_the_photograph(curtain):
    view = curtain.view
    curtain.drag((200, 150), (230, 150), (300, 150))
    assert curtain.canvas.camera.curtain == pytest.approx(0.75)
    curtain.drag((300, 150), (340, 150))
    assert curtain.history.undo_words == "move of the curtain"
    curtain.history.undo()
    assert curtain.canvas.camera.curtain == pytest.approx(0.75)
    curtain.history.undo()
    assert (curtain.canvas.camera.curtain, curtain.view) == (0.5, view)
    assert curtain.history.undo_words is None


def test_the_curtain_s_steps_end_with_the_comparison_they_are_about(curtain):
    curtain.drag((200, 150), (300, 150))
    curtain.show("3")
    assert curtain.history.undo_words == "move of the curtain"
    curtain.state.compare(None)
    curtain.show("1")
    assert curtain.history.undo_words is None


def test_what_a_session_shows_is_no_step(stage):
    stage.canvas.camera.look_at(3.0, (300, 200))
    stage.canvas.camera.show_look(stage.canvas.camera.look)
    assert stage.history.undo_words is None
