"""One measure: its value, what it is, where it is good, and its curve or small maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.measures import MEASURES, Verdict
from engine.network.description import Head
from gui.design.messages.steady_label import SteadyLabel
from gui.design.scale import Space, Type, set_type
from gui.trust.charts import STEPPED, chart_of
from gui.trust.curve_chart import CurveChart
from gui.trust.map_strip import MapStrip
from gui.trust.numbers_table import NumbersTable
from gui.trust.step_preview import StepPreview
from gui.trust.value_bar import ValueBar
from gui.words.measure_parts import answer_words, detail_rows, picture_names
from gui.words.measures import measure_name, reason_words, value_words, what_is

if TYPE_CHECKING:
    from engine.measures import Measured
    from gui.trust.room import TrustRoom

_FIRST_STEP = 0.3  # of the image: where most maps have made the answer fall or return


class MeasureView(QWidget):
    """Shows what a measure found, or that it is not there yet."""

    def __init__(self, measure: str, room: TrustRoom) -> None:
        super().__init__()
        self.measure = measure
        self._room = room
        self._found: Measured | None = None
        self.setAccessibleName(measure_name(measure))
        self.value = QLabel()
        set_type(self.value, Type.BODY, strong=True)
        self.reason = _small_label()
        self._bar = ValueBar(measure)
        self.chart = CurveChart(measure_name(measure), chooses=measure in STEPPED)
        self.preview = StepPreview(room.state, measure) if measure in STEPPED else None
        self.maps = MapStrip(measure_name(measure))
        self.numbers = NumbersTable(measure_name(measure))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(self._head())
        column.addWidget(_small_label(what_is(measure)))
        parts = (self._bar, self.reason, self.chart, self.preview, self.maps, self.numbers)
        for part in parts:
            if part is not None:
                part.hide()
                column.addWidget(part)
        self.chart.stepped.connect(self._step)

    def show_found(self, found: Measured | None, said: str = "") -> None:
        """Show what is known; None: nothing yet. said: a reason that stands above already."""
        if found is self._found and found is not None:
            self._show_reason(found if found.fraction >= 1 else None, said)
            return
        self._found = found
        self.value.setText(self._value_words(found))
        complete = found is not None and found.fraction >= 1
        self._show_judgement(found if complete else None, said)
        chart = chart_of(self.measure, found, self._shares)
        self.chart.setVisible(chart is not None)
        if chart is not None:
            self.chart.show_chart(chart)
        if self.preview is not None:
            self.preview.setVisible(chart is not None)
            self._show_preview(complete and chart is not None)
        pictures = found.pictures if found is not None else ()
        self.maps.setVisible(bool(pictures))
        self.maps.show_maps(pictures, picture_names(found) if found is not None else ())
        rows = detail_rows(self.measure, found if complete else None, self._shares)
        self.numbers.setVisible(bool(rows))
        self.numbers.show_rows(rows)

    def _value_words(self, found: Measured | None) -> str:
        if found is not None and found.fraction >= 1:
            return value_words(found)
        return "–" if self._room.watch.idle else "…"

    def _show_preview(self, complete: bool) -> None:
        """Show the image at one step of a complete curve, from which the user goes on."""
        assert self.preview is not None
        if complete:
            self.chart.choose(_FIRST_STEP)
        else:
            self.preview.clear()

    def _show_judgement(self, found: Measured | None, said: str) -> None:
        self._bar.setVisible(MEASURES[self.measure].thresholds is not None)
        self._bar.show_value(found)
        self._show_reason(found, said)

    def _show_reason(self, found: Measured | None, said: str) -> None:
        """Say why the value has its verdict, or why there is no value; a value without a verdict speaks for itself."""
        words = reason_words(found) if found is not None and _has_reason(found) else ""
        self.reason.setText(words)
        self.reason.setVisible(words not in ("", said))

    def _step(self, share: float) -> None:
        trust, chart = self._room.watch.trust, self.chart.chart
        if self.preview is not None and trust is not None and chart is not None:
            self.preview.show_step(trust.request, share, answer_words(chart.y_at(share), self._shares))

    @property
    def _shares(self) -> bool:
        model = self._room.state.model
        return model is None or model.head is not Head.VALUE

    def _head(self) -> QHBoxLayout:
        name = QLabel(measure_name(self.measure))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        set_type(name, Type.BODY, strong=True)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(name, 1)
        row.addWidget(self.value, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        return row


def _has_reason(found: Measured) -> bool:
    return found.verdict is not Verdict.NONE or found.why is not None


def _small_label(words: str = "") -> SteadyLabel:
    label = SteadyLabel()
    label.setText(words)
    set_type(label, Type.SMALL)
    return label
