"""Thumbnails: the same photograph small, and the same refusals."""

from __future__ import annotations

import io

import cv2
import numpy as np
import PIL.Image
import pytest

from engine.errors import Code, SaliscopeError
from engine.images import read_image, read_thumbnail
from engine.images.thumbnail import fitted

# Large squares, different everywhere, so that no turn or flip looks like another.
PHOTOGRAPH = np.kron(np.random.default_rng(1).integers(0, 255, (3, 5, 3)), np.ones((160, 160, 1))).astype(np.uint8)


def jpeg(orientation: int) -> bytes:
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    PIL.Image.fromarray(PHOTOGRAPH).save(buffer, "JPEG", quality=95, exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_reduced_jpeg_is_the_photograph_small_and_upright(tmp_path, orientation):
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(orientation))
    small, whole = read_thumbnail(path, 100), read_image(path).pixels
    assert max(small.shape[:2]) == 100
    wanted = cv2.resize(whole, small.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(small.astype(int) - wanted).mean() <= 3


def test_other_formats_are_shrunk_and_small_photographs_are_not_enlarged(tmp_path):
    PIL.Image.fromarray(PHOTOGRAPH).save(tmp_path / "large.png")
    assert read_thumbnail(tmp_path / "large.png", 100).shape == (60, 100, 3)
    PIL.Image.fromarray(PHOTOGRAPH[:20, :30]).save(tmp_path / "small.png")
    assert np.array_equal(read_thumbnail(tmp_path / "small.png", 100), PHOTOGRAPH[:20, :30])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (jpeg(1)[:3000], Code.IMAGE_DAMAGED),
        (b"", Code.FILE_EMPTY),
        (b"a letter", Code.NOT_AN_IMAGE),
        (None, Code.FILE_MISSING),
    ],
)
def test_what_is_refused_whole_is_refused_small(tmp_path, data, code):
    path = tmp_path / "photo.jpg"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SaliscopeError) as refused:
        read_thumbnail(path, 100)
    assert refused.value.code is code


@pytest.mark.parametrize("size", [(640, 480), (641, 481), (250, 131), (193, 20)])
def test_every_pixel_counts_in_a_smaller_picture(size):
    rng = np.random.default_rng(5)
    pixels = cv2.GaussianBlur(rng.integers(0, 256, (size[1], size[0], 3), np.uint8), (0, 0), 1.2)
    small = fitted(pixels, 192)
    assert max(small.shape[:2]) == 192
    averages = cv2.resize(pixels, small.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(small.astype(int) - averages).mean() < 4
    assert np.abs(small.mean(axis=(0, 1)) - pixels.mean(axis=(0, 1))).max() < 1
