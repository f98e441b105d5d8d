"""The model's answers under each convention for pixel values, side by side, to choose by looking."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from engine.request import Head, Trial
from gui.state import ScreenState
from gui.words import answer, pixel_values_name


class TrialList(QWidget):
    """One choice per convention with the answers it leads to; hidden while there is nothing to compare."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        title = QLabel(self.tr("Its answers to this photograph under each choice:"))
        title.setWordWrap(True)
        self._column.addWidget(title)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._choose)
        state.trials_changed.connect(self._list)
        state.question_changed.connect(self._mark)
        self._list()

    def _list(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        for trial in self._state.trials:
            button = QRadioButton(f"{pixel_values_name(trial.pixel_values)}\n{self._answers(trial)}")
            button.setProperty("values", trial.pixel_values)
            self._group.addButton(button)
            self._column.addWidget(button)
        self.setVisible(bool(self._state.trials))
        self._mark()

    def _answers(self, trial: Trial) -> str:
        model = self._state.model
        labels = model.labels if model else ()
        head = model.head if model else Head.SOFTMAX
        named = [(labels[index] if index < len(labels) else str(index), share) for index, share in trial.answers[:2]]
        return ", ".join(f"{label} {answer(share, head)}" for label, share in named)

    def _mark(self) -> None:
        for button in self._group.buttons():
            button.setChecked(button.property("values") == self._state.pixel_values)

    def _choose(self, button: QRadioButton) -> None:
        self._state.choose_pixel_values(button.property("values"))
