"""The overlay: its strength and its colours, and the bare photograph while a button is held down."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.rendering import (
    COLOUR_MAPS,
    DIVERGING_MAPS,
    Evidence,
    Interpolation,
    Way,
    is_capped,
    is_signed,
    is_two_sided,
    value_range,
)
from gui.design.controls import DecimalBox, Slider
from gui.design.form import Section, choices, select
from gui.inspector.colour_choice import ColourChoice
from gui.inspector.scale_choice import ScaleChoice
from gui.state.screen import ScreenState
from gui.words.maps import evidence_name, way_name

_MOST_LEVELS = 12


class OverlayPanel(Section):
    """Alpha, kind of picture, colours, range, scale, interpolation, and a button that shows the bare photograph."""

    original_held = Signal(bool)

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Overlay"))
        self._state = state
        self._alpha = Slider()
        self._alpha.setRange(0, 100)
        self._alpha_value = QLabel()
        # As wide as its longest text, so that the slider keeps its length.
        self._alpha_value.setMinimumWidth(self._alpha_value.fontMetrics().horizontalAdvance("100 %"))
        self._alpha_value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add_field(self.tr("&Strength:"), self._beside(self._alpha, self._alpha_value))
        self._alpha.setAccessibleName(self.tr("Strength of the overlay (alpha)"))
        self._alpha.setToolTip(self.tr("Alpha: 0 % shows the photograph alone, 100 % the map alone"))
        self._way = choices()
        for way in Way:
            self._way.addItem(way_name(way), way)
        self.add_field(self.tr("&Kind of picture:"), self._way)
        self._levels = QLineEdit()
        self._levels.setToolTip(self.tr("Per cent of the way from zero to the end of the colour bar, such as 25 50 75"))
        self._levels_label = self.add_field(self.tr("Lines at:"), self._levels)
        self._percentile = DecimalBox()
        self._percentile.setRange(0, 99.9)
        self._percentile.setDecimals(1)
        self._percentile.setSuffix(" %")
        self._percentile.setToolTip(self.tr("So many per cent of the map's values lie below"))
        self._percentile_label = self.add_field(self.tr("Highest above:"), self._percentile)
        self._colours = ColourChoice(COLOUR_MAPS, diverging=False)
        self._colours_label = self.add_field(self.tr("Colo&urs:"), self._colours)
        self._diverging = ColourChoice(DIVERGING_MAPS, diverging=True)
        self._diverging_label = self.add_field(self.tr("Two-sided colo&urs:"), self._diverging)
        self._evidence = choices()
        for evidence in Evidence:
            self._evidence.addItem(evidence_name(evidence), evidence)
        self._evidence_label = self.add_field(self.tr("&Evidence:"), self._evidence)
        self._range = choices()
        self._range.addItem(self.tr("but for a few extreme pixels"), True)
        self._range.addItem(self.tr("whole"), False)
        self._range.setToolTip(self.tr("Of fine maps a few extreme pixels would leave the rest dark"))
        self._range_label = self.add_field(self.tr("&Range:"), self._range)
        self._scale = ScaleChoice()
        self.add_field(self.tr("Colour &bar:"), self._scale)
        self._scale.box.setAccessibleName(self._scale.accessibleName())
        self._cells = choices()
        self._cells.addItem(self.tr("Smooth"), Interpolation.SMOOTH)
        self._cells.addItem(self.tr("True cells"), Interpolation.CELLS)
        self._cells.addItem(self.tr("Bicubic"), Interpolation.BICUBIC)
        self.add_field(self.tr("M&ap:"), self._cells)
        self._hold = QPushButton(self.tr("Hold to see the photograph"))
        self._hold.setAccessibleName(self.tr("Hold to see the photograph"))
        self._hold.setToolTip(self.tr("The O key does the same"))
        self.rows.addWidget(self._hold)
        self._connect()
        self._redraw()

    def show_swatches(self) -> None:
        """Draw a small bar next to each colour map's name, once the tables are loaded."""
        for box in (self._colours, self._diverging):
            box.show_swatches()

    def _connect(self) -> None:
        self._alpha.valueChanged.connect(self._set_alpha)
        self._way.currentIndexChanged.connect(self._set_way)
        self._levels.editingFinished.connect(self._set_levels)
        self._percentile.valueChanged.connect(self._set_percentile)
        self._colours.chosen.connect(self._set_colours)
        self._diverging.chosen.connect(self._set_diverging)
        self._scale.chosen.connect(self._set_scale)
        self._scale.locked.connect(self._lock_scale)
        self._evidence.currentIndexChanged.connect(self._set_evidence)
        self._range.currentIndexChanged.connect(self._set_range)
        self._cells.currentIndexChanged.connect(self._set_cells)
        self._hold.pressed.connect(self._press)
        self._hold.released.connect(self._release)
        self._state.rendering_changed.connect(self._redraw)
        self._state.attribution_changed.connect(self._redraw)

    def _redraw(self) -> None:
        rendering = self._state.rendering
        share = round(rendering.alpha * 100)
        self._alpha.blockSignals(True)
        self._alpha.setValue(share)
        self._alpha.blockSignals(False)
        self._alpha_value.setText(f"{share} %")
        select(self._way, rendering.way)
        self._levels.setText(" ".join(_per_cent(share) for share in rendering.contours))
        self._percentile.blockSignals(True)
        self._percentile.setValue(rendering.percentile)
        self._percentile.blockSignals(False)
        self._colours.show_name(rendering.colour_map)
        self._diverging.show_name(rendering.diverging)
        self._scale.show_range(rendering.fixed)
        select(self._evidence, rendering.evidence)
        select(self._range, rendering.capped)
        select(self._cells, rendering.interpolation)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        """Show only the controls that change something on this map in this kind of picture."""
        attribution, rendering = self._state.attribution, self._state.rendering
        two_sided = attribution is not None and is_two_sided(attribution, rendering)
        capped = replace(rendering, capped=True)
        applies = {
            (self._levels_label, self._levels): rendering.way is Way.CONTOURS,
            (self._percentile_label, self._percentile): rendering.way is Way.HOT,
            (self._evidence_label, self._evidence): attribution is not None and is_signed(attribution),
            (self._range_label, self._range): attribution is not None and is_capped(attribution, capped),
            (self._diverging_label, self._diverging): two_sided and rendering.way is not Way.SPOTLIGHT,
            (self._colours_label, self._colours): not two_sided and rendering.way is not Way.SPOTLIGHT,
        }
        for widgets, visible in applies.items():
            for widget in widgets:
                widget.setVisible(visible)
        self._alpha.setEnabled(rendering.way is not Way.HEAT)

    def _set_alpha(self, share: int) -> None:
        self._state.set_rendering(alpha=share / 100)

    def _set_colours(self, name: str) -> None:
        self._state.set_rendering(colour_map=name)

    def _set_diverging(self, name: str) -> None:
        self._state.set_rendering(diverging=name)

    def _set_evidence(self) -> None:
        self._state.set_rendering(evidence=Evidence(self._evidence.currentData()))

    def _set_range(self) -> None:
        self._state.set_rendering(capped=bool(self._range.currentData()))

    def _set_cells(self) -> None:
        # Qt returns a StrEnum as a plain string.
        self._state.set_rendering(interpolation=Interpolation(self._cells.currentData()))

    def _set_way(self) -> None:
        self._state.set_rendering(way=Way(self._way.currentData()))

    def _set_levels(self) -> None:
        """Take the numbers between 0 and 100 that were typed; if there are none, show the levels as they were."""
        typed = [QLocale().toDouble(word) for word in re.split(r"[\s;%]+", self._levels.text())]
        shares = sorted({round(value / 100, 4) for value, fits in typed if fits and 0 < value < 100})
        if shares:
            self._state.set_rendering(contours=tuple(shares[:_MOST_LEVELS]))
        self._redraw()

    def _set_percentile(self, percentile: float) -> None:
        self._state.set_rendering(percentile=percentile)

    def _set_scale(self, fixed: tuple[float, float] | None) -> None:
        self._state.set_rendering(fixed=fixed)

    def _lock_scale(self) -> None:
        """Lock the scale to that of the map on screen."""
        attribution = self._state.attribution
        found = value_range(attribution, self._state.rendering) if attribution is not None else (0.0, 1.0)
        # A flat map has no range that could be locked.
        self._state.set_rendering(fixed=found if found[0] < found[1] else (0.0, 1.0))

    def _press(self) -> None:
        self.original_held.emit(True)

    def _release(self) -> None:
        self.original_held.emit(False)

    @staticmethod
    def _beside(*widgets: QWidget) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget)
        row.setFocusProxy(widgets[0])
        return row


def _per_cent(share: float) -> str:
    return QLocale().toString(share * 100, "g", 4)
