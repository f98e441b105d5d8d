"""The foot under the canvas: plain words for the colours, the read-out, zoom and facts, and nothing that jumps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from engine.attribution.request import Attribution
from engine.images import Image
from engine.images.projection import Fit
from engine.rendering import Evidence
from engine.system.device import Device
from gui.canvas.canvas import Canvas
from gui.canvas.foot.foot import Foot
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import EXPLAINING, ScreenState


class Stage:
    """A canvas and its foot around a state."""

    def __init__(self, qtbot) -> None:
        self.state = ScreenState()
        self.state.show_model(model_info(labels=("cat", "dog")))
        self.canvas = Canvas()
        self.canvas.resize(400, 300)
        self.foot = Foot(self.state, self.canvas, lambda take: None)
        for widget in (self.canvas, self.foot):
            qtbot.addWidget(widget)
            widget.show()
        self.foot.resize(1000, self.foot.height())
        pixels = np.full((60, 80, 3), (10, 20, 30), np.uint8)
        self.state.show_picture(Picture(Image(pixels, "p.png", None, "1" * 64, (), "test"), (pixels,)))
        self.canvas.set_picture(self.state.picture)

    def show_map(self, values, fraction: float = 1.0) -> None:
        request = replace(resolve(self.state.question), target=0)
        scores = np.array([2, 1], np.float32)
        made = Attribution(np.array(values, np.float32), request, scores, scores / 3, 1.0, fraction=fraction)
        self.state.show_attribution(made)
        self.canvas.set_attribution(made, self.state.shown_projection)

    @property
    def ends(self) -> tuple[str, str]:
        return self.foot.colours._ends

    def button(self, name: str) -> QToolButton:
        return next(one for one in self.foot.findChildren(QToolButton) if one.accessibleName() == name)

    def places(self) -> list:
        """Where all that is always there lies."""
        seen = [one for one in self.foot.findChildren(QWidget) if one.isVisible() and one.parent() is self.foot]
        return [(type(one).__name__, one.geometry()) for one in seen]


@pytest.fixture
def stage(qtbot) -> Stage:
    return Stage(qtbot)


def test_the_ends_of_the_colour_bar_are_plain_words_and_the_numbers_are_told_beside(stage):
    stage.show_map([[0, 0.25], [0.5, 0.75]])
    assert stage.ends == ("no evidence", "strongest in this image")
    said = stage.foot.colours.accessibleDescription()
    assert "From 0 to 0.75" in said and said.endswith("scaled to this image") and "Grad-CAM" in said
    assert stage.foot.colours.toolTip() == said
    stage.show_map([[-1, 0], [0.5, 0.75]])
    assert stage.ends == ("against", "for")
    stage.state.set_rendering(evidence=Evidence.AGAINST)
    assert stage.ends == ("no evidence", "strongest against")
    stage.state.set_rendering(evidence=Evidence.BOTH, fixed=(0.0, 0.5))
    assert stage.ends == ("≤ 0", "≥ 0.5")
    stage.state.set_rendering(fixed=None)
    stage.show_map([[0, 0], [0, 0]])
    assert stage.ends == ("no evidence", "")


def test_the_read_out_tells_place_colour_and_value_only_while_the_image_is_pointed_at(stage):
    stage.state.choose_fit(Fit.STRETCH)
    stage.show_map([[0.5, 0.5], [0.5, 0.5]])
    before = stage.places()
    assert stage.foot.readout.words == ""
    stage.canvas._hover(QPointF(200, 150))
    assert stage.foot.readout.words == "x 40, y 30  ·  RGB 10 20 30  ·  map 0.5"
    readout = stage.foot.readout
    measure = readout.fontMetrics().horizontalAdvance
    for words in (readout.words, "x 40, y 30  ·  map 0.5", "map 0.5"):  # the map's value is told to the last
        readout.resize(measure(words), readout.height())
        assert readout.fitting_words() == words
    assert stage.places() == before
    stage.canvas.leaveEvent(None)
    assert stage.foot.readout.words == ""


def test_what_is_going_on_takes_the_read_out_s_room_and_nothing_else_moves(stage, qtbot):
    stage.show_map([[0, 1], [0, 0]], fraction=0.25)
    before = stage.places()
    stage.state.begin(EXPLAINING, "Explaining…")
    cancel = stage.button("Cancel")
    qtbot.waitUntil(cancel.isVisible)
    assert not stage.foot.readout.isVisible()
    assert stage.places() == before
    words = [label.text() for label in stage.foot._busy.findChildren(QWidget) if hasattr(label, "text")]
    assert any("25" in text and "3.0 s left" in text for text in words)  # a second for a quarter
    with qtbot.waitSignal(stage.foot.cancelled):
        cancel.click()
    stage.state.end(EXPLAINING)
    assert stage.foot.readout.isVisible()


def test_a_narrow_foot_shortens_words_and_keeps_every_control(stage):
    stage.show_map([[0, 1], [0, 0]])
    hold = stage.button("Hold to see the original")
    assert hold.text() == "Original (hold O)"
    assert stage.foot.minimumSizeHint().width() <= 500
    stage.foot.resize(500, stage.foot.height())
    assert hold.text() == "O"
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    seen = [one for one in stage.foot.findChildren(QToolButton) if one.isVisible()]
    edges = [(one.mapTo(stage.foot, one.rect().topLeft()).x(), one.width()) for one in seen]
    assert all(x + width <= 500 for x, width in edges)
    assert len(seen) == 7


def test_the_percentage_follows_the_zoom_and_offers_usual_sizes(stage):
    camera = stage.canvas.camera
    percent = next(one for one in stage.foot.findChildren(QToolButton) if one.menu() is not None)
    assert percent.accessibleName() == "Zoom: 500\u00a0%"
    fit, whole, double, fill = percent.menu().actions()
    double.trigger()
    assert camera.viewport.scale == 2 and percent.text() == "200\u00a0%"
    whole.trigger()
    assert camera.viewport.scale == 1
    stage.button("Zoom in").click()
    assert camera.viewport.scale == 1.25
    fit.trigger()
    assert camera.viewport.fitted
    fill.trigger()
    assert camera.viewport.scale == 5 and not camera.viewport.fitted


def test_the_facts_are_behind_a_button_with_why_there_is_no_graphics_card(stage, qtbot):
    stage.state.set_device(Device("cpu", "CPU", 2, note="No driver."))
    stage.show_map([[0, 1], [0, 0]])
    facts = dict(stage.foot.facts.facts())
    assert facts["Image"] == "p.png" and facts["Size"] == "80 × 60" and facts["Model"] == "m.keras"
    assert facts["Computed on"] == "CPU" and facts["Graphics card"].startswith("No driver.")
    assert "WSL 2" in stage.foot.facts.why_no_graphics_card("win32")
    assert "Mac" in stage.foot.facts.why_no_graphics_card("darwin")
    stage.button("Details of image, map and computer").click()
    popup = next(one for one in stage.foot.facts.findChildren(QWidget) if one.isWindow())
    assert popup.isVisible()
    assert "p.png" in popup.findChild(QLabel).text()
    popup.close()


def test_without_an_image_only_the_facts_are_offered(stage):
    stage.state.close_picture()
    seen = [one.accessibleName() for one in stage.foot.findChildren(QToolButton) if one.isVisible()]
    assert seen == ["Details of image, map and computer"]
