"""Small files that ask for much memory or time: each is a find of the campaign `pictures`, made by hand."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import PIL.Image
import PIL.PngImagePlugin
import pytest
from helpers.image_files.photograph_files import SMOOTH, noted, png, refusal, refusal_of, saved

from engine.errors import Code
from engine.images import NoteCode, decode_image
from engine.images.formats import FORMATS, decode
from engine.images.formats import png as png_file
from engine.images.reading import Reading


def gif(width: int, height: int, frames: list[tuple[int, int]]) -> bytes:
    """An animation of black frames, each of a size, on a canvas of another."""
    palette = bytes(3) + b"\xff\xff\xff"
    found = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + palette
    for size in frames:
        found += b"," + struct.pack("<HHHHB", 0, 0, *size, 0) + b"\x02\x02\x44\x01\x00"
    return found + b";"


def test_a_png_s_header_is_read_without_its_pixels(monkeypatch):
    monkeypatch.setattr(PIL.PngImagePlugin.PngImageFile, "load", lambda self: pytest.fail("decoded"))
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    for data, orientation in ((saved(SMOOTH, "PNG"), 1), (saved(SMOOTH, "PNG", exif=exif), 6)):
        assert FORMATS["PNG"].read_header(data).orientation == orientation
    assert refusal(png(80, 8, 6, [bytes(320)], height=1_042_159_228)).code is Code.IMAGE_TOO_LARGE


def test_a_later_frame_beyond_the_canvas_is_refused_before_it_is_drawn():
    pages = [PIL.Image.new("RGB", (8, 6), colour) for colour in ("red", "lime")]
    data = saved(pages[0], "GIF", save_all=True, append_images=pages[1:])
    before, size = data.rsplit(b",\0\0\0\0", 1)  # of the second frame
    data = before + b",\0\0\0\0" + struct.pack("<HH", 40_000, 40_000) + size[4:]
    assert decode_image(data, "film.gif").width == 8
    assert refusal_of(decode_image, data, "film.gif", reading=Reading(frame=1)).code is Code.IMAGE_DAMAGED


def test_a_frame_that_takes_too_long_to_reach_is_refused():
    data = gif(7_000, 7_000, [(1, 1)] * 80)
    fault = refusal_of(decode_image, data, "film.gif", reading=Reading(frame=79))
    assert (fault.code, fault.params["frame"]) == (Code.IMAGE_FRAME_FAR, 80)
    fault = refusal_of(decode_image, gif(9_000, 9_000, [(1, 1)] * 2), "film.gif", reading=Reading(frame=1))
    assert (fault.code, fault.params["limit"]) == (Code.IMAGE_TOO_LARGE, 50)


def test_samples_that_swell_are_refused_before_they_are_unpacked():
    fault = refusal(png(9_990, 16, 6, [bytes(8)], height=9_990))
    assert (fault.code, fault.params["megabytes"]) == (Code.IMAGE_SWELLS, 798)
    assert refusal(png(9_990, 8, 0, [bytes(8)], height=9_990)).code is Code.IMAGE_DAMAGED  # no more than a photograph


@pytest.mark.parametrize(
    ("kind", "mode"), [("WEBP", "RGBA"), ("GIF", "P"), ("TIFF", "CMYK"), ("TIFF", "1"), ("BMP", "L"), ("TIFF", "LA")]
)
def test_a_large_picture_is_converted_in_strips_to_the_same_pixels(monkeypatch, kind, mode):
    picture = PIL.Image.fromarray(np.dstack([SMOOTH, SMOOTH[..., 0]])).convert(mode)
    data = saved(picture, kind, **({"transparency": 3} if kind == "GIF" else {}))
    whole = decode_image(data, "picture")
    monkeypatch.setattr(decode, "_STRIP", 7 * SMOOTH.shape[1])
    strips = decode_image(data, "picture")
    assert np.array_equal(strips.pixels, whole.pixels)
    assert (NoteCode.TRANSPARENCY in noted(strips)) == (mode in ("RGBA", "P", "LA"))


def test_an_animation_s_canvas_is_bounded_from_its_first_frame_on():
    pages = [PIL.Image.new("RGB", (8, 6), colour) for colour in ("red", "lime")]
    data = saved(pages[0], "WEBP", save_all=True, append_images=pages[1:])
    assert decode_image(data, "film.webp").latitude.frames == 2
    canvas = data.index(b"VP8X") + 12  # width and height less one, in three bytes each
    wide = (8_999).to_bytes(3, "little") * 2
    fault = refusal(data[:canvas] + wide + data[canvas + 6 :])
    assert (fault.code, fault.params["limit"]) == (Code.IMAGE_TOO_LARGE, 50)


def test_a_jpeg_of_very_many_scans_is_refused_before_one_is_decoded():
    data = saved(SMOOTH, "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    assert decode_image(data[:last] + data[last:-2] * 3 + data[-2:], "whole").width == SMOOTH.shape[1]
    assert refusal(data[:last] + data[last:-2] * 600 + data[-2:]).code is Code.IMAGE_DAMAGED


def test_a_png_of_very_many_chunks_is_refused_before_all_are_listed(monkeypatch):
    data = saved(SMOOTH, "PNG")
    nothing = bytes(4) + b"aaAa" + struct.pack(">I", zlib.crc32(b"aaAa"))
    monkeypatch.setattr(png_file, "_MOST_CHUNKS", 20)
    assert decode_image(data[:33] + nothing * 9 + data[33:], "whole").width == SMOOTH.shape[1]
    assert refusal(data[:33] + nothing * 20 + data[33:]).code is Code.IMAGE_DAMAGED
