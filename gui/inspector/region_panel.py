"""Of a model that marks regions: whether the whole mask is explained, or a part of it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from gui.design.form import Section
from gui.design.scale import CONTROL_HEIGHT
from gui.state.screen import ScreenState


class RegionPanel(Section):
    """Hidden for models without a mask, which most are."""

    def __init__(self, state: ScreenState, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Region"), parent=parent)
        self._state = state
        self._hint = self.add_hint()
        self._whole = QPushButton(self.tr("Explain the whole mask"))
        self._whole.setAccessibleName(self.tr("Explain the whole mask"))
        self._whole.setMinimumHeight(CONTROL_HEIGHT)
        self._whole.clicked.connect(self._explain_whole)
        self.rows.addWidget(self._whole)
        state.model_changed.connect(self._redraw)
        state.question_changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        model, region = self._state.model, self._state.choices.region
        self.setVisible(model is not None and model.mask)
        self._whole.setEnabled(region is not None)
        self._hint.setText(
            self.tr("Explains the whole mask. Hold Shift and draw a rectangle to explain a part.")
            if region is None
            else self.tr("Explains the mean within the rectangle.")
        )

    def _explain_whole(self) -> None:
        self._state.choose_region(None)
