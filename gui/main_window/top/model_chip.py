"""The open model as a chip: its name, input size and state. A click shows its details, the arrow opens its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.design.icon_button import IconButton
from gui.design.messages.chip import Chip
from gui.design.plain_tip import plain_tip
from gui.design.scale import Space
from gui.design.shades import Tone
from gui.state.screen import OPENING

if TYPE_CHECKING:
    from engine.models.model_info import ModelInfo
    from gui.main_window.menus import Actions
    from gui.state.screen import ScreenState

_WIDEST = 300  # pixels of the chip
_LEAST_LETTERS = 18


class ModelChip(QWidget):
    """Amber while the pixel values are assumed, red where no model could be opened."""

    def __init__(self, table: Actions, state: ScreenState) -> None:
        super().__init__()
        self._table = table
        self._state = state
        self.chip = Chip(Tone.NEUTRAL)
        self.chip.clicked.connect(self._show_details)
        self.arrow = IconButton("chevron-down", self.tr("Open or change the model"))
        # Not the button's own menu, for which Qt paints an arrow of its own.
        self.arrow.clicked.connect(self._show_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS // 2)
        row.addWidget(self.chip)
        row.addWidget(self.arrow)
        self.chip.setMinimumWidth(_LEAST_LETTERS * self.fontMetrics().averageCharWidth())
        self.chip.setMaximumWidth(_WIDEST)
        for signal in (state.model_changed, state.question_changed, state.activities_changed):
            signal.connect(self._redraw)
        self._redraw()

    def _show_details(self) -> None:
        """Show the details, or ask for a model where none is open."""
        self._table.by_id["show_card" if self._state.model is not None else "open_model"].trigger()

    def _show_menu(self) -> None:
        self._table.menus["model"].popup(self.arrow.mapToGlobal(self.arrow.rect().bottomLeft()))

    def _redraw(self) -> None:
        model, tip = self._state.model, self.tr("Model details (Ctrl+I)")
        if OPENING in self._state.activities:
            words, tone = self.tr("Opening a model…"), Tone.NEUTRAL
            tip = self._state.activities[OPENING]
        elif model is None:
            words, tone, tip = self.tr("No model"), Tone.RED, self.tr("Open a model")
        elif self._state.pixels_are_assumed:
            words, tone = self.tr("{model} · assumed").format(model=_facts(model)), Tone.AMBER
            tip = self.tr("{name}: pixel values assumed. Check them before you trust the answers.").format(
                name=model.name
            )
        else:
            words, tone, tip = _facts(model), Tone.NEUTRAL, f"{model.name}\n{tip}"
        self.chip.say(words, tone)
        self.chip.setToolTip(plain_tip(tip))
        self.chip.setAccessibleName(self.tr("Model: {words}").format(words=words))


def _facts(model: ModelInfo) -> str:
    """Return the model's name and the size of the image that it takes."""
    width, height = model.input_size
    return f"{model.name} · {width} × {height}"
