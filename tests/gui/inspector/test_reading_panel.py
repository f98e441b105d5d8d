"""The panel in which brightness and channels are chosen, and the slider of pages under the canvas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from helpers.image_files.deep_photographs import read_picture, write_pages, write_ramp
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QPushButton, QSlider, QSpinBox, QWidget

from engine.images import Image
from engine.images.reading import Latitude, Levels, Preset, PresetName, Reading, Window
from gui.inspector.reading.reading_panel import ReadingPanel
from gui.photos.frame_bar import FrameBar
from gui.state.images.picture import Picture
from gui.state.screen import ScreenState

# Of whole numbers both ends count: centre 40 and width 80, centre 100 and width 400.
BRAIN, OWN = Window(0.0, 79.0), Window(-100.0, 299.0)
CT = Levels(
    -1024.0, 3071.0, True, OWN, "HU",
    (Preset("ABDOMEN\nfor the surgeon", OWN), Preset(PresetName.RULE, Window(-1024.0, 2047.0)), Preset("brain", BRAIN)),
)  # fmt: skip


def picture(latitude: Latitude, reading: Reading | None = None) -> Picture:
    pixels = np.zeros((6, 9, 3), np.uint8)
    return Picture(Image(pixels, "p", None, "1" * 64, (), "test", reading or Reading(), latitude), (pixels,))


class Panel:
    def __init__(self, qtbot, shown: Picture) -> None:
        self.state = ScreenState()
        self.widget = ReadingPanel(self.state)
        qtbot.addWidget(self.widget)
        self.widget.show()
        self.state.show_picture(shown)

    def control(self, name: str, kind: type[QWidget]):
        return next(one for one in self.widget.findChildren(kind) if one.accessibleName() == name)

    @property
    def window(self) -> Window | None:
        return self.state.choices.reading.window


@pytest.fixture
def ct(qtbot):
    return Panel(qtbot, picture(Latitude(levels=CT, channels=1)))


@pytest.fixture
def many(qtbot):
    return Panel(qtbot, picture(Latitude(channels=6, shown=(0, 1, 2))))


def test_ordinary_photographs_have_no_such_panel(qtbot, tmp_path):
    panel = Panel(qtbot, picture(Latitude()))
    assert panel.widget.isHidden()
    panel.state.show_picture(read_picture(write_ramp(tmp_path / "ramp.png")))
    assert not panel.widget.isHidden()
    panel.state.close_picture()
    assert panel.widget.isHidden()


def test_the_numbers_are_the_file_s_own_in_its_unit(ct):
    centre = ct.control("Middle grey, as a number", QDoubleSpinBox)
    width = ct.control("Width, as a number", QDoubleSpinBox)
    assert (centre.text(), width.text()) == ("100 HU", "400 HU")
    assert "Black up to -100 HU, white from 299 HU." in {centre.toolTip(), width.toolTip()}


def test_a_number_typed_in_becomes_the_window(ct):
    ct.control("Middle grey, as a number", QDoubleSpinBox).setValue(40)
    ct.control("Width, as a number", QDoubleSpinBox).setValue(80)
    assert ct.window == BRAIN
    assert ct.control("Brightness", QComboBox).currentText() == "Brain"


def test_the_sliders_keep_what_the_other_says(ct):
    slider = ct.control("Middle grey (centre of the window)", QSlider)
    slider.setValue(slider.value() + 100)
    assert ct.window.width == OWN.width and ct.window.low > OWN.low and ct.window.low == int(ct.window.low)
    before = ct.window.low + 200
    slider = ct.control("From black to white (width of the window)", QSlider)
    slider.setValue(slider.minimum())
    assert ct.window == Window(before - 1, before)


def test_a_slider_does_not_jump_when_its_rounded_number_comes_back(ct):
    slider = ct.control("From black to white (width of the window)", QSlider)
    slider.setSliderDown(True)
    for place in range(10, 200, 7):
        slider.setValue(place)
        assert slider.value() == place
    slider.setSliderDown(False)


def test_one_pixel_far_above_the_others_leaves_the_slider_its_way(qtbot, tmp_path):
    panel = Panel(qtbot, read_picture(write_ramp(tmp_path / "ramp.png", bright=60000)))
    slider = panel.control("Middle grey (centre of the window)", QSlider)
    assert 250 < slider.value() < 450  # 1,023.5 on a way from 0 to 3,070


def test_the_first_window_is_what_the_file_is_opened_with(ct):
    box = ct.control("Brightness", QComboBox)
    names = [box.itemText(row) for row in range(box.count())]
    assert names == ["ABDOMEN for the surgeon", "Without extremes", "Brain"]
    box.setCurrentIndex(2)
    assert ct.window == BRAIN
    box.setCurrentIndex(0)
    assert ct.window is None


def test_a_window_of_one_s_own_is_named_so_and_can_be_taken_back(ct):
    reset = ct.control("Reset brightness and channels", QPushButton)
    assert not reset.isEnabled()
    ct.state.choose_reading(Reading(window=Window(5.0, 9.0)))
    assert ct.control("Brightness", QComboBox).currentText() == "Custom"
    reset.click()
    assert ct.state.choices.reading == Reading()
    assert ct.control("Brightness", QComboBox).count() == 3


def test_a_drag_over_the_picture_moves_the_centre_and_widens(ct):
    ct.widget.drag(None)
    ct.widget.drag(QPointF(0, -150))  # up, by half the width that 300 pixels stand for
    assert ct.window == Window(100.0, 499.0)
    ct.widget.drag(QPointF(300, 0))  # of the same drag: to the right, e times as wide
    assert (ct.window.low, ct.window.width + 1) == (100 - round(400 * np.e) / 2, round(400 * np.e))


def test_keeping_is_a_choice_that_the_next_of_the_series_inherits(ct):
    tick = ct.widget.findChild(QCheckBox)
    tick.click()
    assert ct.state.choices.reading_kept
    ct.state.show_picture(picture(Latitude(levels=CT, channels=1)), of_series=True)
    assert ct.state.choices.reading_kept and tick.isChecked()
    ct.state.show_picture(picture(Latitude(levels=CT, channels=1)))
    assert not ct.state.choices.reading_kept and not tick.isChecked()


def test_channels_are_shown_as_one_grey_or_three_colours(many):
    way = many.control("How channels are shown", QComboBox)
    assert way.currentText() == "Three, in colours"
    many.control("Green", QComboBox).setCurrentIndex(4)
    assert many.state.choices.reading.channels == (0, 4, 2)
    way.setCurrentIndex(0)
    assert many.state.choices.reading.channels == (0,)
    many.control("Channel", QComboBox).setCurrentIndex(5)
    assert many.state.choices.reading.channels == (5,)
    way.setCurrentIndex(1)
    assert many.state.choices.reading.channels == (0, 1, 2)


def test_the_controls_of_what_cannot_be_chosen_are_hidden(many, ct):
    assert many.widget.isHidden()
    assert ct.control("How channels are shown", QComboBox).parentWidget().isHidden()


def test_decimal_numbers_have_decimals(qtbot):
    levels = Levels(0.0, 0.5, False, Window(0.0, 0.25), "", (Preset(PresetName.RULE, Window(0.0, 0.25)),))
    panel = Panel(qtbot, picture(Latitude(levels=levels, channels=1)))
    assert panel.control("Middle grey, as a number", QDoubleSpinBox).text() == "0.1250"
    panel.control("Width, as a number", QDoubleSpinBox).setValue(0.125)
    assert panel.window == Window(0.0625, 0.1875)


@pytest.mark.parametrize(
    ("lowest", "highest", "whole"),
    [
        (-1.7e308, 1.7e308, False),
        (1.7e308, 1.7e308, False),
        (0.0, 5e-324, False),
        (0.0, 0.0, False),
        (7.0, 7.0, True),
        (-1e-30, 2e-30, False),
        (0.0, 2.0**64, True),
    ],
)
def test_odd_values_of_a_file_are_shown_and_chosen_among(qtbot, lowest, highest, whole):
    window = Window(lowest, highest if highest > lowest else lowest + max(1.0, abs(lowest) * 1e-6))
    levels = Levels(lowest, highest, whole, window, "", (Preset(PresetName.RULE, window),))
    panel = Panel(qtbot, picture(Latitude(levels=levels, channels=1)))
    for name in ("Middle grey (centre of the window)", "From black to white (width of the window)"):
        slider = panel.control(name, QSlider)
        for place in (0, 500, 1000):
            slider.setValue(place)
            assert panel.window is None or panel.window.low < panel.window.high
    assert panel.widget.sizeHint().width() < 500


def test_every_control_has_a_name(ct, many):
    for panel in (ct, many):
        for kind in (QSlider, QDoubleSpinBox, QComboBox, QPushButton):
            for one in panel.widget.findChildren(kind):
                assert one.accessibleName()


# Pages


@pytest.fixture
def bar(qtbot, tmp_path):
    state = ScreenState()
    bar = FrameBar(state)
    qtbot.addWidget(bar)
    bar.show()
    state.show_picture(read_picture(write_pages(tmp_path / "pages.tif")))
    return bar, state


def test_the_bar_of_pages_says_which_of_how_many_and_goes_to_another(bar):
    bar, state = bar
    number, slider = bar.findChild(QSpinBox), bar.findChild(QSlider)
    assert not bar.isHidden() and number.text() == "1 of 3" and slider.accessibleName() == "Page"
    number.setValue(3)
    assert state.choices.reading == Reading(2) and slider.value() == 3
    slider.setValue(2)
    assert state.choices.reading == Reading(1) and number.text() == "2 of 3"


def test_the_bar_of_pages_follows_the_keyboard(bar, qtbot):
    bar, state = bar
    slider = bar.findChild(QSlider)
    for key, frame in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 2), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(slider, key)
        assert state.choices.reading.frame == frame


def test_a_chosen_window_stays_from_page_to_page(qtbot):
    state = ScreenState()
    bar = FrameBar(state)
    qtbot.addWidget(bar)
    state.show_picture(picture(Latitude(frames=5, levels=CT, channels=1)))
    state.choose_reading(Reading(window=BRAIN))
    bar.findChild(QSpinBox).setValue(4)
    assert state.choices.reading == Reading(3, BRAIN)


def test_there_is_no_bar_for_one_page(bar):
    bar, state = bar
    state.show_picture(picture(replace(Latitude(), frames=1)))
    assert bar.isHidden()
