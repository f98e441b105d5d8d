"""The blocks of a report as pieces of pages. All lengths are points."""

from __future__ import annotations

from functools import partial, singledispatch
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.batch.report.document import Chart, Code, Facts, Heading, Paragraph, Points, Sheet, Table
from gui.batch.report.pdf_pages import Piece
from gui.batch.report.pdf_text import Text, width_of
from gui.design.charts.colours import PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.batch.report.document import Block, Tile

WIDTH = 487.0  # of what is laid on a page
_BODY, _SMALL, _TINY = 9.5, 8.5, 7.0
_HEADINGS = {1: (15.0, 18.0), 2: (11.5, 12.0), 3: (9.5, 8.0)}  # the letters' height, the space above
_NOTE, _NOTE_EDGE, _TINT = QColor("#fff6df"), QColor("#b27a00"), QColor("#f3f5f8")
_GAP, _PAD, _EDGE = 8.0, 3.0, 3.0
_LEAST_COLUMN = 34.0
_FIRST_FACT = 0.27  # of the width
_TILE = 0.75  # the height of a tile's picture, of its width
_PNG = b"\x89PNG"


@singledispatch
def pieces_of(block: Block) -> list[Piece]:
    """Return what a block is on pages."""
    raise TypeError(type(block))


@pieces_of.register
def _(block: Heading) -> list[Piece]:
    letter, before = _HEADINGS[block.level]
    text = Text(block.words, letter, WIDTH, bold=True)
    return [Piece(text.height + 3, partial(_paint_whole, text, 0.0), before, with_next=True)]


@pieces_of.register
def _(block: Paragraph) -> list[Piece]:
    if block.note:
        text = Text(block.words, _BODY, WIDTH - 20)
        return [*_lines(text, 12, before=7, ground=_NOTE, edge=_NOTE_EDGE), Piece(3, _nothing)]
    return _lines(Text(block.words, _BODY, WIDTH), 0, before=5)


@pieces_of.register
def _(block: Points) -> list[Piece]:
    pieces = []
    for item in block.items:
        lines = _lines(Text(item, _BODY, WIDTH - 12), 12, before=3)
        pieces += [_with_dot(lines[0]), *lines[1:]]
    return pieces


@pieces_of.register
def _(block: Code) -> list[Piece]:
    texts = [Text(line, _TINY, WIDTH - 12, mono=True) for line in block.words.split("\n")]
    lines = [piece for text in texts for piece in _lines(text, 6, before=0, ground=_TINT, together=False)]
    return [Piece(6, _nothing), *lines]


@pieces_of.register
def _(block: Facts) -> list[Piece]:
    widths = [_FIRST_FACT * WIDTH, (1 - _FIRST_FACT) * WIDTH]
    rows = [[(name, False), (value, False)] for name, value in block.rows]
    return [Piece(5, _nothing, with_next=True), *_rows(rows, widths)]


@pieces_of.register
def _(block: Table) -> list[Piece]:
    right = [column not in block.words for column in range(len(block.headers))]
    widths = _column_widths(block)
    title = _caption(block.title)
    head = _row(list(zip(block.headers, right, strict=True)), widths, bold=True, with_next=True)
    rows = [list(zip(row, right, strict=True)) for row in block.rows]
    return [title, head, *_rows(rows, widths, head)]


@pieces_of.register
def _(block: Chart) -> list[Piece]:
    width = block.share * WIDTH
    height = block.height(width, _SMALL)
    return [
        Piece(height, partial(_paint_chart, block, width, height), before=_GAP, with_next=True),
        *_under(block.title),
    ]


@pieces_of.register
def _(block: Sheet) -> list[Piece]:
    rows = [block.tiles[start : start + block.columns] for start in range(0, len(block.tiles), block.columns)]
    return [_caption(block.title, bold=True), *(_tile_row(row, block.columns) for row in rows)]


def _lines(
    text: Text,
    x: float,
    before: float,
    ground: QColor | None = None,
    edge: QColor | None = None,
    together: bool = True,
) -> list[Piece]:
    """Return a piece for each line. together: the first two lines share a page, and the last two."""
    last = text.lines - 1
    return [
        Piece(
            text.step,
            partial(_paint_line, text, number, x, ground, edge),
            0.0 if number else before,
            with_next=together and last > 0 and number in (0, last - 1),
        )
        for number in range(text.lines)
    ]


def _paint_line(
    text: Text, number: int, x: float, ground: QColor | None, edge: QColor | None, painter: QPainter, y: float
) -> None:
    if ground is not None:
        painter.fillRect(QRectF(_EDGE, y - 1, WIDTH - _EDGE, text.step + 2), ground)
    if edge is not None:
        painter.fillRect(QRectF(0, y - 1, _EDGE, text.step + 2), edge)
    text.paint_line(painter, number, x, y)


def _with_dot(line: Piece) -> Piece:
    def paint(painter: QPainter, y: float) -> None:
        painter.setBrush(PAPER.text)
        painter.drawEllipse(QPointF(4, y + 0.6 * _BODY), 1.2, 1.2)
        line.paint(painter, y)

    return Piece(line.height, paint, line.before, line.with_next)


def _caption(words: str, bold: bool = False) -> Piece:
    text = Text(words, _SMALL, WIDTH, bold=bold)
    return Piece(text.height + 2, partial(_paint_whole, text, 0.0), before=_GAP, with_next=True)


def _under(words: str) -> list[Piece]:
    text = Text(words, _SMALL, WIDTH)
    return [Piece(text.height + 4, partial(_paint_whole, text, 2.0))]


def _paint_whole(text: Text, down: float, painter: QPainter, y: float) -> None:
    text.paint(painter, 0, y + down)


def _nothing(painter: QPainter, y: float) -> None:
    """Leave a space."""


def _column_widths(table: Table) -> list[float]:
    """Share the width: columns of numbers take what they need, those of words what is left, by what they need.

    No word and no number is broken where all columns can be as wide as their longest one.
    """
    cells = [table.headers, *table.rows]
    needed = [max(width_of(row[n], _SMALL, bold=True) for row in cells) + 2 * _PAD for n in range(len(table.headers))]
    needed = [max(width, _LEAST_COLUMN) for width in needed]
    if sum(needed) <= WIDTH:
        spare = (WIDTH - sum(needed)) / len(table.words)
        return [width + (spare if n in table.words else 0) for n, width in enumerate(needed)]
    least = [_least_width(table, n) for n in range(len(table.headers))]
    if sum(least) <= WIDTH:
        wanted = [wish - width for wish, width in zip(needed, least, strict=True)]
        return [width + (WIDTH - sum(least)) * more / sum(wanted) for width, more in zip(least, wanted, strict=True)]
    numbers = {n: min(width, 1.6 * _LEAST_COLUMN) for n, width in enumerate(needed) if n not in table.words}
    room = WIDTH - sum(numbers.values())
    # Roots, so that one very long name does not leave the others a letter's width.
    shares = {n: width**0.5 for n, width in enumerate(needed) if n in table.words}
    return [numbers[n] if n in numbers else room * shares[n] / sum(shares.values()) for n in range(len(needed))]


def _least_width(table: Table, column: int) -> float:
    """Return how wide a column must be, so that none of its words is broken, and no number and its unit parted."""
    cells = [row[column] for row in table.rows]
    parts = [part for cell in cells for part in cell.split(" ")] if column in table.words else cells
    heads = (width_of(word, _SMALL, bold=True) for word in table.headers[column].split(" "))
    return max(*heads, *(width_of(part, _SMALL) for part in parts), 0.0) + 2 * _PAD


def _rows(
    rows: Sequence[Sequence[tuple[str, bool]]], widths: Sequence[float], header: Piece | None = None
) -> list[Piece]:
    """Return the rows of a table, of which the first two share a page, and the last two."""
    last = len(rows) - 1
    return [_row(row, widths, with_next=n < last and n in (0, last - 1), header=header) for n, row in enumerate(rows)]


def _row(
    cells: Sequence[tuple[str, bool]],
    widths: Sequence[float],
    bold: bool = False,
    with_next: bool = False,
    header: Piece | None = None,
) -> Piece:
    """Return a row of a table. cells: their words, and whether these are at the right."""
    pairs = list(zip(cells, widths, strict=True))
    texts = [Text(words, _SMALL, width - 2 * _PAD, bold=bold, right=right) for (words, right), width in pairs]
    height = max(text.height for text in texts) + 2 * _PAD - 1
    lefts = [sum(widths[:n]) + _PAD for n in range(len(widths))]

    def paint(painter: QPainter, y: float) -> None:
        for text, left in zip(texts, lefts, strict=True):
            text.paint(painter, left, y + _PAD - 1)
        painter.setPen(QPen(PAPER.frame if bold else PAPER.faint, 0.8 if bold else 0.4))
        painter.drawLine(QPointF(0, y + height), QPointF(WIDTH, y + height))
        painter.setPen(PAPER.text)

    return Piece(height, paint, with_next=with_next, header=header)


def _paint_chart(chart: Chart, width: float, height: float, painter: QPainter, y: float) -> None:
    chart.paint(painter, QRectF(0, y, width, height), PAPER, _SMALL)


def _tile_row(tiles: Sequence[Tile], columns: int) -> Piece:
    width = (WIDTH - (columns - 1) * _GAP) / columns
    above = _TILE * width
    words = [(Text(tile.title, _TINY, width, bold=True), Text(tile.words, _TINY, width)) for tile in tiles]
    height = (
        above
        + 3
        + max(title.height + text.height * bool(tile.words) for (title, text), tile in zip(words, tiles, strict=True))
    )

    def paint(painter: QPainter, y: float) -> None:
        for number, (tile, (title, text)) in enumerate(zip(tiles, words, strict=True)):
            x = number * (width + _GAP)
            _paint_picture(painter, QRectF(x, y, width, above), tile.picture)
            painter.setPen(PAPER.text)
            title.paint(painter, x, y + above + 3)
            text.paint(painter, x, y + above + 3 + title.height)

    return Piece(height, paint, before=_GAP)


def _paint_picture(painter: QPainter, place: QRectF, data: bytes) -> None:
    """Paint a picture as large as it fits into a place, on a ground that shows the place."""
    painter.fillRect(place, _TINT)
    image = QImage.fromData(data)
    if image.isNull():
        return
    size = image.size().toSizeF().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRectF(QPointF(), size)
    fitted.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering, data.startswith(_PNG))
    painter.drawImage(fitted, image)
