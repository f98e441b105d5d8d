"""The bar of the places for a model's photographs: it shows them as they are read now."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from helpers.shown_model import model_info
from PySide6.QtWidgets import QLabel, QWidget

from engine.images import Image
from engine.network.description import FurtherInput, TensorInfo
from gui.photos.pairing import Pairing
from gui.photos.place_bar import PlaceBar
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState

LEFT, RIGHT = TensorInfo("left", (8, 8, 3), "float32"), TensorInfo("right", (8, 8, 3), "float32")
PAIR = model_info(inputs=(LEFT, RIGHT), further_inputs=(FurtherInput(1, "right", (8, 8), 3),))


def picture(level: int) -> Picture:
    pixels = np.full((40, 40, 3), level, np.uint8)
    return Picture(Image(pixels, "a.png", None, "a" * 64, (), "test"), (pixels,))


def test_a_photograph_that_is_read_in_another_way_is_shown_so_at_its_place(qtbot):
    state, window = ScreenState(), QWidget()
    qtbot.addWidget(window)
    bar = PlaceBar(state, Pairing(window, state, SimpleNamespace()))
    qtbot.addWidget(bar)
    state.show_model(PAIR)
    state.show_picture(picture(10))
    state.show_pixels(picture(200))
    shown = next(label.pixmap() for label in bar.findChildren(QLabel) if not label.pixmap().isNull())
    colour = shown.toImage().pixelColor(shown.width() // 2, shown.height() // 2)
    assert colour.red() == 200
