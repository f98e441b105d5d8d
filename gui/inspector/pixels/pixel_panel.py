"""Which pixel values the model is fed: a chip says them and how sure that is; a click opens the choice."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.images.preprocessing import Evidence, PixelValues
from gui.design.form import Section, choices, select
from gui.design.messages.chip import Chip
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.design.shades import Tone
from gui.inspector.pixels.trial_list import TrialList
from gui.models.card import caution_sentence, evidence_sentence
from gui.platform.scrolling import bring_into_view
from gui.state.notice import Notice
from gui.state.screen import ScreenState
from gui.words.model_input import pixel_values_name


class PixelPanel(QWidget):
    """The chip is amber while the values are only assumed. The choice has the answers under each of them beside it."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._warned_of = ""  # a model's SHA-256
        self.chip = Chip()
        set_type(self.chip, Type.SMALL)
        self._choice = Section(self.tr("Pixel values"))
        self._values = choices()
        for values in PixelValues:
            self._values.addItem(pixel_values_name(values), values.value)
        self._choice.add_field(self.tr("Pi&xel values:"), self._values)
        self._hint = self._choice.add_hint()
        self._trials = TrialList(state, self._choice)
        self._choice.rows.addWidget(self._trials)
        self._right = QPushButton(self.tr("Confirm"))
        self._right.setAccessibleName(self.tr("Confirm the pixel values"))
        self._right.setMinimumHeight(CONTROL_HEIGHT)
        self._choice.rows.addWidget(self._right)
        self._choice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.chip)
        column.addWidget(self._choice)
        self.chip.clicked.connect(self._turn)
        self._right.clicked.connect(self._confirm)
        self._values.currentIndexChanged.connect(self._choose)
        state.model_changed.connect(self._redraw)
        state.model_changed.connect(self._warn)
        state.question_changed.connect(self._redraw)
        self._redraw()

    def open(self) -> None:
        """Show the choice, and give it the keyboard."""
        self._choice.show()
        bring_into_view(self._choice)
        self._values.setFocus()

    def _turn(self) -> None:
        if self._choice.isHidden():
            self.open()
        else:
            self._choice.hide()

    def _redraw(self) -> None:
        model, assumed = self._state.model, self._state.pixels_are_assumed
        self.chip.setEnabled(model is not None)
        self._right.setVisible(assumed)
        if model is None:
            self._choice.hide()
            self.chip.say(self.tr("No model yet"), Tone.NEUTRAL)
            return
        values = self._state.choices.pixel_values
        select(self._values, values)
        known_by = self._known_by()
        self._hint.setText(known_by)
        if assumed:
            self.chip.say(self.tr("Pixel values assumed: check"), Tone.AMBER)
        else:
            words = self.tr("Pixel values: {values}").format(values=pixel_values_name(values))
            self.chip.say(words, Tone.GREEN if self._state.choices.pixels_chosen else Tone.NEUTRAL)
        description = f"{pixel_values_name(values)}. {known_by}"
        self.chip.setToolTip(description)
        self.chip.setAccessibleDescription(description)

    def _known_by(self) -> str:
        """Return how the pixel values are known, or that the user chose them."""
        model = self._state.model
        assert model is not None
        if self._state.choices.pixels_chosen:
            return self.tr("Chosen by you for this model.")
        if model.pixel_values_from == Evidence.ASSUMED:
            return self.tr("Assumed: the file does not state them. Compare the answers below and choose.")
        return self.tr("Source: {evidence}.").format(evidence=evidence_sentence(model))

    def _warn(self) -> None:
        """Say at once what is odd about a model: this panel may be out of view."""
        model = self._state.model
        if model is None or model.sha256 == self._warned_of:
            return
        self._warned_of = model.sha256
        self._choice.hide()
        for caution in model.cautions:
            self._state.notify(Notice(f"{model.name}: {caution_sentence(caution)}", important=True))

    def _choose(self) -> None:
        self._state.choose_pixel_values(self._values.currentData())

    def _confirm(self) -> None:
        self._state.confirm_pixel_values()
        self._choice.hide()
        self.chip.setFocus()
