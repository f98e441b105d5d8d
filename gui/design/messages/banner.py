"""The frame of a notice: a sign and words on a coloured ground, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.design.scale import CONTROL_HEIGHT, ICON_SIZE, Space
from gui.design.shades import Tone, shades
from gui.design.sign import Sign
from gui.design.style.pen import Role, blended, panel

_SIGNS = {Tone.NEUTRAL: "info", Tone.AMBER: "warning", Tone.GREEN: "check", Tone.RED: "warning"}
_FRAME = 0.35  # how much of the words' colour is in the frame


class Banner(QFrame):
    """`say` shows words in a tone, `add` puts a control behind them; `rows` takes what stands below."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = Tone.NEUTRAL
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(CONTROL_HEIGHT)  # as high as the buttons behind it
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._sign = Sign(ICON_SIZE)
        self._line = QHBoxLayout()
        self._line.setSpacing(Space.S)
        self._line.addWidget(self._sign)
        self._line.addWidget(self.words, 1)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        self.rows.setSpacing(Space.S)
        self.rows.addLayout(self._line)
        self._colour()

    def say(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show words in a tone."""
        self._tone = tone
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self._colour()

    def add(self, control: QWidget) -> None:
        """Add a control to the right of the words."""
        self._line.addWidget(control)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its frame."""
        ground, ink = shades(self.palette()).tones[self._tone]
        panel(QPainter(self), self.rect(), ground, blended(ink, ground, _FRAME))

    def _colour(self) -> None:
        _, ink = shades(self.palette()).tones[self._tone]
        palette = self.words.palette()
        palette.setColor(Role.WindowText, ink)
        self.words.setPalette(palette)
        self._sign.show_icon(_SIGNS[self._tone], ink)
        self.update()
