"""The overlay: how strongly it covers the image, and in which colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine.rendering import COLOUR_MAPS, DIVERGING_MAPS, Way, is_two_sided
from gui.design.controls import Slider
from gui.design.form import Section, slider_row
from gui.inspector.colours.colour_choice import ColourChoice
from gui.state.screen import ScreenState


class OverlayPanel(Section):
    """Opacity and colours. What changes nothing in this way of showing the map is greyed, so that nothing moves."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(self.tr("Overlay"))
        self._state = state
        self._alpha = Slider()
        self._alpha.setRange(0, 100)
        self._alpha_value = QLabel()
        # As wide as its longest text, so that the slider keeps its length.
        self._alpha_value.setMinimumWidth(self._alpha_value.fontMetrics().horizontalAdvance("100 %"))
        self._alpha_value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add_field(self.tr("Opaci&ty:"), slider_row(self._alpha, self._alpha_value))
        self._alpha.setAccessibleName(self.tr("Overlay opacity"))
        self._alpha.setToolTip(self.tr("0 %: the image alone. 100 %: the heat map at its strongest."))
        self._colours = ColourChoice(COLOUR_MAPS, diverging=False)
        self._colours_label = self.add_field(self.tr("Colo&urs:"), self._colours)
        self._diverging = ColourChoice(DIVERGING_MAPS, diverging=True)
        self._diverging_label = self.add_field(self.tr("Colo&urs:"), self._diverging)
        self._diverging.setAccessibleName(self.tr("Colours for and against"))
        self._alpha.valueChanged.connect(self._set_alpha)
        self._colours.chosen.connect(self._set_colours)
        self._diverging.chosen.connect(self._set_diverging)
        state.rendering_changed.connect(self._redraw)
        state.attribution_changed.connect(self._redraw)
        self._redraw()

    def show_swatches(self) -> None:
        """Draw a small bar next to each colour map's name, once the tables are loaded."""
        for box in (self._colours, self._diverging):
            box.show_swatches()

    def _redraw(self) -> None:
        attribution, rendering = self._state.attribution, self._state.rendering
        share = round(rendering.alpha * 100)
        self._alpha.blockSignals(True)
        self._alpha.setValue(share)
        self._alpha.blockSignals(False)
        self._alpha_value.setText(f"{share} %")
        self._alpha.setEnabled(rendering.way is not Way.HEAT)
        self._colours.show_name(rendering.colour_map)
        self._diverging.show_name(rendering.diverging)
        two_sided = attribution is not None and is_two_sided(attribution, rendering)
        for widgets, visible in (
            ((self._diverging_label, self._diverging), two_sided),
            ((self._colours_label, self._colours), not two_sided),
        ):
            for widget in widgets:
                widget.setVisible(visible)
                widget.setEnabled(rendering.way is not Way.SPOTLIGHT)

    def _set_alpha(self, share: int) -> None:
        self._state.set_rendering(alpha=share / 100)

    def _set_colours(self, name: str) -> None:
        self._state.set_rendering(colour_map=name)

    def _set_diverging(self, name: str) -> None:
        self._state.set_rendering(diverging=name)
