"""Where did it look: the method, and how its map is laid over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.design.card import Card
from gui.inspector.colours.map_panel import MapPanel
from gui.inspector.layers.layer_panel import LayerPanel
from gui.inspector.method_gallery import MethodGallery
from gui.inspector.method_panel import MethodPanel
from gui.inspector.overlay_panel import OverlayPanel

if TYPE_CHECKING:
    from gui.state.screen import ScreenState


class ExplanationCard(Card):
    """Method, opacity and colours; layers, options and the ways to show the map under More."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(QCoreApplication.translate("ExplanationCard", "Explanation"), "explanation")
        self.method = MethodPanel(state)
        self.overlay = OverlayPanel(state)
        self.map = MapPanel(state)
        self.add(self.method)
        self.gallery = MethodGallery(state)
        self.add(self.gallery)
        self.add(self.overlay)
        layer = LayerPanel(state)
        self.add_more(layer)
        self.add_more(self.map)
        self.method.align_with(self.overlay)
        layer.align_with(self.map)
