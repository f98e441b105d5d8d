"""The figure: picture, title, colour bar with its numbers and whose scale they are, caption. Black on white, for paper.

Painted the same into a picture, an SVG and a PDF; there the words stay words, and the picture keeps its own pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from gui.colour_bar import Tick

if TYPE_CHECKING:
    import numpy as np

_LEAST_CONTENT = 480  # units: so narrow a figure still has room for its words
_PER_LETTER = 46  # how many letter heights the content is wide
_LEAST_LETTER, _MOST_LETTER = 13.0, 96.0
_POINTS = 72.0  # per inch: one unit of a PDF page is one point at most
_PAGE = 540.0  # points across a PDF's content


@dataclass(frozen=True, eq=False)
class Figure:
    """What a figure says and shows. picture, original: of one size; bar: the colours, low to high."""

    title: str
    subtitle: str
    caption: str
    picture: QImage
    bar: QImage
    ticks: tuple[Tick, ...]
    scale: str
    original: QImage | None = None
    picture_name: str = ""
    original_name: str = ""


@dataclass(frozen=True)
class _Layout:
    """Where everything lies, in units: pixels of the picture."""

    letter: float
    size: QSizeF
    title: QRectF
    subtitle: QRectF
    pictures: tuple[QRectF, ...]
    names: tuple[QRectF, ...]
    bar: QRectF
    numbers: QRectF
    scale: QRectF
    caption: QRectF


def figure_size(figure: Figure) -> QSize:
    """Return how large a figure is when its picture keeps its own pixels."""
    return _lay_out(figure).size.toSize()


def figure_image(figure: Figure) -> QImage:
    """Return the figure as a picture."""
    layout = _lay_out(figure)
    image = QImage(layout.size.toSize(), QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    _paint(painter, figure, layout)
    painter.end()
    return image


def figure_pixels(figure: Figure) -> np.ndarray:
    """Return the figure as (H, W, 3) uint8 RGB."""
    from gui.files import pasted_pixels

    return pasted_pixels(figure_image(figure))[..., :3]


def figure_svg(figure: Figure, record: str) -> bytes:
    """Return the figure as SVG with `record` in its metadata."""
    from PySide6.QtSvg import QSvgGenerator

    layout, buffer = _lay_out(figure), _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(layout.size.toSize())
    generator.setViewBox(QRect(0, 0, layout.size.toSize().width(), layout.size.toSize().height()))
    generator.setTitle(figure.title)
    generator.setDescription(figure.subtitle)
    painter = QPainter(generator)
    _paint(painter, figure, layout)
    painter.end()
    data = bytes(buffer.data().data())
    return data.replace(b"</desc>", b"</desc>\n<metadata>" + record.encode("ascii") + b"</metadata>", 1)


def figure_pdf(figure: Figure, record: str) -> bytes:
    """Return the figure as one page of PDF with `record` in its XMP packet."""
    layout, buffer = _lay_out(figure), _buffer()
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
    _paint(painter, figure, layout)
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


def _font(letter: float, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(max(1, round(letter)))
    font.setBold(bold)
    return font


def _lay_out(figure: Figure) -> _Layout:
    shown = [figure.picture] if figure.original is None else [figure.original, figure.picture]
    width, height = float(figure.picture.width()), float(figure.picture.height())
    guess = max(width * len(shown), _LEAST_CONTENT)
    letter = min(max(guess / _PER_LETTER / len(shown), _LEAST_LETTER), _MOST_LETTER)
    gap, margin = letter, 1.5 * letter
    content = max(width * len(shown) + gap * (len(shown) - 1), _LEAST_CONTENT)
    y = margin
    title = QRectF(margin, y, content, _height(figure.title, _font(1.3 * letter, True), content))
    y = title.bottom() + 0.2 * letter
    subtitle = QRectF(margin, y, content, _height(figure.subtitle, _font(letter), content))
    y = subtitle.bottom() + gap
    first = margin + (content - width * len(shown) - gap * (len(shown) - 1)) / 2
    pictures = tuple(QRectF(first + index * (width + gap), y, width, height) for index in range(len(shown)))
    y += height
    names: tuple[QRectF, ...] = ()
    if figure.original is not None:
        names = tuple(QRectF(place.x(), y + 0.3 * letter, width, 1.4 * letter) for place in pictures)
        y = names[0].bottom()
    bar = QRectF(margin, y + 0.8 * letter, content, letter)
    numbers = QRectF(margin, bar.bottom() + 0.2 * letter, content, 1.4 * letter)
    scale = QRectF(margin, numbers.bottom(), content, _height(figure.scale, _font(letter), content))
    y = scale.bottom() + 0.6 * letter
    caption = QRectF(margin, y, content, _height(figure.caption, _font(0.9 * letter), content))
    size = QSizeF(content + 2 * margin, caption.bottom() + margin)
    return _Layout(letter, size, title, subtitle, pictures, names, bar, numbers, scale, caption)


def _height(words: str, font: QFont, width: float) -> float:
    if not words:
        return 0.0
    flags = int(Qt.TextFlag.TextWordWrap)
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), flags, words).height() + 2


def _paint(painter: QPainter, figure: Figure, layout: _Layout) -> None:
    painter.setPen(QColor("black"))
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # PDF would take JPEG
    wrapped = int(Qt.TextFlag.TextWordWrap)
    for words, place, font in (
        (figure.title, layout.title, _font(1.3 * layout.letter, True)),
        (figure.subtitle, layout.subtitle, _font(layout.letter)),
        (figure.caption, layout.caption, _font(0.9 * layout.letter)),
    ):
        painter.setFont(font)
        painter.drawText(place, wrapped, words)
    shown = [figure.picture] if figure.original is None else [figure.original, figure.picture]
    for image, place in zip(shown, layout.pictures, strict=True):
        painter.drawImage(place, image)
    painter.setFont(_font(layout.letter))
    for words, place in zip((figure.original_name, figure.picture_name), layout.names, strict=False):
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), words)
    _paint_bar(painter, figure, layout)


def _paint_bar(painter: QPainter, figure: Figure, layout: _Layout) -> None:
    painter.drawImage(layout.bar, figure.bar)
    metrics, place = QFontMetricsF(_font(layout.letter)), layout.numbers
    for tick in figure.ticks:
        width = metrics.horizontalAdvance(tick.words)
        left = place.x() + tick.share * (place.width() - width)
        painter.drawText(QRectF(left, place.y(), width + 2, place.height()), 0, tick.words)
    centred = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(layout.scale, centred, figure.scale)
