"""How the map becomes colours: the way it is shown, which part of it, and between which values."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit

from engine.rendering import Evidence, Interpolation, Way, is_capped, is_signed, value_range
from gui.design.controls import DecimalBox
from gui.design.form import Section, choices, select
from gui.design.scale import CONTROL_HEIGHT
from gui.inspector.colours.scale_choice import ScaleChoice
from gui.state.screen import ScreenState
from gui.words.maps import evidence_name, way_name

_MOST_LEVELS = 12


class MapPanel(Section):
    """Way, evidence, range, scale and smoothing."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Heat map"))
        self._state = state
        self._way = choices()
        for way in Way:
            self._way.addItem(way_name(way), way)
        self.add_field(self.tr("Sho&w as:"), self._way)
        self._levels = QLineEdit()
        self._levels.setMinimumHeight(CONTROL_HEIGHT)
        self._levels.setToolTip(self.tr("In percent of the colour scale, such as 25 50 75"))
        self._levels_label = self.add_field(self.tr("Lines at:"), self._levels)
        self._percentile = DecimalBox()
        self._percentile.setMinimumHeight(CONTROL_HEIGHT)
        self._percentile.setRange(0, 99.9)
        self._percentile.setDecimals(1)
        self._percentile.setSuffix(" %")
        self._percentile.setToolTip(self.tr("This share of the map's values stays hidden"))
        self._percentile_label = self.add_field(self.tr("Hide the lowest:"), self._percentile)
        self._evidence = choices()
        for evidence in Evidence:
            self._evidence.addItem(evidence_name(evidence), evidence)
        self._evidence_label = self.add_field(self.tr("&Evidence:"), self._evidence)
        self._range = choices()
        self._range.addItem(self.tr("Without extremes"), True)
        self._range.addItem(self.tr("All values"), False)
        self._range.setToolTip(self.tr("A few extreme values would leave the rest of a fine map dark"))
        self._range_label = self.add_field(self.tr("Ran&ge:"), self._range)
        self._scale = ScaleChoice()
        self.add_field(self.tr("Colour sc&ale:"), self._scale)
        self._scale.box.setAccessibleName(self._scale.accessibleName())
        self._cells = choices()
        self._cells.addItem(self.tr("Smooth"), Interpolation.SMOOTH)
        self._cells.addItem(self.tr("None (cells)"), Interpolation.CELLS)
        self._cells.addItem(self.tr("Smoother (bicubic)"), Interpolation.BICUBIC)
        self.add_field(self.tr("&Smoothing:"), self._cells)
        self._connect()
        self._redraw()

    def _connect(self) -> None:
        self._way.currentIndexChanged.connect(self._set_way)
        self._levels.editingFinished.connect(self._set_levels)
        self._percentile.valueChanged.connect(self._set_percentile)
        self._scale.chosen.connect(self._set_scale)
        self._scale.locked.connect(self._lock_scale)
        self._evidence.currentIndexChanged.connect(self._set_evidence)
        self._range.currentIndexChanged.connect(self._set_range)
        self._cells.currentIndexChanged.connect(self._set_cells)
        self._state.rendering_changed.connect(self._redraw)
        self._state.attribution_changed.connect(self._redraw)

    def _redraw(self) -> None:
        rendering = self._state.rendering
        select(self._way, rendering.way)
        self._levels.setText(" ".join(_per_cent(share) for share in rendering.contours))
        self._percentile.blockSignals(True)
        self._percentile.setValue(rendering.percentile)
        self._percentile.blockSignals(False)
        self._scale.show_range(rendering.fixed)
        select(self._evidence, rendering.evidence)
        select(self._range, rendering.capped)
        select(self._cells, rendering.interpolation)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        """Show only the controls that change something on this map, shown in this way."""
        attribution, rendering = self._state.attribution, self._state.rendering
        capped = replace(rendering, capped=True)
        applies = {
            (self._levels_label, self._levels): rendering.way is Way.CONTOURS,
            (self._percentile_label, self._percentile): rendering.way is Way.HOT,
            (self._evidence_label, self._evidence): attribution is not None and is_signed(attribution),
            (self._range_label, self._range): attribution is not None and is_capped(attribution, capped),
        }
        for widgets, visible in applies.items():
            for widget in widgets:
                widget.setVisible(visible)

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


def _per_cent(share: float) -> str:
    return QLocale().toString(share * 100, "g", 4)
