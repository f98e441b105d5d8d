"""The model's answers under each convention for pixel values, side by side, so that the user can compare and choose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from engine.attribution.request import Trial
from engine.network.description import Head
from gui.state.screen import ScreenState
from gui.words.model_input import pixel_values_name
from gui.words.numbers import answer

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
        for number, trial in enumerate(self._state.trials):
            name, answers = pixel_values_name(trial.pixel_values), self._answers(trial)
            shown = answers if self.fontMetrics().horizontalAdvance(answers) < _ROOM else self._answers(trial, _NAME)
            # An & in a class name must not become an Alt key.
            heading = self.tr("{name} (fits training best)").format(name=name) if trial.fits_best else name
            button = QRadioButton(f"{heading}\n{shown}".replace("&", "&&"))
            button.setAccessibleName(f"{heading}: {answers}")
            button.setToolTip(f"{answers}\n\n{self._why_best()}" if trial.fits_best else answers)
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

    def _answers(self, trial: Trial, room: int = 0) -> str:
        """Return the first two answers. room: pixels for each name, 0 for the whole name."""
        model = self._state.model
        labels = model.labels if model else ()
        head = model.head if model else Head.SOFTMAX
        named = [(labels[index] if index < len(labels) else str(index), share) for index, share in trial.answers[:2]]
        if room:
            shorten, right = self.fontMetrics().elidedText, Qt.TextElideMode.ElideRight
            named = [(shorten(label, right, room), share) for label, share in named]
        return ", ".join(f"{label} ({answer(share, head)})" for label, share in named)

    def _mark(self) -> None:
        for number, trial in enumerate(self._state.trials):
            self._group.button(number).setChecked(trial.pixel_values == self._state.choices.pixel_values)

    def _choose(self, number: int) -> None:
        """Take the user's choice, which confirms the pixel values if they were those that were assumed."""
        self._state.choose_pixel_values(self._state.trials[number].pixel_values)
