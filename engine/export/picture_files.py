"""PNG, JPEG and TIFF files with a record inside that `metadata` finds again.

They are made in a background thread, and the window stands still while a native call holds Python's lock: a second for
a hundred megapixels. OpenCV, the quickest for JPEG, releases it but while it copies its result, which is small then.
Pillow releases it while it encodes PNG, and does not for TIFF. So a TIFF is made here: in strips of 1 MiB, whose
compression by zlib releases the lock.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.export.content import Content
from engine.export.metadata import KEYWORD, LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.PngImagePlugin import PngInfo

JPEG_QUALITY = 95
JPEG_LONGEST = 65_500  # pixels a side
_STRIP = 2**20  # bytes of pixels at a time
_LEVEL = 6  # of deflate's nine
_SHORT, _LONG, _TEXT = 3, 4, 2  # types of TIFF's entries
_DEFLATE, _RGB, _DIFFERENCES = 8, 2, 2
_MARKER, _COMMENT = 2, b"\xff\xfe"  # of JPEG's segments: two bytes each, as their lengths, which count themselves
_SIZE = {_SHORT: 2, _LONG: 4, _TEXT: 1}


def png_blocks(content: Content) -> Iterator[bytes]:
    """Return a PNG file's blocks, the record in an iTXt chunk. Raises ValueError for a record that does not fit."""
    from PIL.PngImagePlugin import PngInfo

    record, said = _record(content), PngInfo()
    if record:
        said.add_itxt(KEYWORD.decode(), record.decode("ascii"))
    return _png(content.values, said)


def jpeg_blocks(content: Content, quality: int = JPEG_QUALITY) -> Iterator[bytes]:
    """Return a JPEG file's blocks, the record in its comment. quality: up to 100.

    Raises ValueError for a record that does not fit, and for a side too long for JPEG.
    """
    record, (height, width) = _record(content), content.values.shape[:2]
    if max(height, width) > JPEG_LONGEST:
        raise ValueError(f"{width} × {height} > {JPEG_LONGEST}")
    return _jpeg(content.values, record, quality)


def tiff_blocks(content: Content) -> Iterator[bytes]:
    """Return a TIFF file's blocks, the record in its ImageDescription. Raises ValueError as `png_blocks`."""
    return _tiff(content.values, _record(content))


def deflated(pixels: np.ndarray) -> Iterator[bytes]:
    """Return (H, W, 3) uint8 pixels as PNG and PDF hold them: rows of differences, each after a byte that says so."""
    packer = _packer()
    for strip in _strips(pixels):
        rows = np.ones((len(strip), 1 + 3 * strip.shape[1]), np.uint8)
        rows[:, 1:] = _differences(strip)
        yield packer.compress(rows.reshape(-1).data)
    yield packer.flush()


def _record(content: Content) -> bytes:
    """Return the record to embed. Raises ValueError where it is too long, or not ASCII, or has <, > or &."""
    raw = content.record.encode("ascii")
    if len(raw) > LONGEST or set("<>&") & set(content.record):
        raise ValueError("not a text to embed")
    return raw


# PNG and JPEG


def _png(pixels: np.ndarray, said: PngInfo) -> Iterator[bytes]:
    """Yield the blocks of a PNG."""
    import PIL.Image

    file = io.BytesIO()
    picture = PIL.Image.fromarray(np.ascontiguousarray(pixels))
    picture.save(file, "PNG", pnginfo=said, compress_level=_LEVEL, compress_type=zlib.Z_RLE)
    yield from _in_blocks(file.getbuffer())


def _jpeg(pixels: np.ndarray, raw: bytes, quality: int) -> Iterator[bytes]:
    """Yield the blocks of a JPEG. The comment stands behind the first segment, which says that the file is JFIF."""
    import cv2

    swapped = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2BGR)
    _, made = cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, quality])
    data = made.reshape(-1).data
    start = _MARKER + _MARKER + int.from_bytes(data[2 * _MARKER : 3 * _MARKER], "big")
    said = _COMMENT + struct.pack(">H", _MARKER + len(raw)) + raw if raw else b""
    yield bytes(data[:start]) + said
    yield from _in_blocks(data[start:])


def _in_blocks(made: memoryview) -> Iterator[bytes]:
    for start in range(0, len(made), _STRIP):
        yield bytes(made[start : start + _STRIP])


# TIFF


def _tiff(pixels: np.ndarray, raw: bytes) -> Iterator[bytes]:
    """Yield a TIFF: the directory first, then the strips, each deflated on its own.

    The directory says where each strip begins, so all are deflated before the first block is given out.
    """
    strips = [_deflated_strip(strip) for strip in _strips(pixels)]
    sizes = [len(strip) for strip in strips]
    empty = _directory(pixels, raw, [0] * len(sizes), sizes)
    starts = np.cumsum([len(empty), *sizes[:-1]]).tolist()
    yield _directory(pixels, raw, starts, sizes)
    strips.reverse()
    while strips:  # freed one by one: to free hundreds of megabytes at once holds the lock
        yield strips.pop()


def _deflated_strip(strip: np.ndarray) -> bytes:
    packer = _packer()
    return packer.compress(_differences(strip).reshape(-1).data) + packer.flush()


def _directory(pixels: np.ndarray, raw: bytes, starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    """Return a TIFF's head and its directory, then the values too long for an entry's four bytes; of even length."""
    height, width = pixels.shape[:2]
    entries: list[tuple[int, int, Sequence[int] | bytes]] = [
        (256, _LONG, [width]),
        (257, _LONG, [height]),
        (258, _SHORT, [8, 8, 8]),
        (259, _SHORT, [_DEFLATE]),
        (262, _SHORT, [_RGB]),
        (273, _LONG, starts),
        (277, _SHORT, [3]),
        (278, _LONG, [min(_rows(pixels), height)]),
        (279, _LONG, sizes),
        (317, _SHORT, [_DIFFERENCES]),
    ]
    if raw:
        entries.insert(5, (270, _TEXT, raw + b"\0"))
    beyond, table = b"", b""
    begin = 8 + 2 + 12 * len(entries) + 4
    for tag, kind, values in entries:
        letter = "H" if kind == _SHORT else "I"
        data = values if isinstance(values, bytes) else struct.pack(f"<{len(values)}{letter}", *values)
        place = data.ljust(4, b"\0")
        if len(data) > 4:
            place, beyond = struct.pack("<I", begin + len(beyond)), beyond + data + b"\0" * (len(data) % 2)
        table += struct.pack("<HHI", tag, kind, len(data) // _SIZE[kind]) + place
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + table + bytes(4) + beyond


# All


def _rows(pixels: np.ndarray) -> int:
    """Return how many rows a strip has."""
    return max(1, _STRIP // (3 * pixels.shape[1]))


def _strips(pixels: np.ndarray) -> Iterator[np.ndarray]:
    """Return a picture's strips, from the top; each (h, W, 3)."""
    rows = _rows(pixels)
    for start in range(0, len(pixels), rows):
        yield np.ascontiguousarray(pixels[start : start + rows])


def _differences(strip: np.ndarray) -> np.ndarray:
    """Return (h, 3 W) uint8 rows: each value minus that of the pixel to its left, the first pixel as it is."""
    rows = strip.reshape(len(strip), -1)
    found = rows.copy()
    np.subtract(rows[:, 3:], rows[:, :-3], out=found[:, 3:])
    return found


def _packer() -> zlib._Compress:
    return zlib.compressobj(
        _LEVEL, zlib.DEFLATED, 15, 9, zlib.Z_RLE
    )  # as small as zlib's default strategy, in a third of the time
