"""A report as PDF: A4 pages with numbers, painted directly, so that charts stay drawings and nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from gui.batch.report.document import Chart, Facts, Heading, Paragraph, Points, Sheet, Table
from gui.batch.report.pdf_blocks import WIDTH, pieces_of
from gui.batch.report.pdf_pages import Page, Piece, paginate
from gui.batch.report.pdf_text import Text
from gui.design.charts.colours import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gui.batch.report.document import Block, Document

_PAGE = QPageSize(QPageSize.PageSizeId.A4)
_POINTS = 72.0  # per inch; all lengths here are points
_RESOLUTION = 1200
_LEFT, _TOP, _HEIGHT = 54.0, 50.0, 724.0  # of what is laid on a page; the foot is below
_FOOT = 796.0
_TITLE, _SMALL = 20.0, 8.0
_INTRODUCED = (Heading, Chart, Sheet, Table, Facts, Points)


def pdf_of(document: Document) -> bytes:
    """Return the file."""
    pages = paginate([*_title(document), *_pieces(document.blocks)], _HEIGHT)
    array = QByteArray()
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(document.title)
    writer.setCreator("Saliscope")
    writer.setPageLayout(QPageLayout(_PAGE, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(_RESOLUTION / _POINTS, _RESOLUTION / _POINTS)
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        _paint(painter, page)
        _paint_foot(painter, document, number + 1, len(pages))
    painter.end()
    return bytes(array.data())


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield the pieces of all blocks. Words between a heading and what they introduce stay with both."""
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        pieces = pieces_of(block)
        yield from (replace(piece, with_next=True) for piece in pieces) if _introduces(before, block, after) else pieces


def _introduces(before: Block | None, block: Block, after: Block | None) -> bool:
    """Return whether a block is words between a heading and what is told below it, not beside it."""
    if not isinstance(before, Heading) or not isinstance(block, Paragraph) or not isinstance(after, _INTRODUCED):
        return False
    return not isinstance(after, Heading) or after.level > before.level


def _title(document: Document) -> list[Piece]:
    title = Text(document.title, _TITLE, WIDTH, bold=True)
    subtitle = Text(document.subtitle, 10, WIDTH)
    return [
        Piece(title.height, partial(_paint_text, title), with_next=True),
        Piece(subtitle.height, partial(_paint_text, subtitle), before=2, with_next=True),
    ]


def _paint_text(text: Text, painter: QPainter, y: float) -> None:
    text.paint(painter, 0, y)


def _paint(painter: QPainter, page: Page) -> None:
    painter.save()
    painter.translate(_LEFT, _TOP)
    for y, piece in page:
        painter.setPen(PAPER.text)
        piece.paint(painter, y)
    painter.restore()


def _paint_foot(painter: QPainter, document: Document, number: int, count: int) -> None:
    """Paint the title and the page's number below a page."""
    painter.setPen(QPen(PAPER.faint, 0.5))
    painter.drawLine(QPointF(_LEFT, _FOOT - 6), QPointF(_LEFT + WIDTH, _FOOT - 6))
    painter.setPen(PAPER.frame)
    words = document.page.format(page=number, count=count)
    Text(words, _SMALL, WIDTH, right=True).paint_line(painter, 0, _LEFT, _FOOT)
    Text(document.title, _SMALL, 0.75 * WIDTH).paint_line(painter, 0, _LEFT, _FOOT)
