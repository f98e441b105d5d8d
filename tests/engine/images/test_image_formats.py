"""What kinds of file other than TIFF would show wrongly in silence: turns, keys, frames, depths, profiles."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import PIL.Image
import PIL.ImageCms
import pytest
from helpers.image_files.photograph_files import SMALL, UPRIGHT, by_opencv, noted, png, saved, stored

from engine.images import NoteCode, decode_image, readable_suffixes


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_is_turned_exactly_once(orientation):
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    image = decode_image(saved(stored(UPRIGHT, orientation), "HEIF", quality=95, exif=exif.tobytes()), "photo")
    assert image.pixels.shape == UPRIGHT.shape
    assert np.abs(image.pixels.astype(int) - UPRIGHT).mean() < 8
    assert image.decoder.startswith("pi-heif ")


@pytest.mark.parametrize(
    ("depth", "row", "key", "shown"),
    [
        (1, b"\x40", 1, [0, 255]),
        (2, b"\x10", 0, [255, 85]),
        (2, b"\x70", 3, [85, 255]),
        (4, b"\x3f", 3, [255, 255]),
        (8, b"\x07\x09", 7, [255, 9]),
        (16, struct.pack(">HH", 1000, 65535), 1000, [255, 255]),
    ],
)
def test_a_transparent_grey_is_laid_on_white_at_every_depth(depth, row, key, shown):
    image = decode_image(png(2, depth, 0, [row], clear=struct.pack(">H", key)), "grey")
    assert image.pixels[0, :, 0].tolist() == shown
    assert NoteCode.TRANSPARENCY in noted(image)


def test_a_transparent_colour_and_deep_transparency_are_laid_on_white():
    key = png(2, 8, 2, [b"\1\2\3\4\5\6"], clear=struct.pack(">3H", 1, 2, 3))
    assert decode_image(key, "key").pixels[0].tolist() == [[255, 255, 255], [4, 5, 6]]
    deep = png(2, 16, 6, [struct.pack(">8H", 65535, 0, 0, 65535, 0, 0, 65535, 32768)])
    assert decode_image(deep, "deep").pixels[0].tolist() == [[255, 0, 0], [127, 127, 255]]
    twelve = png(2, 16, 6, [struct.pack(">8H", 4095, 0, 0, 65535, 0, 0, 0, 65535)])
    image = decode_image(twelve, "twelve")
    assert image.pixels[0].tolist() == [[255, 0, 0], [0, 0, 0]]
    assert noted(image) == {NoteCode.WHOLE_NUMBERS: {"bits": 16, "low": 0, "high": 4095}}
    grey = png(2, 16, 4, [struct.pack(">4H", 65535, 65535, 0, 0)])
    assert decode_image(grey, "grey").pixels[0].tolist() == [[255, 255, 255], [255, 255, 255]]


def test_an_animated_png_shows_its_first_frame_at_full_depth():
    frames = [PIL.Image.fromarray(SMALL), PIL.Image.fromarray(255 - SMALL)]
    image = decode_image(saved(frames[0], "PNG", save_all=True, append_images=frames[1:]), "frames")
    assert np.array_equal(image.pixels, SMALL)
    assert noted(image) == {NoteCode.FRAME: {"number": 1, "count": 2}}


def test_deep_jpeg_2000_keeps_white_white():
    pixels = np.kron(SMALL, np.ones((16, 16, 1), np.uint8))
    lossless = (cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000)
    image = decode_image(by_opencv(".jp2", pixels * np.uint16(257), *lossless), "deep")
    assert np.array_equal(image.pixels, pixels)
    assert noted(image) == {NoteCode.WHOLE_NUMBERS: {"bits": 16, "low": 0, "high": 65535}}
    assert np.array_equal(decode_image(by_opencv(".jp2", pixels, *lossless), "plain").pixels, pixels)


@pytest.mark.parametrize("version", ["ASCII", "UTF-16"])
def test_a_profile_is_mentioned_unless_it_is_srgb(version):
    name = "sRGB" if version == "ASCII" else "sRGB".encode("utf-16-be").decode("latin-1")
    plain = saved(SMALL, "PNG", icc_profile=b"profile of " + name.encode("latin-1"))
    assert not noted(decode_image(plain, "plain"))
    for data in (
        saved(SMALL, "PNG", icc_profile=b"Display P3"),
        saved(SMALL, "JPEG", icc_profile=b"Display P3"),
        saved(SMALL, "TIFF", icc_profile=b"Display P3"),
    ):
        assert noted(decode_image(data, "wide")) == {NoteCode.PROFILE: {}}
    srgb = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    assert not noted(decode_image(saved(SMALL, "JPEG", icc_profile=srgb), "plain"))


def test_every_suffix_offered_is_lower_case_and_once():
    suffixes = readable_suffixes()
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
