"""The chip on the canvas while pixel values are assumed: when it is there, what it says, where it lies."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import Qt

from engine.images import image_from_pixels
from gui.canvas.assumed_chip import AssumedChip
from gui.canvas.canvas import Canvas
from gui.canvas.painting import RULER
from gui.platform.language import set_language
from gui.state.images.picture import make_picture
from gui.state.screen import ScreenState

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def canvas(qtbot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    return canvas


@pytest.fixture
def state(qapp) -> ScreenState:
    return ScreenState()


@pytest.fixture
def chip(state, canvas) -> AssumedChip:
    chip = AssumedChip(state, canvas)
    state.show_picture(make_picture(image_from_pixels(np.zeros((20, 30, 3), np.uint8), "p.png")))
    state.show_model(model_info(pixel_values="0..1", pixel_values_from="assumed"))
    return chip


def test_it_stays_until_the_values_are_confirmed(chip, state):
    assert chip.isVisible()
    assert chip.text() == chip.accessibleName() == "Pixel values assumed"
    assert "0 to 1" in chip.accessibleDescription()
    state.confirm_pixel_values()
    assert not chip.isVisible()


def test_there_is_none_without_an_image_and_for_a_model_that_says_what_it_takes(chip, state):
    state.close_picture()
    assert not chip.isVisible()
    state.show_picture(make_picture(image_from_pixels(np.zeros((20, 30, 3), np.uint8), "p.png")))
    assert chip.isVisible()
    state.show_model(model_info(sha256="k" * 64, pixel_values_from="inside"))
    assert not chip.isVisible()


def test_it_is_whole_in_the_corner_and_makes_room_for_the_rulers(chip, canvas):
    corner = chip.pos()
    assert canvas.rect().contains(chip.geometry())
    assert chip.width() >= chip.sizeHint().width() and chip.height() >= 28
    canvas.toggle_ruler()
    assert (chip.pos() - corner).toTuple() == (RULER, RULER)
    canvas.toggle_ruler()
    assert chip.pos() == corner


def test_click_and_keyboard_ask_for_the_choice(chip, qtbot):
    for press in (
        lambda: qtbot.mouseClick(chip, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(chip, Qt.Key.Key_Space),
    ):
        with qtbot.waitSignal(chip.clicked):
            press()


def test_it_follows_the_language(chip, qapp):
    set_language(qapp, "fr")
    qapp.processEvents()
    try:
        assert chip.text() == "Valeurs des pixels supposées"
        assert chip.width() >= chip.sizeHint().width()
    finally:
        set_language(qapp, "en")
