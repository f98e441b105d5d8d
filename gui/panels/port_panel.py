"""Models with several inputs or outputs: which gets the photograph, what the others are held at, what is explained."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton, QVBoxLayout

from gui.card import tensor_words
from gui.panels.section import Section, choices, select
from gui.state import ScreenState

_MOST = 1e6


class PortPanel(Section):
    """Hidden for the many models with one input, one output and no mask; `port_wanted` carries a choice."""

    port_wanted = Signal(object)  # Port

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Inputs and outputs"))
        self._state = state
        self._output = choices()
        self._output_label = self.add_field(self.tr("&Explained:"), self._output)
        self._input = choices()
        self._input_label = self.add_field(self.tr("Photograph &to:"), self._input)
        self._pins = QVBoxLayout()
        self.rows.addLayout(self._pins)
        self._pin_boxes: list[QDoubleSpinBox] = []
        self._region_hint = self.add_hint()
        self._whole = QPushButton(self.tr("Explain the whole mask"))
        self._whole.setAccessibleName(self.tr("Explain the whole mask"))
        self._whole.clicked.connect(self._explain_whole)
        self.rows.addWidget(self._whole)
        self._output.currentIndexChanged.connect(self._choose_output)
        self._input.currentIndexChanged.connect(self._choose_input)
        state.model_changed.connect(self._rebuild)
        state.question_changed.connect(self._redraw)
        self._rebuild()

    def _rebuild(self) -> None:
        model = self._state.model
        for box in (self._output, self._input):
            box.blockSignals(True)
            box.clear()
        if model is not None:
            for index in model.usable_outputs:
                self._output.addItem(tensor_words(model.outputs[index]), index)
            for index, tensor in enumerate(model.inputs):
                if tensor.takes_picture:
                    self._input.addItem(tensor_words(tensor), index)
            select(self._output, model.port.output)
            select(self._input, model.port.input)
        for box in (self._output, self._input):
            box.blockSignals(False)
        self._rebuild_pins()
        self._redraw()

    def _rebuild_pins(self) -> None:
        for box in self._pin_boxes:
            self._pins.removeWidget(box)
            box.deleteLater()
        model = self._state.model
        others = [index for index in range(len(model.inputs)) if index != model.port.input] if model else []
        self._pin_boxes = [self._pin_box(index) for index in others]

    def _pin_box(self, index: int) -> QDoubleSpinBox:
        model = self._state.model
        assert model is not None
        tensor = tensor_words(model.inputs[index])
        box = QDoubleSpinBox()
        box.setRange(-_MOST, _MOST)
        box.setDecimals(3)
        box.setPrefix(self.tr("{tensor} held at ").format(tensor=tensor))
        box.setAccessibleName(self.tr("Value that the input {tensor} is held at").format(tensor=tensor))
        box.setToolTip(self.tr("In the model's own units: this input gets no photograph"))
        box.setValue(model.port.pin(index))
        box.setKeyboardTracking(False)
        box.setProperty("input", index)
        box.valueChanged.connect(self._choose_pins)
        self._pins.addWidget(box)
        return box

    def _redraw(self) -> None:
        model = self._state.model
        several = (self._output.count() > 1, self._input.count() > 1)
        for shown, widgets in zip(
            several, ((self._output_label, self._output), (self._input_label, self._input)), strict=True
        ):
            for widget in widgets:
                widget.setVisible(shown)
        mask = model is not None and model.mask
        self._region_hint.setVisible(mask)
        self._whole.setVisible(mask and self._state.region is not None)
        if self._state.region is None:
            self._region_hint.setText(
                self.tr(
                    "The mean over the whole mask is explained. Draw a rectangle with Shift held to explain a part."
                )
            )
        else:
            self._region_hint.setText(self.tr("The mean over the rectangle is explained."))
        self.setVisible(any(several) or bool(self._pin_boxes) or mask)

    def _choose_output(self) -> None:
        model = self._state.model
        if model is not None:
            self.port_wanted.emit(replace(model.port, output=int(self._output.currentData())))

    def _choose_input(self) -> None:
        model = self._state.model
        if model is not None:
            self.port_wanted.emit(replace(model.port, input=int(self._input.currentData())))

    def _choose_pins(self) -> None:
        model = self._state.model
        if model is None:
            return
        pins = [model.port.pin(index) for index in range(len(model.inputs))]
        for box in self._pin_boxes:
            pins[int(box.property("input"))] = box.value()
        self.port_wanted.emit(replace(model.port, pins=tuple(pins)))

    def _explain_whole(self) -> None:
        self._state.choose_region(None)
