"""The overlay: how much of it, in which colours, and the bare photograph while a button is held."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from engine.rendering import COLOUR_MAPS, DIVERGING_MAPS, MISLEADING, Evidence, Interpolation, is_capped, is_signed
from gui.panels.section import Section, choices, select
from gui.state import ScreenState
from gui.words import evidence_name

_SWATCH = QSize(48, 12)


class OverlayPanel(Section):
    """Alpha, colour map, interpolation, and hold to see the photograph."""

    original_held = Signal(bool)

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Overlay"))
        self._state = state
        self._alpha = QSlider(Qt.Orientation.Horizontal)
        self._alpha.setRange(0, 100)
        self._alpha_value = QLabel()
        self._alpha_value.setMinimumWidth(self._alpha_value.fontMetrics().horizontalAdvance("100 %"))
        self._alpha_value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add_field(self.tr("&Strength:"), self._beside(self._alpha, self._alpha_value))
        self._alpha.setAccessibleName(self.tr("Strength of the overlay (alpha)"))
        self._alpha.setToolTip(self.tr("Alpha: 0 % shows the photograph alone, 100 % the map alone"))
        self._colours = choices()
        self._colours.setIconSize(_SWATCH)
        for name in COLOUR_MAPS:
            words = self.tr("{name} (misleading)").format(name=name) if name in MISLEADING else name
            self._colours.addItem(words, name)
        self._colours_label = self.add_field(self.tr("Colo&urs:"), self._colours)
        self._diverging = choices()
        self._diverging.setIconSize(_SWATCH)
        for name in DIVERGING_MAPS:
            self._diverging.addItem(name.partition(":")[2], name)
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
        self._cells = choices()
        self._cells.addItem(self.tr("Smooth"), Interpolation.SMOOTH)
        self._cells.addItem(self.tr("True cells"), Interpolation.CELLS)
        self._cells.addItem(self.tr("Bicubic"), Interpolation.BICUBIC)
        self.add_field(self.tr("M&ap:"), self._cells)
        self._hold = QPushButton(self.tr("Hold to see the photograph"))
        self._hold.setAccessibleName(self.tr("Hold to see the photograph"))
        self._hold.setToolTip(self.tr("The Space key does the same while the canvas has the keyboard"))
        self.rows.addWidget(self._hold)
        self._connect()
        self._redraw()

    def show_swatches(self) -> None:
        """Draw a little bar beside each colour map's name, when the tables are at hand."""
        from gui.colour_bar import swatch

        for box in (self._colours, self._diverging):
            for row in range(box.count()):
                box.setItemIcon(row, QIcon(QPixmap.fromImage(swatch(box.itemData(row), _SWATCH))))

    def _connect(self) -> None:
        self._alpha.valueChanged.connect(self._set_alpha)
        self._colours.currentIndexChanged.connect(self._set_colours)
        self._diverging.currentIndexChanged.connect(self._set_diverging)
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
        select(self._colours, rendering.colour_map)
        select(self._diverging, rendering.diverging)
        select(self._evidence, rendering.evidence)
        select(self._range, rendering.capped)
        select(self._cells, rendering.interpolation)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        """Show the choices for two-sided maps only while there is one."""
        attribution = self._state.attribution
        signed = attribution is not None and is_signed(attribution)
        two_sided = signed and self._state.rendering.evidence is Evidence.BOTH
        for widget in (self._evidence_label, self._evidence):
            widget.setVisible(signed)
        fine = attribution is not None and is_capped(attribution, replace(self._state.rendering, capped=True))
        for widget in (self._range_label, self._range):
            widget.setVisible(fine)
        for widget in (self._diverging_label, self._diverging):
            widget.setVisible(two_sided)
        for widget in (self._colours_label, self._colours):
            widget.setVisible(not two_sided)

    def _set_alpha(self, share: int) -> None:
        self._state.set_rendering(alpha=share / 100)

    def _set_colours(self) -> None:
        self._state.set_rendering(colour_map=self._colours.currentData())

    def _set_diverging(self) -> None:
        self._state.set_rendering(diverging=self._diverging.currentData())

    def _set_evidence(self) -> None:
        self._state.set_rendering(evidence=Evidence(self._evidence.currentData()))

    def _set_range(self) -> None:
        self._state.set_rendering(capped=bool(self._range.currentData()))

    def _set_cells(self) -> None:
        # Qt hands back a plain string
        self._state.set_rendering(interpolation=Interpolation(self._cells.currentData()))

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
