"""What a TIFF's first directory says. TIFF holds anything; much of it would decode to wrong colours in silence.

The directory is read without a decoder, so that what neither library shows rightly is refused by name and not called
damaged: OpenCV takes planes for pixels and samples of no meaning for transparency, Pillow opens few kinds of more
than 8 bits.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from engine.errors import Code, SaliscopeError

_BIG = b"II+\x00"  # BigTIFF: its first offset has 8 bytes
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _ORIENTATION = 254, 256, 257, 258, 262, 274
_STRIPS, _STRIP_ROWS = 273, 278
_SAMPLES, _PLANES, _SUBDIRECTORIES, _EXTRA, _NUMBERS, _PROFILE = 277, 284, 330, 338, 339, 34675
_DNG_VERSION = 50706
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _CMYK, _LABS, _SENSORS = 0, 1, 2, 5, (8, 9, 10), (32803, 34892)
_KINDS = {1: "u", 2: "i", 3: "f", 4: "u"}  # as numpy calls them; 4 is "undefined"
_PREMULTIPLIED, _STRAIGHT = 1, 2
_DEPTHS = {"u": (10, 12, 14, 16, 32), "i": (8, 16, 32), "f": (32, 64)}  # that OpenCV reads rightly


@dataclass(frozen=True)
class Directory:
    """The facts of the first page that decide how it is read, and the number of pages.

    kind: "u", "i", "f" or "?" (complex numbers); extra: what the samples beyond grey or RGB mean; sensor: raw data
    of a camera, or the small preview in front of them.
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
        """Whether the fourth sample is known to be transparency."""
        return self.extra[:1] in ((_PREMULTIPLIED,), (_STRAIGHT,))

    @property
    def premultiplied(self) -> bool:
        """Whether the colours are stored as they look on black."""
        return self.extra[:1] == (_PREMULTIPLIED,)

    @property
    def summary(self) -> str:
        """Its kind in a few signs that need no translation."""
        number = {"u": "uint", "i": "int", "f": "float"}.get(self.kind, "complex")
        planes = ", planar" if self.separate_planes else ""
        return f"TIFF ({self.samples} × {number}{self.bits}, photometric {self.photometric}{planes})"

    def check(self) -> None:
        """Refuse what would decode to false colours. Raises SaliscopeError, without the file's name."""
        if self.samples > 4:
            raise SaliscopeError(Code.IMAGE_CHANNELS, channels=self.samples)
        if self.sensor:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="RAW")
        if self.photometric in _LABS:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="CIE Lab")
        if self.deep and not self._deep_is_read():
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=self.summary)

    def _deep_is_read(self) -> bool:
        if self.bits not in _DEPTHS.get(self.kind, ()):
            return False
        if self.samples == 1:
            return self.photometric in (_WHITE_IS_ZERO, _BLACK_IS_ZERO)
        return self.samples in (3, 4) and self.photometric == _RGB and not self.separate_planes


def read_directory(data: bytes) -> Directory:
    """Read the first directory and count the others. Raises an exception where they are damaged."""
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    stream = io.BytesIO(data)
    tags = ImageFileDirectory_v2(data[:16] if data.startswith(_BIG) else data[:8])
    seen = {tags.next}
    _load(tags, stream)
    first = dict(tags)
    _check_strips(first)
    while tags.next and tags.next not in seen:
        seen.add(tags.next)
        _load(tags, stream)
    return _directory(first, len(seen))


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


def _directory(tags: dict[int, Any], pages: int) -> Directory:
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
    )


def _all(value: Any) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, (tuple, list, bytes)) else (value,)


def _first(value: Any) -> int:
    return int(_all(value)[0])
