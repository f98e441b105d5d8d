"""The chip on the canvas while the agreement of methods lies over the image instead of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.design.messages.chip import Chip
from gui.design.scale import Space
from gui.design.shades import Tone

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas
    from gui.trust.room import TrustRoom


class AgreementChip(Chip):
    """Lies in the upper right corner of the canvas; a click brings the map back."""

    def __init__(self, room: TrustRoom, canvas: Canvas) -> None:
        super().__init__(Tone.AMBER)
        self.setParent(canvas)
        self._room = room
        self._canvas = canvas
        for signal in (room.laid, canvas.arranged, self.outdated):
            signal.connect(self._follow)
        self.clicked.connect(room.toggle_agreement)
        self._follow()

    def _follow(self) -> None:
        shown = self._room.agreement_is_shown()
        if shown:
            self.say(self.tr("Where methods agree, not the map. Back to the map"), Tone.AMBER)
            self.adjustSize()
            self.resize(min(self.width(), self._canvas.width() - 2 * Space.S), self.height())
            self.move(self._canvas.width() - self.width() - Space.S, Space.S)
        self.setVisible(shown)
