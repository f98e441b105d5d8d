"""The panel next to the photograph: all controls in a column, which scrolls in a low window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gui.inspector.class_panel import ClassPanel
from gui.inspector.method_panel import MethodPanel
from gui.inspector.model_panel import ModelPanel
from gui.inspector.overlay_panel import OverlayPanel
from gui.inspector.port_panel import PortPanel
from gui.inspector.reading_panel import ReadingPanel
from gui.inspector.target_panel import TargetPanel
from gui.platform.page_keys import keep_page_keys

if TYPE_CHECKING:
    from gui.state.screen import ScreenState

WIDTH = 340
_LEAST_WIDTH = WIDTH - 40


class ControlPanel(QScrollArea):
    """The controls, each a panel of its own. The creator connects their signals."""

    def __init__(self, state: ScreenState) -> None:
        super().__init__()
        self.reading = ReadingPanel(state)
        self.classes = ClassPanel(state)
        self.overlay = OverlayPanel(state)
        self.method = MethodPanel(state)
        self.port = PortPanel(state)
        self.model = ModelPanel(state)
        controls = QWidget()
        column = QVBoxLayout(controls)
        column.addWidget(self.reading)
        column.addWidget(self.classes, 1)
        for panel in (TargetPanel(state), self.overlay, self.method, self.port, self.model):
            column.addWidget(panel)
        self.setWidget(controls)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_LEAST_WIDTH)
        # Last, because it looks for the controls that exist now.
        keep_page_keys(self)
