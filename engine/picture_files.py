"""PNG, JPEG and TIFF files made strip by strip, each with a text inside that `engine.metadata` finds again.

A library's one call for a whole picture ends in a copy of the whole file, during which no other thread of Python's gets
on: of a hundred megapixels that is a second in which the window stands still. A strip's is a few milliseconds.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.metadata import KEYWORD, LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
JPEG_QUALITY = 95
JPEG_LONGEST = 65_500  # pixels a side
_STRIP = 2**20  # bytes of pixels at a time
_BLOCK = 16  # pixels a side of what JPEG codes together
_SHORT, _LONG, _TEXT = 3, 4, 2  # types of TIFF's entries
_DEFLATE, _RGB, _DIFFERENCES = 8, 2, 2
_SIZE = {_SHORT: 2, _LONG: 4, _TEXT: 1}


def picture_blocks(pixels: np.ndarray, suffix: str, text: str = "") -> Iterator[bytes]:
    """Return the blocks of a picture's file, in order. pixels: (H, W, 3) uint8 RGB; text: ASCII without <, > and &.

    Raises ValueError for another suffix, for a text that is too long or not as said, and for a side too long for JPEG.
    """
    raw, suffix = text.encode("ascii"), suffix.lower()
    if len(raw) > LONGEST or set("<>&") & set(text):
        raise ValueError("not a text to embed")
    if suffix == ".png":
        return _png(pixels, raw)
    if suffix in (".tif", ".tiff"):
        return _tiff(pixels, raw)
    if suffix not in PICTURE_SUFFIXES:
        raise ValueError(suffix)
    if max(pixels.shape) > JPEG_LONGEST:
        raise ValueError(f"{pixels.shape[1]} × {pixels.shape[0]} > {JPEG_LONGEST}")
    return _jpeg(pixels, raw)


def deflated(pixels: np.ndarray) -> Iterator[bytes]:
    """Return (H, W, 3) uint8 pixels as PNG and PDF hold them: rows of differences, each after a byte that says so."""
    packer = _packer()
    for strip in _strips(pixels):
        rows = np.ones((len(strip), 1 + 3 * strip.shape[1]), np.uint8)
        rows[:, 1:] = _differences(strip)
        yield packer.compress(rows.reshape(-1).data)
    yield packer.flush()


# PNG


def _png(pixels: np.ndarray, raw: bytes) -> Iterator[bytes]:
    yield b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", *pixels.shape[1::-1], 8, 2, 0, 0, 0))
    if raw:
        yield _chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + raw)
    for data in deflated(pixels):
        if data:
            yield _chunk(b"IDAT", data)
    yield _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


# TIFF


def _tiff(pixels: np.ndarray, raw: bytes) -> Iterator[bytes]:
    """Yield a TIFF: the directory first, then the strips, each deflated on its own."""
    strips = [_deflated_strip(strip) for strip in _strips(pixels)]
    sizes = [len(strip) for strip in strips]
    empty = _directory(pixels, raw, [0] * len(sizes), sizes)
    starts = np.cumsum([len(empty), *sizes[:-1]]).tolist()
    yield _directory(pixels, raw, starts, sizes)
    strips.reverse()
    while strips:  # given back one by one: all at once would take its time
        yield strips.pop()


def _deflated_strip(strip: np.ndarray) -> bytes:
    packer = _packer()
    return packer.compress(_differences(strip).reshape(-1).data) + packer.flush()


def _directory(pixels: np.ndarray, raw: bytes, starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    """Return a TIFF's head, its directory, and after it what has no place in that; of an even length."""
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


# JPEG


def _jpeg(pixels: np.ndarray, raw: bytes) -> Iterator[bytes]:
    """Yield a JPEG whose strips were coded each on its own, with a mark to begin anew between them.

    Its pixels are those of a picture that is coded at once: strips end where blocks end.
    """
    height, width = pixels.shape[:2]
    for number, strip in enumerate(_strips(pixels, _BLOCK)):
        head, begin, scan = _parted(_coded(strip))
        if number:
            yield bytes([0xFF, 0xD0 + (number - 1) % 8]) + scan
            continue
        blocks = len(strip) // _BLOCK * -(-width // _BLOCK)
        anew = b"\xff\xdd" + struct.pack(">HH", 4, blocks) if height > len(strip) else b""
        comment = b"\xff\xfe" + struct.pack(">H", len(raw) + 2) + raw if raw else b""
        yield head[:2] + comment + _of_height(head, height)[2:] + anew + begin + scan
    yield b"\xff\xd9"


def _coded(strip: np.ndarray) -> bytes:
    import cv2

    options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    return cv2.imencode(".jpg", cv2.cvtColor(strip, cv2.COLOR_RGB2BGR), options)[1].tobytes()


def _parted(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a JPEG's head, the segment that begins its scan, and the scan."""
    place = _found(data, b"\xda")
    scan = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
    return data[:place], data[place:scan], data[scan:-2]


def _of_height(head: bytes, height: int) -> bytes:
    """Return a JPEG's head that says another height."""
    place = _found(head, b"\xc0\xc1\xc2") + 5
    return head[:place] + struct.pack(">H", height) + head[place + 2 :]


def _found(data: bytes, kinds: bytes) -> int:
    """Return where the first segment of one of some kinds begins."""
    place = 2
    while data[place + 1] not in kinds:
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return place


# All


def _rows(pixels: np.ndarray, step: int = 1) -> int:
    """Return how many rows a strip has, a multiple of `step`."""
    return max(1, _STRIP // (3 * pixels.shape[1] * step)) * step


def _strips(pixels: np.ndarray, step: int = 1) -> Iterator[np.ndarray]:
    """Return a picture's strips, from the top; each (h, W, 3)."""
    rows = _rows(pixels, step)
    for start in range(0, len(pixels), rows):
        yield np.ascontiguousarray(pixels[start : start + rows])


def _differences(strip: np.ndarray) -> np.ndarray:
    """Return (h, 3 W) uint8 rows, every value but the first pixel's less that of the pixel before."""
    rows = strip.reshape(len(strip), -1)
    found = rows.copy()
    np.subtract(rows[:, 3:], rows[:, :-3], out=found[:, 3:])
    return found


def _packer() -> zlib._Compress:
    return zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)  # as small as what takes three times as long
