"""The model: what it is, and how it gets the photograph."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy

from engine.images.preprocessing import Evidence, PixelValues, has_colours
from engine.images.projection import Fit
from engine.network.description import Head
from gui.design.form import Section, choices, select
from gui.inspector.trial_list import TrialList
from gui.models.card import caution_sentence, evidence_sentence, names_sentence
from gui.state import memory
from gui.state.notice import Notice
from gui.state.screen import OPENING, ScreenState
from gui.words.model_input import fit_name, fit_sentence, pixel_values_name


class ModelPanel(Section):
    """Name and facts of the open model, pixel values and fit.

    `port_wanted` carries what one bare number is to be taken for.
    """

    port_wanted = Signal(object)  # Port
    open_wanted = Signal()
    card_wanted = Signal()

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Model"))
        self._state = state
        self._warned_of = ""  # a model's SHA-256
        self._name = QLabel()
        self._name.setWordWrap(True)
        # A long name wraps instead of widening the panel.
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rows.addWidget(self._name)
        self._facts = self.add_hint()
        self._open = QPushButton(self.tr("Open model…"))
        self._open.setAccessibleName(self.tr("Open model"))
        self._open.clicked.connect(self.open_wanted)
        self._card = QPushButton(self.tr("What was understood…"))
        self._card.setAccessibleName(self.tr("What was understood of the model"))
        self._card.clicked.connect(self.card_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._card)
        self.rows.addLayout(buttons)
        self._number = choices()
        self._number.addItem(self.tr("a value"), False)
        self._number.addItem(self.tr("yes or no, two classes"), True)
        self._number.setToolTip(self.tr("Two classes: the number is the score of yes, as it is before a sigmoid"))
        self._number_label = self.add_field(self.tr("Its one number is:"), self._number)
        self._values = choices()
        for values in PixelValues:
            self._values.addItem(pixel_values_name(values), values.value)
        self.add_field(self.tr("&Pixel values:"), self._values)
        self._values_hint = self.add_hint()
        self._trials = TrialList(state)
        self._trials.chosen.connect(self._redraw)
        self.rows.addWidget(self._trials)
        self._fit = choices()
        for fit in Fit:
            self._fit.addItem(fit_name(fit), fit)
        self.add_field(self.tr("&It sees the photograph:"), self._fit)
        self._fit_hint = self.add_hint()
        self._number.currentIndexChanged.connect(self._choose_number)
        self._values.currentIndexChanged.connect(self._choose_values)
        self._fit.currentIndexChanged.connect(self._choose_fit)
        state.model_changed.connect(self._redraw)
        state.model_changed.connect(self._warn)
        state.question_changed.connect(self._redraw)
        state.activities_changed.connect(self._show_number)
        self._redraw()

    def _redraw(self) -> None:
        model = self._state.model
        for control in (self._values, self._fit, self._card):
            control.setEnabled(model is not None)
        select(self._fit, self._state.choices.fit)
        for widget in (self._number_label, self._number):
            widget.setVisible(model is not None and model.one_number)
        self._show_number()
        if model is None:
            self._name.setText(self.tr("No model yet"))
            self._facts.setText("")
            self._values_hint.hide()
            self._fit_hint.hide()
            return
        self._name.setText(f"<b>{_escaped(model.name)}</b>")
        self._name.setToolTip(f"{model.path}\nSHA-256 {model.sha256}")
        self._facts.setText(self._facts_of())
        select(self._values, self._state.choices.pixel_values)
        self._values_hint.setText(self._known_by())
        self._values_hint.show()
        self._fit_hint.setText(fit_sentence(self._state.choices.fit, model.input_size))
        self._fit_hint.show()

    def _show_number(self) -> None:
        """Show what the one number is taken for; a choice that was cancelled or refused is taken back."""
        if self._state.model is not None and OPENING not in self._state.activities:
            select(self._number, self._state.model.port.two_classes)

    def _facts_of(self) -> str:
        model = self._state.model
        assert model is not None
        locale = QLocale()
        size = self.tr("any size") if model.free_size else f"{model.input_size[0]} × {model.input_size[1]}"
        colour = self.tr("{count} channels").format(count=model.channels)
        if has_colours(model.channels):
            colour = self.tr("grey") if model.channels == 1 else self.tr("colour")
        classes = self.tr("{count} classes").format(count=locale.toString(len(model.labels)))
        if model.head is Head.VALUE:
            classes = self.tr("one value")
        parameters = self.tr("{count} weights").format(count=locale.toString(model.parameters))
        facts = f"{size}, {colour} · {classes} · {parameters}"
        if model.head is Head.VALUE:
            return facts
        return facts + "\n" + self.tr("Class names: {source}").format(source=names_sentence(model))

    def _known_by(self) -> str:
        """Return how the pixel values are known, or that the user chose them."""
        model = self._state.model
        assert model is not None
        if memory.pixel_values_of(model.sha256) == self._state.choices.pixel_values:
            return self.tr("Chosen by you for this model.")
        if model.pixel_values_from == Evidence.ASSUMED:
            return self.tr("Only assumed: the file does not say. Change this if the answers look wrong.")
        return self.tr("Known: {evidence}.").format(evidence=evidence_sentence(model))

    def _warn(self) -> None:
        """Tell at once what is odd about the model: this panel may be out of view."""
        model = self._state.model
        if model is None or model.sha256 == self._warned_of:
            return
        self._warned_of = model.sha256
        for caution in model.cautions:
            words = caution_sentence(caution)
            self._state.notify(Notice(f"{model.name}: {words}", important=True))

    def show_pixel_values(self) -> None:
        """Scroll the choice of pixel values into view and give it the keyboard."""
        area = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if area is not None:
            area.ensureWidgetVisible(self._fit_hint)
            area.ensureWidgetVisible(self._values)
        self._values.setFocus()

    def _choose_number(self) -> None:
        model = self._state.model
        if model is not None:
            self.port_wanted.emit(replace(model.port, two_classes=bool(self._number.currentData())))

    def _choose_values(self) -> None:
        self._state.choose_pixel_values(self._values.currentData())

    def _choose_fit(self) -> None:
        self._state.choose_fit(Fit(self._fit.currentData()))  # Qt returns a StrEnum as a plain string


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
