"""The model: what it is, and how an image is fitted to it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from engine.images.preprocessing import has_colours
from engine.images.projection import Fit
from engine.network.description import Head
from gui.design.form import Section, choices, select
from gui.design.plain_tip import plain_tip
from gui.design.scale import CONTROL_HEIGHT, Space
from gui.models.card import names_sentence
from gui.state.screen import OPENING, ScreenState
from gui.words.model_input import fit_name, fit_sentence


class ModelPanel(Section):
    """Name and facts of the open model, what its one number means, and image fit.

    `port_wanted` carries what one bare number is to be taken for.
    """

    port_wanted = Signal(object)  # Port
    open_wanted = Signal()
    card_wanted = Signal()

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Model"))
        self._state = state
        self._name = QLabel()
        self._name.setWordWrap(True)
        # A long name wraps instead of widening the panel.
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rows.addWidget(self._name)
        self._facts = self.add_hint()
        self._open = QPushButton(self.tr("Open model…"))
        self._open.setAccessibleName(self.tr("Open model"))
        self._open.clicked.connect(self.open_wanted)
        self._card = QPushButton(self.tr("Details…"))
        self._card.setAccessibleName(self.tr("Model details"))
        self._card.clicked.connect(self.card_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self._open, self._card):
            button.setMinimumHeight(CONTROL_HEIGHT)
            buttons.addWidget(button)
        self.rows.addLayout(buttons)
        self._number = choices()
        self._number.addItem(self.tr("A value"), False)
        self._number.addItem(self.tr("Two classes"), True)
        self._number.setToolTip(self.tr("Two classes: the number is the score of “yes”, before a sigmoid"))
        self._number_label = self.add_field(self.tr("Output number is:"), self._number)
        self._fit = choices()
        for fit in Fit:
            self._fit.addItem(fit_name(fit), fit)
        self.add_field(self.tr("&Image fit:"), self._fit)
        self._fit_hint = self.add_hint()
        self._number.currentIndexChanged.connect(self._choose_number)
        self._fit.currentIndexChanged.connect(self._choose_fit)
        state.model_changed.connect(self._redraw)
        state.question_changed.connect(self._redraw)
        state.activities_changed.connect(self._show_number)
        self._redraw()

    def _redraw(self) -> None:
        model = self._state.model
        for control in (self._fit, self._card):
            control.setEnabled(model is not None)
        select(self._fit, self._state.choices.fit)
        for widget in (self._number_label, self._number):
            widget.setVisible(model is not None and model.one_number)
        self._show_number()
        if model is None:
            self._name.setText(self.tr("No model yet"))
            self._facts.setText("")
            self._fit_hint.hide()
            return
        self._name.setText(f"<b>{_escaped(model.name)}</b>")
        self._name.setToolTip(plain_tip(f"{model.path}\nSHA-256 {model.sha256}"))
        self._facts.setText(self._facts_of())
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

    def _choose_number(self) -> None:
        model = self._state.model
        if model is not None:
            self.port_wanted.emit(replace(model.port, two_classes=bool(self._number.currentData())))

    def _choose_fit(self) -> None:
        self._state.choose_fit(Fit(self._fit.currentData()))  # Qt returns a StrEnum as a plain string


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
