"""Where did it look: the method, and how its map is laid over the photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.design.card import Card
from gui.inspector.method_gallery import MethodGallery
from gui.inspector.method_panel import MethodPanel
from gui.inspector.overlay_panel import OverlayPanel

if TYPE_CHECKING:
    from gui.state.screen import ScreenState


class ExplanationCard(Card):
    """Method, overlay and colours; the rest under More."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__(QCoreApplication.translate("ExplanationCard", "Explanation"), "explanation")
        self.method = MethodPanel(state)
        self.overlay = OverlayPanel(state)
        self.add(self.method)
        self.gallery = MethodGallery(state)
        self.add(self.gallery)
        self.add_more(self.overlay)
