"""Can it be believed: what this map cannot tell, and how the photograph was fed to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.design.card import Card
from gui.inspector.model_panel import ModelPanel
from gui.inspector.port_panel import PortPanel
from gui.inspector.reading_panel import ReadingPanel

if TYPE_CHECKING:
    from gui.state.screen import ScreenState


class ConfidenceCard(Card):
    """Limits, and how the photograph was fed; the choices behind it under More."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(QCoreApplication.translate("ConfidenceCard", "Confidence and limits"), "confidence")
        self.reading = ReadingPanel(state)
        self.model = ModelPanel(state)
        self.port = PortPanel(state)
        self.add(self.reading)
        self.add(self.model)
        self.add_more(self.port)

    def show_pixel_values(self) -> None:
        """Bring the choice of pixel values into view and give it the keyboard."""
        self.model.show_pixel_values()
