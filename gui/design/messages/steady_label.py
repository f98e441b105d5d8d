"""Words that change where they stand: there is room for the longest from the start, so nothing below them moves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

_OTHER_LETTERS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class SteadyLabel(QLabel):
    """Words in several lines; a number stays with its per cent sign. `expect` says which words there may be."""

    def __init__(self, words_format: Qt.TextFormat = Qt.TextFormat.PlainText) -> None:
        super().__init__()
        self._expected: tuple[str, ...] = ()
        self._heights: dict[int, int] = {}  # of the highest that may come, by width: layouts ask many times a second
        self._gauge = QLabel(self)
        self._gauge.hide()
        for label in (self, self._gauge):
            label.setTextFormat(words_format)
            label.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(kept_together(words))

    def expect(self, words: Iterable[str]) -> None:
        """Leave room for each of these."""
        self._expected = tuple(map(kept_together, words))
        self._heights.clear()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in other letters."""
        if event.type() in _OTHER_LETTERS:
            self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words there are, or of the highest that may come."""
        if width not in self._heights:
            self._heights[width] = max((self._height(words, width) for words in self._expected), default=0)
        return max(super().heightForWidth(width), self._heights[width])

    def _height(self, words: str, width: int) -> int:
        self._gauge.setFont(self.font())
        self._gauge.setText(words)
        return self._gauge.heightForWidth(width)


def kept_together(words: str) -> str:
    """Return words of which no line begins with "%"."""
    return words.replace(" %", "\u00a0%")
