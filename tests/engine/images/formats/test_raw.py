"""Camera RAW: a DNG made by hand is developed with its own white balance."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
from helpers.image_files.photograph_files import noted, refusal
from helpers.image_files.raw_files import dng

from engine.errors import Code
from engine.images import NoteCode, decode_image

rawpy = pytest.importorskip("rawpy")


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
