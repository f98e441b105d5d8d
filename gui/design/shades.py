"""The colours that Qt's palette has no role for: cards, hairlines, warnings. They follow the theme by the palette."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor, QPalette


class Tone(Enum):
    """What a chip or a mark says by its colour; words always say it too."""

    NEUTRAL = "neutral"
    AMBER = "amber"  # assumed, or to be checked
    GREEN = "green"  # confirmed
    RED = "red"  # refused


@dataclass(frozen=True)
class Shades:
    """card: the ground of cards; line: the hairline around them; ground: behind photographs; tones: (ground, text)."""

    card: QColor
    line: QColor
    ground: QColor
    tones: dict[Tone, tuple[QColor, QColor]]


_LIGHT = Shades(
    QColor("#ffffff"),
    QColor("#d9dce1"),
    QColor("#e4e6ea"),
    {
        Tone.NEUTRAL: (QColor("#eceef1"), QColor("#1b1e23")),
        Tone.AMBER: (QColor("#ffe9b8"), QColor("#5c3d00")),
        Tone.GREEN: (QColor("#d8f0de"), QColor("#0f4a24")),
        Tone.RED: (QColor("#fbdcd9"), QColor("#7a1710")),
    },
)
_DARK = Shades(
    QColor("#25282d"),
    QColor("#3b4047"),
    QColor("#101113"),
    {
        Tone.NEUTRAL: (QColor("#363a41"), QColor("#e9ebee")),
        Tone.AMBER: (QColor("#4d3b12"), QColor("#ffdf94")),
        Tone.GREEN: (QColor("#1d4029"), QColor("#b9ebc8")),
        Tone.RED: (QColor("#54221e"), QColor("#ffc9c3")),
    },
)


def is_dark(palette: QPalette) -> bool:
    """Tell whether a palette is the dark one."""
    return (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )


def shades(palette: QPalette) -> Shades:
    """Return the colours that go with a palette."""
    return _DARK if is_dark(palette) else _LIGHT
