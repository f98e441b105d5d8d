"""Words on pages: broken into lines at exact sizes, also within words that are wider than their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout, QTextOption

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

# Fonts have whole pixels: lines are laid out this many times larger, and painted so much smaller.
_FINER = 20
_SPACING = 1.3  # of the letters' height, from line to line


def font_of(letter: float, bold: bool = False, mono: bool = False) -> QFont:
    """Return the font whose letters are `letter` units high, `_FINER` times as large."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if mono else QFont()
    font.setPixelSize(round(letter * _FINER))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def width_of(words: str, letter: float, bold: bool = False) -> float:
    """Return how wide words are on one line."""
    return QFontMetricsF(font_of(letter, bold)).horizontalAdvance(words) / _FINER


class Text:
    """Words in a column. letter: their height; right: lines end at the right."""

    def __init__(
        self, words: str, letter: float, width: float, bold: bool = False, mono: bool = False, right: bool = False
    ) -> None:
        self.step = _SPACING * letter
        words = words.replace("\n", "\u2028").replace(" %", "\u00a0%")  # a line that begins with "%" reads badly
        self._layout = QTextLayout(words, font_of(letter, bold, mono))
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width * _FINER))
        self._layout.endLayout()

    @property
    def lines(self) -> int:
        """How many lines the words take."""
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        """How high all lines are."""
        return self.lines * self.step

    def paint_line(self, painter: QPainter, number: int, x: float, y: float) -> None:
        """Paint one line with its top at `y`."""
        painter.save()
        painter.translate(x, y)
        painter.scale(1 / _FINER, 1 / _FINER)
        line = self._layout.lineAt(number)
        line.draw(painter, QPointF(0, -line.y()))
        painter.restore()

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint all lines, the first one's top at `y`."""
        for number in range(self.lines):
            self.paint_line(painter, number, x, y + number * self.step)
