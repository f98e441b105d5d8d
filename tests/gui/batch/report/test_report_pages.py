"""Pages of a report: nothing is cut, headings stay with what follows, tables have their head on every page."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import map_at, plan_of, random_rows
from PySide6.QtGui import QColor, QImage, QPainter

from gui.batch.report.content import document_of
from gui.batch.report.document import Chart, Document, Heading, Paragraph, Sheet, Table, Tile
from gui.batch.report.gather import report_data
from gui.batch.report.pdf_blocks import WIDTH, pieces_of
from gui.batch.report.pdf_pages import Piece, paginate
from gui.batch.report.pdf_text import Text, width_of
from gui.batch.report.pdf_writer import _pieces, pdf_of

pytestmark = pytest.mark.usefixtures("qapp")
PAGES = re.compile(rb"/Type /Page\b(?!s)")


def piece(height, **changes):
    return Piece(height, lambda painter, y: None, **changes)


def tops(pages):
    return [[top for top, _ in page] for page in pages]


def test_pieces_follow_each_other_and_begin_a_page_where_there_is_no_room():
    assert tops(paginate([piece(40), piece(40, before=10), piece(40, before=10)], 100)) == [[0, 50], [0]]


def test_a_heading_never_ends_a_page():
    heading = piece(20, before=10, with_next=True)
    pages = paginate([piece(60), heading, piece(30)], 100)
    assert pages[1][0][1] is heading


def test_what_stays_together_and_is_higher_than_a_page_is_parted_all_the_same():
    pages = paginate([piece(60, with_next=True), piece(60, with_next=True), piece(60)], 100)
    assert tops(pages) == [[0], [0], [0]]


def test_a_table_has_its_head_on_every_page():
    head = piece(10)
    pages = paginate([head, *(piece(30, header=head) for _ in range(5))], 100)
    assert [page[0][1] is head for page in pages] == [True, True]
    assert tops(pages) == [[0, 10, 40, 70], [0, 10, 40]]


def test_the_head_of_a_table_counts_where_a_group_begins_a_page():
    head = piece(20)
    pages = paginate([piece(90), piece(50, with_next=True, header=head), piece(50, header=head)], 100)
    assert all(top + item.height <= 100 for page in pages for top, item in page)


def test_no_piece_of_a_report_leaves_its_page_or_lies_on_another():
    rows, truths = random_rows(300, 30)
    maps = np.array([map_at(5, 5) for _ in rows])
    plan = plan_of(tuple(f"class {n}" for n in range(30)))
    data = report_data(plan, Path("/images"), rows, truths, [row.name for row in rows], maps)
    pieces = [each for block in document_of(data, "en").blocks for each in pieces_of(block)]
    pages = paginate(pieces, 724)
    assert len(pages) > 4
    for page in pages:
        assert page[-1][0] + page[-1][1].height <= 724
        assert all(above + item.height <= below + 1e-6 for (above, item), (below, _) in pairwise(page))
        assert not page[-1][1].with_next


def test_a_pdf_has_its_pages_its_size_and_its_title():
    chapters = [block for n in range(30) for block in (Heading(f"Chapter {n}"), Paragraph("Words " * 40))]
    data = pdf_of(Document("Rapport é", "2026-01-01", "fr", "{page}/{count}", "Sommaire", tuple(chapters)))
    assert len(PAGES.findall(data)) == 4
    assert b"/MediaBox [0 0 595" in data
    assert "Rapport é".encode("utf-16-be") in data


def test_long_words_are_broken_within_their_column():
    text = Text("x" * 400, 10, 100)
    assert text.lines > 5
    assert text.height == pytest.approx(text.lines * 13)
    assert width_of("xx", 10) == pytest.approx(2 * width_of("x", 10), rel=0.01)


def test_no_cell_of_a_table_is_painted_beyond_the_page():
    table = Table("Title", ("Class", "Images", "Precision"), (("a " * 200, "1,000,000", "100.0 %"), ("b", "1", "–")))
    image = QImage(round(WIDTH) + 40, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter, y = QPainter(image), 0.0
    for each in pieces_of(table):
        each.paint(painter, y)
        y += each.height
    painter.end()
    beyond = [image.pixelColor(x, line) for x in range(round(WIDTH) + 2, image.width()) for line in range(800)]
    assert set(map(QColor.name, beyond)) == {"#ffffff"}


def test_columns_are_as_wide_as_their_longest_word_where_all_have_room():
    heads = ("Method", "Faithfulness", "Time", *(f"Column {n}" for n in range(7)))
    row = ("Guided backpropagation", "10/24", "17 ms", *("0/23" for _ in range(7)))
    *_, head, line = pieces_of(Table("Title", heads, (row,)))
    step = Text("x", 8.5, 100).step
    assert (head.height, line.height) == (pytest.approx(2 * step + 5), pytest.approx(2 * step + 5))


def test_words_below_a_heading_leave_the_next_heading_of_its_kind_alone():
    first, beside, below = Heading("One", 2), Heading("Other", 2), Heading("Part", 3)
    assert not list(_pieces((first, Paragraph("Short."), beside)))[1].with_next
    assert list(_pieces((first, Paragraph("Short."), below)))[1].with_next


def test_words_between_a_heading_and_a_chart_stay_with_both():
    chart = Chart("Title", "alt", lambda *_: None, lambda width, letter: 600.0)
    blocks = (Paragraph("Words " * 400), Heading("Heading", 2), Paragraph("Short."), chart)
    document = Document("T", "S", "en", "{page}/{count}", "Contents", blocks)
    assert len(PAGES.findall(pdf_of(document))) == 2


def test_the_first_words_of_a_chapter_stay_with_its_first_heading():
    first = Paragraph("Words " * 90)
    blocks = (first, Heading("Chapter"), Paragraph("Short."), Heading("Part", 2), Paragraph("Words."))
    pieces, lines = list(_pieces(blocks)), len(pieces_of(first))
    room = sum(piece.before + piece.height for piece in pieces[: lines + 2])  # also for the heading and its words
    pages = paginate(pieces, room + 5)
    assert [[item for _, item in page] for page in pages] == [pieces[:lines], pieces[lines:]]


def test_a_row_of_pictures_is_as_high_as_its_highest():
    tiles = (Tile(b"", "short", "", "alt"), Tile(b"", "long " * 20, "words", "alt"))
    assert pieces_of(Sheet("Title", tiles))[1].height == pieces_of(Sheet("Title", tiles[1:]))[1].height
