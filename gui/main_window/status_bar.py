"""The status bar: model, device, layer, time, and what is under the pointer."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from engine.rendering import value_at
from gui.canvas.canvas import Canvas
from gui.state.screen import ScreenState
from gui.words.computing import device_name
from gui.words.layers import layer_name
from gui.words.numbers import duration, number
from gui.words.photographs import note_sentence
from gui.words.readings import spacing_words


class StatusBar(QStatusBar):
    """Facts, in one line."""

    def __init__(self, state: ScreenState, canvas: Canvas) -> None:
        super().__init__()
        self._state = state
        self._canvas = canvas
        self._pointer = QLabel()
        self._pointer.setTextFormat(Qt.TextFormat.PlainText)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._pointer, self._facts):
            label.setMinimumWidth(1)  # long facts are cut rather than widening the window
        self.addWidget(self._pointer)
        self.addPermanentWidget(self._facts)
        for signal in (state.model_changed, state.device_changed, state.attribution_changed):
            signal.connect(self._redraw)
        for signal in (state.picture_changed, state.pixels_changed):
            signal.connect(self._redraw)
        canvas.camera.viewport_changed.connect(self._redraw)
        canvas.hovered.connect(self._show_pointer)
        self._redraw()

    def _redraw(self) -> None:
        self._facts.setText("  ·  ".join(fact for fact in self._all_facts() if fact))
        image, device = self._state.image, self._state.device
        remarks = [note_sentence(note) for note in image.notes] if image else []
        remarks += [device.note, self._why_no_graphics_card()] if device and device.kind == "cpu" else []
        self._facts.setToolTip("\n".join(remark for remark in remarks if remark))

    def _why_no_graphics_card(self, system: str = sys.platform) -> str:
        """Return why TensorFlow does not use a graphics card on this system, "" if it can."""
        if system == "win32":
            return self.tr(
                "Under Windows TensorFlow computes on the processor: 2.10 was its last release that used a graphics "
                "card there. An NVIDIA card is used under Linux, and in Windows' Linux subsystem (WSL 2)."
            )
        if system == "darwin":
            return self.tr("On a Mac TensorFlow computes on the processor: it has no support for Apple's graphics.")
        return ""

    def _all_facts(self) -> list[str]:
        state = self._state
        facts = [f"{state.image.width} × {state.image.height}" if state.image else ""]
        if state.image is not None:
            facts.append(spacing_words(state.image.latitude.spacing))
        if state.image is not None and state.image.notes:
            facts.append(note_sentence(state.image.notes[0]))
        if self._canvas.camera.viewport is not None and state.picture is not None:
            facts.append(QLocale().toString(self._canvas.camera.viewport.scale * 100, "f", 0) + " %")
        facts.append(state.model.name if state.model else "")
        facts.append(device_name(state.device) if state.device else self.tr("the engine is starting…"))
        if state.attribution is not None:
            layer = layer_name(state.attribution.request.layer or "", state.model)
            facts += [layer, duration(state.attribution.seconds)]
        return facts

    def _show_pointer(self, position: tuple[float, float] | None) -> None:
        pane = self._canvas.pointed
        if position is None or pane.picture is None:
            self._pointer.setText("")
            return
        x, y = position
        red, green, blue = pane.picture.image.pixels[int(y), int(x)]
        words = self.tr("x {x}, y {y}  ·  RGB {red} {green} {blue}").format(
            x=int(x), y=int(y), red=red, green=green, blue=blue
        )
        self._pointer.setText(words + self._value(x, y))

    def _value(self, x: float, y: float) -> str:
        attribution, projection = self._canvas.pointed.attribution, self._canvas.pointed.projection
        if attribution is None or projection is None:
            return ""
        value = value_at(attribution, projection, int(x) + 0.5, int(y) + 0.5)
        if value is None:
            return "  ·  " + self.tr("not seen by the model")
        return "  ·  " + self.tr("map {value}").format(value=number(value))
