"""The figure: pictures, title, colour bars with their numbers and whose scale they are, caption.

Black on white, for paper. Painted the same into a picture, an SVG and a PDF; there the words stay words, and the
pictures keep their own pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from gui.figure_layout import Figure, Layout, font_of, lay_out

if TYPE_CHECKING:
    import numpy as np

_POINTS = 72.0  # per inch: one unit of a PDF page is one point at most
_PAGE = 540.0  # points across a PDF's content


def figure_size(figure: Figure) -> QSize:
    """Return how large a figure is when its picture keeps its own pixels."""
    return lay_out(figure).size.toSize()


def figure_image(figure: Figure) -> QImage:
    """Return the figure as a picture."""
    layout = lay_out(figure)
    image = QImage(layout.size.toSize(), QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    _paint(painter, layout)
    painter.end()
    return image


def figure_pixels(figure: Figure) -> np.ndarray:
    """Return the figure as (H, W, 3) uint8 RGB.

    It is painted straight into the array: while Qt copies pictures as large as these, no other thread gets on.
    """
    import numpy as np

    layout = lay_out(figure)
    width, height = layout.size.toSize().toTuple()
    rows = np.full((height, (3 * width + 3) // 4 * 4), 255, np.uint8)  # Qt's rows are of whole words
    image = _shared(rows, width)
    painter = QPainter(image)
    _paint(painter, layout)
    painter.end()
    return rows[:, : 3 * width].reshape(height, width, 3)


def _shared(rows: np.ndarray, width: int) -> QImage:
    """Return an image of (H, bytes) RGB rows that lies in their memory: it must not outlive them."""
    return QImage(rows, width, rows.shape[0], rows.strides[0], QImage.Format.Format_RGB888)  # type: ignore[call-overload]


def figure_svg(figure: Figure, record: str) -> bytes:
    """Return the figure as SVG with `record` in its metadata."""
    from PySide6.QtSvg import QSvgGenerator

    layout, buffer = lay_out(figure), _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(layout.size.toSize())
    generator.setViewBox(QRect(0, 0, layout.size.toSize().width(), layout.size.toSize().height()))
    generator.setTitle(figure.title)
    generator.setDescription(figure.subtitle or figure.title)
    painter = QPainter(generator)
    _paint(painter, layout)
    painter.end()
    data = bytes(buffer.data().data())
    return data.replace(b"</desc>", b"</desc>\n<metadata>" + record.encode("ascii") + b"</metadata>", 1)


def figure_pdf(figure: Figure, record: str) -> bytes:
    """Return the figure as one page of PDF with `record` in its XMP packet."""
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
    _paint(painter, layout)
    painter.end()
    return bytes(buffer.data().data())


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


def _paint(painter: QPainter, layout: Layout) -> None:
    import numpy as np

    painter.setPen(QColor("black"))
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # PDF would take JPEG
    for place, pixels in layout.pictures:
        rows = np.ascontiguousarray(pixels).reshape(pixels.shape[0], -1)
        painter.drawImage(place, _shared(rows, pixels.shape[1]))
    for place, colours in layout.bars:
        painter.drawImage(place, colours)
    for text in layout.texts:
        painter.setFont(font_of(text.letter, text.bold))
        side = Qt.AlignmentFlag.AlignHCenter if text.centred else Qt.AlignmentFlag.AlignLeft
        line = Qt.TextFlag.TextDontClip if text.number else Qt.TextFlag.TextWordWrap
        painter.drawText(text.place, int(line) | int(side), text.words)
