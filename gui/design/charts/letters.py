"""Words in charts: fonts of exact sizes, shortened where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHOLE = 100  # pixels: the size that widths are measured at, as fonts have whole pixels


def _font() -> QFont:
    """Return the font whose letters are `_WHOLE` high. Not hinted, so that paper and screen measure alike."""
    font = QFont()
    font.setPixelSize(_WHOLE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def width_of(words: str, letter: float) -> float:
    """Return how wide a line of words is."""
    return QFontMetricsF(_font()).horizontalAdvance(words) * letter / _WHOLE


def write(
    painter: QPainter, place: QRectF, words: str, letter: float, flags: Qt.AlignmentFlag = CENTRE, turned: bool = False
) -> None:
    """Write one line of words into a place, shortened to its width. turned: upwards, with the place's height for it."""
    painter.save()
    if turned:
        painter.translate(place.left(), place.bottom())
        painter.rotate(-90)
        place = QRectF(0, 0, place.height(), place.width())
    # Fonts have sizes in whole pixels: the painter makes the difference.
    scale = letter / _WHOLE
    painter.translate(place.topLeft())
    painter.scale(scale, scale)
    font = _font()
    painter.setFont(font)
    room = QRectF(0, 0, place.width() / scale, place.height() / scale)
    line = QFontMetricsF(font).elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, int(flags) | int(Qt.TextFlag.TextSingleLine) | int(Qt.TextFlag.TextDontClip), line)
    painter.restore()
