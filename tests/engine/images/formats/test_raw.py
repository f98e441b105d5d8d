"""Camera RAW: a DNG made by hand is developed with its own white balance."""

from __future__ import annotations

import importlib.util
import io

import numpy as np
import pytest
import tifffile
from helpers.image_files.photograph_files import noted, refusal

from engine.errors import Code
from engine.images import NoteCode, decode_image

rawpy = pytest.importorskip("rawpy")
# What the sensor saw of a grey wall under a warm lamp and of a red one, and the lamp's own colour.
GREY, RED, NEUTRAL = (0.4, 0.4, 0.2), (0.8, 0.2, 0.1), (1.0, 1.0, 0.5)


def dng(turned: int = 1) -> bytes:
    scene = np.empty((96, 128, 3))
    scene[:, :64], scene[:, 64:] = GREY, RED
    sensor = np.empty((96, 128), np.uint16)
    for channel, row, column in ((0, 0, 0), (1, 0, 1), (1, 1, 0), (2, 1, 1)):  # red, green / green, blue
        sensor[row::2, column::2] = scene[row::2, column::2, channel] * 50000
    identity = [value for number in np.eye(3, dtype=int).ravel().tolist() for value in (number, 1)]
    neutral = [value for level in NEUTRAL for value in (int(level * 100), 100)]
    tags = [
        (50706, 1, 4, b"\1\4\0\0", True),  # DNG 1.4
        (50708, 2, 0, "Camera", True),
        (271, 2, 0, "Maker", True),
        (272, 2, 0, "Camera", True),
        (274, 3, 1, turned, True),
        (33421, 3, 2, (2, 2), True),  # the pattern of colours
        (33422, 1, 4, b"\0\1\1\2", True),
        (50714, 3, 1, 0, True),  # black and white
        (50717, 4, 1, 65535, True),
        (50721, 10, 9, identity, True),  # the matrix of colours
        (50728, 5, 3, neutral, True),
        (50778, 3, 1, 21, True),  # daylight
    ]
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, sensor, photometric=32803, extratags=tags)
    return buffer.getvalue()


def test_the_white_balance_is_the_camera_s():
    image = decode_image(dng(), "photo.dng")
    assert (image.width, image.height) == (128, 96)
    grey, red = image.pixels[20:70, 20:40].reshape(-1, 3).mean(0), image.pixels[20:70, 90:110].reshape(-1, 3).mean(0)
    assert np.ptp(grey) <= 3  # a grey wall is grey
    assert grey.min() > 60
    assert red[0] > red[1] + 60
    assert NoteCode.DEVELOPED in noted(image)
    assert image.decoder.startswith("libraw ")


def test_it_is_turned_as_it_was_held():
    image = decode_image(dng(turned=6), "photo.dng")
    assert (image.width, image.height) == (96, 128)
    top, bottom = image.pixels[10:50].reshape(-1, 3).mean(0), image.pixels[80:120].reshape(-1, 3).mean(0)
    assert np.ptp(top) < 10 < np.ptp(bottom)


@pytest.mark.parametrize("data", [b"FUJIFILMCCD-RAW 0201" + bytes(900), b"IIRO" + bytes(900), dng()[:2000]])
def test_what_cannot_be_developed_is_refused(data):
    assert refusal(data).code in (Code.IMAGE_FORMAT_UNSUPPORTED, Code.IMAGE_DAMAGED)


def test_without_the_extra_the_file_is_known_and_the_sentence_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    fault = refusal(dng())
    assert (fault.code, fault.params["extra"], fault.params["package"]) == (Code.IMAGE_EXTRA, "raw", "rawpy")
