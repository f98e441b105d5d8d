"""What a TIFF's first directory says. TIFF holds anything; much of it would decode to wrong colours in silence.

The directory is read without a decoder, so that what no library shows rightly is refused by name and not called
damaged: OpenCV takes planes for pixels and samples of no meaning for transparency, Pillow opens few kinds of more
than 8 bits, tifffile knows few compressions by itself.
"""

from __future__ import annotations

import io
import math
import re
from enum import Enum
from typing import Any, Literal

from engine.errors import Code, SaliscopeError
from engine.images.reading import Window
from engine.images.samples import MAX_CHANNELS
from engine.system.quick_dataclass import dataclass

_BIG = b"II+\x00"  # BigTIFF: its first offset has 8 bytes
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _ORIENTATION = 254, 256, 257, 258, 262, 274
_COMPRESSION, _DESCRIPTION, _STRIPS, _STRIP_ROWS = 259, 270, 273, 278
_LEAST, _MOST, _LEAST_SIGNED, _MOST_SIGNED = 280, 281, 340, 341
_SAMPLES, _PLANES, _SUBDIRECTORIES, _EXTRA, _NUMBERS, _PROFILE = 277, 284, 330, 338, 339, 34675
_DNG_VERSION = 50706
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _CMYK, _LABS, _SENSORS = 0, 1, 2, 5, (8, 9, 10), (32803, 34892)
_KINDS = {1: "u", 2: "i", 3: "f", 4: "u"}  # as numpy calls them; 4 is "undefined"
_PREMULTIPLIED, _STRAIGHT = 1, 2
_DEPTHS = {"u": (10, 12, 14, 16, 32), "i": (8, 16, 32), "f": (32, 64)}  # that OpenCV reads rightly
_BYTES = {"u": (8, 16, 32, 64), "i": (8, 16, 32, 64), "f": (16, 32, 64)}  # that tifffile reads
_COMPRESSIONS = (1, 5, 8, 32773, 32946, 34925)  # that are undone with tifffile: none, LZW, Deflate, PackBits, LZMA
_PREDICTORS = (1, 2)
_PREDICTOR = 317
_IMAGEJ_RANGE = re.compile(r"^(min|max)=([-+.\deE]{1,32})$", re.MULTILINE)


class Reader(Enum):
    """What reads the samples."""

    PILLOW = "pillow"
    OPENCV = "opencv"
    TIFFFILE = "tifffile"


@dataclass(frozen=True)
class Directory:
    """The facts of a page that decide how it is read, and the number of pages.

    kind: "u", "i", "f" or "?" (complex numbers); extra: what the samples beyond grey or RGB mean; sensor: raw data
    of a camera, or the small preview in front of them. window: that the file states, None where it states none.
    place: of the directory in the file.
    """

    width: int
    height: int
    bits: int
    samples: int
    kind: str
    photometric: int
    separate_planes: bool
    extra: tuple[int, ...]
    orientation: int
    profile: bytes
    sensor: bool
    pages: int
    compression: int = 1
    predictor: int = 1
    window: Window | None = None
    place: int = 0

    @property
    def deep(self) -> bool:
        """Whether a sample is more than an unsigned byte."""
        return self.bits > 8 or self.kind != "u"

    @property
    def cmyk(self) -> bool:
        """Whether the samples are printing colours."""
        return self.photometric == _CMYK

    @property
    def inverted(self) -> bool:
        """Whether zero is white."""
        return self.photometric == _WHITE_IS_ZERO

    @property
    def transparent(self) -> bool:
        """Whether the last sample is known to be transparency."""
        return self.extra[-1:] in ((_PREMULTIPLIED,), (_STRAIGHT,)) and self.samples in (2, 4)

    @property
    def premultiplied(self) -> bool:
        """Whether the colours are stored as they look on black."""
        return self.transparent and self.extra[-1:] == (_PREMULTIPLIED,)

    @property
    def summary(self) -> str:
        """Its kind in a few signs that need no translation."""
        number = {"u": "uint", "i": "int", "f": "float"}.get(self.kind, "complex")
        planes = ", planar" if self.separate_planes else ""
        packed = "" if self.compression == 1 else f", compression {self.compression}"
        return f"TIFF ({self.samples} × {number}{self.bits}, photometric {self.photometric}{planes}{packed})"

    @property
    def reader(self) -> Reader:
        """What reads the samples. Raises SaliscopeError, without the file's name, for what would be false colours."""
        if self.samples > MAX_CHANNELS:
            raise SaliscopeError(Code.IMAGE_CHANNELS, channels=self.samples, limit=MAX_CHANNELS)
        if self.photometric in _LABS:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="CIE Lab")
        if not self.deep and not self._many:
            return Reader.PILLOW
        if self._opencv_reads():
            return Reader.OPENCV
        if self._tifffile_reads():
            return Reader.TIFFFILE
        if not self.deep and self.photometric == _RGB and self.samples == 4:
            return Reader.PILLOW  # which leaves out the fourth
        raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=self.summary)

    @property
    def _many(self) -> bool:
        """Whether there are samples that are neither grey, colours, inks nor transparency."""
        grey = self.photometric in (_WHITE_IS_ZERO, _BLACK_IS_ZERO)
        known = 1 if grey else 3
        return self.photometric in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB) and self.samples > known + self.transparent

    def _opencv_reads(self) -> bool:
        if self.bits not in _DEPTHS.get(self.kind, ()):
            return False
        if self.samples == 1:
            return self.photometric in (_WHITE_IS_ZERO, _BLACK_IS_ZERO)
        return self.samples in (3, 4) and self.photometric == _RGB and not self.separate_planes

    def _tifffile_reads(self) -> bool:
        return (
            self.bits in _BYTES.get(self.kind, ())
            and self.photometric in (_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB)
            and self.compression in _COMPRESSIONS
            and self.predictor in _PREDICTORS
        )


def read_directory(data: bytes, page: int = 0) -> Directory:
    """Read a page's directory and count them. Raises an exception where they are damaged."""
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    stream = io.BytesIO(data)
    tags = ImageFileDirectory_v2(data[:16] if data.startswith(_BIG) else data[:8])
    seen: dict[int, None] = {}
    wanted: dict[int, Any] = {}
    place, described = 0, ""  # ImageJ describes all pages with the first
    while tags.next and tags.next not in seen:
        here = tags.next
        seen[here] = None
        _load(tags, stream)
        if len(seen) == 1:
            described = tags.get(_DESCRIPTION, "")
        if len(seen) == page + 1:
            wanted, place = dict(tags), here
    _check_strips(wanted)
    return _directory(wanted, len(seen), place, str(described))


def beginning_at(data: bytes, place: int) -> bytes:
    """Return the file as if the directory at `place` were its first, so that any decoder takes its page first."""
    order: Literal["little", "big"] = "little" if data.startswith(b"II") else "big"
    start, length = (8, 8) if data.startswith(_BIG) else (4, 4)
    return data[:start] + place.to_bytes(length, order) + data[start + length :]


def _load(tags: Any, stream: io.BytesIO) -> None:
    place = tags.next
    stream.seek(place)
    tags.load(stream)  # only warns of a directory that is cut off, and skips entries whose values are
    if tags.next == place:
        raise ValueError("a directory without an end")
    if _WIDTH not in tags or _HEIGHT not in tags:
        raise ValueError("a page without a size")
    if _BITS not in tags and _first(tags.get(_SAMPLES, 1)) > 1:
        raise ValueError("a page of several samples without their size")


def _check_strips(tags: dict[int, Any]) -> None:
    """Raise ValueError where there are fewer strips than rows to fill: Pillow would leave the rest black."""
    height = _first(tags[_HEIGHT])
    strips = -(-height // _first(tags.get(_STRIP_ROWS, height)))
    if _STRIPS in tags and strips > len(_all(tags[_STRIPS])):
        raise ValueError("strips are missing")


def _directory(tags: dict[int, Any], pages: int, place: int, described: str) -> Directory:
    photometric = _first(tags.get(_PHOTOMETRIC, _BLACK_IS_ZERO))
    preview = _first(tags.get(_SUBFILE, 0)) & 1 and _SUBDIRECTORIES in tags
    orientation = _first(tags.get(_ORIENTATION, 1))
    return Directory(
        width=_first(tags[_WIDTH]),
        height=_first(tags[_HEIGHT]),
        bits=max(_all(tags.get(_BITS, 1))),
        samples=_first(tags.get(_SAMPLES, 1)),
        kind=_KINDS.get(_first(tags.get(_NUMBERS, 1)), "?"),
        photometric=photometric,
        separate_planes=_first(tags.get(_PLANES, 1)) == 2,
        extra=_all(tags.get(_EXTRA, ())),
        orientation=orientation if orientation in range(1, 9) else 1,
        profile=tags.get(_PROFILE, b""),
        sensor=bool(preview) or photometric in _SENSORS or _DNG_VERSION in tags,
        pages=pages,
        compression=_first(tags.get(_COMPRESSION, 1)),
        predictor=_first(tags.get(_PREDICTOR, 1)),
        window=_window(tags, described),
        place=place,
    )


def _window(tags: dict[int, Any], described: str) -> Window | None:
    """Return the least and the largest value that the file states, or ImageJ's range of display."""
    named = dict(_IMAGEJ_RANGE.findall(described)) if described.startswith("ImageJ=") else {}
    for low, high in (
        (tags.get(_LEAST), tags.get(_MOST)),
        (tags.get(_LEAST_SIGNED), tags.get(_MOST_SIGNED)),
        (named.get("min"), named.get("max")),
    ):
        if low is not None and high is not None:
            ends = float(_all(low)[0]), float(_all(high)[0])
            if math.isfinite(ends[1] - ends[0]) and ends[0] < ends[1]:
                return Window(*ends)
    return None


def _all(value: Any) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, (tuple, list, bytes)) else (value,)


def _first(value: Any) -> int:
    return int(_all(value)[0])
