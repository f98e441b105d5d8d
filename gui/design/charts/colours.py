"""The colours of charts: a window's palette, or those for paper and for dark pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from engine.system.quick_dataclass import dataclass
from gui.design.shades import shades
from gui.design.style.pen import blended

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class ChartColours:
    """Colours of one ground. faint: lines that only divide; full: the end of a scale that begins at `ground`."""

    ground: QColor
    text: QColor
    faint: QColor
    frame: QColor
    full: QColor

    def blend(self, share: float) -> QColor:
        """Return the colour of a share, 0 (the ground) to 1 (full)."""
        return blended(self.full, self.ground, share)

    def text_on(self, ground: QColor) -> QColor:
        """Return black or white letters, whichever is easier to read on a ground."""
        return max((QColor("#000000"), QColor("#ffffff")), key=lambda colour: contrast(colour, ground))


PAPER = ChartColours(QColor("#ffffff"), QColor("#1b1e23"), QColor("#d8dbe0"), QColor("#646a74"), QColor("#0b4a94"))
DARK = ChartColours(QColor("#1b1d20"), QColor("#e8eaed"), QColor("#42474f"), QColor("#868d98"), QColor("#8ec1fb"))


def colours_of(palette: QPalette) -> ChartColours:
    """Return the colours that go with a window's palette."""
    return ChartColours(
        palette.color(QPalette.ColorRole.Base),
        palette.color(QPalette.ColorRole.Text),
        shades(palette).line,
        shades(palette).frame,
        palette.color(QPalette.ColorRole.Accent),
    )


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))


def _linear(colour: QColor) -> Iterable[float]:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
