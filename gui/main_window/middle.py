"""The middle of the window: the welcome page or the canvas with its bars, the foot below, and notices over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.canvas.foot.foot import Foot
from gui.main_window.notice_bar import NoticeBar
from gui.main_window.viewer import Viewer
from gui.main_window.welcome import Welcome
from gui.photos.place_bar import PlaceBar

if TYPE_CHECKING:
    from gui.main_window.rooms import Rooms
    from gui.state.controller import Controller
    from gui.state.screen import ScreenState


class Middle(QWidget):
    """`stack` has the welcome page and the viewer. What its buttons ask for, the rooms do."""

    def __init__(self, state: ScreenState, controller: Controller, rooms: Rooms) -> None:
        super().__init__()
        self.welcome = Welcome(rooms.recent)
        self.welcome.open_wanted.connect(rooms.incoming.open_photograph)
        self.welcome.model_wanted.connect(rooms.models.open_model)
        self.welcome.sample_wanted.connect(rooms.incoming.open_sample)
        self.welcome.back_wanted.connect(self._show_viewer)
        viewer = Viewer(state, rooms.canvas, rooms.probe, rooms.region, rooms.comparing, rooms.browsing)
        viewer.region_bar.help_wanted.connect(rooms.help.explain_region)
        viewer.states.open_wanted.connect(rooms.incoming.open_photograph)
        viewer.states.model_wanted.connect(rooms.models.open_model)
        viewer.states.retry_wanted.connect(controller.retry)
        viewer.states.cancel_wanted.connect(controller.cancel)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(viewer)
        self.foot = Foot(state, rooms.canvas, rooms.saving.make_dragged)
        self.foot.cancelled.connect(controller.cancel)
        self.foot.copy_wanted.connect(rooms.saving.copy_overlay)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(PlaceBar(state, rooms.pairing, self))
        rows.addWidget(self.stack, 1)
        rows.addWidget(self.foot)
        notices = NoticeBar(self, (rooms.canvas, self.stack), state)
        notices.learn_more.connect(rooms.help.explain)

    def show_image(self, there: bool) -> None:
        """Show the canvas if an image is there, else the welcome page."""
        self.welcome.offer_way_back(there)
        self.stack.setCurrentIndex(1 if there else 0)

    def _show_viewer(self) -> None:
        self.stack.setCurrentIndex(1)
