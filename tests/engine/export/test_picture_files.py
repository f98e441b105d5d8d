"""Picture files: other programs read in them what was put in, however many strips there are."""

from __future__ import annotations

import io
import itertools

import cv2
import numpy as np
import PIL.Image
import pytest

from engine.export import picture_files
from engine.export.content import Content
from engine.export.formats import FORMATS
from engine.export.metadata import extract
from engine.export.picture_files import JPEG_QUALITY, deflated

RNG = np.random.default_rng(5)
SIZES = [(1, 1), (5, 7), (33, 50), (300, 451), (17, 1000)]
ROWS = [16, 33, 10**6]


@pytest.fixture(params=ROWS)
def strips(request, monkeypatch):
    """Let a strip have so many rows of a picture."""

    def make(size) -> np.ndarray:
        monkeypatch.setattr(picture_files, "_STRIP", 3 * size[1] * request.param)
        ramp = np.add.outer(np.linspace(0, 150, size[0]), np.linspace(0, 50, size[1]))
        return (ramp[..., None] + RNG.integers(0, 55, (*size, 3))).astype(np.uint8)

    return make


def picture_blocks(pixels: np.ndarray, suffix: str, text: str = ""):
    return FORMATS[suffix].encode(Content(pixels, text))


def of_opencv(data: bytes) -> np.ndarray:
    return cv2.cvtColor(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_two_libraries_read_every_pixel_that_was_written(strips, size, suffix):
    pixels = strips(size)
    data = b"".join(picture_blocks(pixels, suffix, "a text"))
    np.testing.assert_array_equal(of_opencv(data), pixels)
    np.testing.assert_array_equal(np.asarray(PIL.Image.open(io.BytesIO(data))), pixels)


def test_a_jpeg_is_near_what_was_written_and_says_how_it_was_coded():
    rows, columns = np.mgrid[0:301, 0:451]
    pixels = np.stack([rows * 0.8, columns * 0.5, 255 - rows * 0.8], axis=-1).astype(np.uint8)
    data = b"".join(picture_blocks(pixels, ".jpg", "a text"))
    for found in (of_opencv(data), np.asarray(PIL.Image.open(io.BytesIO(data)))):
        assert np.abs(found.astype(int) - pixels).mean() < 1
    coarse = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY - 20])[1]
    assert len(data) > len(coarse)


def test_the_comment_of_a_jpeg_stands_behind_what_says_that_the_file_is_jfif():
    pixels = RNG.integers(0, 256, (8, 9, 3), np.uint8)
    bare, said = (b"".join(picture_blocks(pixels, ".jpg", text)) for text in ("", "a text"))
    with PIL.Image.open(io.BytesIO(said)) as image:
        assert image.info["jfif_version"] and image.info["comment"] == b"a text"
    assert said[:20] + said[30:] == bare  # 4 bytes and the text's 6


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg"])
def test_a_picture_that_is_a_part_of_another_s_memory_is_written_as_it_is_seen(suffix):
    whole = RNG.integers(0, 256, (40, 60, 3), np.uint8)
    part = whole[5:29:2, 7:39][:, ::-1]
    joined = [b"".join(picture_blocks(pixels, suffix)) for pixels in (part, part.copy())]
    assert joined[0] == joined[1]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg"])
def test_no_block_of_a_large_picture_is_large(suffix):
    pixels = RNG.integers(0, 256, (2000, 3000, 3), np.uint8)
    sizes = [len(block) for block in picture_blocks(pixels, suffix)]
    assert sum(sizes) > pixels.nbytes / 3
    assert max(sizes) < 2**20 + 2**16


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg"])
def test_the_text_is_found_and_without_one_there_is_none(tmp_path, suffix):
    for text, beginning in itertools.product(["", "begins so"], ["begins", "other"]):
        path = tmp_path / f"x{suffix}"
        path.write_bytes(b"".join(picture_blocks(np.zeros((4, 4, 3), np.uint8), suffix, text)))
        assert extract(path, beginning) == (text if text and beginning == "begins" else None)


def test_sides_beyond_jpeg_s_are_refused_before_anything_is_made():
    for shape in ((65_501, 1, 3), (1, 65_501, 3)):
        with pytest.raises(ValueError, match="65500"):
            picture_blocks(np.zeros(shape, np.uint8), ".jpg")
        data = b"".join(picture_blocks(np.zeros(shape, np.uint8), ".png"))
        assert of_opencv(data).shape == shape
    longest = np.full((65_500, 1, 3), 77, np.uint8)
    assert of_opencv(b"".join(picture_blocks(longest, ".jpg"))).shape == longest.shape


def test_rows_are_deflated_as_png_filters_them():
    import zlib

    pixels = RNG.integers(0, 256, (3, 4, 3), np.uint8)
    rows = np.frombuffer(zlib.decompress(b"".join(deflated(pixels))), np.uint8).reshape(3, 13)
    assert rows[:, 0].tolist() == [1, 1, 1]
    restored = np.cumsum(rows[:, 1:].reshape(3, 4, 3), axis=1, dtype=np.uint8)
    np.testing.assert_array_equal(restored, pixels)
