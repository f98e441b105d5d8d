"""A figure as a file: the pictures in Qt's drawings are those of the panels, and words lie where Qt wraps them."""

from __future__ import annotations

import base64
import re
import zlib

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from gui.canvas.colour_bar import Tick
from gui.export.figure import figure_image, figure_pdf, figure_svg
from gui.export.figure_layout import Bar, Figure, Panel, font_of, lay_out
from gui.export.figure_pixels import pdf_with_pictures, svg_with_pictures
from gui.state.images.picture import pasted_pixels

RNG = np.random.default_rng(8)


@pytest.fixture(params=[1, 4])
def pictures(request) -> list[np.ndarray]:
    return [RNG.integers(0, 256, (30 + number, 481 - number, 3), np.uint8) for number in range(request.param)]


@pytest.fixture
def figure_of(qapp):
    def make(pictures, words: str = "words") -> Figure:
        colours = QImage(256, 1, QImage.Format.Format_RGB888)
        colours.fill(Qt.GlobalColor.green)
        panels = tuple(panel_of(pixels, f"panel {number}") for number, pixels in enumerate(pictures))
        return Figure("title", "", words, panels, Bar(colours, (Tick(0, "0"), Tick(1, "1"))), "scale")

    return make


def panel_of(pixels: np.ndarray, name: str) -> Panel:
    return Panel((pixels.shape[1], pixels.shape[0]), lambda: pixels, name)


def unfiltered(data: bytes, width: int, height: int) -> np.ndarray:
    """Return the pixels of rows whose every value is the difference to the one of the pixel before."""
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + 3 * width)
    assert (rows[:, 0] == 1).all()
    return np.cumsum(rows[:, 1:].reshape(height, width, 3), axis=1, dtype=np.uint8)


def objects_of(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return a PDF's objects as its tables of places say, changes before what they change, and the trailer."""
    found, trailer, place = {}, b"", int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    while place:
        table, _, rest = pdf[place:].partition(b"trailer\n")
        facts = rest.split(b"startxref")[0]
        lines = table.splitlines()
        assert lines.pop(0) == b"xref"
        while lines:
            first, count = map(int, lines.pop(0).split())
            for number in range(first, first + count):
                start, _, kind = lines.pop(0).split()
                if kind == b"n" and number not in found:
                    assert pdf[int(start) :].startswith(b"%d 0 obj" % number)
                    found[number] = pdf[int(start) :]
        trailer = trailer or facts
        before = re.search(rb"/Prev (\d+)", facts)
        place = int(before[1]) if before else 0
    return found, trailer


def test_a_pdf_holds_the_panels_own_pixels_and_all_else_as_qt_wrote_it(figure_of, pictures):
    pdf = b"".join(figure_pdf(figure_of(pictures), "{}"))
    objects, trailer = objects_of(pdf)
    assert int(re.search(rb"/Size (\d+)", trailer)[1]) > max(objects)
    assert re.search(rb"/Root (\d+) 0 R", trailer)
    images = [data for _, data in sorted(objects.items()) if b"/Subtype /Image" in data[:60]]
    for pixels, data in zip(pictures, images, strict=False):
        head, _, stream = data.partition(b"stream\n")
        said = {name: int(re.search(rb"/" + name + rb" (\d+)", head)[1]) for name in (b"Width", b"Height", b"Length")}
        assert (said[b"Width"], said[b"Height"]) == (pixels.shape[1], pixels.shape[0])
        assert re.search(rb"/Columns (\d+)", head)[1] == b"%d" % pixels.shape[1]
        assert stream[said[b"Length"] :].startswith(b"\nendstream\nendobj\n")
        np.testing.assert_array_equal(unfiltered(stream[: said[b"Length"]], said[b"Width"], said[b"Height"]), pixels)
    assert len(images) == len(pictures) + 1
    assert b"/Width 256\n" in images[-1][:200], "the colour bar stays"


def test_an_svg_holds_the_panels_own_pixels_in_their_places(figure_of, pictures):
    figure = figure_of(pictures)
    svg = b"".join(figure_svg(figure, "{}")).decode()
    images = re.findall(r'<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"[^>]*base64,([^"]*)"', svg)
    assert len(images) == len(pictures) + 1
    for (*place, data), (rect, pixels) in zip(images, lay_out(figure).pictures, strict=False):
        assert [float(side) for side in place] == [rect.x(), rect.y(), rect.width(), rect.height()]
        png = cv2.imdecode(np.frombuffer(base64.b64decode(data, validate=True), np.uint8), cv2.IMREAD_COLOR)
        np.testing.assert_array_equal(png[..., ::-1], pixels())


@pytest.mark.parametrize("put_in", [svg_with_pictures, pdf_with_pictures])
def test_a_drawing_without_a_place_for_a_picture_is_no_file(put_in):
    with pytest.raises(ValueError, match="0 images in the drawing for 1 pictures"):
        b"".join(put_in(b"<svg/>", [lambda: np.zeros((1, 1, 3), np.uint8)]))


@pytest.mark.parametrize(
    "words", ["many words of one caption " * 12, "🐈 a cat 🐈🐈 and more 🐈 " * 9, "קרע דלת wide אבג " * 12]
)
def test_words_lie_where_qt_paints_them(figure_of, words):
    figure = figure_of([np.full((40, 480, 3), 255, np.uint8)], words)
    layout = lay_out(figure)
    found = pasted_pixels(figure_image(figure))[..., :3]
    paper = QImage(found.shape[1], found.shape[0], QImage.Format.Format_RGB888)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    text = layout.texts[-1]
    painter.setFont(font_of(text.letter, text.bold))
    painter.drawText(text.place, int(Qt.TextFlag.TextWordWrap), text.words)
    painter.end()
    rows = slice(int(text.place.top()) + 1, int(text.place.bottom()))
    expected = pasted_pixels(paper)[rows, :, 0] < 128
    assert expected.sum() > 300
    assert (expected != (found[rows, :, 0] < 128)).mean() < 0.005
