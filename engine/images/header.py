"""What a file says of its picture before the pixels are decoded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.images.image import Note, NoteCode
from engine.images.png import Png, checked_png
from engine.images.tiff import Directory, read_directory

_EXIF_ORIENTATION = 0x0112
_JPEG_END = b"\xff\xd9"
_JPEG_2000_START = b"\xff\x4f\xff\x51"
_JPEG_2000_DEPTH_AT = 42  # from the start of the codestream: Ssiz of the first component
_PLUGINS = {"JPEG 2000": "JPEG2000", "HEIC": "HEIF", "WebP": "WEBP"}  # Pillow's names where they differ


@dataclass(frozen=True)
class Header:
    """What decides how the pixels are read.

    picture: opened by Pillow, pixels not yet decoded; None for a TIFF that Pillow does not open.
    orientation: EXIF's, 1 to 8; turns_itself: the decoder obeys it already; count: of frames or pages.
    """

    kind: str
    data: bytes
    width: int
    height: int
    picture: Any = None
    orientation: int = 1
    turns_itself: bool = False
    count: int = 1
    cmyk: bool = False
    profile: bytes = b""
    png: Png | None = None
    tiff: Directory | None = None
    bits: int = 8  # of JPEG 2000

    def notes(self) -> list[Note]:
        """What there is to say before the pixels are looked at."""
        notes = []
        if self.count > 1:
            notes.append(Note(NoteCode.PAGE if self.kind == "TIFF" else NoteCode.FRAME, (("count", self.count),)))
        if self.cmyk:
            notes.append(Note(NoteCode.CMYK))
        if self.profile and not _is_srgb(self.profile):
            notes.append(Note(NoteCode.PROFILE))
        if self.orientation != 1:
            notes.append(Note(NoteCode.TURNED, (("orientation", self.orientation),)))
        return notes


def read_header(data: bytes, kind: str, name: str) -> Header:
    """Read the header. Raises SaliscopeError for what is not read here, another exception where it is damaged."""
    if kind == "TIFF":
        return _tiff_header(data, name)
    if kind == "PNG":
        png = checked_png(data)
        return _pillow_header(png.data, kind, png=png)
    if kind == "JPEG 2000":
        return _pillow_header(data, kind, bits=_jpeg_2000_bits(data))
    return _pillow_header(data, kind)


def _tiff_header(data: bytes, name: str) -> Header:
    import PIL

    tiff = read_directory(data)
    tiff.check(name)
    picture = None
    if not tiff.deep:
        try:
            picture = _opened(data, "TIFF")
        except PIL.UnidentifiedImageError as fault:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, name=name, format=tiff.summary) from fault
    return Header(
        "TIFF",
        data,
        tiff.width,
        tiff.height,
        picture,
        tiff.orientation,
        turns_itself=True,  # both libraries do, OpenCV whatever its flags
        count=tiff.pages,
        cmyk=tiff.cmyk,
        profile=tiff.profile,
        tiff=tiff,
    )


def _pillow_header(data: bytes, kind: str, **facts: Any) -> Header:
    picture = _opened(data, kind)
    if picture.format == "JPEG" and data.find(_JPEG_END, picture.fp.tell()) < 0:  # Pillow stops before the scan
        raise ValueError("the end was never written")  # as by an interrupted copy: zeros, which decode to grey
    return Header(
        kind,
        data,
        width=picture.width,
        height=picture.height,
        picture=picture,
        orientation=_orientation(picture, kind),
        count=1 if kind == "JPEG" else getattr(picture, "n_frames", 1),  # a JPEG's others are depth maps and previews
        cmyk=picture.mode == "CMYK",
        profile=picture.info.get("icc_profile") or b"",
        **facts,
    )


def _opened(data: bytes, kind: str) -> Any:
    """Open a picture with the one plug-in that its signature calls for."""
    import PIL.Image

    if kind == "HEIC":
        import pi_heif

        pi_heif.register_heif_opener()
    PIL.Image.MAX_IMAGE_PIXELS = None  # our own limit refuses earlier and says so
    return PIL.Image.open(io.BytesIO(data), formats=(_PLUGINS.get(kind, kind),))


def _orientation(picture: Any, kind: str) -> int:
    """Return EXIF's orientation, 1 to 8; damaged EXIF counts as upright."""
    # HEIC is turned by the format's own boxes while it is decoded; EXIF repeats them, and must not turn it again.
    if kind == "HEIC":
        return 1
    try:
        orientation = picture.getexif().get(_EXIF_ORIENTATION, 1)
    except Exception:
        return 1
    return orientation if orientation in range(1, 9) else 1


def _jpeg_2000_bits(data: bytes) -> int:
    start = data.index(_JPEG_2000_START)
    return (data[start + _JPEG_2000_DEPTH_AT] & 0x7F) + 1


def _is_srgb(profile: bytes) -> bool:
    """Tell sRGB by the profile's description, in ASCII (version 2) or UTF-16 (version 4)."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
