"""Puts pictures, strip by strip, into an SVG or a PDF that Qt wrote with a single pixel in the place of each."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from engine.export.content import Content
from engine.export.picture_files import deflated, png_blocks

Picture = Callable[[], np.ndarray]  # makes (H, W, 3) uint8 RGB
_IN_SVG = re.compile(rb'(?<= xlink:href=")data:image/png;base64,[^"]*')
_IN_PDF = re.compile(rb"(\d+) 0 obj\n<<\n/Type /XObject\n/Subtype /Image\n")
_IMAGE_END = b"\nendstream\nendobj\n"


def svg_with_pictures(drawing: bytes, pictures: Sequence[Picture]) -> Iterator[bytes]:
    """Yield the blocks of an SVG whose first images are replaced by `pictures`, made one after the other."""
    end = 0
    for found, make in _places(_IN_SVG, drawing, pictures):
        yield drawing[end : found.start()] + b"data:image/png;base64,"
        yield from _in_letters(png_blocks(Content(make())))
        end = found.end()
    yield drawing[end:]


def pdf_with_pictures(drawing: bytes, pictures: Sequence[Picture]) -> Iterator[bytes]:
    """Yield the blocks of a PDF whose first images are replaced by `pictures`, made one after the other.

    They are appended as an incremental update (ISO 32000-1, 7.5.6): each as an object with the number of the image it
    replaces, then a cross-reference table of the new objects. So nothing in Qt's own part has to move.
    """
    yield drawing
    place, starts = len(drawing), {}
    for found, make in _places(_IN_PDF, drawing, pictures):
        pixels = make()
        blocks = list(deflated(pixels))
        head = _image_head(found[1], pixels, sum(map(len, blocks)))
        starts[int(found[1])] = place
        for block in (head, *blocks, _IMAGE_END):
            place += len(block)
            yield block
    yield _changes(drawing, starts, place)


def _places(
    image: re.Pattern[bytes], drawing: bytes, pictures: Sequence[Picture]
) -> Iterator[tuple[re.Match[bytes], Picture]]:
    """Pair each picture with the image it replaces. Raises ValueError where Qt wrote too few that are recognised."""
    found = list(image.finditer(drawing))
    if len(found) < len(pictures):
        raise ValueError(f"{len(found)} images in the drawing for {len(pictures)} pictures")
    return zip(found, pictures, strict=False)


def _image_head(number: bytes, pixels: np.ndarray, length: int) -> bytes:
    height, width = pixels.shape[:2]
    facts = f"/Width {width}\n/Height {height}\n/BitsPerComponent 8\n/ColorSpace /DeviceRGB\n/Length {length}\n"
    packed = f"/Filter /FlateDecode\n/DecodeParms <</Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns {width}>>\n"
    return number + b" 0 obj\n<<\n/Type /XObject\n/Subtype /Image\n" + (facts + packed).encode() + b">>\nstream\n"


def _changes(drawing: bytes, starts: Mapping[int, int], place: int) -> bytes:
    """Return the cross-reference table and trailer of an incremental update, which will lie at the offset `place`.

    starts: the offset of each new object, by its number.
    """
    _, _, end = drawing.rpartition(b"trailer\n<<\n")
    facts, _, before = end.partition(b">>\nstartxref\n")
    table = "".join(f"{number} 1\n{start:010} 00000 n \n" for number, start in starts.items())
    trailer = b"trailer\n<<\n" + facts + b"/Prev " + before.split()[0] + b"\n>>\n"
    return b"xref\n" + table.encode() + trailer + f"startxref\n{place}\n%%EOF\n".encode()


def _in_letters(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield some blocks in base64, which codes three bytes at a time: what is left over goes before the next block."""
    rest = b""
    for block in blocks:
        whole = rest + block
        end = len(whole) - len(whole) % 3
        rest = whole[end:]
        yield base64.b64encode(memoryview(whole)[:end])
    yield base64.b64encode(rest)
