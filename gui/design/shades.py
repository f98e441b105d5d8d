"""The colours that Qt's palette has no role for: cards, frames, warnings. They follow the theme by the palette."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QColor, QPalette

from engine.system.quick_dataclass import dataclass


class Tone(Enum):
    """What a chip or a mark says by its colour; words always say it too."""

    NEUTRAL = "neutral"
    AMBER = "amber"  # assumed, or to be checked
    GREEN = "green"  # confirmed
    RED = "red"  # refused


@dataclass(frozen=True)
class Shades:
    """Colours of one theme.

    card: the ground of cards and menus; line: hairlines that only divide; ground: behind images; frame: around what is
    clicked or typed in; hover, pressed: the ground of a control under the pointer, and of one held down; on_accent:
    text and marks on the palette's Accent; tones: (ground, text); marks: of small filled marks on a card.
    """

    card: QColor
    line: QColor
    ground: QColor
    frame: QColor
    hover: QColor
    pressed: QColor
    on_accent: QColor
    tones: dict[Tone, tuple[QColor, QColor]]
    marks: dict[Tone, QColor]


_LIGHT = Shades(
    card=QColor("#ffffff"),
    line=QColor("#d8dbe0"),
    ground=QColor("#e6e8eb"),
    frame=QColor("#787e89"),
    hover=QColor("#eceef1"),
    pressed=QColor("#dfe2e7"),
    on_accent=QColor("#ffffff"),
    tones={
        Tone.NEUTRAL: (QColor("#eceef1"), QColor("#1b1e23")),
        Tone.AMBER: (QColor("#ffe9b8"), QColor("#5c3d00")),
        Tone.GREEN: (QColor("#d8f0de"), QColor("#0f4a24")),
        Tone.RED: (QColor("#fbdcd9"), QColor("#7a1710")),
    },
    marks={
        Tone.NEUTRAL: QColor("#787e89"),
        Tone.AMBER: QColor("#b06f00"),
        Tone.GREEN: QColor("#1d8440"),
        Tone.RED: QColor("#c8281d"),
    },
)
_DARK = Shades(
    card=QColor("#25282c"),
    line=QColor("#3a3f46"),
    ground=QColor("#131416"),
    frame=QColor("#868d98"),
    hover=QColor("#373c43"),
    pressed=QColor("#42474f"),
    on_accent=QColor("#0e1a29"),
    tones={
        Tone.NEUTRAL: (QColor("#363a41"), QColor("#e9ebee")),
        Tone.AMBER: (QColor("#4d3b12"), QColor("#ffdf94")),
        Tone.GREEN: (QColor("#1d4029"), QColor("#b9ebc8")),
        Tone.RED: (QColor("#54221e"), QColor("#ffc9c3")),
    },
    marks={
        Tone.NEUTRAL: QColor("#868d98"),
        Tone.AMBER: QColor("#e0a83a"),
        Tone.GREEN: QColor("#4fb870"),
        Tone.RED: QColor("#f0776d"),
    },
)


def is_dark(palette: QPalette) -> bool:
    """Tell whether a palette is the dark one."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def shades(palette: QPalette) -> Shades:
    """Return the colours that go with a palette."""
    return _DARK if is_dark(palette) else _LIGHT
