"""The model's answers under each convention for pixel values, side by side, so that the user can compare and choose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from gui.design.plain_tip import plain_tip
from gui.state.screen import ScreenState
from gui.words.model_input import pixel_values_name, trial_answers

_ROOM, _NAME = 230, 70  # pixels for a line of two answers in the narrowest panel, and for the name in each


class TrialList(QWidget):
    """One choice per convention with the answers it leads to; hidden while there is nothing to compare."""

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        title = QLabel(self.tr("Answers to this image with each choice:"))
        title.setWordWrap(True)
        self._column.addWidget(title)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        state.trials_changed.connect(self._list)
        state.question_changed.connect(self._mark)
        self._list()

    def _list(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        model = self._state.model
        for number, trial in enumerate(self._state.trials):
            assert model is not None
            name, answers = pixel_values_name(trial.pixel_values), trial_answers(trial, model)
            fits = self.fontMetrics().horizontalAdvance(answers) < _ROOM
            shown = answers if fits else trial_answers(trial, model, self._elided)
            # An & in a class name must not become an Alt key.
            heading = self.tr("{name} (fits training best)").format(name=name) if trial.fits_best else name
            button = QRadioButton(f"{heading}\n{shown}".replace("&", "&&"))
            button.setAccessibleName(f"{heading}: {answers}")
            button.setToolTip(plain_tip(f"{answers}\n\n{self._why_best()}" if trial.fits_best else answers))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._group.addButton(button, number)
            self._column.addWidget(button)
        self.setVisible(bool(self._state.trials))
        self._mark()

    def _why_best(self) -> str:
        return self.tr(
            "The model file stores the average brightness and colours of its training images. With these values, your "
            "image is closest."
        )

    def _elided(self, label: str) -> str:
        return self.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, _NAME)

    def _mark(self) -> None:
        for number, trial in enumerate(self._state.trials):
            self._group.button(number).setChecked(trial.pixel_values == self._state.choices.pixel_values)

    def _choose(self, number: int) -> None:
        """Take the user's choice, which confirms the pixel values if they were those that were assumed."""
        self._state.choose_pixel_values(self._state.trials[number].pixel_values)
