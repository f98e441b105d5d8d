"""The right side of the window: the side panel, and which room does what it asks for; or the page of trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from gui.inspector.control_panel import ControlPanel
from gui.trust.trust_line import TrustLine

if TYPE_CHECKING:
    from gui.main_window.rooms import Rooms
    from gui.state.controller import Controller
    from gui.state.resting.previews import Previews
    from gui.state.resting.trust import TrustWatch
    from gui.state.screen import ScreenState
    from gui.trust.page import TrustPage
    from gui.trust.room import TrustRoom


class Side(QStackedWidget):
    """Follows the room of trust. The keyboard goes to the page and back, if it was here."""

    def __init__(self, panel: ControlPanel, room: TrustRoom) -> None:
        super().__init__()
        self._room = room
        self._page: TrustPage | None = None
        self.line = TrustLine(room.watch)
        self.line.clicked.connect(room.toggle_trust)
        panel.explanation.add_beside_title(self.line)
        self._panel = panel
        self.addWidget(panel)
        self._show_what_is_asked()
        room.turned.connect(self._turn)

    @property
    def page(self) -> TrustPage:
        """The page of trust, made when it is first asked for: the window is up sooner."""
        if self._page is None:
            from gui.trust.page import TrustPage

            self._page = TrustPage(self._room)
            self.addWidget(self._page)
        return self._page

    def _show_what_is_asked(self) -> None:
        self.setCurrentWidget(self.page if self._room.page_is_shown() else self._panel)

    def _turn(self) -> None:
        focus, shown = self.window().focusWidget(), self._room.page_is_shown()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self._show_what_is_asked()
        self.show()
        if had_keyboard:
            (self.page.back if shown else self.line).setFocus()


def make_panel(
    state: ScreenState, rooms: Rooms, controller: Controller, previews: Previews, trust: TrustWatch
) -> ControlPanel:
    """Return the panel in the present language."""
    panel = ControlPanel(state)
    _wire_answer(panel, rooms)
    _wire_explanation(panel, rooms, previews)
    _wire_confidence(panel, rooms, controller, trust)
    return panel


def _wire_answer(panel: ControlPanel, rooms: Rooms) -> None:
    classes = panel.answer.classes
    rooms.canvas.class_stepped.connect(classes.step)
    classes.names_wanted.connect(rooms.models.name_classes)
    classes.renamed.connect(rooms.models.rename_classes)


def _wire_explanation(panel: ControlPanel, rooms: Rooms, previews: Previews) -> None:
    panel.explanation.method.help_wanted.connect(rooms.help.explain_method)
    panel.explanation.gallery.watch(previews)


def _wire_confidence(panel: ControlPanel, rooms: Rooms, controller: Controller, trust: TrustWatch) -> None:
    confidence = panel.confidence
    rooms.canvas.brightness_dragged.connect(confidence.reading.drag)
    confidence.findings.watch(trust)
    confidence.port.port_wanted.connect(controller.choose_port)
    confidence.model.port_wanted.connect(controller.choose_port)
    confidence.model.open_wanted.connect(rooms.models.open_model)
    confidence.model.card_wanted.connect(rooms.models.show_card)
