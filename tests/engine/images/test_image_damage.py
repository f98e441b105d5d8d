"""Photographs cut short, mutated or beyond memory are refused, and never shown as if they were whole."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import PIL.Image
import pytest
from helpers.image_files.dicom_files import dicom
from helpers.image_files.photograph_files import (
    BLACK_IS_ZERO,
    GREY,
    RGB,
    SMALL,
    SMOOTH,
    by_opencv,
    npy,
    png,
    refusal,
    saved,
    tiff,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Code, SaliscopeError
from engine.images import decode_image


def test_missing_rows_of_a_png_are_not_shown_as_black():
    assert refusal(png(6, 8, 0, [b"\1" * 6] * 2, height=4)).code is Code.IMAGE_DAMAGED


def test_missing_strips_of_a_tiff_are_not_shown_as_black():
    whole = tiff(SMALL, RGB)
    height = struct.pack("<HHII", 257, 4, 1, len(SMALL))
    taller = whole.replace(height, struct.pack("<HHII", 257, 4, 1, 100 * len(SMALL)))
    assert taller != whole
    assert refusal(taller).code is Code.IMAGE_DAMAGED


CUT = {
    "progressive JPEG": saved(SMOOTH, "JPEG", progressive=True),
    "JPEG with restarts": saved(SMOOTH, "JPEG", restart_marker_rows=1),
    "grey JPEG": saved(SMOOTH[..., 0], "JPEG"),
    "CMYK JPEG": saved(PIL.Image.fromarray(SMOOTH).convert("CMYK"), "JPEG"),
    "large JPEG": saved(np.random.default_rng(5).integers(0, 255, (400, 600, 3), np.uint8), "JPEG", quality=95),
    "JPEG 2000": saved(SMOOTH, "JPEG2000"),
    "deep JPEG 2000": by_opencv(".jp2", SMOOTH * np.uint16(257)),
    "AVIF": saved(SMOOTH, "AVIF"),
    "HEIC": saved(SMOOTH, "HEIF"),
    "deep PNG": by_opencv(".png", SMOOTH * np.uint16(257)),
    "deep TIFF": by_opencv(".tiff", SMOOTH * np.uint16(257)),
    "deep TIFF, directory last": tiff(SMOOTH * np.uint16(257), RGB),
    "float TIFF": tiff(SMOOTH / np.float32(255), RGB),
    "fax TIFF": saved(PIL.Image.fromarray(SMOOTH).convert("1"), "TIFF", compression="group4"),
    "LZW TIFF": saved(SMOOTH, "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", list(CUT))
def test_other_kinds_cut_short_anywhere_are_refused(kind):
    data = CUT[kind]
    assert decode_image(data, "whole").pixels.any()
    places = [int(len(data) * (place + 0.5) / 20) for place in range(20)]
    for place in [*places, len(data) - 1]:
        assert refusal(data[:place]).code in (Code.IMAGE_DAMAGED, Code.NOT_AN_IMAGE), place


def test_a_jpeg_of_endless_scans_is_refused_and_a_film_behind_one_is_no_scan():
    data = CUT["progressive JPEG"]
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert refusal(data[:-2] + 600 * scan + data[-2:]).code is Code.IMAGE_DAMAGED
    field = b"\xff\xe5" + struct.pack(">H", 2 + 1200) + 600 * b"\xff\xda"
    for whole in (data + 600 * b"\xff\xda", data[:2] + field + data[2:]):
        np.testing.assert_array_equal(decode_image(whole, "x").pixels, decode_image(data, "x").pixels)


def test_a_jpeg_whose_end_was_never_written_is_refused():
    data = CUT["large JPEG"]
    assert refusal(data[: len(data) // 2] + bytes(len(data) // 2)).code is Code.IMAGE_DAMAGED


def test_a_decoder_out_of_memory_ends_in_a_sentence(monkeypatch):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: (_ for _ in ()).throw(MemoryError))
    assert refusal(saved(SMALL, "PNG")).code is Code.IMAGE_DAMAGED


MUTANTS = {
    "AVIF": saved(SMALL, "AVIF"),
    "HEIC": saved(SMOOTH[:16, :16].copy(), "HEIF"),
    "JPEG 2000": saved(SMOOTH[:32, :32].copy(), "JPEG2000"),
    "deep JPEG 2000": by_opencv(".jp2", SMOOTH[:32, :32] * np.uint16(257)),
    "CMYK JPEG": saved(PIL.Image.fromarray(SMALL).convert("CMYK"), "JPEG"),
    "clear PNG": png(2, 4, 0, [b"\x3f"], clear=b"\0\3"),
    "deep PNG": by_opencv(".png", SMALL * np.uint16(257)),
    "deep TIFF": tiff(SMALL * np.uint16(257), RGB),
    "float TIFF": tiff(SMALL / np.float32(255), RGB),
    "TIFF": tiff(SMALL, RGB),
    "DICOM": dicom(GREY.astype(np.uint16) * 9, WindowCenter=[40, 9], WindowWidth=[400, 9], RescaleIntercept=-9),
    "NumPy": npy(SMALL * np.uint16(9)),
    "signed TIFF": tiff(GREY.astype(np.int16) - 9, BLACK_IS_ZERO),
}


@pytest.mark.slow
@settings(max_examples=250)
@given(st.sampled_from(list(MUTANTS)), st.data())
def test_mutants_of_other_kinds_open_or_are_refused_and_never_raise_anything_else(kind, draw):
    data = bytearray(MUTANTS[kind])
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        image = decode_image(bytes(data), "mutant")
    except SaliscopeError:
        return
    assert image.pixels.dtype == np.uint8
    assert image.pixels.shape[2] == 3
