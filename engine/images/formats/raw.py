"""Camera RAW, developed with the camera's white balance by LibRaw; in a process of its own, as it is written in C++."""

from __future__ import annotations

import importlib.util
import io

from engine.errors import Code, SaliscopeError
from engine.images.formats.decode import decode_tiff as decode_page
from engine.images.formats.header import Header, tiff_header
from engine.images.formats.tiff import read_directory
from engine.images.samples import Samples
from engine.system.sandbox import Found, apart

# Those that are no TIFF: Panasonic, Olympus (three), Fujifilm, Sigma, Minolta, Canon.
_BEGINNINGS = (b"IIU\x00", b"IIRO", b"IIRS", b"MMOR", b"FUJIFILMCCD-RAW", b"FOVb", b"\x00MRM")
_CANON = b"ftypcrx "


def is_raw(data: bytes) -> bool:
    """Tell the RAW files that do not look like a TIFF."""
    return data.startswith(_BEGINNINGS) or data[4:12] == _CANON


def read_tiff(data: bytes) -> Header:
    """Read the header of a TIFF, or of the RAW that many cameras write as one."""
    directory = read_directory(data)
    return read_raw(data) if directory.sensor else tiff_header(data, directory)


def decode_tiff(header: Header) -> Samples:
    """Decode a page of a TIFF, or develop the RAW."""
    return decode_raw(header) if header.tiff is None else decode_page(header)


def read_raw(data: bytes) -> Header:
    """Read the size. Raises SaliscopeError: IMAGE_EXTRA without rawpy; what LibRaw does not read."""
    if importlib.util.find_spec("rawpy") is None:
        raise SaliscopeError(Code.IMAGE_EXTRA, format="RAW", extra="raw", package="rawpy")
    try:
        facts, _ = apart(raw_facts, data)
    except SaliscopeError as refusal:
        if refusal.code is Code.IMAGE_DAMAGED:  # also what a camera nobody knows has written
            raise SaliscopeError(Code.IMAGE_FORMAT_UNSUPPORTED, format="RAW") from refusal
        raise
    width, height = facts["size"]
    return Header(data, width, height, pixel_bytes=16, developed=True)


def decode_raw(header: Header) -> Samples:
    """Develop it: the camera's white balance as shot, brightness by LibRaw's rule, sRGB, turned as it was held."""
    facts, pixels = apart(raw_pixels, header.data)
    if pixels is None:
        raise ValueError("no picture")
    return Samples(pixels, facts["decoder"])


def raw_facts(data: bytes) -> Found:
    """Run in the child: the size, before anything is developed."""
    import rawpy

    with rawpy.imread(io.BytesIO(data)) as raw:
        return {"size": [int(raw.sizes.width), int(raw.sizes.height)]}, None


def raw_pixels(data: bytes) -> Found:
    """Run in the child: develop to (H, W, 3) uint8 RGB."""
    import rawpy

    with rawpy.imread(io.BytesIO(data)) as raw:
        pixels = raw.postprocess(use_camera_wb=True, output_bps=8)
    version = ".".join(map(str, rawpy.libraw_version))
    return {"decoder": f"libraw {version}"}, pixels
