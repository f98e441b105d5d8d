"""The canvas with the bars above it, and the pages of a file and the strip of classes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.canvas.class_strip import ClassStrip
from gui.compare.bar import CompareBar
from gui.compare.titles import TitledCanvas
from gui.photos.canvas_states import CanvasStates
from gui.photos.frame_bar import FrameBar
from gui.probe.bar import ProbeBar
from gui.region.bar import RegionBar

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.compare.room import Comparing
    from gui.photos.browsing import Browsing
    from gui.probe.room import Probe
    from gui.region.room import RegionCheckRoom
    from gui.state.screen import ScreenState


class Viewer(QWidget):
    """Shown while an image is open. The canvas is passed in, because it outlives a change of language."""

    def __init__(
        self,
        state: ScreenState,
        canvas: Canvas,
        probe: Probe,
        region: RegionCheckRoom,
        comparing: Comparing,
        browsing: Browsing,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # Bars that show themselves have their parent from the start, or they would flash as windows.
        column.addWidget(ProbeBar(state, probe, self))
        self.region_bar = RegionBar(state, region, self)
        column.addWidget(self.region_bar)
        column.addWidget(CompareBar(state, comparing, canvas, self))
        column.addWidget(TitledCanvas(state, comparing, canvas), 1)
        column.addWidget(FrameBar(state, self))
        column.addWidget(ClassStrip(state, self))
        self.states = CanvasStates(self, state, browsing, canvas)
