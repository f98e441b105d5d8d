"""The right side of the window: the side panel, or the page of trust in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from gui.trust.page import TrustPage
from gui.trust.trust_line import TrustLine

if TYPE_CHECKING:
    from gui.inspector.control_panel import ControlPanel
    from gui.trust.room import TrustRoom


class Side(QStackedWidget):
    """Follows the room of trust. The keyboard goes to the page and back, if it was here."""

    def __init__(self, panel: ControlPanel, room: TrustRoom) -> None:
        super().__init__()
        self._room = room
        self.line = TrustLine(room.watch)
        self.line.clicked.connect(room.toggle_trust)
        panel.explanation.add_beside_title(self.line)
        self.page = TrustPage(room)
        self.addWidget(panel)
        self.addWidget(self.page)
        self.setCurrentIndex(int(room.page_is_shown()))
        room.turned.connect(self._turn)

    def _turn(self) -> None:
        focus, shown = self.window().focusWidget(), self._room.page_is_shown()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self.setCurrentIndex(int(shown))
        self.show()
        if had_keyboard:
            (self.page.back if shown else self.line).setFocus()
