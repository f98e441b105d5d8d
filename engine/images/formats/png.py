"""A walk over a PNG's chunks before any decoder sees them.

Decoders trust lengths: 45 bytes can cost `cv2.imdecode` 2 GB and 6 s. Text is dropped on the way, because it may
inflate to megabytes and says nothing about the pixels (an EXIF block written as text is therefore not obeyed; the
proper eXIf chunk is).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice

from engine.system.quick_dataclass import dataclass

_SIGNATURE_LENGTH = 8
_OVERHEAD = 12  # length, type and checksum of a chunk
_MOST_CHUNKS = 1 << 18  # a file of the largest size has half as many, of 8 kB each
_GREY, _PALETTE = 0, 3
_DEPTHS = {_GREY: (1, 2, 4, 8, 16), 2: (8, 16), _PALETTE: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}  # by colour type
_WITH_ALPHA = (4, 6)
_SAMPLES = {_GREY: 1, 2: 3, _PALETTE: 3, 4: 2, 6: 4}
_TEXT = (b"tEXt", b"zTXt", b"iTXt")
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")


@dataclass(frozen=True)
class Png:
    """A PNG whose structure is sound.

    data: without its texts; still: without its animation too, which leaves the first picture; depth: bits of a sample;
    clear: the body of the chunk that makes a colour or a palette's colours transparent, if there is one.
    exif: the body of its EXIF chunk, empty if there is none.
    """

    data: bytes
    still: bytes
    depth: int
    colour: int
    clear: bytes | None
    exif: bytes

    @property
    def pixel_bytes(self) -> int:
        """How many bytes a pixel takes at its own depth."""
        return _SAMPLES[self.colour] * -(-self.depth // 8)

    @property
    def deep_or_clear(self) -> bool:
        """Whether there is more than eight bits or transparency to keep."""
        return self.depth == 16 or self.colour in _WITH_ALPHA or self.clear is not None

    @property
    def clear_grey(self) -> int | None:
        """The transparent value of a grey picture once samples of less than 8 bits are widened to 8."""
        if self.colour != _GREY or self.clear is None:
            return None
        value = int.from_bytes(self.clear[:2], "big") & (2**self.depth - 1)
        return value if self.depth >= 8 else value * 255 // (2**self.depth - 1)


def checked_png(data: bytes) -> Png:
    """Check the structure. Raises ValueError where it is damaged."""
    chunks = list(islice(_chunks(data), _MOST_CHUNKS))
    if chunks[-1][0] != b"IEND":
        raise ValueError("too many chunks")
    _check_header(data, *chunks[0])
    read = [chunk for chunk in chunks if chunk[0] not in _TEXT]
    bodies = {kind: data[start + 8 : stop - 4] for kind, start, stop in reversed(read) if kind in (b"tRNS", b"eXIf")}
    # Without its animation a PNG is its first picture; decoders differ in what they make of the rest.
    still = [chunk for chunk in read if chunk[0] not in _ANIMATION]
    return Png(
        _joined(data, read), _joined(data, still), data[24], data[25], bodies.get(b"tRNS"), bodies.get(b"eXIf", b"")
    )


def _joined(data: bytes, chunks: list[tuple[bytes, int, int]]) -> bytes:
    return data[:_SIGNATURE_LENGTH] + b"".join(data[start:stop] for _, start, stop in chunks)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield (type, start, stop) of every chunk up to IEND."""
    start = _SIGNATURE_LENGTH
    kind = b""
    while kind != b"IEND":
        if start + _OVERHEAD > len(data):
            raise ValueError("the file ends before IEND")
        kind = data[start + 4 : start + 8]
        stop = start + _OVERHEAD + int.from_bytes(data[start : start + 4], "big")
        if stop > len(data):
            raise ValueError("a chunk is longer than the file")
        yield kind, start, stop
        start = stop


def _check_header(data: bytes, kind: bytes, start: int, stop: int) -> None:
    header = data[start + 8 : stop - 4]
    if kind != b"IHDR" or len(header) != 13:
        raise ValueError("the file does not begin with IHDR")
    if zlib.crc32(kind + header) != int.from_bytes(data[stop - 4 : stop], "big"):
        raise ValueError("the header's checksum is wrong")
    depth, colour = header[8], header[9]
    if depth not in _DEPTHS.get(colour, ()):
        raise ValueError("no such depth and colour type")
