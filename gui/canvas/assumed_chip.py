"""The chip on the canvas that stays as long as nobody has confirmed which pixel values the model takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.canvas.painting import RULER
from gui.design.messages.chip import Chip
from gui.design.scale import Space
from gui.design.shades import Tone
from gui.words.model_input import assumed_sentence, assumed_words

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.state.screen import ScreenState

_NAME_LINES = 3  # of a pane's name and remark, which stand in the same corner


class AssumedChip(Chip):
    """Lies in the upper left corner over the image; `clicked` asks for the choice of pixel values."""

    def __init__(self, state: ScreenState, canvas: Canvas) -> None:
        super().__init__(Tone.AMBER)
        self.setParent(canvas)
        self._state = state
        self._canvas = canvas
        for signal in (
            state.picture_changed,
            state.model_changed,
            state.question_changed,
            state.comparison_changed,
            canvas.ruler_turned,
            self.outdated,
        ):
            signal.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        state = self._state
        assumed = state.picture is not None and state.pixels_are_assumed
        if assumed:
            words = assumed_sentence(state.choices.pixel_values)
            self.say(assumed_words(), Tone.AMBER)
            self.setToolTip(words)
            self.setAccessibleDescription(words)
            self.adjustSize()
            beside = Space.S + (round(RULER) if self._canvas.ruler_is_on() else 0)
            names = _NAME_LINES * self.fontMetrics().lineSpacing() + Space.S if state.comparison is not None else 0
            self.move(beside, beside + names)
        self.setVisible(assumed)
