"""Can it be believed: what this map cannot tell, and how the image was fed to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.design.card import Card
from gui.inspector.finding_list import FindingList
from gui.inspector.model_panel import ModelPanel
from gui.inspector.pixels.pixel_panel import PixelPanel
from gui.inspector.port_panel import PortPanel
from gui.inspector.reading.reading_panel import ReadingPanel

if TYPE_CHECKING:
    from gui.state.screen import ScreenState


class ConfidenceCard(Card):
    """Pixel values, brightness where the file leaves a choice, limits; model and file under More."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(QCoreApplication.translate("ConfidenceCard", "Confidence and limits"), "confidence")
        self.reading = ReadingPanel(state, self)
        self.pixels = PixelPanel(state)
        self.model = ModelPanel(state)
        self.port = PortPanel(state, self)
        self.findings = FindingList(state)
        self.add(self.pixels)  # first: a warning must not lie below the edge where brightness takes its room
        self.add(self.reading)
        self.add(self.findings)
        self.add_more(self.reading.rest)
        self.add_more(self.model)
        self.add_more(self.port)

    def show_pixel_values(self) -> None:
        """Bring the choice of pixel values into view and give it the keyboard."""
        self.pixels.open()
