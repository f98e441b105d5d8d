"""Under the canvas: what the map on screen is, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.colour_bar import ColourBar
from gui.state import ScreenState
from gui.words import answer, finding_sentence, method_name, unit_sentence


class Legend(QWidget):
    """Names the map that is shown (not the one that is wanted), with its finding and its colour bar."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._finding = QLabel()
        self._finding.setWordWrap(True)
        self._finding.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = ColourBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 0)
        column.setSpacing(4)
        for widget in (self._title, self._finding, self._bar):
            column.addWidget(widget)
        state.attribution_changed.connect(self._redraw)
        state.rendering_changed.connect(self._redraw)
        state.picture_changed.connect(self._redraw)
        self._redraw()

    def _redraw(self) -> None:
        attribution, model = self._state.attribution, self._state.model
        self._bar.show_scale(attribution, self._state.rendering)
        self._finding.hide()
        if attribution is None or model is None or attribution.request.target is None:
            self._title.setText(self.tr("No map yet: the engine is at work.") if self._state.picture else "")
            return
        target = attribution.request.target
        label = model.labels[target]
        self._title.setText(
            self.tr("{method} for “{label}” ({answer}), {unit}").format(
                method=method_name(attribution.request.method),
                label=label,
                answer=answer(float(attribution.probabilities[target]), model.head),
                unit=unit_sentence(model.head),
            )
        )
        if attribution.findings:
            self._finding.setText("\n".join(finding_sentence(finding, label) for finding in attribution.findings))
            self._finding.show()
