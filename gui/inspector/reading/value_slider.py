"""A slider and a field for the same number: the slider is quick, the field exact."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.design.controls import DecimalBox, Slider
from gui.design.scale import CONTROL_HEIGHT, Space

_STEPS, _PAGE = 1000, 50
_FARTHEST = 1e300  # beyond, numbers cannot be calculated with
_LETTERS = 8  # what the field has room for, without its unit, where there are few decimals


class Numbers(NamedTuple):
    """What kind of numbers a file has. decimals: of a field, where they are not whole."""

    whole: bool
    unit: str
    decimals: int


class ValueSlider(QWidget):
    """`chosen` carries each number while the slider is dragged.

    ratios: equal ways of the slider are equal ratios, so that small numbers have room too; they must be above zero.
    """

    chosen = Signal(float)

    def __init__(self, ratios: bool = False) -> None:
        super().__init__()
        self._ratios = ratios
        self._low, self._high, self._whole = 0.0, 1.0, False
        self._slider = Slider()
        self._slider.setRange(0, _STEPS)
        self._slider.setPageStep(_PAGE)
        self._field = DecimalBox()
        self._field.setKeyboardTracking(False)  # only the finished number counts
        self._field.setMinimumHeight(CONTROL_HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self._slider, 1)
        line.addWidget(self._field)
        self.setFocusProxy(self._slider)
        self._slider.valueChanged.connect(self._slide)
        self._field.valueChanged.connect(self.chosen)

    def name(self, slider: str, field: str) -> None:
        """Name both for screen readers, which would else read the first name twice."""
        self.setAccessibleName("")
        self._slider.setAccessibleName(slider)
        self._field.setAccessibleName(field)

    def set_tip(self, words: str) -> None:
        """Show a tool tip on both."""
        for part in (self._slider, self._field):
            part.setToolTip(words)

    def show_value(self, value: float, low: float, high: float, numbers: Numbers) -> None:
        """Show a number. low, high: the slider's ends, which the number may lie beyond; the field takes any."""
        value = min(max(value, -_FARTHEST), _FARTHEST)
        self._low, self._high, self._whole = low, high, numbers.whole
        with QSignalBlocker(self._field), QSignalBlocker(self._slider):
            self._field.setSuffix(f" {numbers.unit}" if numbers.unit else "")
            self._field.setDecimals(int(value != int(value)) if numbers.whole else numbers.decimals)
            reach = max(abs(low), abs(high), abs(value)) * 10 + 1  # what may be typed in
            self._field.setRange(low if self._ratios else -reach, reach)
            self._field.setSingleStep(1 if numbers.whole else (high - low) / _STEPS)
            self._field.setFixedWidth(self._field_width(numbers))
            self._field.setValue(value)
            if not self._slider.isSliderDown():  # a rounded number must not pull it out of the hand
                self._slider.setValue(self._place(value))

    def _slide(self, place: int) -> None:
        value = self._value_at(place / _STEPS)
        self.chosen.emit(float(round(value)) if self._whole else value)

    def _value_at(self, share: float) -> float:
        if self._ratios:
            return self._low * (self._high / self._low) ** share
        return self._low + (self._high - self._low) * share

    def _place(self, value: float) -> int:
        if self._ratios:
            share = math.log(max(value, self._low) / self._low) / math.log(self._high / self._low)
        else:
            share = (value - self._low) / (self._high - self._low)
        return round(min(max(share, 0.0), 1.0) * _STEPS)

    def _field_width(self, numbers: Numbers) -> int:
        """Return a width that stays the same while the slider moves, and is that of other fields for such numbers."""
        letters = "0" * max(_LETTERS, numbers.decimals + 4)
        width: int = self._field.fontMetrics().horizontalAdvance(letters + self._field.suffix())
        return width + self._field.sizeHint().height()  # for arrows and frame
