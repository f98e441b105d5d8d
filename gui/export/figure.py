"""The figure: pictures, title, colour bars with their numbers and whose scale they are, caption.

Black on white, for paper. A picture, an SVG and a PDF are painted by the same code; in SVG and PDF words stay text, and
pictures keep their own pixels. The pictures' pixels never pass through Qt: while Qt copies or compresses millions of
them it holds Python's lock, and the window would stand still.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from gui.export.figure_layout import Figure, Layout, Text, font_of, lay_out
from gui.export.figure_pixels import pdf_with_pictures, svg_with_pictures

_POINTS = 72.0  # per inch
_PAGE = 540.0  # points: a wider figure is scaled down to this on a PDF page, a narrower one has a point a pixel


def figure_image(figure: Figure) -> QImage:
    """Return the figure as a picture."""
    layout = lay_out(figure)
    image = QImage(layout.size.toSize(), QImage.Format.Format_RGB888)
    _draw(layout, np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine()), image)
    return image


def figure_pixels(figure: Figure) -> np.ndarray:
    """Return the figure as (H, W, 3) uint8 RGB."""
    layout = lay_out(figure)
    width, height = layout.size.toSize().toTuple()
    rows = np.empty((height, (3 * width + 3) // 4 * 4), np.uint8)  # QImage wants rows of a multiple of four bytes
    image = QImage(rows, width, height, rows.strides[0], QImage.Format.Format_RGB888)  # type: ignore[call-overload]
    _draw(layout, rows, image)
    return rows[:, : 3 * width].reshape(height, width, 3)


def _draw(layout: Layout, rows: np.ndarray, image: QImage) -> None:
    """Paint a figure into an image. rows: the image's own memory, (H, bytes per row) uint8."""
    rows[:] = 255
    for place, make in layout.pictures:
        top, left = int(place.top()), 3 * int(place.left())
        height, width = int(place.height()), 3 * int(place.width())
        rows[top : top + height, left : left + width] = make().reshape(height, width)
    painter = QPainter(image)
    _paint(painter, layout)
    painter.end()


def figure_svg(figure: Figure, record: str) -> Iterator[bytes]:
    """Return the blocks of the figure as SVG with `record` in its metadata."""
    from PySide6.QtSvg import QSvgGenerator

    layout, buffer = lay_out(figure), _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(layout.size.toSize())
    generator.setViewBox(QRect(0, 0, layout.size.toSize().width(), layout.size.toSize().height()))
    generator.setTitle(figure.title)
    generator.setDescription(figure.subtitle or figure.title)
    painter = QPainter(generator)
    _paint(painter, layout, stand_ins=True)
    painter.end()
    data = svg_with_pictures(bytes(buffer.data().data()), [make for _, make in layout.pictures])
    head = next(data)
    yield head.replace(b"</desc>", b"</desc>\n<metadata>" + record.encode("ascii") + b"</metadata>", 1)
    yield from data


def figure_pdf(figure: Figure, record: str) -> Iterator[bytes]:
    """Return the blocks of the figure as one page of PDF with `record` in its XMP packet."""
    layout, buffer = lay_out(figure), _buffer()
    points = min(1.0, _PAGE / layout.size.width())
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setTitle(figure.title)
    writer.setCreator("Saliscope")
    writer.setDocumentXmpMetadata(QByteArray(_xmp(record)))
    page = QPageSize(layout.size * points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    scale = points * writer.resolution() / _POINTS
    painter.scale(scale, scale)
    _paint(painter, layout, stand_ins=True)
    painter.end()
    yield from pdf_with_pictures(bytes(buffer.data().data()), [make for _, make in layout.pictures])


def _xmp(record: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{record}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _paint(painter: QPainter, layout: Layout, stand_ins: bool = False) -> None:
    """Paint all but the pictures. stand_ins: paint a single pixel, stretched, in the place of each picture.

    Stand-ins come first: `svg_with_pictures` and `pdf_with_pictures` replace the first images of a file.
    """
    painter.setPen(QColor("black"))
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else PDF stores JPEG
    for place, _ in layout.pictures if stand_ins else ():
        stand_in = QImage(1, 1, QImage.Format.Format_RGB888)
        stand_in.fill(Qt.GlobalColor.white)
        painter.drawImage(place, stand_in)
    for place, colours in layout.bars:
        painter.drawImage(place, colours)
    for scale in layout.lines:
        painter.fillRect(scale, QColor("black"))
    for text in layout.texts:
        painter.setFont(font_of(text.letter, text.bold))
        line = Qt.TextFlag.TextDontClip if text.number else Qt.TextFlag.TextWordWrap
        painter.drawText(text.place, int(line) | int(_side(text)), text.words)


def _side(text: Text) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignHCenter if text.centred else Qt.AlignmentFlag.AlignLeft
