"""The layout of a figure: panels in a grid, each with its name, its colour bar and its words.

One unit is one pixel of the pictures. Text is wrapped; a word wider than its place is elided in the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from engine.export.sheet import grid_of
from engine.system.quick_dataclass import dataclass
from gui.canvas.colour_bar import Tick

if TYPE_CHECKING:
    import numpy as np

    from gui.canvas.scale_bar import Scale

_LEAST_CONTENT = 480  # units: narrower figures would have no room for their words
_LEAST_CELL = 260  # units: the same, for a panel beside others
_PER_LETTER = 46  # a panel's width in letter heights: so letters grow with the pictures
_LEAST_LETTER, _MOST_LETTER = 13.0, 96.0
_APART = 1.0  # letters between two numbers of a colour bar, at least


@dataclass(frozen=True, eq=False)
class Bar:
    """A colour bar. colours: low to high."""

    colours: QImage
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, eq=False)
class Panel:
    """One picture of a figure. size: (width, height) in pixels; name, remark: above it; scale, bar, words: below it.

    pixels: makes the picture, (H, W, 3) uint8 RGB. It is called while the figure is painted, so that four pictures of
    many megapixels are never in memory at once.
    """

    size: tuple[int, int]
    pixels: Callable[[], np.ndarray]
    name: str = ""
    remark: str = ""
    bar: Bar | None = None
    words: str = ""
    scale: Scale | None = None


@dataclass(frozen=True, eq=False)
class Figure:
    """What a figure says and shows. bar: one for all panels; scale: the sentence on whose range the colours have.

    remarks: paragraphs below the caption.
    """

    title: str
    subtitle: str
    caption: str
    panels: tuple[Panel, ...]
    bar: Bar | None
    scale: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """Words in their place. letter: the letters' height; number: kept on one line, however long."""

    words: str
    place: QRectF
    letter: float
    bold: bool = False
    centred: bool = False
    number: bool = False


@dataclass
class Layout:
    """The places of all parts. letter: the height of the figure's normal letters; lines: of scale bars."""

    letter: float
    size: QSizeF = field(default_factory=QSizeF)
    texts: list[Text] = field(default_factory=list)
    pictures: list[tuple[QRectF, Callable[[], np.ndarray]]] = field(default_factory=list)
    bars: list[tuple[QRectF, QImage]] = field(default_factory=list)
    lines: list[QRectF] = field(default_factory=list)

    def write(self, words: str, place: QRectF, share: float = 1.0, bold: bool = False, centred: bool = False) -> float:
        """Put words at the top of a place; return the y below them. share: of the normal letter height."""
        if not words:
            return place.top()
        letter = share * self.letter
        words = shortened(words, font_of(letter, bold), place.width())
        place = QRectF(place.x(), place.y(), place.width(), _height(words, font_of(letter, bold), place.width()))
        self.texts.append(Text(words, place, letter, bold, centred))
        return place.bottom()

    def put_bar(self, bar: Bar, x: float, y: float, width: float) -> float:
        """Put a colour bar with its numbers below it; return the y below them."""
        place = QRectF(x, y, width, self.letter)
        self.bars.append((place, bar.colours))
        metrics, top = QFontMetricsF(font_of(self.letter)), place.bottom() + 0.2 * self.letter
        for tick in _fitting(bar.ticks, metrics, width, _APART * self.letter):
            across = metrics.horizontalAdvance(tick.words)
            left = x + tick.share * (width - across)
            place = QRectF(left, top, across + 2, 1.4 * self.letter)
            self.texts.append(Text(tick.words, place, self.letter, number=True))
        return top + 1.4 * self.letter

    def put_scale(self, scale: Scale, right: float, y: float) -> float:
        """Put a scale bar that ends at the right with its length before it; return the y below them."""
        height, thick = 1.4 * self.letter, 0.2 * self.letter
        across = QFontMetricsF(font_of(self.letter)).horizontalAdvance(scale.words)
        left = right - scale.pixels
        self.lines.append(QRectF(left, y + (height - thick) / 2, scale.pixels, thick))
        place = QRectF(left - across - 0.5 * self.letter, y, across + 2, height)
        self.texts.append(Text(scale.words, place, self.letter, number=True))
        return y + height


def lay_out(figure: Figure) -> Layout:
    """Return the layout of a figure."""
    columns, rows = grid_of(len(figure.panels))
    widest = float(max(panel.size[0] for panel in figure.panels))
    cell = max(widest, _LEAST_CONTENT if columns == 1 else _LEAST_CELL)
    layout = Layout(min(max(cell / _PER_LETTER, _LEAST_LETTER), _MOST_LETTER))
    letter, gap = layout.letter, round(1.5 * layout.letter)
    margin, content = gap, cell * columns + gap * (columns - 1)
    y = layout.write(figure.title, QRectF(margin, margin, content, 0), 1.3, bold=True)
    y = layout.write(figure.subtitle, QRectF(margin, y + 0.2 * letter, content, 0))
    for row in range(rows):
        cells = [QRectF(margin + column * (cell + gap), round(y + letter), cell, 0) for column in range(columns)]
        y = _lay_row(layout, figure.panels[row * columns : (row + 1) * columns], cells)
    if figure.bar is not None:
        y = layout.put_bar(figure.bar, margin, y + 0.8 * letter, content)
    y = layout.write(figure.scale, QRectF(margin, y + 0.3 * letter, content, 0), centred=True)
    y = layout.write(figure.caption, QRectF(margin, y + 0.6 * letter, content, 0), 0.9)
    for remark in figure.remarks:
        y = layout.write(remark, QRectF(margin, y + 0.4 * letter, content, 0), 0.9)
    layout.size = QSizeF(round(content + 2 * margin), round(y + margin))
    return layout


def _lay_row(layout: Layout, panels: Sequence[Panel], cells: Sequence[QRectF]) -> float:
    """Put panels side by side, their names, pictures and bars aligned; return the y below.

    cells: the panels' places, of which only left, top and width count.
    """
    letter, pairs = layout.letter, list(zip(panels, cells, strict=False))
    y = top = cells[0].top()
    y = max(layout.write(panel.name, _at(cell, y), bold=True, centred=True) for panel, cell in pairs)
    y = max(layout.write(panel.remark, _at(cell, y), centred=True) for panel, cell in pairs)
    y = round(y + 0.3 * letter) if y > top else y
    tallest = max(panel.size[1] for panel in panels)
    places = []
    for panel, cell in pairs:
        width, height = panel.size
        left, above = cell.x() + (cell.width() - width) // 2, (tallest - height) // 2
        places.append(QRectF(left, y + above, width, height))
        layout.pictures.append((places[-1], panel.pixels))
    y += tallest
    scales = [(panel.scale, place) for (panel, _), place in zip(pairs, places, strict=True) if panel.scale is not None]
    y = max((layout.put_scale(scale, place.right(), y + 0.3 * letter) for scale, place in scales), default=y)
    bars = [(panel.bar, cell) for panel, cell in pairs if panel.bar is not None]
    y = max((layout.put_bar(bar, cell.x(), y + 0.5 * letter, cell.width()) for bar, cell in bars), default=y)
    y += 0.3 * letter if any(panel.words for panel in panels) else 0
    return max(layout.write(panel.words, _at(cell, y), 0.9) for panel, cell in pairs)


def _at(cell: QRectF, y: float) -> QRectF:
    return QRectF(cell.x(), y, cell.width(), 0)


def font_of(letter: float, bold: bool = False) -> QFont:
    """Return the font of a figure's words, `letter` units high."""
    font = QFont()
    font.setPixelSize(max(1, round(letter)))
    font.setBold(bold)
    return font


def shortened(words: str, font: QFont, width: float) -> str:
    """Return the text with every word that is wider than `width` elided in the middle: Qt wraps between words only."""
    metrics = QFontMetricsF(font)
    return " ".join(metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, width - 2) for word in words.split(" "))


def _height(words: str, font: QFont, width: float) -> float:
    flags = int(Qt.TextFlag.TextWordWrap)
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), flags, words).height() + 2


def _fitting(ticks: tuple[Tick, ...], metrics: QFontMetricsF, width: float, apart: float) -> tuple[Tick, ...]:
    """Return as many of a colour bar's ticks as there is room for: all, every other one, or the two ends."""
    for chosen in (ticks, ticks[::2]):
        spans = []
        for tick in chosen:
            across = metrics.horizontalAdvance(tick.words)
            spans.append((tick.share * (width - across), tick.share * (width - across) + across))
        if all(before[1] + apart <= after[0] for before, after in pairwise(spans)):
            return chosen
    return ticks[:1] + ticks[-1:]
