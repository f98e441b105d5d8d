"""What a file says of its picture before the pixels are decoded."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.errors import Code, SaliscopeError
from engine.images.formats.png import Png, checked_png
from engine.images.formats.tiff import Directory, Reader, read_directory
from engine.images.image import Note, NoteCode
from engine.images.reading import Frames
from engine.images.samples import MAX_MEGAPIXELS
from engine.system.quick_dataclass import dataclass

_NUMBERED = {Frames.PAGES: NoteCode.PAGE, Frames.MOMENTS: NoteCode.FRAME, Frames.SLICES: NoteCode.SLICE}
_EXIF_ORIENTATION = 0x0112
# Of an animation all frames before the one that is asked for are drawn, each with several copies of the whole.
_MOST_FILM_MEGAPIXELS = 50
_MOST_DRAWN_MEGAPIXELS = 3000  # some ten seconds
_JPEG_END = b"\xff\xd9"
_JPEG_SCAN, _MOST_SCANS = b"\xff\xda", 500  # each goes over the whole picture; encoders write ten or so
_JPEG_FIELD, _MOST_FIELDS = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]"), 100_000  # what begins with its length
_JPEG_2000_START = b"\xff\x4f\xff\x51"
_JPEG_2000_DEPTH_AT = 42  # from the start of the codestream: Ssiz of the first component


@dataclass(frozen=True)
class Header:
    """What decides how the pixels are read.

    picture: opened by Pillow, pixels not yet decoded; None for a TIFF that Pillow does not open.
    orientation: EXIF's, 1 to 8; turns_itself: the decoder obeys it already. count: of frames; frame: the one to decode.
    pixel_bytes: how many a pixel takes once it is decoded, where that may be more than a few.
    """

    data: bytes
    width: int
    height: int
    picture: Any = None
    orientation: int = 1
    turns_itself: bool = False
    count: int = 1
    frame: int = 0
    frames_are: Frames = Frames.MOMENTS
    pixel_bytes: int = 4
    cmyk: bool = False
    developed: bool = False  # from what a camera's sensor saw
    profile: bytes = b""
    png: Png | None = None
    tiff: Directory | None = None
    bits: int = 8  # of JPEG 2000
    facts: Any = None  # that the format's own decoder needs

    def notes(self) -> list[Note]:
        """What there is to say before the pixels are looked at."""
        notes = []
        if self.count > 1:
            notes.append(Note(_NUMBERED[self.frames_are], (("number", self.frame + 1), ("count", self.count))))
        if self.developed:
            notes.append(Note(NoteCode.DEVELOPED))
        if self.cmyk:
            notes.append(Note(NoteCode.CMYK))
        if self.profile and not _is_srgb(self.profile):
            notes.append(Note(NoteCode.PROFILE))
        if self.orientation != 1:
            notes.append(Note(NoteCode.TURNED, (("orientation", self.orientation),)))
        return notes


def reader_by_pillow(plugin: str) -> Callable[[bytes], Header]:
    """Return a function that reads the header by a plug-in of Pillow's."""
    return lambda data: _header(data, _opened(data, plugin))


def read_jpeg(data: bytes) -> Header:
    """Read a JPEG's header; its further pictures are depth maps and previews, which do not count."""
    if data.count(_JPEG_SCAN) > _MOST_SCANS and _has_too_many_scans(data):
        raise ValueError("more scans than anyone writes")
    picture = _opened(data, "JPEG")
    if picture.format == "JPEG" and data.find(_JPEG_END, picture.fp.tell()) < 0:  # Pillow stops before the scan
        raise ValueError("the end was never written")  # as by an interrupted copy: zeros, which decode to grey
    return _header(data, picture, count=1)


def _has_too_many_scans(data: bytes) -> bool:
    """Tell it of the picture itself: its fields, and a film behind its end, may have the same bytes by chance."""
    at, scans = len(_JPEG_SCAN), 0
    for _ in range(_MOST_FIELDS):
        found = _JPEG_FIELD.search(data, at)
        if found is None or found[0] == _JPEG_END:
            return False
        scans += found[0] == _JPEG_SCAN
        if scans > _MOST_SCANS:
            return True
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return True


def read_png(data: bytes) -> Header:
    """Read a PNG's header, without the chunks that are damaged and not needed."""
    png = checked_png(data)
    # Pillow would decode all of the picture to look for EXIF behind it.
    orientation = _exif_orientation(png.exif)
    return _header(png.data, _opened(png.data, "PNG"), orientation, png=png, pixel_bytes=max(4, png.pixel_bytes))


def tiff_page(header: Header, page: int) -> Header:
    """Return the header of another page of a TIFF, from 1."""
    return tiff_header(header.data, read_directory(header.data, page), page)


def tiff_header(data: bytes, tiff: Directory, page: int = 0) -> Header:
    """Return the header of a page by its directory. Raises SaliscopeError for what would decode to false colours."""
    import PIL

    picture = None
    if tiff.reader is Reader.PILLOW:
        try:
            picture = _opened(data, "TIFF")
            picture.seek(page)
        except PIL.UnidentifiedImageError as fault:
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format=tiff.summary) from fault
    return Header(
        data,
        tiff.width,
        tiff.height,
        picture,
        tiff.orientation,
        turns_itself=tiff.reader is not Reader.TIFFFILE,  # the others do, OpenCV whatever its flags
        count=tiff.pages,
        frame=page,
        frames_are=Frames.PAGES,
        pixel_bytes=max(4, tiff.samples * tiff.bits // 8),
        cmyk=tiff.cmyk,
        profile=tiff.profile,
        tiff=tiff,
    )


def read_jpeg_2000(data: bytes) -> Header:
    """Read the header of a JPEG 2000, with the bits of its samples."""
    bits = _jpeg_2000_bits(data)
    picture = _opened(data, "JPEG2000")
    return _header(data, picture, bits=bits, pixel_bytes=max(4, len(picture.getbands()) * -(-bits // 8)))


def pillow_frame(header: Header, frame: int) -> Header:
    """Return the header of another frame of an animation, from 1: it is drawn on those before it.

    Raises SaliscopeError: IMAGE_TOO_LARGE, IMAGE_FRAME_FAR where that would take too much memory, or too long.
    """
    if check_film(header) * frame > _MOST_DRAWN_MEGAPIXELS:
        raise SaliscopeError(Code.IMAGE_FRAME_FAR, frame=frame + 1)
    return _sought(header, frame)


def check_film(header: Header) -> float:
    """Return the megapixels of an animation's frame. Raises SaliscopeError(IMAGE_TOO_LARGE)."""
    megapixels = header.width * header.height / 1e6
    if megapixels > _MOST_FILM_MEGAPIXELS:
        size = {"width": header.width, "height": header.height}
        raise SaliscopeError(Code.IMAGE_TOO_LARGE, **size, limit=_MOST_FILM_MEGAPIXELS)
    return megapixels


def _sought(header: Header, frame: int) -> Header:
    picture = header.picture
    picture.seek(frame)
    return replace(header, width=picture.width, height=picture.height, frame=frame)


def heic_frame(header: Header, frame: int) -> Header:
    """Return the header of another picture of a HEIC, from 1: the primary one comes first, wherever it lies."""
    primary = header.picture.tell()
    others = [each for each in range(header.count) if each != primary]
    return replace(_sought(header, others[frame - 1]), frame=frame)


def read_heic(data: bytes) -> Header:
    """Read a HEIC's header."""
    import pi_heif

    pi_heif.register_heif_opener()
    # HEIC is turned by the format's own boxes while it is decoded; EXIF repeats them, and must not turn it again.
    return _header(data, _opened(data, "HEIF"), orientation=1)


def _header(
    data: bytes, picture: Any, orientation: int | None = None, count: int | None = None, **facts: Any
) -> Header:
    """Return what Pillow says of a picture. orientation, count: where the format knows better."""
    return Header(
        data,
        picture.width,
        picture.height,
        picture,
        orientation=_orientation(picture) if orientation is None else orientation,
        count=getattr(picture, "n_frames", 1) if count is None else count,
        cmyk=picture.mode == "CMYK",
        profile=picture.info.get("icc_profile") or b"",
        **facts,
    )


def _opened(data: bytes, plugin: str) -> Any:
    """Open a picture with the one plug-in that its signature calls for."""
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = MAX_MEGAPIXELS * 1_000_000 // 2  # Pillow refuses twice that: a later frame may grow
    try:
        return PIL.Image.open(io.BytesIO(data), formats=(plugin,))
    except PIL.Image.DecompressionBombError:  # our own limit refuses it, too, and says how large it is
        return PIL.Image.OPEN[plugin][0](io.BytesIO(data), "")


def _orientation(picture: Any) -> int:
    """Return EXIF's orientation, 1 to 8; damaged EXIF counts as upright."""
    try:
        return _one_of_eight(picture.getexif())
    except Exception:
        return 1


def _exif_orientation(block: bytes) -> int:
    """Return the orientation in a block of EXIF; 1 where there is none."""
    import PIL.Image

    exif = PIL.Image.Exif()
    try:
        exif.load(block)
        return _one_of_eight(exif)
    except Exception:
        return 1


def _one_of_eight(exif: Any) -> int:
    orientation = exif.get(_EXIF_ORIENTATION, 1)
    return orientation if orientation in range(1, 9) else 1


def _jpeg_2000_bits(data: bytes) -> int:
    start = data.index(_JPEG_2000_START)
    return (data[start + _JPEG_2000_DEPTH_AT] & 0x7F) + 1


def _is_srgb(profile: bytes) -> bool:
    """Tell sRGB by the profile's description, in ASCII (version 2) or UTF-16 (version 4)."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
