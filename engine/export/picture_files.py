"""PNG, JPEG and TIFF files with a text inside that `metadata` finds again, coded so that the window stays live.

Of a hundred megapixels, one native call that keeps Python's lock is a second in which the window stands still. Pillow
gives the lock back while it codes PNG and JPEG, but not for TIFF, and OpenCV not while it copies what it has made: of
TIFF the strips are deflated here, one by one.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.export.metadata import KEYWORD, LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
JPEG_QUALITY = 95
JPEG_LONGEST = 65_500  # pixels a side
_STRIP = 2**20  # bytes of pixels at a time
_LEVEL = 6  # of deflate's nine
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
    return _by_pillow(pixels, "JPEG", quality=JPEG_QUALITY, **({"comment": raw} if raw else {}))


def deflated(pixels: np.ndarray) -> Iterator[bytes]:
    """Return (H, W, 3) uint8 pixels as PNG and PDF hold them: rows of differences, each after a byte that says so."""
    packer = _packer()
    for strip in _strips(pixels):
        rows = np.ones((len(strip), 1 + 3 * strip.shape[1]), np.uint8)
        rows[:, 1:] = _differences(strip)
        yield packer.compress(rows.reshape(-1).data)
    yield packer.flush()


# PNG and JPEG


def _png(pixels: np.ndarray, raw: bytes) -> Iterator[bytes]:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    if raw:
        said.add_itxt(KEYWORD.decode(), raw.decode("ascii"))
    return _by_pillow(pixels, "PNG", pnginfo=said, compress_level=_LEVEL, compress_type=zlib.Z_RLE)


def _by_pillow(pixels: np.ndarray, kind: str, **options: object) -> Iterator[bytes]:
    """Yield the blocks of a file that Pillow makes: it lets the window get on while it codes."""
    import PIL.Image

    file = io.BytesIO()
    PIL.Image.fromarray(np.ascontiguousarray(pixels)).save(file, kind, **options)
    made = file.getbuffer()
    for start in range(0, len(made), _STRIP):
        yield bytes(made[start : start + _STRIP])


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
    """Return (h, 3 W) uint8 rows, every value but the first pixel's less that of the pixel before."""
    rows = strip.reshape(len(strip), -1)
    found = rows.copy()
    np.subtract(rows[:, 3:], rows[:, :-3], out=found[:, 3:])
    return found


def _packer() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, 15, 9, zlib.Z_RLE)  # as small as what takes three times as long
