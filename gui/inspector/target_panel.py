"""What is explained about the class: its score or its probability, alone or against another class."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.network.description import Head
from gui.design.controls import Slider
from gui.design.form import Section, choices, select
from gui.design.scale import CONTROL_HEIGHT
from gui.state.screen import ScreenState

_OFFERED = 30  # the most probable classes are offered for comparison
_NONE = -1  # the data of the entry "No other class"


class TargetPanel(Section):
    """Score or probability; the class it is compared against, and how much that one counts."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Question"))
        self._state = state
        self._kind = choices()
        self._kind.addItem(self.tr("Score"), False)
        self._kind.addItem(self.tr("Probability"), True)
        self._kind.setToolTip(
            self.tr("Score: evidence for this class only. Probability: also depends on the other classes.")
        )
        self.add_field(self.tr("Ex&plain:"), self._kind)
        self._against = choices()
        self.add_field(self.tr("Compare agai&nst:"), self._against)
        self._balance = Slider()
        self._balance.setRange(0, 200)
        self._balance.setPageStep(25)
        self._share = QLabel()
        self._share.setMinimumWidth(self._share.fontMetrics().horizontalAdvance("200 %"))
        self._share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QWidget()
        row.setMinimumHeight(CONTROL_HEIGHT)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._balance, 1)
        line.addWidget(self._share)
        self._balance_row = row
        self._balance_label = self.add_field(self.tr("Weight:"), row)
        self._balance.setAccessibleName(self.tr("Weight of the other class"))
        self._kind.currentIndexChanged.connect(self._choose_kind)
        self._against.currentIndexChanged.connect(self._choose_against)
        self._balance.valueChanged.connect(self._choose_balance)
        state.scores_changed.connect(self._list_classes)
        state.question_changed.connect(self._redraw)
        self._list_classes()

    def _list_classes(self) -> None:
        attribution, model = self._state.attribution, self._state.model
        self._against.blockSignals(True)
        self._against.clear()
        self._against.addItem(self.tr("No other class"), _NONE)
        if attribution is not None and model is not None:
            for target in np.argsort(-attribution.logits, kind="stable")[:_OFFERED]:
                self._against.addItem(model.labels[int(target)], int(target))
        self._against.blockSignals(False)
        self._redraw()

    def _redraw(self) -> None:
        state = self._state
        select(self._kind, state.choices.probability)
        select(self._against, _NONE if state.choices.against is None else state.choices.against)
        # A class that is not among the most probable, from a session or from undo.
        if state.choices.against is not None and self._against.currentIndex() < 0 and state.model is not None:
            self._against.blockSignals(True)
            self._against.addItem(state.model.labels[state.choices.against], state.choices.against)
            self._against.setCurrentIndex(self._against.count() - 1)
            self._against.blockSignals(False)
        self._balance.blockSignals(True)
        self._balance.setValue(round(state.choices.balance * 100))
        self._balance.blockSignals(False)
        self._share.setText(QLocale().toString(round(state.choices.balance * 100)) + " %")
        for widget in (self._balance_label, self._balance_row):
            widget.setVisible(state.choices.against is not None)
        known, model = state.attribution is not None, state.model
        self._against.setEnabled(known and model is not None and len(model.labels) > 1)
        self._kind.setEnabled(known and model is not None and model.head in (Head.SOFTMAX, Head.SIGMOID))

    def _choose_kind(self) -> None:
        self._state.choose_probability(bool(self._kind.currentData()))

    def _choose_against(self) -> None:
        target = self._against.currentData()
        self._state.choose_against(None if target is None or target == _NONE else int(target))

    def _choose_balance(self, percent: int) -> None:
        self._state.choose_balance(percent / 100)
