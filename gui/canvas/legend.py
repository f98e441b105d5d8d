"""Under the canvas: what the map on screen is, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.attribution.request import Attribution
from engine.models.model_info import ModelInfo
from gui.canvas.colour_bar import ColourBar
from gui.design.elided_label import ElidedLabel
from gui.state.screen import ScreenState
from gui.words.maps import finding_sentence, unguided_sentence, unit_sentence
from gui.words.methods import method_name
from gui.words.numbers import answer, number, percent


class Legend(QWidget):
    """Names the map on screen, which may answer an earlier question, with its findings and its colour bar."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self._state = state
        self._title = ElidedLabel()
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
        self._title.setText(title_of(attribution, model))
        label = model.labels[attribution.request.target]
        remarks = [finding_sentence(finding, label) for finding in attribution.findings] + self._progress(attribution)
        self._finding.setText("\n".join(remarks))
        self._finding.setVisible(bool(remarks))

    def _progress(self, attribution: Attribution) -> list[str]:
        """Return how far an estimate is, and how certain it is."""
        remarks = []
        if attribution.fraction < 1:
            remarks.append(self.tr("A first estimate: {share} done.").format(share=percent(attribution.fraction)))
        if attribution.error is not None:
            words = self.tr("Standard error of the map, on average: {error}.")
            remarks.append(words.format(error=number(attribution.error)))
        if attribution.gap is not None:
            words = self.tr("Completeness: the map adds up to the score's change but for {gap}.")
            remarks.append(words.format(gap=percent(attribution.gap)))
        if attribution.unguided:
            remarks.append(unguided_sentence(attribution.unguided))
        return [" ".join(remarks)] if remarks else []


def title_of(attribution: Attribution, model: ModelInfo) -> str:
    """Return what a map is, in one sentence."""
    request, translate = attribution.request, QCoreApplication.translate
    target, against = request.target, request.against
    assert target is not None
    words = (
        translate("Legend", "{method} for “{label}” ({answer}), {unit}")
        if against is None
        else translate("Legend", "{method} for “{label}” ({answer}) rather than “{other}” (counting {balance}), {unit}")
    )
    return words.format(
        method=method_name(request.method),
        label=model.labels[target],
        answer=answer(float(attribution.probabilities[target]), model.head),
        other=model.labels[against] if against is not None else "",
        balance=percent(request.balance),
        unit=unit_sentence(request, model.head),
    )
