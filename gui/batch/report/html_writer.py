"""A report as one HTML file that needs nothing else: no script, no address, pictures and style inside."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter

from gui.batch.report.document import Chart, Code, Facts, Heading, Paragraph, Points, Sheet, Table
from gui.batch.report.html_style import STYLE
from gui.design.charts.colours import DARK, PAPER

if TYPE_CHECKING:
    from gui.batch.report.document import Block, Document, Tile
    from gui.design.charts.colours import ChartColours

_WIDTH, _LETTER, _SHARPER = 760, 12.0, 2  # CSS pixels of a page and of letters; device pixels of one
_PNG = b"\x89PNG"
_SEAMS = re.compile(r"([/_])")  # where the name of a file is best broken
# Nothing may be fetched, whatever a name in the report tries.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def html_of(document: Document) -> Iterator[bytes]:
    """Yield the blocks of the file, in UTF-8."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="Saliscope">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(document.title)}</h1>\n<p>{escape(document.subtitle)}</p>\n</header>\n"
    )
    yield head.encode()
    yield _contents(document).encode()
    yield b"<main>\n"
    for number, block in enumerate(document.blocks):
        yield f"{_part(number, block)}\n".encode()
    yield b"</main>\n</body>\n</html>\n"


def _contents(document: Document) -> str:
    chapters = ((n, b.words) for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1)
    items = "".join(f'<li><a href="#{_id(number)}">{escape(words)}</a></li>\n' for number, words in chapters)
    words = escape(document.contents)
    return f'<nav aria-label="{words}">\n<h2>{words}</h2>\n<ul>\n{items}</ul>\n</nav>\n'


def _id(number: int) -> str:
    return f"part-{number}"


def _part(number: int, block: Block) -> str:
    """Return a block; a heading with its number, which the contents lead to."""
    if isinstance(block, Heading):
        level = f"h{block.level + 1}"
        return f'<{level} id="{_id(number)}">{escape(block.words)}</{level}>'
    return _html(block)


@singledispatch
def _html(block: Block) -> str:
    raise TypeError(type(block))


@_html.register
def _(block: Paragraph) -> str:
    return f"<p{' class=note' if block.note else ''}>{escape(block.words)}</p>"


@_html.register
def _(block: Points) -> str:
    return "<ul>\n" + _joined(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"


@_html.register
def _(block: Facts) -> str:
    rows = (
        f'<tr><th scope="row">{escape(name)}</th><td dir="auto">{escape(value)}</td></tr>' for name, value in block.rows
    )
    return f"<table class=facts>\n<tbody>\n{_joined(rows)}</tbody>\n</table>"


@_html.register
def _(block: Table) -> str:
    kinds = ["" if column in block.words else " class=number" for column in range(len(block.headers))]
    heads = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>' for kind, name in zip(kinds, block.headers, strict=True)
    )
    rows = (_row(row, kinds) for row in block.rows)
    # The region can be scrolled by the keyboard where the table is wider than the screen.
    return (
        f'<div class=wide role=region aria-label="{escape(block.title)}" tabindex=0>\n<table>\n'
        f"<caption>{escape(block.title)}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
        f"<tbody>\n{_joined(rows)}</tbody>\n</table>\n</div>"
    )


def _row(cells: tuple[str, ...], kinds: list[str]) -> str:
    first = f'<th scope="row" dir="auto">{escape(cells[0])}</th>'
    pairs = zip(kinds[1:], cells[1:], strict=True)
    return "<tr>" + first + "".join(f'<td{kind} dir="auto">{escape(cell)}</td>' for kind, cell in pairs) + "</tr>"


@_html.register
def _(block: Chart) -> str:
    light, dark = (_address(_png(block, colours)) for colours in (PAPER, DARK))
    width, height = _size(block)
    return (
        "<figure class=chart>\n<picture>\n"
        f'<source media="screen and (prefers-color-scheme: dark)" srcset="{dark}">\n'
        f'<img src="{light}" width="{width}" height="{height}" alt="{escape(block.alt)}">\n'
        f"</picture>\n<figcaption>{escape(block.title)}</figcaption>\n</figure>"
    )


@_html.register
def _(block: Sheet) -> str:
    words = escape(block.title)
    tiles = _joined(map(_tile, block.tiles))
    return f'<p class=title>{words}</p>\n<div class=sheet role=group aria-label="{words}">\n{tiles}</div>'


@_html.register
def _(block: Code) -> str:
    return f"<pre>{escape(block.words)}</pre>"


def _tile(tile: Tile) -> str:
    picture = (
        f'<img src="{_address(tile.picture)}" alt="{escape(tile.alt)}">' if tile.picture else "<div class=none></div>"
    )
    title = _SEAMS.sub(r"\1<wbr>", escape(tile.title))
    words = f"<span>{escape(tile.words)}</span>" if tile.words else ""
    return f"<figure class=tile>{picture}<figcaption><b dir=auto>{title}</b>{words}</figcaption></figure>"


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _address(picture: bytes) -> str:
    kind = "png" if picture.startswith(_PNG) else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def _size(chart: Chart) -> tuple[int, int]:
    width = round(_WIDTH * chart.share)
    return width, round(chart.height(width, _LETTER))


def _png(chart: Chart, colours: ChartColours) -> bytes:
    width, height = _size(chart)
    image = QImage(_SHARPER * width, _SHARPER * height, QImage.Format.Format_RGB32)
    image.fill(colours.ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SHARPER, _SHARPER)
    chart.paint(painter, QRectF(0, 0, width, height), colours, _LETTER)
    painter.end()
    return png_bytes(image)


def png_bytes(image: QImage) -> bytes:
    """Return a picture as PNG."""
    array = QByteArray()
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(array.data())
