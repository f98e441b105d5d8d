"""Photographs of many kinds, made by hand or by the libraries, and what reading them says."""

from __future__ import annotations

import io
import struct
import zlib

import cv2
import numpy as np
import PIL.Image
import pillow_heif
import pytest

from engine.errors import SaliscopeError
from engine.images import NoteCode, decode_image

pillow_heif.register_heif_opener()

SMALL = np.zeros((4, 6, 3), np.uint8)
SMALL[0, 0], SMALL[0, -1], SMALL[-1, -1] = (200, 100, 50), (1, 2, 3), 255
GREY = SMALL[..., 0]
SMOOTH = cv2.resize(np.random.default_rng(3).integers(0, 255, (6, 8, 3), np.uint8), (80, 60))
UPRIGHT = np.kron(np.random.default_rng(0).integers(0, 255, (3, 5, 3)), np.ones((16, 16, 1))).astype(np.uint8)
BLACK_IS_ZERO, WHITE_IS_ZERO, RGB, CMYK, LAB = 1, 0, 2, 5, 8


def stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """The pixels that a camera stores under an EXIF orientation."""
    turned = upright.swapaxes(0, 1) if orientation >= 5 else upright
    across = orientation in (2, 3, 7, 8)
    down = orientation in (3, 4, 6, 7)
    return np.ascontiguousarray(turned[:: -1 if down else 1, :: -1 if across else 1])


def tiff(samples: np.ndarray, photometric: int, extra=(), planar=False, orientation=1, more=()) -> bytes:
    """An uncompressed TIFF of one strip, its directory at the end."""
    samples = samples if samples.ndim == 3 else samples[..., None]
    height, width, count = samples.shape
    body = (samples.transpose(2, 0, 1) if planar else samples).tobytes()
    planes = count if planar else 1
    entries = [
        *((256, 4, [width]), (257, 4, [height]), (258, 3, [samples.itemsize * 8] * count), (259, 3, [1])),
        *((262, 3, [photometric]), (273, 4, [8 + i * len(body) // planes for i in range(planes)])),
        *((274, 3, [orientation]), (277, 3, [count]), (278, 4, [height]), (279, 4, [len(body) // planes] * planes)),
        *((284, 3, [2 if planar else 1]), (338, 3, list(extra)), (339, 3, [" uif".index(samples.dtype.kind)] * count)),
        *more,
    ]
    entries = sorted(entry for entry in entries if entry[2])
    values_at = 8 + len(body) + 2 + 12 * len(entries) + 4
    directory, values = struct.pack("<H", len(entries)), b""
    for tag, kind, numbers in entries:
        packed = struct.pack(f"<{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)
        directory += struct.pack("<HHI", tag, kind, len(numbers))
        if len(packed) > 4:
            directory += struct.pack("<I", values_at + len(values))
            values += packed
        else:
            directory += packed.ljust(4, b"\0")
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + directory + bytes(4) + values


def png(width: int, depth: int, colour: int, rows: list[bytes], height: int | None = None, clear: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height or len(rows), depth, colour, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    between = chunk(b"tRNS", clear) if clear else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + between + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def saved(pixels, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    picture = pixels if isinstance(pixels, PIL.Image.Image) else PIL.Image.fromarray(pixels)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def by_opencv(suffix: str, rgb: np.ndarray, *options: int) -> bytes:
    bgr = rgb if rgb.ndim == 2 else cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR if rgb.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    return cv2.imencode(suffix, bgr, options)[1].tobytes()


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def refusal(data: bytes) -> SaliscopeError:
    return refusal_of(decode_image, data, "photo")


def refusal_of(function, *given, **named) -> SaliscopeError:
    """What calling a function raises."""
    with pytest.raises(SaliscopeError) as caught:
        function(*given, **named)
    return caught.value


def noted(image) -> dict[NoteCode, dict]:
    return {note.code: dict(note.params) for note in image.notes}
