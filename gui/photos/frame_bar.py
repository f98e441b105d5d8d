"""The row under the canvas that goes through the pages of a file, the moments of a film, the slices of a volume."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.design.controls import NumberBox, Slider
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.design.shades import shades
from gui.state.screen import ScreenState
from gui.words.readings import frame_name


class FrameBar(QWidget):
    """A slim row on the canvas's ground, like the foot. Hidden for images of one page."""

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._name = QLabel()
        self._slider = Slider()
        self._number = NumberBox()
        self._number.setKeyboardTracking(False)
        self._number.setMinimum(1)
        self._slider.setMinimum(1)
        self._name.setBuddy(self._slider)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, Space.XS, Space.S, 0)
        line.setSpacing(Space.S)
        line.addWidget(self._name)
        line.addWidget(self._slider, 1)
        line.addWidget(self._number)
        for control in (self._slider, self._number):
            control.setMinimumHeight(CONTROL_HEIGHT)
            control.valueChanged.connect(self._choose)
        for signal in (state.picture_changed, state.pixels_changed, state.question_changed):
            signal.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        image = self._state.image
        self.setVisible(image is not None and image.latitude.frames > 1)
        if image is None or image.latitude.frames <= 1:
            return
        latitude, number = image.latitude, self._state.choices.reading.frame + 1
        name = frame_name(latitude.frames_are)
        self._name.setText(name)
        with QSignalBlocker(self._slider), QSignalBlocker(self._number):
            self._slider.setMaximum(latitude.frames)
            self._slider.setPageStep(max(1, latitude.frames // 10))
            self._number.setMaximum(latitude.frames)
            self._number.setSuffix(self.tr(" of {count}").format(count=latitude.frames))
            self._slider.setValue(number)
            self._number.setValue(number)
        self._slider.setAccessibleName(name)
        self._number.setAccessibleName(self.tr("{frame} number").format(frame=name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the canvas's ground."""
        QPainter(self).fillRect(self.rect(), shades(self.palette()).ground)

    def _choose(self, number: int) -> None:
        self._state.choose_reading(replace(self._state.choices.reading, frame=number - 1))
