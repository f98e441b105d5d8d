"""The canvas with the bars above it and the legend and the strip of classes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.canvas.class_strip import ClassStrip
from gui.canvas.legend import Legend
from gui.compare.bar import CompareBar
from gui.photos.frame_bar import FrameBar
from gui.probe.bar import ProbeBar

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.probe.room import Probe
    from gui.state.screen import ScreenState


class Viewer(QWidget):
    """Shown while a photograph is open. The canvas is passed in, because it outlives a change of language."""

    def __init__(self, state: ScreenState, canvas: Canvas, probe: Probe, comparing: Comparing) -> None:
        super().__init__()
        self._state = state
        self.legend = Legend(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ProbeBar(state, probe))
        column.addWidget(CompareBar(state, comparing, canvas))
        column.addWidget(canvas, 1)
        column.addWidget(FrameBar(state))
        column.addWidget(self.legend)
        column.addWidget(ClassStrip(state))
        state.comparison_changed.connect(self._show_legend)
        self._show_legend()

    def _show_legend(self) -> None:
        """Hide the legend during a comparison, where each pane has its own."""
        self.legend.setVisible(self._state.comparison is None)
