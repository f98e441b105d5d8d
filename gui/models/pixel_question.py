"""The question of pixel values: each choice with the model's answers under it, our suggestion and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from engine.images.preprocessing import PixelValues
from gui.design.elided_label import ElidedLabel
from gui.design.scale import CONTROL_HEIGHT, Space, Type, set_type
from gui.models.card import evidence_sentence
from gui.words.model_input import pixel_values_name, trial_answers

if TYPE_CHECKING:
    from engine.attribution.request import Trial
    from gui.state.screen import ScreenState


class PixelQuestion(QWidget):
    """One line where they are known; else every choice. The answers have their room from the start."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        assert state.model is not None
        self._state = state
        self._chosen = False  # the user has chosen: the suggestion no longer moves
        self._sample = ""
        self._suggested = state.choices.pixel_values
        self._group = QButtonGroup(self)
        self._answers: dict[str, ElidedLabel] = {}
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._whose = ElidedLabel()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._why, 0, 0, 1, 2)
        self._open = state.pixels_are_assumed
        if not self._open:
            words = self.tr("{values}. Known: {evidence}.")
            name = pixel_values_name(state.choices.pixel_values)
            self._why.setText(words.format(values=name, evidence=evidence_sentence(state.model)))
            return
        grid.setRowMinimumHeight(1, CONTROL_HEIGHT)
        grid.addWidget(self._whose, 1, 1, Qt.AlignmentFlag.AlignBottom)
        set_type(self._whose, Type.SMALL)
        self._whose.setContentsMargins(0, Space.S, 0, 0)
        for number, values in enumerate(PixelValues):
            self._add(grid, number, values.value)
        self._group.buttonClicked.connect(self._note_choice)
        state.trials_changed.connect(self._show)
        state.picture_changed.connect(self._show)
        state.model_changed.connect(self._show)
        self._show()

    @property
    def chosen(self) -> str:
        """The choice that is marked."""
        return list(PixelValues)[self._group.checkedId()].value

    def show_sample(self, name: str) -> None:
        """Say that the answers are those to a sample."""
        self._sample = name
        if self._open:
            self._show()

    def take(self) -> None:
        """Use the marked choice, from now on for this model."""
        if self._open:
            self._state.choose_pixel_values(self.chosen)

    def _add(self, grid: QGridLayout, number: int, values: str) -> None:
        button, answers = QRadioButton(pixel_values_name(values)), ElidedLabel()
        button.setMinimumHeight(CONTROL_HEIGHT)
        button.setChecked(values == self._suggested)
        self._group.addButton(button, number)
        self._answers[values] = answers
        grid.addWidget(button, number + 2, 0)
        grid.addWidget(answers, number + 2, 1)

    def _note_choice(self) -> None:
        self._chosen = True

    def _show(self) -> None:
        """Show the answers that are there, and move the mark to the choice that fits the training, if one does."""
        trials = {trial.pixel_values: trial for trial in self._state.trials}
        best = next((values for values, trial in trials.items() if trial.fits_best), None)
        self._suggested = best or self._state.choices.pixel_values
        for number, values in enumerate(PixelValues):
            self._describe(number, values.value, trials.get(values.value), bool(trials))
            if not self._chosen and values == self._suggested:
                self._group.button(number).setChecked(True)
        fits = self.tr("We suggest the values that bring this image closest to the training images.")
        guess = self.tr(
            "The file does not say how the model was trained, so our suggestion is a guess. "
            "Choose the line whose answers are right for the image."
        )
        self._why.setText(fits if best else guess)
        image = self._state.image
        name = image.name if image is not None else self._sample
        whose = self.tr("Answers to “{name}”") if image is not None else self.tr("Answers to the sample “{name}”")
        self._whose.setText(whose.format(name=name) if name else self.tr("Open an image to see the answers here"))

    def _describe(self, number: int, values: str, trial: Trial | None, tried: bool) -> None:
        button, model = self._group.button(number), self._state.model
        assert model is not None
        name = pixel_values_name(values)
        heading = self.tr("{values} (suggested)").format(values=name) if values == self._suggested else name
        answers = trial_answers(trial, model) if trial is not None else "–" if tried else ""
        button.setText(heading.replace("&", "&&"))
        button.setAccessibleName(f"{heading}: {answers}" if answers else heading)
        self._answers[values].setText(answers)
