"""What the canvas shows is told to those who do not see it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from engine.attribution.request import Attribution
from engine.images import Image
from gui.canvas.canvas import Canvas
from gui.canvas.compose_cache import PaneView
from gui.canvas.spoken import SpokenCanvas
from gui.state.comparison import Comparison
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import EXPLAINING, ScreenState


@pytest.fixture
def state(qtbot) -> ScreenState:
    return ScreenState()


@pytest.fixture
def canvas(qtbot, state) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    SpokenCanvas(state, canvas)
    return canvas


def spoken(canvas: Canvas) -> str:
    QApplication.processEvents()
    return QAccessible.queryAccessibleInterface(canvas).text(QAccessible.Text.Description)


def test_image_model_class_and_method_are_told_and_followed(state, canvas):
    state.close_picture()
    assert spoken(canvas) == "No image is open."
    state.show_model(model_info())
    pixels = np.zeros((6, 9, 3), np.uint8)
    state.show_picture(Picture(Image(pixels, "lung.png", None, "1", (), "test"), (pixels,)))
    assert spoken(canvas) == "Image: lung.png. Model: m.keras. No heat map yet."
    request = replace(resolve(state.question), target=1)
    shares = np.array([0.25, 0.75], np.float32)
    state.show_attribution(Attribution(np.ones((4, 4), np.float32), request, shares, shares, 0.0))
    whole = "Image: lung.png. Model: m.keras. Class: b, 75.0 %. Method: Grad-CAM."
    assert spoken(canvas).replace("\u00a0", " ") == whole
    state.begin(EXPLAINING, "Explaining")
    assert spoken(canvas).endswith("Method: Grad-CAM. Still computing.")
    state.end(EXPLAINING)
    state.compare(Comparison())
    assert spoken(canvas).endswith("Method: Grad-CAM. Compared in 2 panes.")
    canvas.compare((PaneView(name="Overlay"), PaneView(name="Image")))
    assert spoken(canvas).endswith("Compared in 2 panes. Overlay, Image.")
