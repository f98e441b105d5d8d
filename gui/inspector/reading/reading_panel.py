"""How the image file is read: which of its values are black and white, which channels are shown."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from engine.images.reading import PresetName, Reading, Window
from gui.design.form import Section, choices, select
from gui.design.scale import CONTROL_HEIGHT
from gui.inspector.reading.channel_choice import ChannelChoice
from gui.inspector.reading.value_slider import Numbers, ValueSlider
from gui.state.readings import by_rule, is_allowed
from gui.state.screen import ScreenState
from gui.words.readings import ends_sentence, preset_name

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from engine.images.reading import Latitude, Levels

_DIGITS, _MOST_DECIMALS = 4, 12  # of a number with decimals, as far as they tell something
_FARTHEST = 1e300
_LEAST_SHARE = 1e-9  # of the largest value, which the slider's ends lie apart at least
_DRAGGED = 300.0  # pixels that move the centre by one width, and make the width 2.7 times as large
_NARROWEST = 10_000  # the narrowest window of decimal values is so small a part of them all


class ReadingPanel(Section):
    """Brightness, hidden for files whose values leave no choice, which most are.

    `rest` is for where there is more room: the channels, and whether all this stays for the next images.
    """

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Brightness"), parent=parent)
        self._state = state
        self._presets: tuple[Window, ...] = ()
        self._dragged: Levels | None = None  # as they were when a drag over the picture began
        self._preset = choices()
        self.add_field(self.tr("Brightness:"), self._preset)
        self._centre, self._width = ValueSlider(), ValueSlider(ratios=True)
        self.add_field(self.tr("Centre:"), self._centre)
        self._centre.name(self.tr("Middle grey (centre of the window)"), self.tr("Middle grey, as a number"))
        self.add_field(self.tr("Width:"), self._width)
        self._width.name(self.tr("From black to white (width of the window)"), self.tr("Width, as a number"))
        self.rest = self._rest()
        self._connect()
        self._redraw()

    def _rest(self) -> Section:
        rest = Section(self.tr("Image file"), parent=self)
        self._ends = rest.add_hint()
        self._channels = ChannelChoice()
        self._of_channels: tuple[QWidget, ...] = (rest.add_field(self.tr("Channels:"), self._channels), self._channels)
        self._channels.name()
        self._kept = QCheckBox(self.tr("Keep for the next images"))
        self._kept.setMinimumHeight(CONTROL_HEIGHT)
        self._kept.setToolTip(self.tr("Images with values of the same kind are shown equally bright"))
        rest.rows.addWidget(self._kept)
        self._reset = QPushButton(self.tr("Reset brightness and channels"))
        self._reset.setAccessibleName(self.tr("Reset brightness and channels"))
        self._reset.setMinimumHeight(CONTROL_HEIGHT)
        rest.rows.addWidget(self._reset)
        return rest

    def drag(self, moved: QPointF | None) -> None:
        """Follow a drag over the picture: up raises the centre, to the right widens. moved: None when it begins."""
        if moved is None:
            self._dragged = self._levels
        if moved is None or self._dragged is None:
            return
        centre, width = _centre_and_width(self._dragged)
        centre, width = centre - moved.y() / _DRAGGED * width, width * math.exp(moved.x() / _DRAGGED)
        self._choose_window(self._dragged, *(map(round, (centre, width)) if self._dragged.whole else (centre, width)))

    def _connect(self) -> None:
        self._preset.currentIndexChanged.connect(self._choose_preset)
        self._centre.chosen.connect(self._choose_centre)
        self._width.chosen.connect(self._choose_width)
        self._channels.chosen.connect(self._choose_channels)
        self._kept.toggled.connect(self._state.keep_reading)
        self._reset.clicked.connect(self._take_rule)
        for signal in (self._state.picture_changed, self._state.pixels_changed, self._state.question_changed):
            signal.connect(self._redraw)

    # What is shown

    def _redraw(self) -> None:
        image, reading = self._state.image, self._state.choices.reading
        latitude = image.latitude if image is not None else None
        levels = _wanted(latitude, reading)
        many = latitude is not None and latitude.channels not in (1, 3)
        for widget in self._of_channels:
            widget.setVisible(many)
        self._ends.setVisible(levels is not None)
        self.setVisible(levels is not None)
        self.rest.setVisible(levels is not None or many)
        if levels is not None:
            self._show_levels(levels, reading)
        if many and latitude is not None:
            self._channels.show_channels(reading.channels or latitude.shown, latitude.channels)
        self._kept.blockSignals(True)
        self._kept.setChecked(self._state.choices.reading_kept)
        self._kept.blockSignals(False)
        self._reset.setEnabled(reading != by_rule(reading))

    def _show_levels(self, levels: Levels, reading: Reading) -> None:
        self._list_presets(levels, reading)
        (centre, width), ends = _centre_and_width(levels), _sliders_ends(levels)
        decimals = min(max(0, _DIGITS - 1 - math.floor(math.log10(ends.width))), _MOST_DECIMALS)
        numbers = Numbers(levels.whole, levels.unit, decimals)
        self._centre.show_value(centre, ends.low, ends.high, numbers)
        narrowest = _narrowest(levels)
        self._width.show_value(width, narrowest, 2 * max(ends.width, narrowest), numbers)
        words = ends_sentence(levels)
        self._ends.setText(words)
        for control in (self._centre, self._width):
            control.set_tip(words)

    def _list_presets(self, levels: Levels, reading: Reading) -> None:
        """List the windows worth offering, and the user's own where it is none of them."""
        windows = tuple(preset.window for preset in levels.presets)
        own = reading.window is not None and reading.window not in windows
        chosen = len(windows) if own else windows.index(levels.window) if reading.window is not None else 0
        names = [preset_name(preset.name) for preset in levels.presets] + [self.tr("Custom")] * own
        if names != [self._preset.itemText(row) for row in range(self._preset.count())]:
            self._preset.blockSignals(True)
            self._preset.clear()
            for place, name in enumerate(names):
                self._preset.addItem(name, place)
            self._preset.blockSignals(False)
        self._presets = windows
        select(self._preset, chosen)

    # What is chosen

    def _choose_preset(self) -> None:
        place = self._preset.currentData()
        if place is not None and place < len(self._presets):
            # The first is what the file is opened with.
            self._choose(window=self._presets[place] if place else None)

    def _choose_centre(self, centre: float) -> None:
        levels = self._levels
        if levels is not None:
            self._choose_window(levels, centre, _centre_and_width(levels)[1])

    def _choose_width(self, width: float) -> None:
        levels = self._levels
        if levels is not None:
            self._choose_window(levels, _centre_and_width(levels)[0], width)

    def _choose_window(self, levels: Levels, centre: float, width: float) -> None:
        width = max(width, _narrowest(levels))
        low = centre - width / 2
        window = Window(low, low + width - levels.whole)
        if is_allowed(Reading(window=window)):  # numbers may be too large to be calculated with
            self._choose(window=window)

    def _choose_channels(self, channels: tuple[int, ...]) -> None:
        self._choose(channels=channels)

    def _take_rule(self) -> None:
        self._state.choose_reading(by_rule(self._state.choices.reading))

    def _choose(self, **changes: Any) -> None:
        self._state.choose_reading(replace(self._state.choices.reading, **changes))

    @property
    def _levels(self) -> Levels | None:
        image = self._state.image
        return _wanted(image.latitude, self._state.choices.reading) if image is not None else None


def _wanted(latitude: Latitude | None, reading: Reading) -> Levels | None:
    """Return the levels with the window that is wanted, which the photograph on screen may not have yet."""
    levels = latitude.levels if latitude is not None else None
    if levels is None:
        return None
    return replace(levels, window=reading.window or levels.presets[0].window)


def _centre_and_width(levels: Levels) -> tuple[float, float]:
    """Return the window as it is written in radiology (DICOM PS3.3 C.11.2.1.2): of whole numbers both ends count.

    So 40 and 400 are the values from -160 to 239.
    """
    window = levels.window
    return window.centre + levels.whole / 2, window.width + levels.whole


def _narrowest(levels: Levels) -> float:
    """Return the least width: two whole numbers, black and white, or a small part of all decimal ones."""
    return 2.0 if levels.whole else _sliders_ends(levels).width / _NARROWEST


def _sliders_ends(levels: Levels) -> Window:
    """Return where the sliders end: half as much again as nearly all values take up, but never beyond them all.

    A single pixel far above the others must not leave the others a hair's breadth.
    """
    rule = next((preset.window for preset in levels.presets if preset.name == PresetName.RULE), levels.window)
    low, high = max(levels.lowest, rule.low - rule.width / 2), min(levels.highest, rule.high + rule.width / 2)
    # A file may hold one value alone, or the largest numbers there are.
    low, high = (min(max(end, -_FARTHEST), _FARTHEST) for end in (low, high))
    least = 1.0 if levels.whole else max(abs(low), abs(high)) * _LEAST_SHARE or _LEAST_SHARE
    return Window(low, max(high, low + least))
