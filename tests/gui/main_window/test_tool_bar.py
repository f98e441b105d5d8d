"""The tool bar: made of the table, narrow and wide, and reached by keyboard; the chip and the title in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.shown_model import model_info
from helpers.windows.any_room import AnyRoom, table_of
from PySide6.QtCore import QLocale, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QToolButton

from engine.images import Image
from gui.design.shades import Tone
from gui.main_window.top.tool_bar import ToolBar
from gui.photos.collection import Photograph
from gui.state.images.picture import Picture
from gui.state.screen import OPENING, ScreenState


class Browsed(QObject):
    """The open images, as far as the title asks."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.collection: list[Photograph] = []
        self.place = -1


class SomeRooms:
    def __init__(self) -> None:
        self.browsing = Browsed()


class Stage:
    def __init__(self, qtbot) -> None:
        QSettings("Saliscope", "Saliscope").clear()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.room, self.state, self.rooms = AnyRoom(), ScreenState(), SomeRooms()
        self.table = table_of(self.window, self.room)
        self.bar = ToolBar(self.table, self.rooms, self.state)
        self.window.addToolBar(self.bar)

    def button(self, name: str) -> QToolButton:
        found = [one for one in self.bar.findChildren(QToolButton) if one.accessibleName() == name]
        assert len(found) == 1, name
        return found[0]


@pytest.fixture
def stage(qtbot):
    return Stage(qtbot)


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr("gui.main_window.top.image_title.QLocale", lambda: QLocale(QLocale.Language.English))


def test_its_buttons_do_what_the_menus_do_and_follow_what_is_greyed_and_on(stage):
    for name, done in (("Undo", "undo"), ("Redo", "redo"), ("Export as last time", "export_again")):
        stage.button(name).click()
        assert stage.room.done[-1] == done
    probe = stage.button("Probe")
    stage.room.on = True
    stage.table.enable(attribution=False)
    assert (probe.isEnabled(), probe.isChecked()) == (False, True)
    assert not stage.button("Compare").isEnabled()


def test_undo_says_in_its_tip_what_it_undoes_and_keeps_one_word_under_its_icon(stage):
    undo = stage.button("Undo")
    stage.table.by_id["undo"].setText("&Undo change of class")
    assert (undo.text(), undo.toolTip()) == ("Undo", "Undo change of class (Ctrl+Z)")
    assert undo.accessibleName() == "Undo change of class"


def test_two_methods_are_two_clicks_away(stage):
    compare = stage.button("Compare")
    assert compare.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup
    next(action for action in compare.menu().actions() if action.objectName() == "compare_methods").trigger()
    assert stage.room.done == ["compare_methods"]


def test_the_open_menu_lists_recent_files(stage):
    menu = stage.button("Open image…").menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][-2:] == ["recent_files && first", "second"]


def test_words_give_way_to_icons_in_a_narrow_window_and_the_height_stays(stage, qtbot):
    style = Qt.ToolButtonStyle
    stage.window.resize(1024, 300)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    probe, height = stage.button("Probe"), stage.bar.height()
    assert probe.toolButtonStyle() == style.ToolButtonTextUnderIcon
    assert 28 <= height <= 48
    stage.window.resize(480, 300)
    qtbot.waitUntil(lambda: probe.toolButtonStyle() == style.ToolButtonIconOnly)
    assert stage.bar.height() == height
    right = [one.geometry().right() for one in stage.bar.findChildren(QToolButton) if one.isVisible()]
    assert max(right) <= stage.bar.width()


def test_every_button_has_a_name_and_is_reached_by_tab(stage):
    for button in stage.bar.findChildren(QToolButton):
        if button.objectName() != "qt_toolbar_ext_button":
            assert button.accessibleName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_chip_tells_the_model_and_what_is_assumed_of_it(stage):
    chip, state = stage.bar.chip.chip, stage.state
    assert (chip.text(), chip._tone) == ("No model", Tone.RED)
    state.begin(OPENING, "Opening “m.keras”…")
    assert (chip.text(), chip.toolTip()) == ("Opening a model…", "Opening “m.keras”…")
    state.end(OPENING)
    state.show_model(model_info())
    assert (chip.text(), chip._tone) == ("m.keras · 8 × 8", Tone.NEUTRAL)
    state.show_model(model_info(name="n.keras", sha256="n" * 64, pixel_values_from="assumed"))
    assert (chip.text(), chip._tone) == ("n.keras · 8 × 8 · assumed", Tone.AMBER)
    assert chip.accessibleName() == "Model: n.keras · 8 × 8 · assumed"
    state.confirm_pixel_values()
    assert (chip.text(), chip._tone) == ("n.keras · 8 × 8", Tone.NEUTRAL)


def test_a_click_on_the_chip_opens_the_details_or_asks_for_a_model(stage):
    stage.bar.chip.chip.click()
    stage.state.show_model(model_info())
    stage.bar.chip.chip.click()
    assert stage.room.done == ["open_model", "show_card"]


def test_the_title_says_the_image_and_its_position_among_several(stage, english):
    browsing, title = stage.rooms.browsing, stage.bar.title
    assert title.text() == ""
    browsing.collection, browsing.place = [Photograph("cat.png", Path("/in/cat.png"))], 0
    browsing.moved.emit()
    assert (title.text(), title.toolTip()) == ("cat.png", str(Path("/in/cat.png")))
    pixels = np.zeros((2, 2, 3), np.uint8)
    pasted = Picture(Image(pixels, "pasted", None, "1", (), "test"), (pixels,))
    browsing.collection = [*browsing.collection * 1200, Photograph("pasted", None, pasted)]
    browsing.place = 1200
    browsing.moved.emit()
    assert (title.text(), title.accessibleName()) == ("pasted · 1,201 of 1,201",) * 2
