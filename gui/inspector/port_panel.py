"""Models with several inputs or outputs: which input gets the image, the others' values, which output counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.network.description import Port, picture_inputs
from gui.design.controls import DecimalBox
from gui.design.form import Section, choices, select
from gui.design.plain_tip import plain_tip
from gui.models.card import tensor_words
from gui.state import memory
from gui.state.screen import ScreenState

_MOST = 1e6
_ROOM = 170  # pixels for the name of an input in the narrowest panel
OPENING = "opening"  # the activity that a choice here starts


class PortPanel(Section):
    """Hidden for models with one input and one output, which most are. `port_wanted` carries a choice."""

    port_wanted = Signal(object)  # Port

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Inputs and outputs"), parent=parent)
        self._state = state
        self._output = choices()
        self._output_label = self.add_field(self.tr("Explained output:"), self._output)
        self._input = choices()
        self._input_label = self.add_field(self.tr("Image input:"), self._input)
        self._pins = QVBoxLayout()
        self.rows.addLayout(self._pins)
        self._pin_boxes: dict[int, QDoubleSpinBox] = {}  # by the index of the input whose value they set
        self._pinned: list[QWidget] = []
        self._pin_words: list[str] = []
        self._output.currentIndexChanged.connect(self._choose)
        self._input.currentIndexChanged.connect(self._choose)
        state.model_changed.connect(self._rebuild)
        state.question_changed.connect(self._redraw)
        state.activities_changed.connect(self._show_port)
        state.companions_changed.connect(self._show_pins)
        self._rebuild()

    def _rebuild(self) -> None:
        model = self._state.model
        for box in (self._output, self._input):
            box.blockSignals(True)
            box.clear()
        if model is not None:
            for index in model.usable_outputs:
                self._output.addItem(tensor_words(model.outputs[index]), index)
            for index in picture_inputs(model.inputs):
                self._input.addItem(tensor_words(model.inputs[index]), index)
        for box in (self._output, self._input):
            box.blockSignals(False)
        self._rebuild_pins()
        self._show_port()
        self._redraw()

    def _show_port(self) -> None:
        """Show the port of the open model, and so take back a choice that was cancelled or refused."""
        model = self._state.model
        if model is None or OPENING in self._state.activities:
            return
        select(self._output, model.port.output)
        select(self._input, model.port.input)
        for index, box in self._pin_boxes.items():
            if box.value() != model.port.pin(index):
                box.blockSignals(True)
                box.setValue(model.port.pin(index))
                box.blockSignals(False)

    def _rebuild_pins(self) -> None:
        """Make new boxes only if the inputs have changed: a box that stays keeps the keyboard focus."""
        model = self._state.model
        others = [index for index in range(len(model.inputs)) if index != model.port.input] if model else []
        words = [tensor_words(model.inputs[index]) for index in others] if model else []
        if (others, words) == (list(self._pin_boxes), self._pin_words):
            return
        self._pin_words = words
        for widget in self._pinned:
            self._pins.removeWidget(widget)
            widget.deleteLater()
        self._pinned.clear()
        self._pin_boxes = {index: self._pin_box(index, tensor) for index, tensor in zip(others, words, strict=True)}
        self._show_pins()

    def _show_pins(self) -> None:
        """Grey the value of an input that has an image of its own."""
        held, own = (
            self.tr("In the model's own units. This input gets no image."),
            self.tr("This input has an image of its own, above the canvas."),
        )
        for index, box in self._pin_boxes.items():
            has_own = index in self._state.companions
            box.setEnabled(not has_own)
            box.setToolTip(own if has_own else held)

    def _pin_box(self, index: int, tensor: str) -> QDoubleSpinBox:
        shown = self.fontMetrics().elidedText(tensor, Qt.TextElideMode.ElideMiddle, _ROOM)
        label = QLabel(self.tr("{tensor} held at:").format(tensor=shown).replace("&", "&&"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(plain_tip(tensor))
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box = DecimalBox()
        label.setBuddy(box)
        box.setRange(-_MOST, _MOST)
        box.setDecimals(3)
        box.setAccessibleName(self.tr("Value that the input {tensor} is held at").format(tensor=tensor))
        # Each value opens the model again, so only the finished number counts.
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._choose)
        for widget in (label, box):
            self._pins.addWidget(widget)
            self._pinned.append(widget)
        return box

    def _redraw(self) -> None:
        several = (self._output.count() > 1, self._input.count() > 1)
        for shown, widgets in zip(
            several, ((self._output_label, self._output), (self._input_label, self._input)), strict=True
        ):
            for widget in widgets:
                widget.setVisible(shown)
        self.setVisible(any(several) or bool(self._pin_boxes))

    def _choose(self) -> None:
        """Ask for what all controls say together: one may change while the choice in another is still being opened."""
        model = self._state.model
        if model is not None:
            held = [self._pin_boxes[i].value() if i in self._pin_boxes else 0.0 for i in range(len(model.inputs))]
            # All zeros are the default, which a port writes as ().
            pins = tuple(held) if any(held) else ()
            output = self._output.currentData()
            two_classes = model.port.two_classes
            if output != model.port.output:
                two_classes = bool(memory.two_classes_of(model.sha256, output))
            self.port_wanted.emit(Port(self._input.currentData(), output, pins, two_classes))
