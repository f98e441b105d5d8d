"""The gallery of previews: what it lists, what it looks like, and that the wheel is the panel's. Without an engine."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.recorded_engine import RecordedEngine, explained_state
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from engine.methods import METHODS
from gui.design.theme import palette
from gui.inspector.method_gallery import MethodGallery
from gui.inspector.method_tile import METHOD_ROLE
from gui.state.resting.previews import Previews
from gui.state.screen import ScreenState


class Stage:
    def __init__(self, qtbot, state: ScreenState | None = None) -> None:
        self.state, self.engine = state or explained_state(), RecordedEngine()
        self.previews = Previews(self.state, self.engine, rests_ms=(0, 0))
        self.gallery = MethodGallery(self.state)
        self.qtbot = qtbot
        qtbot.addWidget(self.gallery)
        self.gallery.resize(300, 140)
        self.gallery.watch(self.previews)
        self.gallery.show()

    @property
    def tiles(self):
        return self.gallery.tiles

    def index(self, method: str):
        model = self.tiles.model()
        return next(model.index(row, 0) for row in range(model.rowCount()) if self.method(row) == method)

    def method(self, row: int) -> str:
        return self.tiles.model().index(row, 0).data(METHOD_ROLE)

    def words(self, method: str) -> str:
        return self.index(method).data(Qt.ItemDataRole.AccessibleTextRole)

    def answer_all(self) -> None:
        self.qtbot.wait(10)
        while self.engine.methods:
            self.engine.answer(self.engine.methods[0])
            self.qtbot.wait(10)

    def pixels(self, method: str) -> np.ndarray:
        self.tiles.scrollTo(self.index(method))
        image = self.tiles.viewport().grab(self.tiles.visualRect(self.index(method))).toImage()
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows.reshape(image.height(), -1, 4)[..., 2::-1].copy()


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


def test_methods_stand_in_a_fixed_order_and_only_those_that_can_run(qtbot):
    stage = Stage(qtbot)
    assert [stage.method(row) for row in range(stage.tiles.model().rowCount())] == list(METHODS)
    without = Stage(qtbot, explained_state(pixel_gradients=False))
    rows = range(without.tiles.model().rowCount())
    assert "saliency" not in [without.method(row) for row in rows]
    assert "grad-cam" in [without.method(row) for row in rows]


def test_before_an_image_is_open_the_room_is_kept_and_it_says_what_will_be_there(qtbot):
    stage = Stage(qtbot, ScreenState())
    empty = stage.gallery.sizeHint().height(), stage.tiles.height()
    assert stage.tiles.model().rowCount() == 0
    full = Stage(qtbot)
    assert (full.gallery.sizeHint().height(), full.tiles.height()) == empty


def test_the_chosen_one_and_slow_ones_are_told_to_those_who_do_not_see_them(stage):
    assert stage.words("grad-cam") == "Grad-CAM, chosen"
    assert stage.words("saliency") == "Saliency"
    assert stage.words("rise") == "RISE, computed when you choose it"
    stage.state.choose_method("rise")
    assert stage.words("grad-cam") == "Grad-CAM"
    assert stage.words("rise") == "RISE, chosen"


def test_a_click_takes_a_method(stage):
    stage.tiles.scrollTo(stage.index("hirescam"))
    place = stage.tiles.visualRect(stage.index("hirescam")).center()
    stage.qtbot.mouseClick(stage.tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stage.state.choices.method == "hirescam"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_arrow_keys_go_along_the_row_and_enter_or_space_takes_a_method(stage, key):
    stage.tiles.setFocus()
    for _ in range(2):
        stage.qtbot.keyClick(stage.tiles, Qt.Key.Key_Right)
    assert stage.state.choices.method == "grad-cam"
    stage.qtbot.keyClick(stage.tiles, key)
    assert stage.state.choices.method == "hirescam"


def test_a_method_chosen_elsewhere_is_scrolled_into_view(stage):
    assert not stage.tiles.viewport().rect().contains(stage.tiles.visualRect(stage.index("occlusion")))
    stage.state.choose_method("occlusion")
    assert stage.tiles.viewport().rect().contains(stage.tiles.visualRect(stage.index("occlusion")))


def test_buttons_scroll_the_row_and_stop_at_its_ends(stage):
    before, after, bar = stage.gallery._before, stage.gallery._after, stage.tiles.horizontalScrollBar()
    assert not before.isVisible()
    after.click()
    assert bar.value() > 0
    assert before.isVisible()
    while after.isVisible():
        after.click()
    assert bar.value() == bar.maximum()


def test_the_wheel_scrolls_the_panel_around_it_and_only_a_sideways_swipe_the_row(stage, qtbot):
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    inside.resize(300, 2000)
    stage.gallery.setParent(inside)
    stage.gallery.show()
    area.setWidget(inside)
    area.resize(320, 300)
    area.show()
    qtbot.waitExposed(area)
    at = QPointF(stage.tiles.mapTo(area, QPoint(40, 40)))
    QTest.wheelEvent(area.windowHandle(), at, QPoint(-120, 0))
    scrolled = stage.tiles.horizontalScrollBar().value()
    assert scrolled > 0
    QTest.wheelEvent(area.windowHandle(), at, QPoint(0, -120))
    assert area.verticalScrollBar().value() > 0
    assert stage.tiles.horizontalScrollBar().value() == scrolled
    assert stage.state.choices.method == "grad-cam"
    stage.gallery.setParent(None)  # `qtbot` closes each by itself


@pytest.mark.parametrize("dark", [False, True])
def test_a_preview_shows_its_overlay_once_it_is_there_and_a_ring_around_the_chosen_one(stage, dark):
    stage.gallery.setPalette(palette(dark))
    waiting = stage.pixels("saliency")
    stage.answer_all()
    there = stage.pixels("saliency")
    assert len(np.unique(there[10:50, 10:80].reshape(-1, 3), axis=0)) > 50  # the map's colours
    assert len(np.unique(waiting[10:50, 10:80].reshape(-1, 3), axis=0)) < 5
    accent = palette(dark).color(QPalette.ColorRole.Accent)
    ring = (accent.red(), accent.green(), accent.blue())
    assert (stage.pixels("grad-cam") == ring).all(axis=-1).any()
    assert not (there == ring).all(axis=-1).any()


def test_another_strength_is_seen_in_the_previews_and_computes_nothing(stage):
    stage.answer_all()
    before = stage.pixels("hirescam")
    stage.state.set_rendering(alpha=0.95)
    assert (stage.pixels("hirescam") != before).any()
    assert stage.engine.methods == []


def test_previews_are_wanted_only_while_the_gallery_is_seen(stage):
    assert stage.previews._wanted
    stage.gallery.hide()
    assert not stage.previews._wanted
    stage.gallery.show()
    assert stage.previews._wanted


@pytest.mark.parametrize("width", [240, 268, 360])
def test_previews_fill_the_row_and_none_is_cut(stage, width):
    stage.gallery.resize(width, stage.gallery.height())
    row, model = stage.tiles.viewport().rect(), stage.tiles.model()
    places = [stage.tiles.visualRect(model.index(number, 0)) for number in range(model.rowCount())]
    whole = [place for place in places if row.contains(place)]
    assert len(whole) == width // whole[0].width() >= 2
    assert width - whole[-1].right() <= len(whole)  # what the division leaves over
