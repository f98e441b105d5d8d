"""The probe's bar: its sentence in each state, and that it has room for all of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from helpers.shown_model import model_info
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from engine.attribution.request import Attribution, Request
from engine.images import image_from_pixels
from engine.images.probe import Fill, Stroke
from engine.images.projection import Fit
from gui.canvas.canvas import Canvas
from gui.design.elided_label import ElidedLabel
from gui.probe.bar import ProbeBar
from gui.probe.room import Probe
from gui.state.images.picture import make_picture
from gui.state.screen import ScreenState

STROKE = Stroke(((5.0, 5.0),), 3.0, Fill.GREY)
MODEL = model_info(labels=("Egyptian cat", "tabby", "lynx"))
BEFORE = np.array([0.78, 0.12, 0.1], np.float32)


class Engine(QObject):
    """An engine thread that nobody answers from."""

    reported = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.client = SimpleNamespace(withdraw=lambda _: None, do_beside=lambda *_: None)


@pytest.fixture
def state(qapp) -> ScreenState:
    state = ScreenState()
    state.show_picture(make_picture(image_from_pixels(np.zeros((20, 30, 3), np.uint8), "p.png")))
    state.show_model(MODEL)
    request = Request(state.image.sha256, Fit.STRETCH, MODEL.sha256, "0..255", "grad-cam", "conv", 0)
    state.show_attribution(Attribution(np.ones((2, 2), np.float32), request, np.log(BEFORE), BEFORE, 0.0))
    return state


@pytest.fixture
def probe(qtbot, state) -> Probe:
    canvas, engine = Canvas(), Engine()
    qtbot.addWidget(canvas)
    probe = Probe(state, engine, canvas)
    engine.setParent(probe)
    return probe


@pytest.fixture
def bar(qtbot, state, probe) -> ProbeBar:
    bar = ProbeBar(state, probe)
    qtbot.addWidget(bar)
    return bar


def sentence(bar: ProbeBar) -> str:
    return bar.findChild(ElidedLabel).text().replace("\u00a0", " ").replace("\u202f", " ")


def button(bar: ProbeBar, name: str) -> QAbstractButton:
    return next(one for one in bar.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_it_begins_by_saying_what_to_do(bar, probe):
    assert bar.isHidden()
    probe.toggle_probe()
    assert not bar.isHidden()
    assert sentence(bar) == "Paint over a part of the image: how does the answer change?"
    assert not button(bar, "Clear").isEnabled() and not button(bar, "Undo stroke").isEnabled()


def test_it_says_how_the_answer_changed_and_what_is_first_now(bar, state):
    state.choose_probe((STROKE,))
    assert sentence(bar) == "Asking the model…"
    state.show_probe(np.array([0.12, 0.48, 0.4], np.float32))
    assert sentence(bar) == "Egyptian cat: 78.0 % → 12.0 %; now tabby (48.0 %)"
    state.show_probe(np.array([0.6, 0.2, 0.2], np.float32))
    assert sentence(bar) == "Egyptian cat: 78.0 % → 60.0 %"
    state.choose_target(2)
    assert sentence(bar) == "lynx: 10.0 % → 20.0 %"


def test_undo_stroke_clear_and_close_take_paint_away(bar, state, probe):
    state.choose_probe((STROKE, STROKE, STROKE))
    button(bar, "Undo stroke").click()
    assert state.choices.probe == (STROKE, STROKE)
    button(bar, "Clear").click()
    assert state.choices.probe == ()
    probe.toggle_probe()
    state.choose_probe((STROKE,))
    button(bar, "Close").click()
    assert (state.choices.probe, probe.probe_is_on(), bar.isHidden()) == ((), False, True)


@pytest.mark.parametrize(("name", "fill"), [("Grey", Fill.GREY), ("Blur", Fill.BLUR), ("Erase", Fill.ERASE)])
def test_the_chosen_fill_is_the_only_one_that_is_pressed(bar, probe, name, fill):
    button(bar, f"Brush: {name}").click()
    assert probe.brush.fill is fill
    pressed = [one.text() for one in bar.findChildren(QAbstractButton) if one.text() in ("Grey", "Blur", "Erase")]
    assert [text for text in pressed if button(bar, f"Brush: {text}").isChecked()] == [name]


def test_the_sentence_has_its_room_from_the_start(bar, state, probe):
    probe.toggle_probe()
    empty = bar.sizeHint().height()
    state.choose_probe((STROKE,))
    state.show_probe(np.array([0.12, 0.48, 0.4], np.float32))
    assert bar.sizeHint().height() == empty
    assert all(
        max(one.minimumHeight(), one.minimumSizeHint().height()) >= 28 for one in bar.findChildren(QAbstractButton)
    )


def test_a_narrow_bar_shows_icons_alone_and_never_widens_its_window(bar, probe, qtbot):
    probe.toggle_probe()
    bar.show()
    wide = bar.sizeHint().width()
    bar.resize(wide, bar.height())
    assert button(bar, "Close").toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar.resize(wide - 1, bar.height())
    assert button(bar, "Close").toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert bar.minimumSizeHint().width() == 0
    bar.resize(430, bar.height())
    qtbot.wait(1)
    shown = [one for one in bar.findChildren(QAbstractButton) if one.isVisible()]
    assert len(shown) == 7
    places = [one.rect().translated(one.mapTo(bar, QPoint())) for one in shown]
    assert all(bar.rect().contains(place) for place in places)
    bar.resize(wide, bar.height())
    assert button(bar, "Close").toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
